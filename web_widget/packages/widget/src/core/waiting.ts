/** What a visitor in the queue waits for: the place in it, and the order that somebody will take. */
import type { ChatEvent, ChatEventOf } from "@yingda/protocol";

export type Order = ChatEventOf<"work_order">;

export interface Waiting {
  readonly queue: ChatEventOf<"queue">;
  /** Nobody is on duty, and a message of the server has just said so: a card need not say it again. */
  readonly told: boolean;
  readonly order?: Order;
}

export function isSettled({ status }: Order): boolean {
  return status === "resolved" || status === "closed";
}

export function waitingOf(events: readonly ChatEvent[]): Waiting | undefined {
  let queue: ChatEventOf<"queue"> | undefined;
  let told = false;
  const open = new Set<string>();
  for (const event of events) {
    if (event.kind === "queue") {
      told &&= event.online === 0;
      queue = event;
    } else if (event.kind === "agent_joined" || event.kind === "closed") {
      queue = undefined;
      told = false;
    } else if (event.kind === "message") {
      told ||= event.from.role === "system" && queue?.online === 0 && event.seq === queue.seq + 1;
    } else if (event.kind === "work_order") {
      if (!isSettled(event)) open.add(event.number);
      // Who has withdrawn the last of their orders waits for nobody; no other event says so.
      else if (open.delete(event.number) && open.size === 0) queue = undefined;
    }
  }
  if (queue === undefined) return undefined;
  return { queue, told, order: ordersOf(events).find((order) => !isSettled(order)) };
}

/** Each order as it stands now, the one that changed last first. */
export function ordersOf(events: readonly ChatEvent[]): readonly Order[] {
  const latest = new Map<string, Order>();
  for (const event of events) {
    if (event.kind !== "work_order") continue;
    latest.delete(event.number);
    latest.set(event.number, event);
  }
  return [...latest.values()].reverse();
}
