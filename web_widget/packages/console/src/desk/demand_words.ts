/** A visitor's demand as one line: what, how much, until when. */
import type { Demand } from "@yingda/protocol";
import { formatDue, formatMoney } from "@yingda/protocol";
import type { ValueWords } from "./value.ts";

const kinds = [
  "refund",
  "resend",
  "replace",
  "compensate",
  "explain",
  "unlock",
  "unfreeze",
  "full_refund",
  "not_arrived",
  "other",
] as const;
type Kind = (typeof kinds)[number];

export function demandWords(demand: Demand | string, { t, locale, now }: ValueWords): string {
  if (typeof demand === "string") return demand;
  const kind = kinds.find((known): known is Kind => known === demand.kind);
  const what = demand.text ?? (kind === undefined ? demand.kind : t(`demand.${kind}`)) ?? t("demand.other");
  const amount = demand.amount === undefined ? "" : ` ${formatMoney(demand.amount)}`;
  const by =
    demand.by === undefined ? "" : t("demand.by", { due: formatDue(demand.by, now, locale) || demand.by });
  return `${what}${amount}${by}`;
}
