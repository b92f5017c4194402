/** Who speaks, and how it stands with the queue, in words. */
import { formatDue, type ChatEventOf, type Locale, type Speaker } from "@yingda/protocol";
import type { Texts } from "./text/index.ts";

/** With the staff number, where there is one. */
export const called = ({ name = "", number }: Omit<Speaker, "role">, texts: Texts): string =>
  number ? texts.numbered(name, number) : name;

export function speakerName(from: Speaker, texts: Texts): string {
  if (from.role === "visitor") return texts.you;
  if (from.role === "agent")
    return from.name === undefined ? texts.agent : `${texts.agent} ${called(from, texts)}`;
  return from.role === "bot" ? texts.bot : texts.system;
}

/** How it stands with the queue, in one line; it says no place where nobody is who could be next. */
export function queueWords(
  { position, online, opens = "" }: ChatEventOf<"queue">,
  texts: Texts,
  locale: Locale,
  now: number,
): string {
  return online > 0 ? texts.statusQueued(position) : texts.statusNobody(formatDue(opens, now, locale));
}

/** What the urgent entrance says; the server's flows listen for it. */
export const URGENT = "【紧急投诉】";
