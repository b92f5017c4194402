import { ReloadOutlined } from "@ant-design/icons";
import type { OrderFacts } from "@yingda/protocol";
import { formatDuration, formatWhen } from "@yingda/protocol";
import { Button } from "antd";
import type { TFunction } from "i18next";
import { useEffect, useEffectEvent, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { CaseContext } from "../model/state.ts";
import { lastPos, ownership } from "../model/state.ts";
import { showValue } from "../value.ts";
import type { Fact } from "./facts.tsx";
import { Facts } from "./facts.tsx";

/** In the order in which they are read; what is not among them comes after them. */
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
  "card_state",
  "refundable",
  "refund_eta",
] as const;
type Known = (typeof known)[number];

/** How long ago it was paid was so when it was asked; when it was paid stands beside it. */
const silent: ReadonlySet<string> = new Set(["fetched_at", "found", "minutes_since_paid"]);

function place(name: string): number {
  const at = known.findIndex((one) => one === name);
  return at === -1 ? known.length : at;
}

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
  return Object.entries(joined ? { ...rest, amount: { amount, currency } } : rest)
    .filter(
      ([name, value]) =>
        !silent.has(name) &&
        value !== "" &&
        value !== "none" &&
        value !== null &&
        !(joined && name === "currency"),
    )
    .sort(([a], [b]) => place(a) - place(b));
}

const GIVEN_UP_MS = 20_000;

/** Asks the order system again, and says what came of it. */
function Refresh({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const mine = useDeskState((state) => state.phase === "live" && ownership(state, conversation) === "mine");
  const answer = useDeskState((state) => state.conversations[conversation]?.orderAnswer ?? null);
  const [asked, setAsked] = useState<number | null>(null);
  const fresh = asked !== null && answer !== null && answer.pos > asked;
  const waiting = asked !== null && !fresh;
  const reload = useEffectEvent(() => desk.refresh(conversation));
  const pos = answer?.pos;
  useEffect(() => {
    if (pos !== undefined) reload();
  }, [pos]);
  useEffect(() => {
    if (!waiting) return;
    const timer = setTimeout(() => setAsked(null), GIVEN_UP_MS);
    return () => clearTimeout(timer);
  }, [waiting]);
  const ask = (): void => {
    setAsked(lastPos(desk.store.getState().conversations[conversation]));
    desk.refreshOrder(conversation);
  };
  return (
    <>
      <Button
        size="small"
        icon={<ReloadOutlined />}
        loading={waiting}
        disabled={!mine}
        onClick={ask}
        data-testid="refresh-order"
      >
        {t("context.refresh_order")}
      </Button>
      <span role="status" className="refresh-result" data-testid="refresh-result">
        {fresh && t(answer.ok ? "context.refreshed" : "context.refresh_failed")}
      </span>
    </>
  );
}

/** What the order system said, with the time it said so: an agent must not take an old answer for a new one. */
export function OrderTab({
  conversation,
  context,
}: {
  readonly conversation: string;
  readonly context: CaseContext;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { order, order_refreshable } = context;
  const refresh = order_refreshable === true && <Refresh conversation={conversation} />;
  if (order === null) {
    return (
      <div className="context-body" data-testid="context-order">
        <div className="empty">
          <p className="empty-title">{t("context.no_order")}</p>
          <p>{t("context.no_order_hint")}</p>
          {refresh}
        </div>
      </div>
    );
  }
  const facts = entries(order).map(([name, value]): Fact => {
    const label = known.find((one): one is Known => one === name);
    const words = named(t, name, value) ?? showValue(value, { t, locale, now });
    return [label === undefined ? name : t(`order_field.${label}`), words];
  });
  const fetchedAt = Date.parse(order.fetched_at);
  const age = Number.isNaN(fetchedAt) ? null : formatDuration(Math.max(0, now - fetchedAt), locale);
  return (
    <div className="context-body" data-testid="context-order">
      <div className="order-age">
        <p className="fetched" data-testid="order-fetched-at">
          {t("context.fetched_at", { when: formatWhen(order.fetched_at, now, locale) })}
          {age !== null && ` · ${t("context.age", { age })}`}
        </p>
        {refresh}
      </div>
      <Facts facts={facts} />
    </div>
  );
}
