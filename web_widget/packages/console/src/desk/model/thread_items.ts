/** What the thread draws, from the events of a conversation and what is still on its way. */
import type { DeskEvent, DeskEventOf } from "@yingda/protocol";
import { changesOf, dayKey } from "@yingda/protocol";
import type { OutboxItem } from "./state.ts";

export type LineEvent = Exclude<
  DeskEvent,
  { kind: "message" | "note" | "work_order" | "queue" | "unknown" | "edited" | "recalled" | "trace" }
>;

/** What became of words of ours: they read otherwise, or were taken back. What they were stays to be read here. */
export type WordsChange = Extract<DeskEvent, { kind: "edited" | "recalled" }>;

export type ThreadItem =
  | { readonly kind: "day"; readonly key: string; readonly at: string }
  | {
      readonly kind: "bubble";
      readonly key: string;
      readonly event: DeskEventOf<"message">;
      /** First of a run by the same voice: carries the name and the time. */
      readonly head: boolean;
      /** On the last of ours that the visitor has read, and on the last one if that is still unread. */
      readonly receipt?: "read" | "unread";
      readonly change: WordsChange | undefined;
    }
  | {
      readonly kind: "note";
      readonly key: string;
      readonly event: DeskEventOf<"note">;
      readonly change: WordsChange | undefined;
    }
  | {
      readonly kind: "work_order";
      readonly key: string;
      readonly event: DeskEventOf<"work_order">;
      readonly first: boolean;
    }
  | { readonly kind: "line"; readonly key: string; readonly event: LineEvent }
  | { readonly kind: "pending"; readonly key: string; readonly item: OutboxItem };

/** Finding out a day asks the calendar: once for each event, however often the thread is drawn. */
const days = new WeakMap<DeskEvent, string>();

function dayOf(event: DeskEvent): string {
  const known = days.get(event);
  if (known !== undefined) return known;
  const day = dayKey(event.at);
  days.set(event, day);
  return day;
}

const SAME_RUN_MS = 3 * 60_000;

function continues(previous: ThreadItem | undefined, event: DeskEventOf<"message">): boolean {
  if (previous?.kind !== "bubble") return false;
  const { from, at } = previous.event;
  const sameVoice = from.role === event.from.role && from.name === event.from.name;
  return sameVoice && Date.parse(event.at) - Date.parse(at) < SAME_RUN_MS;
}

/** What is known before the events are gone through one by one. */
interface Hindsight {
  readonly seen: Set<string>;
  readonly messages: ReadonlyMap<number, WordsChange>;
  readonly notes: ReadonlyMap<number, WordsChange>;
}

function drawn(event: DeskEvent, previous: ThreadItem | undefined, known: Hindsight): ThreadItem | null {
  const key = `e${event.pos}`;
  const { seen } = known;
  switch (event.kind) {
    case "message": {
      const change = known.messages.get(event.seq ?? 0);
      return { kind: "bubble", key, event, head: !continues(previous, event), change };
    }
    case "note":
      return { kind: "note", key, event, change: known.notes.get(event.pos) };
    case "work_order": {
      const first = !seen.has(event.number);
      seen.add(event.number);
      return { kind: "work_order", key, event, first };
    }
    // The visitor's place in the queue changes all the time and tells an agent nothing.
    case "queue":
    case "edited":
    case "recalled":
    case "unknown":
    case "trace":
      return null;
    default:
      return { kind: "line", key, event };
  }
}

/** Whoever answers has read what stands before: also when the page never said so. */
function answeredSeq(events: readonly DeskEvent[]): number {
  const last = events.findLast((event) => event.kind === "message" && event.from.role === "visitor");
  return last?.seq ?? 0;
}

function markReceipts(items: ThreadItem[], readSeq: number): void {
  const mark = (receipt: "read" | "unread", until: number): number => {
    const at = items.findLastIndex(
      (item) => item.kind === "bubble" && item.event.from.role === "agent" && (item.event.seq ?? 0) <= until,
    );
    const item = items[at];
    if (item?.kind === "bubble") items[at] = { ...item, receipt };
    return at;
  };
  const last = mark("unread", Number.POSITIVE_INFINITY);
  const read = mark("read", readSeq);
  const shown = items[last];
  if (last === read && shown?.kind === "bubble") items[last] = { ...shown, receipt: "read" };
}

export function threadItems(
  events: readonly DeskEvent[],
  outbox: readonly OutboxItem[],
  readSeq = 0,
): readonly ThreadItem[] {
  const items: ThreadItem[] = [];
  const known: Hindsight = {
    seen: new Set(),
    messages: changesOf(events),
    notes: changesOf(events, "of_pos"),
  };
  let day = "";
  for (const event of events) {
    const today = dayOf(event);
    const item = drawn(event, today === day ? items.at(-1) : undefined, known);
    if (item === null) continue;
    if (today !== day) items.push({ kind: "day", key: `d${today}`, at: event.at });
    day = today;
    items.push(item);
  }
  markReceipts(items, Math.max(readSeq, answeredSeq(events)));
  for (const item of outbox) items.push({ kind: "pending", key: `o${item.frame.id}`, item });
  return items;
}
