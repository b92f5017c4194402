/** Events in words: for the lines of the log, for screen readers and for the transcript. */
import {
  formatDue,
  type ChatEvent,
  type ChatEventOf,
  type Evidence,
  type Locale,
  type Speaker,
} from "@yingda/protocol";
import { laterParts } from "./later.tsx";
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

/** Nothing for an event that has no words of its own. */
export function eventWords(event: ChatEvent, texts: Texts, locale: Locale, now: number): string | undefined {
  switch (event.kind) {
    case "message":
      return withFiles(event.text, event.evidence, texts);
    case "human_requested":
      return event.reason === undefined
        ? texts.humanRequested
        : texts.labelled(texts.humanRequested, event.reason);
    case "agent_joined":
      return texts.agentJoined(called(event.agent, texts));
    case "agent_left":
      return texts.agentLeft(called(event.agent, texts));
    case "work_order":
      return workOrderWords(event, texts);
    case "survey":
      return event.text;
    case "closed":
      return texts.closed;
    case "edited":
      return texts.labelled(texts.editedMark, event.text);
    case "work_order_request":
    case "promise":
    case "compensation":
    case "queue":
    case "rated":
    case "recalled":
      // Shown by the later parts; until those are there nobody hears of it either.
      return laterParts.loaded?.orderWords(event, texts, locale, now);
    case "feedback":
    case "unknown":
      return undefined;
  }
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

/** Files are said by their names; a message may be nothing else. */
export function withFiles(words: string, files: readonly Evidence[] | undefined, texts: Texts): string {
  if (files === undefined || files.length === 0) return words;
  const names = texts.files(files.map(({ name }) => name).join(texts.comma));
  return words === "" ? names : `${words} ${names}`;
}

/** A note mostly names its order itself. */
function workOrderWords({ number, status, note }: ChatEventOf<"work_order">, texts: Texts): string {
  if (note?.includes(number) === true) return note;
  return texts.workOrderNow(number, note ?? texts.status[status]);
}

export function announcement(
  event: ChatEvent,
  texts: Texts,
  locale: Locale,
  now: number,
): string | undefined {
  if (event.kind === "message") {
    // One's own words need no reading back.
    return event.from.role === "visitor"
      ? undefined
      : texts.labelled(speakerName(event.from, texts), withFiles(event.text, event.evidence, texts));
  }
  return eventWords(event, texts, locale, now);
}

/** What the urgent entrance says; the server's flows listen for it. */
export const URGENT = "【紧急投诉】";
