/** What is being written, per conversation. A reply and a note are two texts that never share a box. */
import type { KeyValueStore } from "../../app/storage.ts";

export type ComposerMode = "reply" | "note";

export interface Draft {
  readonly mode: ComposerMode;
  readonly reply: string;
  readonly note: string;
  /** The article that words of the reply were taken from. */
  readonly article?: string;
}

export const emptyDraft: Draft = { mode: "reply", reply: "", note: "" };

function decode(text: string | null): Draft {
  if (text === null) return emptyDraft;
  try {
    const value = JSON.parse(text) as Partial<Record<keyof Draft, unknown>> | null;
    return {
      ...(typeof value?.article === "string" && { article: value.article }),
      mode: value?.mode === "note" ? "note" : "reply",
      reply: typeof value?.reply === "string" ? value.reply : "",
      note: typeof value?.note === "string" ? value.note : "",
    };
  } catch {
    return emptyDraft;
  }
}

/** Kept where it survives closing the page; a full or forbidden store costs the draft, never the reply. */
export class Drafts {
  readonly #store: KeyValueStore;
  readonly #owner: string;

  constructor(store: KeyValueStore, owner: string) {
    this.#store = store;
    this.#owner = owner;
  }

  #key(conversation: string): string {
    return `yd.desk.draft:${this.#owner}:${conversation}`;
  }

  read(conversation: string): Draft {
    try {
      return decode(this.#store.getItem(this.#key(conversation)));
    } catch {
      return emptyDraft;
    }
  }

  /** Tells of what another tab of this browser writes for the same conversation. */
  onElsewhere(conversation: string, changed: (draft: Draft) => void): () => void {
    const key = this.#key(conversation);
    const listen = (event: StorageEvent): void => {
      if (event.key === key) changed(decode(event.newValue));
    };
    window.addEventListener("storage", listen);
    return () => window.removeEventListener("storage", listen);
  }

  write(conversation: string, draft: Draft): void {
    try {
      if (draft.reply === "" && draft.note === "") this.#store.removeItem(this.#key(conversation));
      else this.#store.setItem(this.#key(conversation), JSON.stringify(draft));
    } catch {
      // Private mode or quota: the text is still in the box.
    }
  }
}

/** Of several articles in one reply the first stands for it; an empty reply rests on none. */
export function withText(draft: Draft, text: string, article?: string): Draft {
  if (draft.mode === "note") return { ...draft, note: text };
  const { article: before, ...rest } = draft;
  const from = text === "" ? undefined : (before ?? article);
  return { ...rest, reply: text, ...(from !== undefined && { article: from }) };
}

export function textOf(draft: Draft): string {
  return draft[draft.mode];
}

/** `carry`: take the text along; otherwise it stays as a draft of the voice it was written in. */
export function switchMode(draft: Draft, mode: ComposerMode, carry: boolean): Draft {
  if (mode === draft.mode) return draft;
  if (!carry) return { ...draft, mode };
  const text = [draft[mode], textOf(draft)].filter((part) => part !== "").join("\n");
  return mode === "note" ? { mode, note: text, reply: "" } : { mode, reply: text, note: "" };
}
