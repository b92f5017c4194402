/** The log as it is drawn: the server's events and the visitor's unconfirmed words become a flat list of items. */
import {
  changesOf,
  dayKey,
  type ChatEvent,
  type ChatEventOf,
  type ConversationState,
  type Pending,
} from "@yingda/protocol";
import { isSettled, waitingOf, type Waiting } from "./waiting.ts";

export type MessageEvent = ChatEventOf<"message">;

/** What the visitor has said of an answer. */
export interface Verdict {
  readonly helped: boolean;
  readonly reason?: string;
}

export type TimelineItem =
  | { readonly type: "day"; readonly key: string; readonly at: string }
  | {
      readonly type: "message";
      readonly key: string;
      readonly event: MessageEvent;
      /** The first of a run by one voice within a few minutes: it carries name and time. */
      readonly head: boolean;
      /** The last of the visitor's own: it carries where they are. */
      readonly last: boolean;
      /** Somebody of the staff has seen it, or has answered since. */
      readonly read: boolean;
      /** Its choices and its form may still be used. */
      readonly open: boolean;
      readonly chosen?: string;
      readonly submitted: boolean;
      readonly verdict: Verdict | undefined;
      /** The agent has put other words in the place of these. */
      readonly edited: boolean;
      /** The same form was shown before and not sent: something else was said in between. */
      readonly again: boolean;
      /** One step back is possible, to the answer of that label: nothing has happened since. */
      readonly back?: string;
    }
  | {
      readonly type: "pending";
      readonly key: string;
      readonly entry: Pending;
      readonly label: string;
      readonly files: number;
    }
  | {
      readonly type: "work_order";
      readonly key: string;
      readonly event: ChatEventOf<"work_order">;
      /** It has just been opened: what its note says stands in the card anyway. */
      readonly fresh: boolean;
      readonly waiting?: Waiting;
    }
  | { readonly type: "queue"; readonly key: string; readonly waiting: Waiting }
  | {
      readonly type: "survey";
      readonly key: string;
      readonly event: ChatEventOf<"survey">;
      readonly open: boolean;
    }
  | { readonly type: "line"; readonly key: string; readonly event: ChatEvent };

const GROUP_MS = 5 * 60_000;

/** What earlier events mean once later ones are known. */
interface Hindsight {
  readonly changes: ReturnType<typeof changesOf<ChatEvent>>;
  readonly chosen: ReadonlyMap<number, string>;
  /** Answers that have helped or not, by their numbers. */
  readonly judged: ReadonlyMap<number, Verdict>;
  readonly submitted: ReadonlySet<number>;
  readonly again: ReadonlySet<number>;
  readonly lastAsking: number;
  readonly lastOwn: number;
  readonly lastSeq: number;
  readonly lastRead: number;
  readonly firstWorkOrder: ReadonlyMap<string, number>;
  readonly lastWorkOrder: ReadonlyMap<string, ChatEventOf<"work_order">>;
  /** Some work order is not settled yet. */
  readonly orderIsOpen: boolean;
  readonly waiting?: Waiting;
  readonly lastRated: number;
}

