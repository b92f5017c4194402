/** Canned replies: which of them are meant, and what their blanks are filled with. */
import type { CannedReply } from "@yingda/protocol";

export function meant(replies: readonly CannedReply[], query: string): readonly CannedReply[] {
  const wanted = query.toLowerCase();
  const rank = ({ id, title, text }: CannedReply): number => {
    if (id.toLowerCase().startsWith(wanted)) return 0;
    if (title.toLowerCase().includes(wanted)) return 1;
    return text.toLowerCase().includes(wanted) ? 2 : -1;
  };
  return replies
    .map((reply) => ({ reply, place: rank(reply) }))
    .filter(({ place }) => place >= 0)
    .sort((a, b) => a.place - b.place)
    .map(({ reply }) => reply);
}

export type Blanks = Readonly<Record<"agent" | "visitor" | "work_order", string | undefined>>;

/** A blank that nothing is known for stays, so that nobody sends a sentence with a hole in it unseen. */
export function filled(text: string, blanks: Blanks): string {
  return text.replace(
    /\{(agent|visitor|work_order)\}/g,
    (blank, name: keyof Blanks) => blanks[name] ?? blank,
  );
}

/** What is still to be filled in by hand. */
export function openBlanks(text: string): readonly string[] {
  return text.match(/\{(?:agent|visitor|work_order)\}/g) ?? [];
}
