/** How far an order has come, as four steps in words. */
import { useLaterTexts } from "./text.ts";
import type { Order } from "./order_rules.ts";

const STEPS = ["accepted", "working", "answered", "closed"] as const;
const REACHED: Readonly<Record<Order["status"], number>> = {
  open: 0,
  assigned: 1,
  in_progress: 1,
  waiting_on_customer: 1,
  reopened: 1,
  resolved: 2,
  closed: 3,
};

export function OrderSteps({ status }: { readonly status: Order["status"] }) {
  const words = useLaterTexts();
  const reached = REACHED[status];
  return (
    <ol class="steps" data-testid="yd-order-steps">
      {STEPS.map((step, index) => (
        <li
          key={step}
          class={index <= reached ? "reached" : ""}
          aria-current={index === reached ? "step" : undefined}
        >
          {words.steps[step]}
        </li>
      ))}
    </ol>
  );
}
