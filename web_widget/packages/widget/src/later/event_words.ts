/** Events in words: for the lines of the log, for screen readers and for the transcript. */
import type { ChatEvent, ChatEventOf, Evidence, Locale } from "@yingda/protocol";
import type { Texts } from "../core/text/index.ts";
import { called, speakerName } from "../core/words.ts";
import { orderWords } from "./order_words.ts";
import { laterTexts } from "./text.ts";

/** Nothing for an event that has no words of its own. */
export function eventWords(event: ChatEvent, texts: Texts, locale: Locale, now: number): string | undefined {
  const words = laterTexts(locale);
  switch (event.kind) {
    case "message":
      return withFiles(event.text, event.evidence, texts, locale);
    case "human_requested":
      return event.reason === undefined
        ? words.humanRequested
        : texts.labelled(words.humanRequested, event.reason);
    case "agent_joined":
      return words.agentJoined(called(event.agent, texts));
    case "agent_left":
      return words.agentLeft(called(event.agent, texts));
    case "work_order":
      return workOrderWords(event, locale);
    case "survey":
      return event.text;
    case "closed":
      return words.ended;
    case "edited":
      return texts.labelled(texts.editedMark, event.text);
    case "work_order_request":
      return withFiles(orderWords(event, texts, locale, now), event.evidence, texts, locale);
    case "promise":
    case "compensation":
    case "queue":
    case "rated":
    case "recalled":
      return orderWords(event, texts, locale, now);
    case "feedback":
    case "unknown":
      return undefined;
  }
}

/** Files are said by their names; a message may be nothing else. */
function withFiles(
  words: string,
  files: readonly Evidence[] | undefined,
  texts: Texts,
  locale: Locale,
): string {
  if (files === undefined || files.length === 0) return words;
  const names = laterTexts(locale).files(files.map(({ name }) => name).join(texts.comma));
  return words === "" ? names : `${words} ${names}`;
}

/** A note mostly names its order itself. */
function workOrderWords({ number, status, note }: ChatEventOf<"work_order">, locale: Locale): string {
  if (note?.includes(number) === true) return note;
  const words = laterTexts(locale);
  return words.workOrderNow(number, note ?? words.status[status]);
}

export function orderNow(
  { number, status }: Pick<ChatEventOf<"work_order">, "number" | "status">,
  locale: Locale,
): string {
  const words = laterTexts(locale);
  return words.workOrderNow(number, words.status[status]);
}

export function announcement(
  event: ChatEvent,
  texts: Texts,
  locale: Locale,
  now: number,
): string | undefined {
  const words = eventWords(event, texts, locale, now);
  if (event.kind !== "message" || words === undefined) return words;
  // One's own words need no reading back.
  return event.from.role === "visitor" ? undefined : texts.labelled(speakerName(event.from, texts), words);
}
