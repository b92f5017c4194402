/** How keys, buttons and lists elsewhere reach the composer that is on the screen. */
import type { ComposerMode } from "../model/drafts.ts";

class Signal<T> {
  readonly #listeners = new Set<(value: T) => void>();

  on(listener: (value: T) => void): () => void {
    this.#listeners.add(listener);
    return () => {
      this.#listeners.delete(listener);
    };
  }

  send(value: T): void {
    this.#listeners.forEach((listener) => listener(value));
  }
}

const modes = new Signal<ComposerMode>();
const texts = new Signal<string>();

export const onModeRequest = (listener: (mode: ComposerMode) => void): (() => void) => modes.on(listener);
export const requestMode = (mode: ComposerMode): void => modes.send(mode);

/** Words to be written where the cursor is: an article's, or what was taken back. */
export const onText = (listener: (text: string) => void): (() => void) => texts.on(listener);
export const offerText = (text: string): void => texts.send(text);
