/** Files on their way, with how far they are; they can be stopped, and tried again. */
import { sizeOf, type Parcel } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { Picture } from "./picture.tsx";
import { useLaterTexts } from "./text.ts";

function useStateWords(parcel: Parcel): string {
  const { state } = useWidget();
  const words = useLaterTexts();
  switch (parcel.state) {
    case "sending":
      return words.uploading(percentOf(parcel));
    case "failed":
      return words.uploadFailed(words.problems[parcel.problem ?? "refused"]);
    case "queued":
    case "draft":
      if (state.conversation.link === "live") return words.uploadWaiting;
      return state.durable ? words.uploadQueued : words.uploadVolatile;
  }
}

function percentOf(parcel: Parcel): number {
  return Math.floor((100 * parcel.sentBytes) / Math.max(1, sizeOf(parcel)));
}

export function ParcelMessage({ parcel }: { readonly parcel: Parcel }) {
  const { controller, texts } = useWidget();
  const words = useLaterTexts();
  const stateWords = useStateWords(parcel);
  const { id, state, text, files } = parcel;
  return (
    <li class={`message visitor pending-${state}`} data-testid="yd-parcel" data-state={state}>
      <div class="bubble" part="bubble bubble-visitor">
        <ul class="files">
          {files.map((file) => (
            <li key={file.id} class="file">
              <Picture blob={file.blob} />
              <span class="file-name">{file.name}</span>
            </li>
          ))}
        </ul>
        {text !== "" && <p class="plain">{text}</p>}
      </div>
      {state === "sending" && (
        <progress class="progress" value={percentOf(parcel)} max={100} aria-label={stateWords} />
      )}
      <p class="delivery">
        {stateWords}
        {state === "failed" && (
          <button
            type="button"
            class="chip"
            onClick={() => controller.uploads((uploads) => uploads.retry(id))}
          >
            {texts.retry}
          </button>
        )}
        <button
          type="button"
          class="chip"
          data-testid="yd-parcel-cancel"
          onClick={() => controller.uploads((uploads) => uploads.discard(id))}
        >
          {state === "failed" ? texts.discard : words.cancel}
        </button>
      </p>
    </li>
  );
}
