/** What became of words that an agent edited or recalled: the last change of each counts. */
import type { EditedBody, RecalledBody } from "./events.ts";

export type Change = EditedBody | RecalledBody;

/** By the `seq` of the words, `"of"`, or by their place in the log, `"of_pos"`. */
export function changesOf<Event extends { readonly kind: string }>(
  events: readonly Event[],
  by: "of" | "of_pos" = "of",
): ReadonlyMap<number, Extract<Event, Change>> {
  const changes = new Map<number, Extract<Event, Change>>();
  for (const event of events) {
    if (event.kind !== "edited" && event.kind !== "recalled") continue;
    const change = event as Extract<Event, Change>;
    const of = change[by];
    if (of !== undefined) changes.set(of, change);
  }
  return changes;
}
