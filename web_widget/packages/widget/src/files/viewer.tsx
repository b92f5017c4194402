/** A picture as large as the screen is wide; a long one is scrolled. */
import { useLayoutEffect, useRef } from "preact/hooks";
import { download } from "../core/download.ts";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { Picture } from "./picture.tsx";
import { useFileTexts } from "./text.ts";

interface ViewerProps {
  readonly blob: Blob;
  readonly name: string;
  readonly close: () => void;
}

export function Viewer({ blob, name, close }: ViewerProps) {
  const { texts } = useWidget();
  const words = useFileTexts();
  const box = useRef<HTMLDialogElement>(null);
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    // The button that opened it has the focus again.
    return () => dialog?.close();
  }, []);
  return (
    // The dialog takes Esc, which would close the panel around it; what can be pressed are its buttons.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <dialog
      ref={box}
      class="viewer"
      aria-label={name}
      data-testid="yd-viewer"
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        close();
      }}
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <p class="order-actions">
        <button type="button" class="button" onClick={() => download(blob, name)}>
          {words.save}
        </button>
        <button
          type="button"
          class="icon-button"
          aria-label={texts.close}
          data-testid="yd-viewer-close"
          onClick={close}
        >
          <Icon name="close" />
        </button>
      </p>
      <Picture blob={blob} whole />
    </dialog>
  );
}
