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
  // Shown below the line, and so not named in it.
  const files = event.kind === "work_order_request" ? event.evidence : undefined;
  return (
    <li class={event.kind === "compensation" ? "line notable" : "line"} data-testid={`yd-line-${event.kind}`}>
      {orderWords(event, texts, locale, controller.serverNow())}
      {files !== undefined && <EvidenceFiles files={files} />}
    </li>
  );
}
