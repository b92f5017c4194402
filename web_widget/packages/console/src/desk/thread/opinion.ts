/** What a customer said by one tap, of an answer or of how they were served. */
import { FEEDBACK_REASONS, RATING_TAGS } from "@yingda/protocol";
import type { TFunction } from "i18next";

const KNOWN = [...FEEDBACK_REASONS, ...RATING_TAGS];

/** A newer server may know ids that we do not: they are shown as they are. */
export function opinionWords(id: string, t: TFunction): string {
  const known = KNOWN.find((other) => other === id);
  return known === undefined ? id : t(`opinion.${known}`);
}

export function ratedBecause(
  { tags = [], comment = "" }: { readonly tags?: readonly string[]; readonly comment?: string },
  t: TFunction,
): string {
  return [tags.map((tag) => opinionWords(tag, t)).join(" · "), comment]
    .filter((part) => part !== "")
    .join(" — ");
}

export function feedbackSentence(
  { helped, reason }: { readonly helped: boolean; readonly reason?: string },
  t: TFunction,
): string {
  if (reason !== undefined) return t("line.feedback_reason", { reason: opinionWords(reason, t) });
  return t(helped ? "line.feedback_helped" : "line.feedback_in_vain");
}
