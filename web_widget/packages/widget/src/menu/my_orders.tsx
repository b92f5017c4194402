/** The visitor's orders, each a way to its card in the log. */
import { formatWhen } from "@yingda/protocol";
import { OrderStatus } from "../core/later.tsx";
import { useWidget } from "../core/ui/context.ts";
import { ordersOf } from "../core/waiting.ts";
import { useMenuTexts } from "./text.ts";

export function MyOrders({ close }: { readonly close: () => void }) {
  const { controller, state, locale } = useWidget();
  const words = useMenuTexts();
  const orders = ordersOf(state.conversation.events);
  return (
    <section class="my-orders" aria-label={words.myOrders} data-testid="yd-my-orders">
      <h2>{words.myOrders}</h2>
      {orders.length === 0 && <p class="small">{words.noOrders}</p>}
      <ul>
        {orders.map(({ number, status, at, urgent }) => (
          <li key={number}>
            <button
              type="button"
              class="my-order"
              onClick={() => {
                close();
                controller.showOrder(number);
              }}
            >
              <code>{number}</code>
              <span>
                {urgent && <span class="tag">{words.urgentTag}</span>} <OrderStatus status={status} />
              </span>
              <span class="small">{words.updated(formatWhen(at, controller.serverNow(), locale))}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
