/** Files that were chosen and not sent: nothing of them has left the device. */
import { draftsOf, type Parcel } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { FileRow } from "./file_row.tsx";
import { sizeOf } from "./parcels.ts";
import { fileSize, problemWords, useFileTexts } from "./text.ts";

export function Tray() {
  const { state } = useWidget();
  const words = useFileTexts();
  return (
    <>
      {draftsOf(state.parcels).map((draft) => (
        <Draft key={draft.id} draft={draft} />
      ))}
      {state.preparing > 0 && (
        <p class="tray small" role="status" data-testid="yd-tray-busy">
          {words.fieldBusy}
        </p>
      )}
    </>
  );
}

function Draft({ draft }: { readonly draft: Parcel }) {
  const { texts } = useWidget();
  const words = useFileTexts();
  const { files, order, problem, refused = "" } = draft;
  return (
    <div class="tray" role="group" aria-label={words.tray} data-testid="yd-tray">
      <ul class="tray-files">
        {files.map((file) => (
          <FileRow key={file.id} file={file} testId="yd-tray-file" />
        ))}
      </ul>
      {order !== undefined && <p class="small">{words.trayFor(order)}</p>}
      {files.some(({ missing }) => missing !== true) && (
        <p class="small">{words.traySize(fileSize(sizeOf(draft)))}</p>
      )}
      {draft.unkept === true && (
        <p class="problem" role="alert" data-testid="yd-tray-unkept">
          {words.trayUnkept}
        </p>
      )}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {texts.labelled(refused, problemWords(problem, words, texts))}
        </p>
      )}
    </div>
  );
}
