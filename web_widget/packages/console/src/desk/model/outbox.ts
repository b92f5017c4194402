/** Frames said but not yet confirmed. Ids never change, so that sending one again is harmless. */
import type { DeskErrorFrame, DeskEvent } from "@yingda/protocol";
import type { DurableFrame, OutboxItem } from "./state.ts";

const RETRY_LATER = new Set(["rate_limited", "overloaded", "unavailable"]);
const DEFAULT_WAIT_MS = 2000;

export function enqueue(
  outbox: readonly OutboxItem[],
  frame: DurableFrame,
  at: number,
  holdMs = 0,
): readonly OutboxItem[] {
  const item: OutboxItem = { frame, at, delivery: "queued" };
  return [...outbox, holdMs > 0 ? { ...item, notBefore: at + holdMs, held: true } : item];
}

function change(
  outbox: readonly OutboxItem[],
  id: string,
  update: (item: OutboxItem) => OutboxItem,
): readonly OutboxItem[] {
  return outbox.map((item) => (item.frame.id === id ? update(item) : item));
}

export function markSent(outbox: readonly OutboxItem[], id: string): readonly OutboxItem[] {
  return change(outbox, id, (item) => ({ ...item, held: false, delivery: "sent" }));
}

/** Whether it has not left yet: then it can be taken back. */
export function isHeld(item: OutboxItem, at: number): boolean {
  return item.held === true && item.delivery === "queued" && (item.notBefore ?? 0) > at;
}

/** The connection is gone: whatever was not confirmed goes out again on the next one. */
export function requeue(outbox: readonly OutboxItem[]): readonly OutboxItem[] {
  return outbox.map((item) => (item.delivery === "sent" ? { ...item, delivery: "queued" } : item));
}

export function retry(outbox: readonly OutboxItem[], id: string): readonly OutboxItem[] {
  return change(outbox, id, ({ frame, at }) => ({ frame, at, delivery: "queued" }));
}

export function discard(outbox: readonly OutboxItem[], id: string): readonly OutboxItem[] {
  return outbox.filter((item) => item.frame.id !== id);
}

/** `heldPos`: the last event of that conversation on the screen; if it is already there, nothing is pending. */
export function accept(
  outbox: readonly OutboxItem[],
  id: string,
  pos: number,
  heldPos: number,
): readonly OutboxItem[] {
  if (heldPos >= pos) return discard(outbox, id);
  return change(outbox, id, (item) => ({ frame: item.frame, at: item.at, delivery: "accepted", pos }));
}

/** Events of own frames have arrived: what was shown in their place goes. */
export function settle(
  outbox: readonly OutboxItem[],
  conversation: string,
  events: readonly DeskEvent[],
): readonly OutboxItem[] {
  const last = events.at(-1);
  if (last === undefined || !outbox.some((item) => item.frame.conversation === conversation)) return outbox;
  const arrived = new Set(events.map((event) => ("client_id" in event ? event.client_id : undefined)));
  return outbox.filter(
    (item) =>
      item.frame.conversation !== conversation ||
      (!arrived.has(item.frame.id) && (item.pos === undefined || item.pos > last.pos)),
  );
}

/** Who has changed the order since the sender saw it. */
function changedBy({ changes = [] }: DeskErrorFrame): { readonly changedBy?: string } {
  const names = [...new Set(changes.map(({ who }) => who))];
  return names.length === 0 ? {} : { changedBy: names.join("、") };
}

export function refuse(
  outbox: readonly OutboxItem[],
  error: DeskErrorFrame,
  at: number,
): readonly OutboxItem[] {
  if (error.id === undefined) return outbox;
  return change(outbox, error.id, (item) =>
    RETRY_LATER.has(error.code)
      ? { ...item, delivery: "queued", notBefore: at + (error.retry_after_ms ?? DEFAULT_WAIT_MS) }
      : { ...item, delivery: "failed", refused: error.code, ...changedBy(error) },
  );
}

export function dueNow(outbox: readonly OutboxItem[], at: number): readonly OutboxItem[] {
  return outbox.filter((item) => item.delivery === "queued" && (item.notBefore ?? 0) <= at);
}
