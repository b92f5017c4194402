/** Files that were chosen and not sent: nothing of them has left the device. */
import { draftOf, sizeOf } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { Picture } from "./picture.tsx";
import { fileSize, useLaterTexts } from "./text.ts";

export function Tray() {
  const { controller, state } = useWidget();
  const words = useLaterTexts();
  const draft = draftOf(state.parcels);
  if (draft === undefined) return null;
  const { files, order, problem } = draft;
  return (
    <div class="tray" role="group" aria-label={words.tray} data-testid="yd-tray">
      <ul class="tray-files">
        {files.map(({ id, name, blob }) => (
          <li key={id} class="tray-file" data-testid="yd-tray-file">
            <Picture blob={blob} />
            <span class="file-name">{name}</span>
            <button
              type="button"
              class="icon-button"
              aria-label={words.remove(name)}
              onClick={() => controller.uploads((uploads) => uploads.removeFile(id))}
            >
              <Icon name="close" />
            </button>
          </li>
        ))}
      </ul>
      {order !== undefined && <p class="small">{words.trayFor(order)}</p>}
      {files.length > 0 && <p class="small">{words.traySize(fileSize(sizeOf(draft)))}</p>}
      {problem !== undefined && (
        <p class="problem" role="alert">
          {words.problems[problem]}
        </p>
      )}
    </div>
  );
}
