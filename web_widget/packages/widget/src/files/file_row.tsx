/** A file that was chosen and is still here: seen, named, and put away again. */
import type { ComponentChildren } from "preact";
import type { LocalFile } from "../core/parcel.ts";
import { useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { Picture } from "./picture.tsx";
import { useFileTexts } from "./text.ts";

interface FileRowProps {
  readonly file: LocalFile;
  readonly testId: string;
  /** Beside the name of a file that is not lost. */
  readonly children?: ComponentChildren;
}

export function FileRow({ file: { id, name, blob, missing }, testId, children }: FileRowProps) {
  const { controller } = useWidget();
  const words = useFileTexts();
  return (
    <li class="tray-file" data-testid={testId}>
      <Picture blob={blob} />
      <span class="file-name">{name}</span>
      {missing === true ? <span class="problem">{words.problems.lost}</span> : children}
      <button
        type="button"
        class="icon-button"
        aria-label={words.remove(name)}
        onClick={() => controller.uploads((uploads) => uploads.command({ do: "remove", file: id }))}
      >
        <Icon name="close" />
      </button>
    </li>
  );
}
