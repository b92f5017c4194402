/**
 * Who waits, as far as this desk holds it. The server sends the front of the queue whenever it changes; what is
 * behind is read page by page, and kept right by what the server says of changes there.
 */
import type { DeskQueueFrame, DeskRow, QueuePage } from "@yingda/protocol";
import type { DeskState } from "./state.ts";

export interface Queue {
  /** In order, without gaps up to `queueTo`. */
  readonly queue: readonly DeskRow[];
  /** How many there are. */
  readonly waiting: number;
  /** The rank up to which it was read; null: there is nothing behind. */
  readonly queueTo: string | null;
  /** Who has left lately: a page that was made before may still hold them. */
  readonly queueLeft: readonly string[];
}

export const emptyQueue: Queue = { queue: [], waiting: 0, queueTo: null, queueLeft: [] };

const REMEMBERED_MAX = 500;

const rankOf = (row: DeskRow | undefined): string => row?.rank ?? "";

/** The front alone: all that is known behind it is forgotten. */
export function frontOnly(queue: readonly DeskRow[], waiting = queue.length): Queue {
  const behind = waiting > queue.length;
  return { queue, waiting, queueTo: behind ? rankOf(queue.at(-1)) : null, queueLeft: [] };
}

function byRank(a: DeskRow, b: DeskRow): number {
  return rankOf(a) < rankOf(b) ? -1 : rankOf(a) > rankOf(b) ? 1 : 0;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

export function withFront(held: Queue, frame: DeskQueueFrame): Queue {
  const { queue: front, waiting = front.length, also = [], left = [], stale = false } = frame;
  if (stale || front.length >= waiting) return frontOnly(front, waiting);
  const end = rankOf(front.at(-1));
  const told = new Set([...front, ...also].map(({ conversation }) => conversation));
  const gone = new Set([...told, ...left]);
  const kept = held.queue.filter((row) => rankOf(row) > end && !gone.has(row.conversation));
  const behind = also.length === 0 ? kept : [...kept, ...also].sort(byRank);
  const queue = behind.length === 0 ? front : [...front, ...behind];
  // More than there can be: something was missed, and the front is what is sure.
  if (queue.length > waiting) return frontOnly(front, waiting);
  const queueTo = queue.length === waiting ? null : later(end, held.queueTo ?? rankOf(held.queue.at(-1)));
  const queueLeft = [...held.queueLeft, ...left].filter((id) => !told.has(id)).slice(-REMEMBERED_MAX);
  return { queue, waiting, queueTo, queueLeft };
}

/** `after`: what the page was asked for with. */
export function withPage(held: Queue, after: string, page: QueuePage): Queue {
  // What was read before is no longer held: the page would leave a gap.
  if (held.queueTo === null || after > held.queueTo) return held;
  const known = new Set([...held.queue.map(({ conversation }) => conversation), ...held.queueLeft]);
  const added = page.queue.filter((row) => !known.has(row.conversation));
  const queue = added.length === 0 ? held.queue : [...held.queue, ...added].sort(byRank);
  const to = page.next ?? null;
  return { ...held, queue, queueTo: to === null ? null : later(to, held.queueTo) };
}

/** Whether there are more than are held. */
export function hasMore({ queueTo }: Pick<DeskState, "queueTo">): boolean {
  return queueTo !== null;
}
