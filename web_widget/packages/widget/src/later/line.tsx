/** Something that happened, as one centred line. */
import type { ChatEvent } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { eventWords } from "./event_words.ts";
import { OrderLine } from "./order_line.tsx";
import { PromiseCard } from "./promise_card.tsx";

export function Line({ event }: { readonly event: ChatEvent }) {
  const { controller, texts, locale } = useWidget();
  switch (event.kind) {
    case "promise":
      return <PromiseCard event={event} />;
    case "compensation":
    case "work_order_request":
      return <OrderLine event={event} />;
    default:
      return (
        <li class="line" data-testid={`yd-line-${event.kind}`}>
          {eventWords(event, texts, locale, controller.serverNow())}
        </li>
      );
  }
}
