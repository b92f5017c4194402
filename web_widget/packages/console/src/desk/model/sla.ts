/** Which promise runs for a conversation, how much of it is left, and in what order people are served. */
import type { DeskRow, RowWorkOrder, WorkOrderStatus } from "@yingda/protocol";

export type SlaLevel = "ok" | "near" | "missed";

export interface Sla {
  readonly clock: "first_response" | "resolve";
  readonly due: number;
  readonly level: SlaLevel;
  readonly remainingMs: number;
}

const NEAR_SHARE = 1 / 3;
const NEAR_AT_LEAST_MS = 2 * 60_000;
const NEAR_AT_MOST_MS = 60 * 60_000;
const NEAR_UNKNOWN_START_MS = 15 * 60_000;
const settled: ReadonlySet<WorkOrderStatus> = new Set(["resolved", "closed"]);

/** Near: a third of the time is left, but never under two minutes nor over an hour. */
function nearFrom(due: number, startedAt: number | undefined): number {
  if (startedAt === undefined || startedAt >= due) return NEAR_UNKNOWN_START_MS;
  return Math.min(NEAR_AT_MOST_MS, Math.max(NEAR_AT_LEAST_MS, (due - startedAt) * NEAR_SHARE));
}

export function deadline(clock: Sla["clock"], dueAt: string, now: number, startedAt?: string): Sla | null {
  const due = Date.parse(dueAt);
  if (Number.isNaN(due)) return null;
  const remainingMs = due - now;
  const start = startedAt === undefined ? undefined : Date.parse(startedAt);
  const level = remainingMs <= 0 ? "missed" : remainingMs <= nearFrom(due, start) ? "near" : "ok";
  return { clock, due, level, remainingMs };
}

/** Until somebody has answered the first response counts, then the solution; nothing once it is settled. */
export function slaOf(order: RowWorkOrder | undefined, now: number, startedAt?: string): Sla | null {
  if (order === undefined || settled.has(order.status)) return null;
  return order.responded
    ? deadline("resolve", order.resolve_due, now, startedAt)
    : deadline("first_response", order.first_response_due, now, startedAt);
}

interface Urgency {
  readonly due: number;
  readonly since: string;
}

/** Rows never change, and long lists are put in order often. */
const urgencies = new WeakMap<DeskRow, Urgency>();

function urgencyOf(row: DeskRow): Urgency {
  const known = urgencies.get(row);
  if (known !== undefined) return known;
  const made = {
    due: slaOf(row.work_order, 0)?.due ?? Number.POSITIVE_INFINITY,
    since: row.queued_at ?? row.last.at,
  };
  urgencies.set(row, made);
  return made;
}

/** What one is reminded of comes first, what is set aside last. */
function turnOf({ reminder, snooze }: DeskRow): number {
  return reminder !== undefined ? 0 : snooze === undefined ? 1 : 2;
}

/** The promise that runs out first comes first; without one, who has waited longest. */
export function byPromise(rows: readonly DeskRow[]): readonly DeskRow[] {
  const keyed = rows.map((row) => ({ row, turn: turnOf(row), ...urgencyOf(row) }));
  keyed.sort((a, b) => {
    if (a.turn !== b.turn) return a.turn - b.turn;
    if (a.due !== b.due) return a.due < b.due ? -1 : 1;
    return a.since < b.since ? -1 : a.since > b.since ? 1 : 0;
  });
  return keyed.map(({ row }) => row);
}
