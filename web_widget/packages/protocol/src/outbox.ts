/**
 * What the visitor has said and the server has not confirmed. Pure: storing and sending are effects of the
 * caller. Frames leave in the order they were written, one in flight, so a retry can never overtake.
 */
import type { DurableFrame, ErrorCode } from "./chat_frames.ts";

/** `accepted`: durable on the server, shown from here until its event arrives. */
export type PendingState = "queued" | "sending" | "accepted" | "failed";

export interface Pending {
  readonly frame: DurableFrame;
  /** When it was written, by this device's clock. */
  readonly at: number;
  readonly state: PendingState;
  readonly attempts: number;
  /** Not to be sent before this time: the server asked for patience. */
  readonly notBefore: number;
  readonly sentAt?: number;
  readonly error?: { readonly code: ErrorCode; readonly message: string };
}

export type Outbox = readonly Pending[];

/** An unanswered frame is sent again after this long; its id makes that harmless. */
export const SEND_TIMEOUT_MS = 20_000;

/** Errors that time heals; every other one is final for that frame. */
const TRANSIENT: ReadonlySet<ErrorCode> = new Set(["rate_limited", "overloaded", "unavailable"]);

export function isTransient(code: ErrorCode): boolean {
  return TRANSIENT.has(code);
}

export function enqueue(outbox: Outbox, frame: DurableFrame, now: number): Outbox {
  if (outbox.some((entry) => entry.frame.id === frame.id)) return outbox;
  return [...outbox, { frame, at: now, state: "queued", attempts: 0, notBefore: 0 }];
}

/** The one frame to send now, if any: the oldest waiting one, when none is in flight. */
export function nextToSend(outbox: Outbox, now: number): Pending | undefined {
  const active = outbox.find((entry) => entry.state === "queued" || entry.state === "sending");
  if (active?.state !== "queued" || active.notBefore > now) return undefined;
  return active;
}

/** When `nextToSend` may have an answer without anything else happening. */
export function nextWakeUp(outbox: Outbox): number | undefined {
  const active = outbox.find((entry) => entry.state === "queued" || entry.state === "sending");
  if (active === undefined) return undefined;
  return active.state === "queued" ? active.notBefore : (active.sentAt ?? 0) + SEND_TIMEOUT_MS;
}

export function markSending(outbox: Outbox, id: string, now: number): Outbox {
  return change(outbox, id, (entry) => ({
    ...entry,
    state: "sending",
    sentAt: now,
    attempts: entry.attempts + 1,
  }));
}

export function markAccepted(outbox: Outbox, id: string): Outbox {
  return change(outbox, id, (entry) => ({ ...entry, state: "accepted", error: undefined }));
}

export function markRefused(
  outbox: Outbox,
  id: string,
  error: { readonly code: ErrorCode; readonly message: string },
  notBefore: number,
): Outbox {
  return change(outbox, id, (entry) =>
    isTransient(error.code)
      ? { ...entry, state: "queued", notBefore, error }
      : { ...entry, state: "failed", error },
  );
}

/** The connection is gone, or its answer is overdue: what was in flight is sent again, first and with its id. */
export function requeue(outbox: Outbox): Outbox {
  if (!outbox.some((entry) => entry.state === "sending")) return outbox;
  return outbox.map((entry) =>
    entry.state === "sending" ? { ...entry, state: "queued", notBefore: 0 } : entry,
  );
}

export function requeueOverdue(outbox: Outbox, now: number): Outbox {
  const overdue = outbox.some(
    (entry) => entry.state === "sending" && (entry.sentAt ?? 0) + SEND_TIMEOUT_MS <= now,
  );
  return overdue ? requeue(outbox) : outbox;
}

export function remove(outbox: Outbox, id: string): Outbox {
  return outbox.some((entry) => entry.frame.id === id)
    ? outbox.filter((entry) => entry.frame.id !== id)
    : outbox;
}

/** A failed frame again, at the end and under a new id: the old one may belong to another text. */
export function retry(outbox: Outbox, id: string, freshId: string, now: number): Outbox {
  const failed = outbox.find((entry) => entry.frame.id === id && entry.state === "failed");
  if (failed === undefined) return outbox;
  return enqueue(remove(outbox, id), { ...failed.frame, id: freshId }, now);
}

function change(outbox: Outbox, id: string, edit: (entry: Pending) => Pending): Outbox {
  if (!outbox.some((entry) => entry.frame.id === id)) return outbox;
  return outbox.map((entry) => (entry.frame.id === id ? edit(entry) : entry));
}
