/**
 * What stands before the cursor: `/` calls canned replies, `??` the knowledge base. An input method for Chinese
 * types `、` and `？？` with the same keys. Both begin a word, so that "A、B" and "真的？？" stay what they are. In a
 * note `@` calls a colleague; behind a Latin letter it is an address.
 */

export interface Trigger {
  readonly kind: "canned" | "knowledge" | "mention";
  readonly query: string;
  /** Where it begins, sign and all. */
  readonly from: number;
  readonly to: number;
}

const CANNED = /(?:^|\s)([/、／])([^\s/、／]{0,40})$/;
const KNOWLEDGE = /(?:^|\s)([?？]{2})([^\n?？]{0,200})$/;

const MENTION = /(?:^|[^A-Za-z0-9._-])([@＠])([^\s@＠]{0,20})$/;

export function triggerAt(text: string, caret: number, note = false): Trigger | null {
  const before = text.slice(0, caret);
  const called = note ? MENTION.exec(before) : null;
  if (called !== null) {
    const [, sign = "", query = ""] = called;
    return { kind: "mention", query, from: caret - query.length - sign.length, to: caret };
  }
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
