/** What somebody asked of an order, or what its customer was granted, as one line of the log. */
import type { ChatEventOf } from "@yingda/protocol";
import { EvidenceFiles } from "../core/later.tsx";
import { useWidget } from "../core/ui/context.ts";
import { orderWords } from "./order_words.ts";

export function OrderLine({
  event,
}: {
  readonly event: ChatEventOf<"work_order_request"> | ChatEventOf<"compensation">;
}) {
  const { controller, texts, locale } = useWidget();
  const files = event.kind === "work_order_request" ? event.evidence : undefined;
  // Files that are shown below the line are not named in it as well.
  const named = event.kind === "work_order_request" ? { ...event, evidence: undefined } : event;
  return (
    <li class={event.kind === "compensation" ? "line notable" : "line"} data-testid={`yd-line-${event.kind}`}>
      {orderWords(named, texts, locale, controller.serverNow())}
      {files !== undefined && <EvidenceFiles files={files} />}
    </li>
  );
}
