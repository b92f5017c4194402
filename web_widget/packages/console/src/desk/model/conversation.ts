/** How one conversation changes with what arrives for it. */
import type { ContextWorkOrder, DeskContext, DeskEvent } from "@yingda/protocol";
import type { CaseContext, Conversation } from "./state.ts";
import { lastPos } from "./state.ts";

function isVisitorMessage(event: DeskEvent): boolean {
  return event.kind === "message" && event.from.role === "visitor";
}

/** A work-order event carries the whole order: the list in the context panel follows without asking again. */
function withWorkOrder(context: CaseContext | null, event: DeskEvent): CaseContext | null {
  if (context === null || event.kind !== "work_order") return context;
  const order: ContextWorkOrder = event;
  const known = context.work_orders.some((other) => other.number === order.number);
  const work_orders: readonly ContextWorkOrder[] = known
    ? context.work_orders.map((other) => (other.number === order.number ? { ...other, ...order } : other))
    : [order, ...context.work_orders];
  return { ...context, work_orders };
}

/** A value that was put right is the value from now on, for everybody who looks. */
function withSlot(context: CaseContext | null, event: DeskEvent): CaseContext | null {
  if (context === null || event.kind !== "slot_corrected") return context;
  const { slot, value, was, version, agent, at } = event;
  const by = { id: agent.id ?? "", name: agent.name };
  return {
    ...context,
    slot_texts: { ...context.slot_texts, [slot]: value },
    slot_changes: { ...context.slot_changes, [slot]: { by, at, was } },
    ...(version !== undefined && { slot_versions: { ...context.slot_versions, [slot]: version } }),
  };
}

function withTags(context: CaseContext | null, event: DeskEvent): CaseContext | null {
  if (context === null || event.kind !== "tagged") return context;
  const retagged = (tags: readonly string[]): readonly string[] => [
    ...tags.filter((tag) => !event.removed.includes(tag)),
    ...event.added,
  ];
  const work_orders = context.work_orders.map((order) =>
    order.number === event.number ? { ...order, tags: retagged(order.tags ?? []) } : order,
  );
  return { ...context, work_orders };
}

const ORDER_ANSWERED = "order facts answered";
const ORDER_FAILED = "order facts failed";

function isOrderAnswer(event: DeskEvent): boolean {
  return event.kind === "trace" && (event.what === ORDER_ANSWERED || event.what === ORDER_FAILED);
}

export const isErasure = (event: DeskEvent): boolean => event.kind === "erasure" && event.result === "erased";

/** What was erased goes from an open desk too; that something stood there stays, so that `pos` has no gap. */
function forgotten(conversation: Conversation): Conversation {
  const events = conversation.events.map((event): DeskEvent => {
    const { pos, at } = event;
    return isErasure(event) ? event : { pos, at, kind: "unknown", original_kind: "erased" };
  });
  return { ...conversation, events, context: null };
}

/** Events already held are ignored; one that leaves a gap is not taken, and the gap is marked. In order of `pos`. */
export function withEvents(
  before: Conversation,
  events: readonly DeskEvent[],
  watched: boolean,
): Conversation {
  const erased = events.some(isErasure);
  // What stood before it is forgotten, and what comes after it is not.
  if (erased && events.length > 1)
    return events.reduce((held, event) => withEvents(held, [event], watched), before);
  const conversation = erased ? forgotten(before) : before;
  const held = lastPos(conversation);
  const fresh = events.filter((event) => event.pos > held);
  const whole = fresh.findIndex((event, index) => event.pos !== held + index + 1);
  const taken = whole === -1 ? fresh : fresh.slice(0, whole);
  if (taken.length === 0) return fresh.length === 0 ? conversation : { ...conversation, gap: true };
  const answer = taken.findLast(isOrderAnswer);
  const spoken = taken.filter(isVisitorMessage).length;
  return {
    ...conversation,
    events: [...conversation.events, ...taken],
    context: taken.reduce(
      (context, event) => withTags(withSlot(withWorkOrder(context, event), event), event),
      conversation.context,
    ),
    ...(answer !== undefined && {
      orderAnswer: { pos: answer.pos, ok: answer.kind === "trace" && answer.what === ORDER_ANSWERED },
    }),
    gap: whole !== -1,
    loaded: true,
    visitorTypingAt: spoken > 0 ? null : conversation.visitorTypingAt,
    unread: watched ? conversation.unread : conversation.unread + spoken,
  };
}

/** What is held before `pos` and still reads as it does: after a reveal it is read again. */
function heldBefore(conversation: Conversation, pos: number, masked: boolean): readonly DeskEvent[] {
  const held = conversation.events.filter((event) => event.pos < pos);
  const reads = held.at(-1)?.pos === pos - 1 && (masked || !held.some((event) => event.masked === true));
  return reads ? held : [];
}

/** The end of a transcript comes with a context; it, what is held, and what has arrived live are one line of `pos`. */
export function withContext(conversation: Conversation, context: DeskContext): Conversation {
  const { transcript, ...rest } = context;
  const masked = context.masked === true || transcript.some((event) => event.masked === true);
  const end = transcript.at(-1)?.pos ?? 0;
  const events =
    transcript.length === 0
      ? conversation.events
      : [
          ...heldBefore(conversation, transcript[0]?.pos ?? 1, masked),
          ...transcript,
          ...conversation.events.filter((event) => event.pos > end),
        ];
  const first = events[0]?.pos ?? 1;
  const hole = events.findIndex((event, index) => event.pos !== first + index);
  return {
    ...conversation,
    context: rest,
    events: hole === -1 ? events : events.slice(0, hole),
    gap: hole !== -1,
    loaded: true,
    readingBack: false,
  };
}

/** What stands before the first event that is held. */
export function withHistory(conversation: Conversation, older: readonly DeskEvent[]): Conversation {
  const first = conversation.events[0]?.pos ?? 1;
  const fits = older.at(-1)?.pos === first - 1;
  return {
    ...conversation,
    readingBack: false,
    ...(fits && { events: [...older, ...conversation.events] }),
  };
}

/** Whether something in it is masked for staff. */
export function isMasked(conversation: Conversation | undefined): boolean {
  if (conversation === undefined) return false;
  return conversation.context?.masked === true || conversation.events.some((event) => event.masked === true);
}

/** What the visitor last said in words: what help is looked up for. */
export function lastVisitorWords(conversation: Conversation | undefined): string {
  const last = conversation?.events.findLast(
    (event) => event.kind === "message" && event.from.role === "visitor" && event.text !== "",
  );
  return last?.kind === "message" ? last.text : "";
}
