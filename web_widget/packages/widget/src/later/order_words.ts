/** What happens to an order beside its status, in words. */
import { formatDue, formatMoney, type ChatEventOf, type Compensation, type Locale } from "@yingda/protocol";
import type { Texts } from "../core/text/index.ts";
import { queueWords } from "../core/words.ts";
import { laterTexts, type LaterTexts } from "./text.ts";

export function orderWords(
  event: ChatEventOf<"work_order_request" | "promise" | "compensation" | "queue" | "rated" | "recalled">,
  texts: Texts,
  locale: Locale,
  now: number,
): string {
  const words = laterTexts(locale);
  switch (event.kind) {
    case "work_order_request":
      return words.actionSent(words.actions[event.action]) + (event.text ? ` · ${event.text}` : "");
    case "promise":
      return texts.labelled(
        words.promised(event.agent.name),
        `${event.text} (${formatDue(event.due, now, locale)})`,
      );
    case "queue":
      return event.online > 0
        ? `${words.queueTitle} · ${words.queuePosition(event.position)}`
        : queueWords(event, texts, locale, now);
    case "rated":
      return words.rated(event.score);
    case "recalled":
      return words.recalled(event.agent.name);
    case "compensation":
      return words.compensated[event.status](formatMoney(event.granted), lateFor(event, words));
  }
}

/** Which promise was missed; a newer server may know more of them. */
export function lateFor({ promise }: Compensation, { late }: LaterTexts): string {
  const known: Readonly<Partial<Record<string, string>>> = late;
  return known[promise] ?? late.resolve;
}
