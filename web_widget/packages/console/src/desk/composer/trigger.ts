/**
 * What stands before the cursor: `/` calls canned replies, `??` the knowledge base. An input method for Chinese
 * types `、` and `？？` with the same keys. Both begin a word, so that "A、B" and "真的？？" stay what they are.
 */

export interface Trigger {
  readonly kind: "canned" | "knowledge";
  readonly query: string;
  /** Where it begins, sign and all. */
  readonly from: number;
  readonly to: number;
}

const CANNED = /(?:^|\s)([/、／])([^\s/、／]{0,40})$/;
const KNOWLEDGE = /(?:^|\s)([?？]{2})([^\n?？]{0,200})$/;

export function triggerAt(text: string, caret: number): Trigger | null {
  const before = text.slice(0, caret);
  for (const [kind, pattern] of [
    ["knowledge", KNOWLEDGE],
    ["canned", CANNED],
  ] as const) {
    const found = pattern.exec(before);
    const [, sign = "", query = ""] = found ?? [];
    if (found !== null)
      return { kind, query: query.trim(), from: caret - query.length - sign.length, to: caret };
  }
  return null;
}

export function replaced(text: string, { from, to }: Trigger, by: string): string {
  return text.slice(0, from) + by + text.slice(to);
}
