/** Something that happened, as one centred line; a promise stands out, and is a card of its own. */
import type { ChatEvent } from "@yingda/protocol";
import { eventWords } from "../words.ts";
import { EvidenceFiles, PromiseCard } from "../later.tsx";
import { useWidget } from "./context.ts";

export function Line({ event }: { readonly event: ChatEvent }) {
  const { controller, texts, locale } = useWidget();
  if (event.kind === "promise") return <PromiseCard event={event} />;
  const tone = event.kind === "compensation" ? "line notable" : "line";
  return (
    <li class={tone} data-testid={`yd-line-${event.kind}`}>
      {eventWords(wordsOf(event), texts, locale, controller.serverNow())}
      {event.kind === "work_order_request" && event.evidence !== undefined && (
        <EvidenceFiles files={event.evidence} />
      )}
    </li>
  );
}

/** Files that are shown below the line are not named in it as well. */
const wordsOf = (event: ChatEvent): ChatEvent =>
  event.kind === "work_order_request" ? { ...event, evidence: undefined } : event;
