/** What the bot has collected, in words: what has a label is for people, the rest is a flow's own bookkeeping. */
import type { Choice } from "@yingda/protocol";
import type { CaseContext } from "./model/state.ts";
import { showValue, type ValueWords } from "./value.ts";

export interface SlotEntry {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  /** The visitor's sentence that it was taken from, when that says more than the value. */
  readonly source: string | undefined;
  readonly choices: readonly Choice[];
  /** The ids of those that stand there; more than one may. */
  readonly picked: readonly string[];
  readonly several: boolean;
  readonly version: number | undefined;
  readonly change: SlotChange | undefined;
}

type SlotChange = NonNullable<CaseContext["slot_changes"]>[string];

export interface SlotWords {
  readonly labelled: readonly SlotEntry[];
  readonly internal: readonly (readonly [name: string, value: string])[];
}

export function slotWords(context: CaseContext, words: ValueWords): SlotWords {
  const { slots, slot_labels: labels, slot_texts: texts, slot_sources: sources } = context;
  const labelled: SlotEntry[] = [];
  const internal: [string, string][] = [];
  for (const [name, given] of Object.entries(slots)) {
    const label = labels[name];
    const value = texts?.[name] ?? showValue(given, words);
    const said = sources?.[name]?.trim();
    const source = said === undefined || said === "" || said === value ? undefined : said;
    if (label === undefined) internal.push([name, value]);
    else {
      const choices = context.slot_choices?.[name] ?? [];
      const version = context.slot_versions?.[name];
      const several = choices.length > 0 && Array.isArray(given);
      const picked = [given].flat().map(String);
      const change = context.slot_changes?.[name];
      labelled.push({ name, label, value, source, choices, picked, several, version, change });
    }
  }
  return { labelled, internal };
}
