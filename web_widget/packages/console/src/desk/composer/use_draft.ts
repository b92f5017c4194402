/** The draft of one conversation: read once, kept with every keystroke, the same in every tab. */
import { useEffect, useState } from "react";
import { useDesk } from "../desk_context.ts";
import type { ComposerMode, Draft } from "../model/drafts.ts";
import { switchMode, textOf, withText } from "../model/drafts.ts";

export interface DraftBox {
  readonly draft: Draft;
  readonly text: string;
  /** `article`: the one that part of the text was just taken from. */
  write(text: string, article?: string): void;
  clear(): void;
  change(mode: ComposerMode, carry: boolean): void;
}

/** `notes`: only notes can be written here; the reply that is kept stays as it is, and the mode for whoever replies. */
export function useDraft(conversation: string, notes = false): DraftBox {
  const { drafts } = useDesk();
  const [kept, setDraft] = useState(() => drafts.read(conversation));
  const draft: Draft = notes ? { ...kept, mode: "note" } : kept;
  // Another tab of the same agent wrote: the next key here must not bring its old text back.
  useEffect(() => drafts.onElsewhere(conversation, setDraft), [drafts, conversation]);
  const keep = (next: Draft): void => {
    const whole = notes ? { ...next, mode: kept.mode } : next;
    drafts.write(conversation, whole);
    setDraft(whole);
  };
  return {
    draft,
    text: textOf(draft),
    write: (text, article) => keep(withText(draft, text, article)),
    clear: () => keep(withText(draft, "")),
    change: (mode, carry) => {
      if (!notes) keep(switchMode(draft, mode, carry));
    },
  };
}
