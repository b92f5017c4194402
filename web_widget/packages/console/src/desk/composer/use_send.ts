import type { Sensitive } from "@yingda/protocol";
import { MAX_TEXT_CHARACTERS, findSensitive } from "@yingda/protocol";
import { useState } from "react";
import { useDesk } from "../desk_context.ts";
import { useSettings } from "../settings.ts";
import { openBlanks } from "./canned.ts";
import { calledIn } from "./mentions.ts";
import type { DraftBox } from "./use_draft.ts";
import type { Files } from "./use_files.ts";
import { useCallable } from "./use_suggestions.ts";

export function length(text: string): number {
  return Array.from(text).length;
}

interface Asking {
  readonly text: string;
  readonly found: readonly Sensitive[];
}

/**
 * The mode is taken from the draft at the moment of sending: there is no second place that could disagree. A
 * reply with somebody's number or a secret in it is asked about first; a note stays among colleagues.
 */
export function useSend(conversation: string, box: DraftBox, files: Files) {
  const desk = useDesk();
  const holdMs = useSettings((settings) => settings.undoSeconds) * 1000;
  const [asking, setAsking] = useState<Asking | null>(null);
  const [order, setOrder] = useState("");
  const colleagues = useCallable(conversation);
  const text = box.text.trim();
  const reply = box.draft.mode === "reply";
  const complete = !reply || openBlanks(text).length === 0;
  const something = text !== "" || (reply && files.ids.length > 0);
  const arrived = !reply || !files.busy;
  const ready = something && arrived && length(text) <= MAX_TEXT_CHARACTERS && complete;
  const sendAs = (words: string): void => {
    setAsking(null);
    const { article } = box.draft;
    // What has files goes at once: taken back, only its words would come again.
    const held = files.ids.length > 0 ? 0 : holdMs;
    desk.reply(conversation, words, { holdMs: held, article, workOrder: order, evidence: files.ids });
    files.clear();
    box.clear();
  };
  const send = (): void => {
    if (!ready) return;
    if (!reply) {
      desk.note(conversation, text, calledIn(text, colleagues));
      return box.clear();
    }
    const found = findSensitive(text);
    if (found.length > 0) setAsking({ text, found });
    else sendAs(text);
  };
  return { ready, send, asking, sendAs, cancel: () => setAsking(null), order, setOrder };
}
