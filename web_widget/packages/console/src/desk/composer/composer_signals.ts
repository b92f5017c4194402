/** How keys, buttons and lists elsewhere reach the composer that is on the screen. */
import type { ComposerMode } from "../model/drafts.ts";

export interface Offered {
  readonly text: string;
  /** The article that they are from. */
  readonly article?: string;
}

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
const texts = new Signal<Offered>();

export const onModeRequest = (listener: (mode: ComposerMode) => void): (() => void) => modes.on(listener);
export const requestMode = (mode: ComposerMode): void => modes.send(mode);

/** Words to be written where the cursor is: an article's, or what was taken back. */
export const onText = (listener: (offered: Offered) => void): (() => void) => texts.on(listener);
export const offerText = (text: string, article?: string): void =>
  texts.send(article === undefined ? { text } : { text, article });
