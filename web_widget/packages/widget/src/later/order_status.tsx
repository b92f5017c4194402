/** How an order stands, in words. */
import type { WorkOrderStatus } from "@yingda/protocol";
import { useLaterTexts } from "./text.ts";

export function OrderStatus({ status }: { readonly status: WorkOrderStatus }) {
  return <>{useLaterTexts().status[status]}</>;
}
