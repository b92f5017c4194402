/** How keys and buttons elsewhere ask the composer for a mode: the newest composer answers. */
import type { ComposerMode } from "../model/drafts.ts";

type Listener = (mode: ComposerMode) => void;

const listeners = new Set<Listener>();

export function onModeRequest(listener: Listener): () => void {
  listeners.add(listener);
  return () => {
    listeners.delete(listener);
  };
}

export function requestMode(mode: ComposerMode): void {
  listeners.forEach((listener) => listener(mode));
}
