/** What a visitor in the queue waits for: the place in it, and the order that somebody will take. */
import type { ChatEvent, ChatEventOf } from "@yingda/protocol";

export interface Waiting {
  readonly queue: ChatEventOf<"queue">;
  /** Nobody is on duty, and a message of the server has just said so: a card need not say it again. */
  readonly told: boolean;
  readonly order?: ChatEventOf<"work_order">;
}

export function isSettled({ status }: ChatEventOf<"work_order">): boolean {
  return status === "resolved" || status === "closed";
}

export function waitingOf(events: readonly ChatEvent[]): Waiting | undefined {
  let queue: ChatEventOf<"queue"> | undefined;
  let told = false;
  /** By number, the one that changed last at the end. */
  const orders = new Map<string, ChatEventOf<"work_order">>();
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
      orders.delete(event.number);
      orders.set(event.number, event);
    }
  }
  if (queue === undefined) return undefined;
  const open = [...orders.values()].filter((order) => !isSettled(order));
  return { queue, told, order: open.at(-1) };
}
