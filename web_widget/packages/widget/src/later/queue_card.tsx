/** Where one stands in the queue, as honestly as the server knows it. */
import { formatDuration } from "@yingda/protocol";
import type { Waiting } from "../core/waiting.ts";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

/** An estimate is not exact to the second, and never too short. */
function wholeMinutes(seconds: number): number {
  return Math.max(1, Math.ceil(seconds / 60)) * 60_000;
}

/** Without an order to stand in. */
export function QueueCard({ waiting }: { readonly waiting: Waiting }) {
  const words = useLaterTexts();
  return (
    <li class="card queue">
      <p class="card-title">{words.queueTitle}</p>
      <QueuePlace waiting={waiting} />
    </li>
  );
}

export function QueuePlace({ waiting: { queue, told } }: { readonly waiting: Waiting }) {
  const { texts, locale } = useWidget();
  const words = useLaterTexts();
  const { position, online, estimated_wait_s: wait } = queue;
  const facts = [];
  if (typeof wait === "number") facts.push(words.queueWait(formatDuration(wholeMinutes(wait), locale)));
  else if (online > 0) facts.push(words.queueUnknown);
  if (online > 0) facts.push(words.queueOnline(online));
  return (
    <div class="queue-place" data-testid="yd-queue">
      <p>
        {/* Next is only who has somebody to come to. */}
        <strong>{online > 0 ? words.queuePosition(position) : texts.statusQueued(position)}</strong>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {online === 0 && !told && <p>{words.queueNobody}</p>}
      <p class="small">{words.queueMeanwhile}</p>
    </div>
  );
}