function lookBack({ events, lastSeq, outbox, agentReadSeq }: ConversationState): Hindsight {
  const chosen = new Map<number, string>();
  const judged = new Map<number, Verdict>();
  const submitted = new Set<number>();
  const again = new Set<number>();
  let unsent: string | undefined;
  const firstWorkOrder = new Map<string, number>();
  const lastWorkOrder = new Map<string, ChatEventOf<"work_order">>();
  let [lastAsking, lastOwn, lastRated, lastRead] = [0, 0, 0, agentReadSeq ?? 0];
  for (const event of events) {
    if (event.kind === "message") {
      const { form } = event;
      // What may be left out does not take the question before it away.
      if (form?.stays !== true && (event.options ?? form) !== undefined) lastAsking = event.seq;
      if (event.from.role === "visitor") lastOwn = event.seq;
      // Whoever answers has read what was said before, also when nobody has told so.
      if (event.from.role === "agent") lastRead = Math.max(lastRead, event.seq);
      if (event.chosen !== undefined) chosen.set(event.chosen.of, event.chosen.option);
      if (event.submitted !== undefined) submitted.add(event.submitted.of);
      if (event.form !== undefined && event.form.id === unsent) again.add(event.seq);
      if (event.submitted !== undefined) unsent = undefined;
      else if (event.form !== undefined) unsent = event.form.id;
      else if (event.options !== undefined) unsent = undefined;
    } else if (event.kind === "work_order") {
      if (!firstWorkOrder.has(event.number)) firstWorkOrder.set(event.number, event.seq);
      lastWorkOrder.set(event.number, event);
    } else if (event.kind === "rated") lastRated = event.seq;
    else if (event.kind === "feedback") judged.set(event.of, event);
  }
  for (const { frame, state } of outbox) {
    if (state === "failed") continue;
    if (frame.type === "choose") chosen.set(frame.of, frame.option);
    if (frame.type === "submit") submitted.add(frame.of);
    if (frame.type === "feedback") judged.set(frame.of, frame);
    if (frame.type === "rate") lastRated = Number.POSITIVE_INFINITY;
  }
  const waiting = waitingOf(events);
  return {
    changes: changesOf(events),
    chosen,
    judged,
    submitted,
    again,
    lastAsking,
    lastOwn,
    lastSeq,
    lastRead,
    firstWorkOrder,
    lastWorkOrder,
    orderIsOpen: ![...lastWorkOrder.values()].every(isSettled),
    waiting,
    lastRated,
  };
}

export function buildTimeline(state: ConversationState): TimelineItem[] {
  const seen = lookBack(state);
  const items: TimelineItem[] = [];
  let day = "";
  let previous: MessageEvent | undefined;
  for (const event of state.events) {
    const item = itemFor(event, seen, previous);
    if (item === undefined) continue;
    const today = dayKey(event.at);
    if (today !== day) items.push({ type: "day", key: `day-${today}`, at: event.at });
    day = today;
    items.push(item);
    previous = event.kind === "message" ? event : undefined;
  }
  return [...items, ...pendingItems(state)];
}

function itemFor(
  event: ChatEvent,
  seen: Hindsight,
  previous: MessageEvent | undefined,
): TimelineItem | undefined {
  const key = `event-${event.seq}`;
  switch (event.kind) {
    case "message": {
      const change = seen.changes.get(event.seq);
      if (change?.kind === "recalled") return { type: "line", key, event: change };
      return {
        type: "message",
        key,
        event: change === undefined ? event : { ...event, text: change.text },
        edited: change !== undefined,
        head: !continues(previous, event),
        last: event.seq === seen.lastOwn,
        read: event.seq <= seen.lastRead,
        open: isOpen(event, seen) && !seen.chosen.has(event.seq) && !seen.submitted.has(event.seq),
        chosen: seen.chosen.get(event.seq),
        submitted: seen.submitted.has(event.seq),
        again: seen.again.has(event.seq),
        verdict: seen.judged.get(event.seq),
        back: event.seq === seen.lastSeq ? event.back : undefined,
      };
    }
    case "work_order":
      return orderItem(event, seen);
    case "queue":
      return queueItem(event, seen);
    case "survey":
      return { type: "survey", key, event, open: event.seq > seen.lastRated };
    case "feedback":
    case "edited":
    case "recalled":
    case "unknown":
      return undefined;
    default:
      return { type: "line", key, event };
  }
}

function isOpen({ seq, form }: MessageEvent, seen: Hindsight): boolean {
  if (form?.stays !== true) return seq >= seen.lastAsking;
  return seen.orderIsOpen;
}

/** One card an order, where it last changed; what was before becomes a line. */
function orderItem(event: ChatEventOf<"work_order">, seen: Hindsight): TimelineItem | undefined {
  if (seen.lastWorkOrder.get(event.number) !== event) {
    return { type: "line", key: `event-${event.seq}`, event };
  }
  const fresh = seen.firstWorkOrder.get(event.number) === event.seq;
  const card = { type: "work_order", key: `order-${event.number}`, event, fresh } as const;
  const { waiting } = seen;
  if (waiting?.order !== event) return card;
  // What one waits for and how long are one card, where the later of them came: both stay in view.
  return waiting.queue.seq > event.seq ? undefined : { ...card, waiting };
}

