import type { Completeness, ContextWorkOrder } from "@yingda/protocol";
import { formatDue, formatWhen } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { demandWords } from "../demand_words.ts";
import { useDeskState, useLocale, useServerNow, useTeamName } from "../desk_context.ts";
import { isSettled } from "../model/orders.ts";
import type { Sla } from "../model/sla.ts";
import { deadline } from "../model/sla.ts";
import type { CaseContext } from "../model/state.ts";
import { rowOf } from "../model/state.ts";
import { SettledChip, SlaChip } from "../sla_chip.tsx";
import { CompletenessList, isComplaint } from "./completeness.tsx";
import type { Fact } from "./facts.tsx";
import { Facts } from "./facts.tsx";
import { OrderArrange } from "./order_arrange.tsx";
import { OrderDossier } from "./order_dossier.tsx";
import { Compensations, Promises } from "./order_ledger.tsx";

interface OrderProps {
  readonly conversation: string;
  readonly order: ContextWorkOrder;
  /** Whether a person has answered; only known for the order of this conversation. */
  readonly responded: boolean | undefined;
  /** As the row of the open order says it, which hears of everything; else as it was when the context came. */
  readonly complete: Completeness | undefined;
  readonly others: readonly ContextWorkOrder[];
}

function clockOf(order: ContextWorkOrder, responded: boolean | undefined, now: number): Sla | null {
  const first = order.first_response_due;
  if (responded === false && first !== undefined)
    return deadline("first_response", first, now, order.opened_at);
  return order.resolve_due === undefined
    ? null
    : deadline("resolve", order.resolve_due, now, order.opened_at);
}

function useOrderFacts(order: ContextWorkOrder): readonly Fact[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const teamName = useTeamName();
  const facts: Fact[] = [];
  const when = (label: string, time: string | undefined): void => {
    if (time !== undefined) facts.push([label, formatDue(time, now, locale)]);
  };
  if (order.tier !== undefined) facts.push([t("context.tier"), t(`order.tier.${order.tier}`)]);
  if (order.department_name !== undefined)
    facts.push([t("context.department"), teamName(order.department ?? "", order.department_name)]);
  if (order.owner !== undefined) facts.push([t("context.owner"), order.owner.name]);
  if (order.opened_at !== undefined)
    facts.push([t("context.opened"), formatWhen(order.opened_at, now, locale)]);
  if (!isSettled(order)) {
    when(t("context.first_response"), order.first_response_due);
    when(t("context.next_response"), order.next_response_due);
    when(t("context.resolve"), order.resolve_due);
  }
  const demands = (order.demands ?? []).map((demand) => demandWords(demand, { t, locale, now }));
  if (demands.length > 0) facts.push([t("context.demands"), demands.join(t("common.comma"))]);
  const resolution = typeof order.resolution === "string" ? order.resolution : order.resolution?.text;
  if (resolution !== undefined) facts.push([t("context.resolution"), resolution]);
  return facts;
}

function WorkOrder({ conversation, order, responded, complete, others }: OrderProps) {
  const { t } = useTranslation();
  const facts = useOrderFacts(order);
  const settled = isSettled(order);
  return (
    <article
      className="order-card"
      data-testid="work-order"
      data-number={order.number}
      data-status={order.status}
    >
      <header>
        <h4 className="mono">{order.number}</h4>
        {order.urgent === true && <span className="chip chip-danger">{t("order.urgent")}</span>}
        {order.status !== undefined && !settled && (
          <span className="chip">{t(`order.status.${order.status}`)}</span>
        )}
        {order.status !== undefined && settled && <SettledChip label={t(`order.status.${order.status}`)} />}
        {!settled && order.status !== "waiting_on_customer" && (
          <SlaChip slaAt={(now) => clockOf(order, responded, now)} />
        )}
      </header>
      <Facts facts={facts} />
      {complete !== undefined && isComplaint(order.tier) && (
        <CompletenessList order={order} complete={complete} />
      )}
      {order.tags !== undefined && order.tags.length > 0 && (
        <ul className="order-tags" aria-label={t("orders.column.tags")}>
          {order.tags.map((tag) => (
            <li key={tag} className="chip">
              {tag}
            </li>
          ))}
        </ul>
      )}
      {order.request !== undefined && order.status === "waiting_on_customer" && (
        <p className="order-waiting" data-testid="order-request">
          {t("context.waiting", { text: order.request.text })}
        </p>
      )}
      <Promises conversation={conversation} order={order} />
      <Compensations conversation={conversation} order={order} />
      <OrderArrange conversation={conversation} order={order} others={others} />
      <OrderDossier number={order.number} />
    </article>
  );
}

export function WorkOrdersTab({ conversation, context }: { conversation: string; context: CaseContext }) {
  const { t } = useTranslation();
  const current = useDeskState((state) => rowOf(state, conversation)?.work_order);
  const orders = [...context.work_orders].sort(
    (a, b) => Number(b.number === current?.number) - Number(a.number === current?.number),
  );
  return (
    <div className="context-body" data-testid="context-work-orders">
      {orders.length === 0 && (
        <div className="empty">
          <p className="empty-title">{t("context.no_orders")}</p>
          <p>{t("context.no_orders_hint")}</p>
        </div>
      )}
      {orders.map((order) => (
        <WorkOrder
          key={order.number}
          conversation={conversation}
          order={order}
          others={orders.filter(({ number }) => number !== order.number)}
          responded={order.number === current?.number ? current.responded : undefined}
          complete={
            (order.number === current?.number ? current.completeness : undefined) ?? order.completeness
          }
        />
      ))}
    </div>
  );
}
