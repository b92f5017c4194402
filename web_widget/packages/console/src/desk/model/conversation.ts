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

export const isErasure = (event: DeskEvent): boolean => event.kind === "erasure" && event.result === "erased";

/** What was erased goes from an open desk too; that something stood there stays, so that `pos` has no gap. */
function forgotten(conversation: Conversation): Conversation {
  const events = conversation.events.map((event): DeskEvent => {
    const { pos, at } = event;
    return isErasure(event) ? event : { pos, at, kind: "unknown", original_kind: "erased" };
  });
  return { ...conversation, events, context: null };
}

/** Events already held are ignored; one that leaves a gap is not taken, and the gap is marked. */
export function withEvent(before: Conversation, event: DeskEvent, watched: boolean): Conversation {
  const conversation = isErasure(event) ? forgotten(before) : before;
  const held = lastPos(conversation);
  if (event.pos <= held) return conversation;
  if (event.pos > held + 1) return { ...conversation, gap: true };
  const visitor = isVisitorMessage(event);
  return {
    ...conversation,
    events: [...conversation.events, event],
    context: withTags(withSlot(withWorkOrder(conversation.context, event), event), event),
    gap: false,
    loaded: true,
    visitorTypingAt: visitor ? null : conversation.visitorTypingAt,
    unread: visitor && !watched ? conversation.unread + 1 : conversation.unread,
  };
}

/** The transcript of a context and what has arrived live may overlap: both are one line of `pos`. */
export function withContext(conversation: Conversation, context: DeskContext): Conversation {
  const { transcript, ...rest } = context;
  const byPos = new Map<number, DeskEvent>();
  for (const event of conversation.events) byPos.set(event.pos, event);
  // What was masked before may be readable now.
  for (const event of transcript) byPos.set(event.pos, event);
  const ordered = [...byPos.values()].sort((a, b) => a.pos - b.pos);
  const hole = ordered.findIndex((event, index) => event.pos !== index + 1);
  return {
    ...conversation,
    context: rest,
    events: hole === -1 ? ordered : ordered.slice(0, hole),
    gap: hole !== -1,
    loaded: true,
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
