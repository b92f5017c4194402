/** Events in words: for the lines of the log, for screen readers and for the transcript. */
import {
  formatDue,
  formatMoney,
  type ChatEvent,
  type ChatEventOf,
  type Compensation,
  type Evidence,
  type Locale,
  type Speaker,
} from "@yingda/protocol";
import type { Texts } from "./text/index.ts";

export function speakerName(from: Speaker, texts: Texts): string {
  if (from.role === "visitor") return texts.you;
  if (from.role === "agent") return from.name === undefined ? texts.agent : `${texts.agent} ${from.name}`;
  return from.role === "bot" ? texts.bot : texts.system;
}

/** Nothing for an event that has no words of its own. */
export function eventWords(event: ChatEvent, texts: Texts, locale: Locale, now: number): string | undefined {
  switch (event.kind) {
    case "message":
      return withFiles(event.text, event.evidence, texts);
    case "human_requested":
      return texts.humanRequested;
    case "rated":
      return texts.rated(event.score);
    case "work_order_request":
      return withFiles(
        texts.actionSent(texts.actions[event.action]) + (event.text ? ` · ${event.text}` : ""),
        event.evidence,
        texts,
      );
    case "agent_joined":
      return texts.agentJoined(event.agent.name);
    case "agent_left":
      return texts.agentLeft(event.agent.name);
    case "work_order":
      return workOrderWords(event, texts);
    case "queue":
      return `${texts.queueTitle} · ${texts.queuePosition(event.position)}`;
    case "promise":
      return texts.labelled(
        texts.promised(event.agent.name),
        `${event.text} (${formatDue(event.due, now, locale)})`,
      );
    case "compensation":
      return texts.compensation[event.status](formatMoney(event.granted), lateFor(event, texts));
    case "survey":
      return event.text;
    case "closed":
      return texts.closed;
    case "feedback":
    case "unknown":
      return undefined;
  }
}

/** Files are said by their names; a message may be nothing else. */
function withFiles(words: string, files: readonly Evidence[] | undefined, texts: Texts): string {
  if (files === undefined || files.length === 0) return words;
  const names = texts.files(files.map(({ name }) => name).join(texts.comma));
  return words === "" ? names : `${words} ${names}`;
}

/** Which promise was missed; a newer server may know more of them. */
export function lateFor({ promise }: Compensation, texts: Texts): string {
  const late: Readonly<Partial<Record<string, string>>> = texts.late;
  return late[promise] ?? texts.late.resolve;
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
