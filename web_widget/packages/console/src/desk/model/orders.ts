/** Which work order a conversation is about, and what has to be answered to settle it. */
import type { ContextWorkOrder, DeskRow, WorkOrderStatus } from "@yingda/protocol";
import type { CaseContext } from "./state.ts";

const settled: ReadonlySet<WorkOrderStatus> = new Set(["resolved", "closed"]);

export function isSettled(order: ContextWorkOrder): boolean {
  return order.status !== undefined && settled.has(order.status);
}

/** The open order of the row if the context knows it, else the first open one, else what the row says. */
export function openOrder(context: CaseContext | null, row: DeskRow | undefined): ContextWorkOrder | null {
  const open = (context?.work_orders ?? []).filter((order) => !isSettled(order));
  const named = row?.work_order;
  const known = open.find((order) => order.number === named?.number) ?? open[0];
  if (known !== undefined) return known;
  if (named === undefined || settled.has(named.status)) return null;
  const same = context?.work_orders.some((order) => order.number === named.number) ?? false;
  return same ? null : { number: named.number, status: named.status, tier: named.tier, urgent: named.urgent };
}
