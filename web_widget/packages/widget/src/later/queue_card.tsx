/** Where one stands in the queue, as honestly as the server knows it. */
import { formatDuration, formatWhen, type ChatEventOf, type Locale } from "@yingda/protocol";
import type { Waiting } from "../core/waiting.ts";
import { useNow, useWidget } from "../core/ui/context.ts";
import { queueWords } from "../core/words.ts";
import { useLaterTexts, type LaterTexts } from "./text.ts";

const MINUTE_S = 60;

/** 3–5 分钟: whole minutes, since an estimate is not exact to the second, and never too short. */
export function waitRange([soonest, latest]: readonly [number, number], locale: Locale): string {
  const least = Math.max(1, Math.floor(soonest / MINUTE_S));
  const most = Math.max(1, Math.ceil(latest / MINUTE_S));
  const words = (minutes: number): string => formatDuration(minutes * 60_000, locale);
  if (least === most) return words(most);
  return `${most < 60 ? least : words(least)}–${words(most)}`;
}

/** What was measured, and by how many; an estimate of an older server is none of that, and is said to be one. */
export function expectedWait(queue: ChatEventOf<"queue">, words: LaterTexts, locale: Locale): string {
  const { estimated_wait_s: likely, wait_range_s: range, waits_measured: count = 0 } = queue;
  if (range !== undefined) return words.queueWait(waitRange(range, locale), count);
  if (typeof likely === "number") return words.queueGuess(waitRange([likely, likely], locale));
  return words.queueUnknown;
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
  const now = useNow(30_000);
  const { position, online } = queue;
  const updated = words.queueUpdated(formatWhen(queue.at, now, locale));
  if (online === 0) {
    // A message of the server has mostly said already that nobody is there, and until when.
    return (
      <div class="queue-place" data-testid="yd-queue">
        {!told && <p>{queueWords(queue, texts, locale, now)}</p>}
        <p>
          <strong>{words.queueKept(position)}</strong>
        </p>
        <p class="small">{told ? updated : [updated, words.queueNobody].join(" · ")}</p>
      </div>
    );
  }
  const facts = [expectedWait(queue, words, locale), words.queueOnline(online)];
  return (
    <div class="queue-place" data-testid="yd-queue">
      <p>
        <strong>{words.queuePosition(position)}</strong>
      </p>
      <p>{facts.join(" · ")}</p>
      <p class="small">{[updated, words.queueMeanwhile].join(" · ")}</p>
    </div>
  );
}
