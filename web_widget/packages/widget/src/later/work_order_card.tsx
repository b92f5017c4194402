/** The visitor's work order: what it is called, where it stands, who has it, and until when. */
import { useEffect, useRef } from "preact/hooks";
import { answeredDemand, demandName, formatMoney, formatWhen, type Demand } from "@yingda/protocol";
import { agentHasAnswered, type TimelineItem } from "../core/timeline.ts";
import { useNow, useWidget } from "../core/ui/context.ts";
import { CopyMark } from "./marks.tsx";
import { useCopied } from "./copy.tsx";
import { Deadline } from "./deadline.tsx";
import { OrderActions } from "./order_actions.tsx";
import { Ledger, Request } from "./order_ledger.tsx";
import type { Order } from "./order_rules.ts";
import { OrderSteps } from "./order_steps.tsx";
import { QueuePlace } from "./queue_card.tsx";
import { useLaterTexts, type LaterTexts } from "./text.ts";

type OrderItem = Extract<TimelineItem, { type: "work_order" }>;

export function WorkOrderCard({ item: { event, fresh, waiting } }: { readonly item: OrderItem }) {
  const { state } = useWidget();
  const words = useLaterTexts();
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
        {words.workOrder} · {words.tier[event.tier]}
        {event.urgent && <span class="tag">{words.urgentTag}</span>}
        <strong class="order-status" data-testid="yd-order-status">
          {words.status[event.status]}
        </strong>
      </p>
      <OrderNumber number={event.number} />
      <OrderSteps status={event.status} />
      {event.note !== undefined && !fresh && <p>{event.note}</p>}
      {/* The queue says itself how fresh it is. */}
      {waiting === undefined && <Updated at={event.at} />}
      <Request event={event} />
      <Promised event={event} />
      {waiting !== undefined && <QueuePlace waiting={waiting} />}
      <Result event={event} />
      <Facts event={event} />
      <Ledger event={event} />
      <div class="order-foot">
        <OrderActions event={event} />
        {event.secret !== undefined && <Tracking number={event.number} secret={event.secret} />}
      </div>
    </li>
  );
}

function Updated({ at }: { readonly at: string }) {
  const { locale } = useWidget();
  const words = useLaterTexts();
  const now = useNow(30_000);
  return (
    <p class="small" data-testid="yd-order-updated">
      {words.orderUpdated(formatWhen(at, now, locale))}
    </p>
  );
}

interface TrackingProps {
  readonly number: string;
  readonly secret: string;
}

/** The page that shows the order without the chat. Its address tells the number; the secret stays out of it. */
function Tracking({ number, secret }: TrackingProps) {
  const { controller } = useWidget();
  const words = useLaterTexts();
  const { copied, copy } = useCopied(secret);
  return (
    <details class="secret">
      <summary>{words.secret}</summary>
      <code data-testid="yd-order-secret">{secret}</code>
      <p class="small">{words.secretHint}</p>
      <a
        class="chip"
        href={`${new URL("/track", controller.server).href}?number=${encodeURIComponent(number)}`}
        target="_blank"
        rel="noopener"
        data-testid="yd-track"
        onClick={() => void copy()}
      >
        {words.trackPage}
      </a>
      <p class="small" role="status">
        {copied && words.secretCopied}
      </p>
    </details>
  );
}

function OrderNumber({ number }: { readonly number: string }) {
  const words = useLaterTexts();
  const { copied, copy } = useCopied(number);
  return (
    <p class="order-number">
      <code data-testid="yd-order-number">{number}</code>
      <button type="button" class="chip" aria-label={words.copy} onClick={() => void copy()}>
        <CopyMark copied={copied} />
        {copied ? words.copied : null}
      </button>
    </p>
  );
}

/** The deadline that counts now. */
function Promised({ event }: { readonly event: Order }) {
  const { state } = useWidget();
  const words = useLaterTexts();
  // What the visitor is asked for says itself that the time stands still.
  if (["resolved", "closed", "waiting_on_customer"].includes(event.status)) return null;
  const answered = agentHasAnswered(state.conversation.events, event.opened_at);
  if (!answered) return <Deadline due={event.first_response_due} label={words.firstResponse} />;
  if (event.next_response_due !== undefined) {
    return <Deadline due={event.next_response_due} label={words.nextResponse} />;
  }
  return <Deadline due={event.resolve_due} label={words.resolveBy} />;
}

function demandWords(demand: Demand, words: LaterTexts): string {
  const what = demandName(demand, (kind) => words.demand[kind]);
  return demand.amount === undefined ? what : `${what} ${formatMoney(demand.amount)}`;
}

function Facts({ event }: { readonly event: Order }) {
  const { texts } = useWidget();
  const words = useLaterTexts();
  const facts: [string, string][] = [
    [words.department, event.department_name],
    [words.owner, event.owner?.name ?? words.ownerNone],
  ];
  const demands = event.demands.map((demand) => demandWords(demand, words));
  if (demands.length > 0) facts.unshift([words.demands, demands.join(texts.comma)]);
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
  const words = useLaterTexts();
  const { resolution } = event;
  if (resolution === undefined) return null;
  const text = typeof resolution === "string" ? resolution : resolution.text;
  const answers = typeof resolution === "string" ? [] : (resolution.answers ?? []);
  return (
    <div class="result">
      <p class="small">{words.resolution}</p>
      <p>{text}</p>
      {answers.map(({ demand, answer }) => (
        <p key={demand}>
          {texts.labelled(demandWords(answeredDemand(demand, event.demands), words), answer)}
        </p>
      ))}
    </div>
  );
}
