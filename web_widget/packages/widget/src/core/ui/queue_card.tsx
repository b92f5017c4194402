/** Where one stands in the queue, as honestly as the server knows it. */
import { formatDuration, type ChatEventOf } from "@yingda/protocol";
import { useWidget } from "./context.ts";

/** An estimate is not exact to the second, and never too short. */
function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60)) * 60_000;
}

export function QueueCard({ event }: { readonly event: ChatEventOf<"queue"> }) {
  const { texts, locale } = useWidget();
  const wait = event.estimated_wait_s;
  return (
    <li class="card queue" data-testid="yd-queue">
      <p class="card-title">{texts.queueTitle}</p>
      <p class="big">{texts.queuePosition(event.position)}</p>
      <p>
        {typeof wait === "number"
          ? texts.queueWait(formatDuration(wholeMinutes(wait), locale))
          : texts.queueUnknown}
      </p>
      <p>{texts.queueOnline(event.online)}</p>
      <p class="small">{texts.queueMeanwhile}</p>
    </li>
  );
}
