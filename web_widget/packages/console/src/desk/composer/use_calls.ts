/** Signs in the text that call for something, and putting it in their place. */
import { useMemo, useState } from "react";
import type { Offered } from "./composer_signals.ts";
import type { Trigger } from "./trigger.ts";
import { replaced, triggerAt } from "./trigger.ts";
import type { DraftBox } from "./use_draft.ts";
import type { Suggestion } from "./use_suggestions.ts";
import { useMark, useSuggestions } from "./use_suggestions.ts";

type Element = () => HTMLTextAreaElement | undefined;

/** The call before the cursor, until somebody says that none was meant. */
function useCall(box: DraftBox, element: Element) {
  const [caret, setCaret] = useState(0);
  const note = box.draft.mode === "note";
  const [refused, setRefused] = useState<string | null>(null);
  const call = useMemo(
    () => triggerAt(box.text, Math.min(caret, box.text.length), note),
    [box.text, caret, note],
  );
  const name = call === null ? null : `${call.kind} ${call.from}`;
  return {
    call: name === refused ? null : call,
    onCaret: () => setCaret(element()?.selectionStart ?? 0),
    refuse: () => setRefused(name),
    forget: () => setRefused(null),
  };
}

export function useCalls(conversation: string, box: DraftBox, element: Element) {
  const { call, onCaret, refuse, forget } = useCall(box, element);
  const suggestions = useSuggestions(conversation, call);
  const items = suggestions?.items ?? [];
  const { at: mark, move, set: setMark } = useMark(`${call?.kind ?? ""} ${call?.query ?? ""}`, items.length);

  const put = (place: Pick<Trigger, "from" | "to">, words: string, article?: string): void => {
    box.write(replaced(box.text, { ...place, kind: "canned", query: "" }, words), article);
    forget();
    requestAnimationFrame(() => {
      const area = element();
      area?.focus();
      area?.setSelectionRange(place.from + words.length, place.from + words.length);
    });
  };
  const pick = (item: Suggestion): void => {
    if (call !== null) put(call, item.text, item.article);
  };
  /** Words from elsewhere: where the cursor is, or after what stands there already. */
  const insert = ({ text: words, article }: Offered): void => {
    const at = element()?.selectionStart ?? box.text.length;
    const apart = at > 0 && !/\s$/.test(box.text.slice(0, at));
    put({ from: at, to: at }, apart ? `\n${words}` : words, article);
  };
  /** True when the key was meant for the list. */
  const onKey = (key: string): boolean => {
    if (suggestions === null) return false;
    if (key === "Escape") {
      refuse();
      return true;
    }
    const item = items[mark];
    if (item === undefined) return false;
    if (key === "ArrowDown" || key === "ArrowUp") move(key === "ArrowDown" ? 1 : -1);
    else if (key === "Enter" || key === "Tab") pick(item);
    else return false;
    return true;
  };
  return { suggestions, mark, setMark, pick, insert, onKey, onCaret };
}
