/** What the customer may ask of an order, and when. The server has the last word. */
import type { ChatEvent, ChatEventOf, Commitment, Pending, WorkOrderAction } from "@yingda/protocol";
import { ordersOf, type Order } from "../core/waiting.ts";

export type { Order };

/** Of reminders and of calls for a supervisor the server takes one in so long. */
export const REMIND_AGAIN_AFTER_MS = 10 * 60_000;

const WHILE_OPEN: readonly WorkOrderAction[] = ["urge", "add_evidence", "withdraw"];
const ACTIONS: Readonly<Record<Order["status"], readonly WorkOrderAction[]>> = {
  open: WHILE_OPEN,
  assigned: WHILE_OPEN,
  in_progress: WHILE_OPEN,
  waiting_on_customer: ["add_evidence", "withdraw"],
  resolved: ["accept", "reject"],
  closed: ["reopen"],
  reopened: WHILE_OPEN,
};

/** `now`: by the server's clock. */
export function actionsOf(order: Order, now: number): readonly WorkOrderAction[] {
  const actions = ACTIONS[order.status];
  return actions === WHILE_OPEN && isLate(order, now)
    ? ["urge", "escalate", "add_evidence", "withdraw"]
    : actions;
}

/** Only a missed promise opens the way to a supervisor: of the others the server knows more than we do. */
function isLate(
  { first_response_due: first, next_response_due: next, resolve_due: solution }: Order,
  now: number,
) {
  return [first, next, solution].some((due) => due !== undefined && Date.parse(due) <= now);
}

/** When the same may be asked again, by the server's clock; nothing when it may be now. */
export function allowedAgainAt(
  events: readonly ChatEvent[],
  number: string,
  action: WorkOrderAction,
  now: number,
): number | undefined {
  if (action !== "urge" && action !== "escalate") return undefined;
  const last = events
    .filter(
      (event) => event.kind === "work_order_request" && event.number === number && event.action === action,
    )
    .at(-1);
  if (last === undefined) return undefined;
  const allowed = Date.parse(last.at) + REMIND_AGAIN_AFTER_MS;
  return allowed > now ? allowed : undefined;
}

/** What was asked of this order and is not confirmed yet. */
export function askedOf(outbox: readonly Pending[], number: string): Pending | undefined {
  return outbox.find(({ frame }) => frame.type === "work_order" && frame.number === number);
}

/** A promise as its order knows it; nothing while the order has not told. */
export function commitmentOf(
  events: readonly ChatEvent[],
  { id, number }: ChatEventOf<"promise">,
): Commitment | undefined {
  if (id === undefined) return undefined;
  const order = ordersOf(events).find((one) => one.number === number);
  return order?.promises?.find((promise) => promise.id === id);
}
