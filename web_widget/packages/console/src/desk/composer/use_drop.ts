/** Files that are dropped on the composer or pasted into it. Where they cannot be sent they are left alone. */
import type { ClipboardEvent, DragEvent } from "react";
import { useState } from "react";

const filesOf = (data: DataTransfer | null): readonly File[] => [...(data?.files ?? [])];

export function useDrop(wanted: boolean, add: (files: readonly File[]) => void) {
  const [over, setOver] = useState(false);
  const carriesFiles = (event: DragEvent): boolean => wanted && event.dataTransfer.types.includes("Files");
  const on = {
    onDragOver: (event: DragEvent): void => {
      if (!carriesFiles(event)) return;
      event.preventDefault();
      setOver(true);
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      setOver(false);
      if (!carriesFiles(event)) return;
      event.preventDefault();
      add(filesOf(event.dataTransfer));
    },
    onPaste: (event: ClipboardEvent): void => {
      const files = filesOf(event.clipboardData);
      // Office programs put a picture of the cells beside their words: the words are meant.
      if (!wanted || files.length === 0 || event.clipboardData.getData("text/plain") !== "") return;
      event.preventDefault();
      add(files);
    },
  };
  return { over, on };
}
