/** Values whose shape a connector or a flow decided, in words. */
import type { Locale, Money } from "@yingda/protocol";
import { formatDue, formatMoney } from "@yingda/protocol";
import type { TFunction } from "i18next";

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;

export interface ValueWords {
  readonly t: TFunction;
  readonly locale: Locale;
  readonly now: number;
}

function isMoney(value: object): value is Money {
  const { amount, currency } = value as { amount?: unknown; currency?: unknown };
  return typeof amount === "string" && typeof currency === "string";
}

export function showValue(value: unknown, words: ValueWords): string {
  if (value === null || value === undefined || value === "") return words.t("common.none");
  if (typeof value === "string") return TIME.test(value) ? formatDue(value, words.now, words.locale) : value;
  if (typeof value === "number") return String(value);
  if (typeof value === "boolean") return words.t(value ? "common.yes" : "common.no");
  if (Array.isArray(value))
    return value.map((item: unknown) => showValue(item, words)).join(words.t("common.comma"));
  if (typeof value === "object") return isMoney(value) ? formatMoney(value) : JSON.stringify(value);
  return words.t("common.none");
}
