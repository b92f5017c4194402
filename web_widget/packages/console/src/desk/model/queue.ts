/**
 * Who waits, as far as this desk holds it. The server sends the front of the queue whenever it changes; what is
 * behind is read page by page, and kept right by what the server says of changes there.
 */
import type { DeskQueueFrame, DeskRow, QueuePage } from "@yingda/protocol";

export interface Queue {
  /** In order, without gaps up to `queueTo`. */
  readonly queue: readonly DeskRow[];
  /** How many there are. */
  readonly waiting: number;
  /** The rank up to which it was read; null: there is nothing behind. */
  readonly queueTo: string | null;
  /** Who has left lately: a page that was made before may still hold them. */
  readonly queueLeft: readonly string[];
  /** Raised whenever all that was known behind the front is forgotten: a page that was asked for before is too old. */
  readonly queueGeneration: number;
  /** Whether more of it is being read. */
  readonly queueReading: "no" | "yes" | "failed";
}

export const emptyQueue: Queue = {
  queue: [],
  waiting: 0,
  queueTo: null,
  queueLeft: [],
  queueGeneration: 0,
  queueReading: "no",
};

const REMEMBERED_MAX = 500;

const rankOf = (row: DeskRow | undefined): string => row?.rank ?? "";

/** The front alone: all that is known behind it is forgotten, and what is being read of it will not count. */
export function frontOnly(held: Queue, queue: readonly DeskRow[], waiting = queue.length): Queue {
  return {
    queue,
    waiting,
    queueTo: waiting > queue.length ? rankOf(queue.at(-1)) : null,
    queueLeft: [],
    queueGeneration: held.queueGeneration + 1,
    queueReading: "no",
  };
}

function byRank(a: DeskRow, b: DeskRow): number {
  return rankOf(a) < rankOf(b) ? -1 : rankOf(a) > rankOf(b) ? 1 : 0;
}

function later(a: string, b: string): string {
  return a > b ? a : b;
}

export function withFront(held: Queue, frame: DeskQueueFrame): Queue {
  const { queue: front, waiting = front.length, also = [], left = [], stale = false } = frame;
  if (stale || front.length >= waiting) return frontOnly(held, front, waiting);
  const end = rankOf(front.at(-1));
  const told = new Set([...front, ...also].map(({ conversation }) => conversation));
  const gone = new Set([...told, ...left]);
  const kept = held.queue.filter((row) => rankOf(row) > end && !gone.has(row.conversation));
  const behind = also.length === 0 ? kept : [...kept, ...also].sort(byRank);
  const queue = behind.length === 0 ? front : [...front, ...behind];
  // More than there can be: something was missed, and the front is what is sure.
  if (queue.length > waiting) return frontOnly(held, front, waiting);
  const queueTo = queue.length === waiting ? null : later(end, held.queueTo ?? rankOf(held.queue.at(-1)));
  const queueLeft = [...held.queueLeft, ...left].filter((id) => !told.has(id)).slice(-REMEMBERED_MAX);
  return { ...held, queue, waiting, queueTo, queueLeft };
}

/** `after`: what the page was asked for with. */
function withRows(held: Queue, after: string, page: QueuePage): Queue {
  // What was read before is no longer held: the page would leave a gap.
  if (held.queueTo === null || after > held.queueTo) return held;
  const known = new Set([...held.queue.map(({ conversation }) => conversation), ...held.queueLeft]);
  const added = page.queue.filter((row) => !known.has(row.conversation));
  const queue = added.length === 0 ? held.queue : [...held.queue, ...added].sort(byRank);
  const to = page.next ?? null;
  return { ...held, queue, queueTo: to === null ? null : later(to, held.queueTo) };
}

/** `generation`: the one in which the page was asked for. */
export function withPage(held: Queue, after: string, generation: number, page: QueuePage): Queue {
  if (generation !== held.queueGeneration) return held;
  return { ...withRows(held, after, page), queueReading: "no" };
}

/** Whether there are more than are held. */
export function hasMore({ queueTo }: Pick<Queue, "queueTo">): boolean {
  return queueTo !== null;
}
