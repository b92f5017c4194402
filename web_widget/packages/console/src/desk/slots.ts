/** What the bot has collected, in words: what has a label is for people, the rest is a flow's own bookkeeping. */
import type { CaseContext } from "./model/state.ts";
import { showValue, type ValueWords } from "./value.ts";

type Entry = readonly [name: string, value: string];

export interface SlotWords {
  readonly labelled: readonly Entry[];
  readonly internal: readonly Entry[];
}

export function slotWords(
  { slots, slot_labels: labels, slot_texts: texts }: CaseContext,
  words: ValueWords,
): SlotWords {
  const labelled: Entry[] = [];
  const internal: Entry[] = [];
  for (const [name, value] of Object.entries(slots)) {
    const label = labels[name];
    const text = texts?.[name] ?? showValue(value, words);
    if (label === undefined) internal.push([name, text]);
    else labelled.push([label, text]);
  }
  return { labelled, internal };
}
