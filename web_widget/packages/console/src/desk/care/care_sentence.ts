/** How the log reads of what was done with a conversation as a whole. */
import type { Locale } from "@yingda/protocol";
import { formatDue } from "@yingda/protocol";
import type { TFunction } from "i18next";
import type { LineEvent } from "../model/thread_items.ts";
import { wakingCause } from "./causes.ts";

export type CareEvent = Extract<
  LineEvent,
  { kind: "snoozed" | "woken" | "returned" | "rating_invited" | "muted" }
>;

export const CARE_KINDS: readonly CareEvent["kind"][] = [
  "snoozed",
  "woken",
  "returned",
  "rating_invited",
  "muted",
];

export function isCare(event: LineEvent): event is CareEvent {
  return (CARE_KINDS as readonly string[]).includes(event.kind);
}

interface Words {
  readonly t: TFunction;
  readonly locale: Locale;
  readonly now: number;
}

export function careSentence(event: CareEvent, { t, locale, now }: Words): string {
  const name = event.agent?.name ?? "";
  const detail = "detail" in event ? event.detail : undefined;
  const reason = detail === undefined ? "" : t("care.because", { reason: detail });
  switch (event.kind) {
    case "snoozed":
      return event.until === undefined
        ? t("care.line.snoozed", { name, reason })
        : t("care.line.snoozed_until", { name, reason, due: formatDue(event.until, now, locale) });
    case "woken":
      return t(`care.line.woken.${wakingCause(event.why)}`, { name });
    case "returned": {
      const { title, question } = event;
      if (question !== undefined) return t("care.line.asked_again", { name, question, reason });
      const flow = title === undefined ? "" : t("care.line.returned_flow", { title });
      return t("care.line.returned", { name, flow, reason });
    }
    case "rating_invited":
      return t("care.line.rating_invited", { name });
    case "muted":
      return event.until === null
        ? t("care.line.unmuted", { name })
        : t(event.carried === true ? "care.line.mute_carried" : "care.line.muted", {
            name,
            reason,
            due: formatDue(event.until, now, locale),
          });
  }
}