function queueItem(event: ChatEventOf<"queue">, { waiting, firstWorkOrder }: Hindsight) {
  if (waiting?.queue !== event) return undefined;
  const { order } = waiting;
  if (order === undefined) return { type: "queue", key: "queue", waiting } as const;
  if (order.seq > event.seq) return undefined;
  const fresh = firstWorkOrder.get(order.number) === order.seq;
  return { type: "work_order", key: `order-${order.number}`, event: order, fresh, waiting } as const;
}

function continues(previous: MessageEvent | undefined, event: MessageEvent): boolean {
  if (previous === undefined) return false;
  const sameVoice = previous.from.role === event.from.role && previous.from.name === event.from.name;
  return sameVoice && Date.parse(event.at) - Date.parse(previous.at) < GROUP_MS;
}

function pendingItems({ events, outbox }: ConversationState): TimelineItem[] {
  return outbox.flatMap((entry): TimelineItem[] => {
    const label = pendingText(entry, events);
    return label === undefined
      ? []
      : [{ type: "pending", key: `pending-${entry.frame.id}`, entry, label, files: filesOf(entry) }];
  });
}

const filesOf = ({ frame }: Pending): number => (frame.type === "attach" ? frame.evidence.length : 0);

/** The words of an unconfirmed frame; frames that say nothing in words have none. */
function pendingText({ frame }: Pending, events: readonly ChatEvent[]): string | undefined {
  switch (frame.type) {
    case "message":
      return frame.text;
    case "choose": {
      const asked = events[frame.of - 1];
      const options = asked?.kind === "message" ? asked.options : undefined;
      const labelOf = (id: string) => options?.find((option) => option.id === id)?.label;
      return (
        labelOf(frame.option) ??
        frame.option
          .split(",")
          .map((id) => labelOf(id) ?? id)
          .join("、")
      );
    }
    case "submit": {
      const asked = events[frame.of - 1];
      return asked?.kind === "message" ? asked.form?.title : undefined;
    }
    case "attach":
      return frame.text ?? "";
    case "work_order":
    case "event":
    case "human":
    case "rate":
    case "feedback":
      return undefined;
  }
}

/** Who has the conversation, for the status line. */
export type Handling =
  | { readonly by: "bot" }
  | { readonly by: "asked" }
  | { readonly by: "queue"; readonly queue: ChatEventOf<"queue"> }
  | { readonly by: "agent"; readonly name?: string; readonly number?: string };

export function handlingOf(state: ConversationState): Handling {
  const waiting = waitingOf(state.events);
  if (waiting !== undefined) return { by: "queue", queue: waiting.queue };
  let handling: Handling = { by: "bot" };
  for (const event of state.events) {
    if (event.kind === "human_requested" && handling.by === "bot") handling = { by: "asked" };
    else if (event.kind === "work_order" && isSettled(event) && handling.by === "asked")
      handling = { by: "bot" };
    else if (event.kind === "agent_joined") handling = { by: "agent", ...event.agent };
    else if (event.kind === "agent_left" || event.kind === "closed") handling = { by: "bot" };
    else if (event.kind === "message" && event.from.role === "agent")
      handling = { ...event.from, by: "agent" };
  }
  const asking = state.outbox.some(({ frame, state: s }) => frame.type === "human" && s !== "failed");
  return handling.by === "bot" && asking ? { by: "asked" } : handling;
}

/** Something the visitor wants to know of when the panel is closed. */
export function isNews(event: ChatEvent): boolean {
  if (event.kind === "message") return event.from.role !== "visitor";
  if (event.kind === "work_order") return !isToldOtherwise(event);
  return event.kind === "promise" || event.kind === "compensation";
}

/** The person who took it and their first answer are heard of as such: counted twice, one answer would call twice. */
function isToldOtherwise({ changes = [] }: ChatEventOf<"work_order">): boolean {
  return changes.length > 0 && changes.every(({ what }) => what === "assigned" || what === "first_response");
}

export function countUnread(events: readonly ChatEvent[], readSeq: number): number {
  return events.filter((event) => event.seq > readSeq && isNews(event)).length;
}

/** Whether somebody has answered since the visitor's order was opened: its first deadline is then met. */
export function agentHasAnswered(events: readonly ChatEvent[], since: string): boolean {
  return events.some((event) => event.kind === "message" && event.from.role === "agent" && event.at >= since);
}
