import type { OrderFacts } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";
import type { CaseContext } from "../model/state.ts";
import { showValue } from "../value.ts";
import type { Fact } from "./facts.tsx";
import { Facts } from "./facts.tsx";

const known = [
  "number",
  "order_number",
  "status",
  "product",
  "category",
  "sku",
  "quantity",
  "amount",
  "phone",
  "account",
  "account_masked",
  "channel",
  "payment_method",
  "supplier",
  "paid_at",
  "created_at",
  "delivered_at",
  "minutes_since_paid",
  "card_state",
  "refundable",
  "refund_eta",
] as const;
type Known = (typeof known)[number];

const silent: ReadonlySet<string> = new Set(["fetched_at", "found"]);

const statuses = ["unpaid", "processing", "delivered", "failed", "refunding", "refunded"] as const;
type Status = (typeof statuses)[number];

const categories = ["topup", "card", "game", "membership"] as const;
type Category = (typeof categories)[number];

/** Values that the order system names by a word of its own. */
function named(t: TFunction, name: string, value: unknown): string | undefined {
  const status = name === "status" ? statuses.find((one): one is Status => one === value) : undefined;
  if (status !== undefined) return t(`order_status.${status}`);
  const category = name === "category" ? categories.find((one): one is Category => one === value) : undefined;
  return category === undefined ? undefined : t(`order_category.${category}`);
}

/** An amount beside its currency is one fact; that something was found shows by itself; what is empty is left out. */
function entries(order: OrderFacts): readonly (readonly [string, unknown])[] {
  const rest: Readonly<Record<string, unknown>> = order;
  const { amount, currency } = rest;
  const joined = typeof amount === "string" && typeof currency === "string";
  return Object.entries(joined ? { ...rest, amount: { amount, currency } } : rest).filter(
    ([name, value]) =>
      !silent.has(name) &&
      value !== "" &&
      value !== "none" &&
      value !== null &&
      !(joined && name === "currency"),
  );
}

/** What the order system said, with the time it said so: an agent must not take an old answer for a new one. */
export function OrderTab({ context }: { readonly context: CaseContext }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { order } = context;
  if (order === null) {
    return (
      <div className="context-body" data-testid="context-order">
        <div className="empty">
          <p className="empty-title">{t("context.no_order")}</p>
          <p>{t("context.no_order_hint")}</p>
        </div>
      </div>
    );
  }
  const facts = entries(order).map(([name, value]): Fact => {
    const label = known.find((one): one is Known => one === name);
    const words = named(t, name, value) ?? showValue(value, { t, locale, now });
    return [label === undefined ? name : t(`order_field.${label}`), words];
  });
  return (
    <div className="context-body" data-testid="context-order">
      <p className="fetched" data-testid="order-fetched-at">
        {t("context.fetched_at", { when: formatWhen(order.fetched_at, now, locale) })}
      </p>
      <Facts facts={facts} />
    </div>
  );
}
