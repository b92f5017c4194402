/** The visitor's work order: what it is called, where it stands, who has it, and until when. */
import { useEffect, useRef, useState } from "preact/hooks";
import { answeredDemand, demandName, formatMoney, type ChatEventOf, type Demand } from "@yingda/protocol";
import type { Texts } from "../text/index.ts";
import { OrderActions, OrderSteps } from "../later.tsx";
import { agentHasAnswered, type TimelineItem } from "../timeline.ts";
import { useWidget } from "./context.ts";
import { Deadline } from "./deadline.tsx";
import { Icon } from "./icons.tsx";
import { QueuePlace } from "./queue_card.tsx";

type Order = ChatEventOf<"work_order">;
type OrderItem = Extract<TimelineItem, { type: "work_order" }>;

export function WorkOrderCard({ item: { event, fresh, waiting } }: { readonly item: OrderItem }) {
  const { state, texts } = useWidget();
  const card = useRef<HTMLLIElement>(null);
  const wish = state.shownOrder?.number === event.number ? state.shownOrder.id : 0;
  useEffect(() => {
    if (wish === 0) return;
    card.current?.scrollIntoView({ block: "center" });
    card.current?.focus();
  }, [wish]);
  return (
    <li
      ref={card}
      class={`card order ${event.urgent ? "order-urgent" : ""}`}
      data-testid="yd-work-order"
      data-order={event.number}
      tabIndex={-1}
    >
      <p class="card-title">
        {texts.workOrder} · {texts.tier[event.tier]}
        {event.urgent && <span class="tag">{texts.urgentTag}</span>}
        <strong class="order-status" data-testid="yd-order-status">
          {texts.status[event.status]}
        </strong>
      </p>
      <OrderNumber number={event.number} />
      <OrderSteps status={event.status} />
      {event.note !== undefined && !fresh && <p>{event.note}</p>}
      <Promised event={event} />
      {waiting !== undefined && <QueuePlace waiting={waiting} />}
      <Facts event={event} />
      <Result event={event} />
      <div class="order-foot">
        <OrderActions event={event} />
        {event.secret !== undefined && (
          <details class="secret">
            <summary>{texts.secret}</summary>
            <code data-testid="yd-order-secret">{event.secret}</code>
            <p class="small">{texts.secretHint}</p>
          </details>
        )}
      </div>
    </li>
  );
}

function OrderNumber({ number }: { readonly number: string }) {
  const { controller, texts } = useWidget();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(number);
      setCopied(true);
      controller.announce(texts.copied);
      setTimeout(() => setCopied(false), 2000);
    } catch {
      // Not allowed on a plain-http page; the number stands there and can be selected.
    }
  };
  return (
    <p class="order-number">
      <code data-testid="yd-order-number">{number}</code>
      <button type="button" class="chip" aria-label={texts.copy} onClick={() => void copy()}>
        <Icon name={copied ? "check" : "copy"} />
        {copied ? texts.copied : null}
      </button>
    </p>
  );
}

/** The deadline that counts now. */
function Promised({ event }: { readonly event: Order }) {
  const { state, texts } = useWidget();
  if (event.status === "resolved" || event.status === "closed") return null;
  const answered = agentHasAnswered(state.conversation.events, event.opened_at);
  if (!answered) return <Deadline due={event.first_response_due} label={texts.firstResponse} />;
  if (event.next_response_due !== undefined) {
    return <Deadline due={event.next_response_due} label={texts.nextResponse} />;
  }
  return <Deadline due={event.resolve_due} label={texts.resolveBy} />;
}

function demandWords(demand: Demand, texts: Texts): string {
  const what = demandName(demand, (kind) => texts.demand[kind]);
  return demand.amount === undefined ? what : `${what} ${formatMoney(demand.amount)}`;
}

function Facts({ event }: { readonly event: Order }) {
  const { texts } = useWidget();
  const facts: [string, string][] = [
    [texts.department, event.department_name],
    [texts.owner, event.owner?.name ?? texts.ownerNone],
  ];
  const demands = event.demands.map((demand) => demandWords(demand, texts));
  if (demands.length > 0) facts.unshift([texts.demands, demands.join(texts.comma)]);
  return (
    <dl class="facts">
      {facts.map(([label, value]) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Result({ event }: { readonly event: Order }) {
  const { texts } = useWidget();
  const { resolution } = event;
  if (resolution === undefined) return null;
  const text = typeof resolution === "string" ? resolution : resolution.text;
  const answers = typeof resolution === "string" ? [] : (resolution.answers ?? []);
  return (
    <div class="result">
      <p class="small">{texts.resolution}</p>
      <p>{text}</p>
      {answers.map(({ demand, answer }) => (
        <p key={demand}>
          {texts.labelled(demandWords(answeredDemand(demand, event.demands), texts), answer)}
        </p>
      ))}
    </div>
  );
}
