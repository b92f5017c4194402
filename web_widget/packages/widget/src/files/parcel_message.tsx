/** Files on their way, with how far they are; they can be stopped, and tried again. */
import { formatClock } from "@yingda/protocol";
import { type LocalFile, type Parcel, type ParcelCommand, type ParcelProblem } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { sizeOf } from "./parcels.ts";
import { Picture } from "./picture.tsx";
import { problemWords, useFileTexts } from "./text.ts";

function useStateWords(parcel: Parcel): string {
  const { state, texts, locale } = useWidget();
  const words = useFileTexts();
  switch (parcel.state) {
    case "sending":
      return parcel.unkept === true
        ? `${words.uploading(percentOf(parcel))} · ${words.keepOpen}`
        : words.uploading(percentOf(parcel));
    case "failed":
      return words.uploadFailed(problemWords(failureOf(parcel), words, texts));
    case "queued":
    case "draft":
    case "said":
      if (parcel.problem === "quota" && parcel.until !== undefined) {
        return words.uploadUntil(formatClock(new Date(parcel.until).toISOString(), locale));
      }
      if (parcel.unkept === true) return words.uploadVolatile;
      return state.conversation.link === "live" ? words.uploadWaiting : words.uploadQueued;
  }
}

/** Of the whole, or of the first file that was refused. */
function failureOf({ problem, files }: Parcel): ParcelProblem {
  return problem ?? files.find((file) => file.problem !== undefined)?.problem ?? "refused";
}

function percentOf(parcel: Parcel): number {
  return Math.floor((100 * parcel.sentBytes) / Math.max(1, sizeOf(parcel)));
}

export function ParcelMessage({ parcel }: { readonly parcel: Parcel }) {
  const { texts } = useWidget();
  const words = useFileTexts();
  const command = useCommand();
  const stateWords = useStateWords(parcel);
  const { id, state, text, files, form } = parcel;
  return (
    <li class={`message visitor pending-${state}`} data-testid="yd-parcel" data-state={state}>
      <div class="bubble" part="bubble bubble-visitor">
        {form !== undefined && <p class="small">{words.formParcel}</p>}
        <ul class="files">
          {files.map((file) => (
            <File key={file.id} file={file} failed={state === "failed"} alone={files.length === 1} />
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
          <button type="button" class="chip" onClick={() => command({ do: "retry", parcel: id })}>
            {texts.retry}
          </button>
        )}
        {text !== "" && state !== "sending" && (
          <button
            type="button"
            class="chip"
            data-testid="yd-parcel-words"
            onClick={() => command({ do: "words_only", parcel: id })}
          >
            {words.wordsOnly}
          </button>
        )}
        <button
          type="button"
          class="chip"
          data-testid="yd-parcel-cancel"
          onClick={() => command({ do: "discard", parcel: id })}
        >
          {state === "failed" ? texts.discard : words.cancel}
        </button>
      </p>
    </li>
  );
}

function useCommand(): (command: ParcelCommand) => void {
  const { controller } = useWidget();
  return (command) => controller.uploads((uploads) => uploads.command(command));
}

/** One that was refused can be taken out; the rest then goes on. */
function File({ file: { id, name, blob, problem }, failed, alone }: FileProps) {
  const { texts } = useWidget();
  const words = useFileTexts();
  const command = useCommand();
  return (
    <li class="file">
      <Picture blob={blob} />
      <span class="file-name">{name}</span>
      {/* Below one alone it is said anyway. */}
      {problem !== undefined && !alone && <span class="small">{problemWords(problem, words, texts)}</span>}
      {failed && (
        <button
          type="button"
          class="icon-button"
          aria-label={words.removeAndSend(name)}
          data-testid="yd-parcel-remove"
          onClick={() => command({ do: "remove", file: id })}
        >
          <Icon name="close" />
        </button>
      )}
    </li>
  );
}

interface FileProps {
  readonly file: LocalFile;
  readonly failed: boolean;
  readonly alone: boolean;
}
