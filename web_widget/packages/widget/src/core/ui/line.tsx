/** Something that happened, as one centred line; what happens to orders is the later parts'. */
import type { ChatEvent } from "@yingda/protocol";
import { eventWords } from "../words.ts";
import { OrderLine, PromiseCard } from "../later.tsx";
import { useWidget } from "./context.ts";

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
