import { useState } from "react";
import type { ComposerMode } from "../model/drafts.ts";
import type { DraftBox } from "./use_draft.ts";

/** Switching with words in the box asks whether they come along. */
export function useModeSwitch(box: DraftBox, focus: () => void) {
  const [asking, setAsking] = useState<ComposerMode | null>(null);
  const request = (mode: ComposerMode): void => {
    if (mode === box.draft.mode) focus();
    else if (box.text.trim() === "") {
      box.change(mode, false);
      focus();
    } else setAsking(mode);
  };
  const answer = (carry: boolean): void => {
    if (asking !== null) box.change(asking, carry);
    setAsking(null);
  };
  return { asking, request, answer, cancel: () => setAsking(null) };
}
