/** Something that happened, as one centred line; a promise stands out, with its time running. */
import type { ChatEvent } from "@yingda/protocol";
import { eventWords } from "../words.ts";
import { useWidget } from "./context.ts";
import { Deadline } from "./deadline.tsx";

export function Line({ event }: { readonly event: ChatEvent }) {
  const { controller, texts, locale } = useWidget();
  if (event.kind === "promise") {
    return (
      <li class="card promise" data-testid="yd-promise">
        <p class="card-title">{texts.promised(event.agent.name)}</p>
        <p>{event.text}</p>
        <Deadline due={event.due} />
      </li>
    );
  }
  const tone = event.kind === "compensation" ? "line notable" : "line";
  return (
    <li class={tone} data-testid={`yd-line-${event.kind}`}>
      {eventWords(event, texts, locale, controller.serverNow())}
    </li>
  );
}
