/** What is worth calling somebody for: a pure comparison of the desk before and after. */
import type { DeskState, Notice } from "../model/state.ts";

export interface Happening {
  readonly kind: "offer" | "message" | "alert" | "moved" | "mention" | "reminder";
  readonly conversation: string;
  readonly words: string;
}

function newOffer(before: DeskState, after: DeskState): readonly Happening[] {
  const { offer } = after;
  if (offer === null || offer.conversation === before.offer?.conversation) return [];
  return [{ kind: "offer", conversation: offer.conversation, words: offer.row.last.text }];
}

function newWords(before: DeskState, after: DeskState): readonly Happening[] {
  if (before.conversations === after.conversations) return [];
  return after.mine.flatMap(({ conversation }): readonly Happening[] => {
    const held = before.conversations[conversation]?.events;
    const events = after.conversations[conversation]?.events;
    const last = events?.at(-1);
    // The first page of a transcript is no news.
    if (held === undefined || held.length === 0 || events === held || last === undefined) return [];
    if (last.kind !== "message" || last.from.role !== "visitor") return [];
    return last.pos > (held.at(-1)?.pos ?? 0) ? [{ kind: "message", conversation, words: last.text }] : [];
  });
}

function calling(notice: Notice): readonly Happening[] {
  switch (notice.kind) {
    case "alert":
      return [{ kind: "alert", conversation: notice.alert.conversation, words: notice.alert.number }];
    case "mention":
      return [{ kind: "mention", conversation: notice.conversation, words: notice.text }];
    case "reminder":
      return [{ kind: "reminder", conversation: notice.conversation, words: notice.reason ?? "" }];
    case "moved":
      return notice.toMe
        ? [{ kind: "moved", conversation: notice.conversation, words: notice.reason ?? "" }]
        : [];
    default:
      return [];
  }
}

function newNotices(before: DeskState, after: DeskState): readonly Happening[] {
  if (before.notices === after.notices) return [];
  const known = new Set(before.notices.map(({ key }) => key));
  return after.notices.filter(({ key }) => !known.has(key)).flatMap(calling);
}

export function happenings(before: DeskState, after: DeskState): readonly Happening[] {
  return [...newOffer(before, after), ...newNotices(before, after), ...newWords(before, after)];
}
