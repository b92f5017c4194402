/** The visitor's words on their way, with where they are in words. */
import type { Pending } from "@yingda/protocol";
import { useWidget } from "./context.ts";

function usePendingText(entry: Pending): string {
  const { state, texts } = useWidget();
  switch (entry.state) {
    case "queued":
      if (state.conversation.link === "live") return texts.waitingState;
      return state.durable ? texts.queuedState : texts.queuedVolatile;
    case "sending":
      return texts.sendingState;
    case "accepted":
      return texts.sentState;
    case "failed":
      return entry.error === undefined
        ? texts.failedState
        : texts.labelled(texts.failedState, texts.refused[entry.error.code]);
  }
}

interface PendingProps {
  readonly entry: Pending;
  readonly label: string;
  /** Already with the server; here is only how many. */
  readonly files: number;
}

export function PendingMessage({ entry, label, files }: PendingProps) {
  const { controller, texts } = useWidget();
  const words = usePendingText(entry);
  const { id } = entry.frame;
  return (
    <li class={`message visitor pending-${entry.state}`} data-testid="yd-pending" data-state={entry.state}>
      <div class="bubble" part="bubble bubble-visitor">
        {label !== "" && <p class="plain">{label}</p>}
        {files > 0 && <p class="small">{texts.evidence(files)}</p>}
      </div>
      <p class="delivery">
        {words}
        {entry.state === "failed" && (
          <>
            <button type="button" class="chip" onClick={() => controller.client.retry(id)}>
              {texts.retry}
            </button>
            <button type="button" class="chip" onClick={() => controller.client.discard(id)}>
              {texts.discard}
            </button>
          </>
        )}
      </p>
    </li>
  );
}
