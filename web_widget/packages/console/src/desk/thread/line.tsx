import type { Locale } from "@yingda/protocol";
import { formatClock, formatDue, formatMoney } from "@yingda/protocol";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow, useTeamName } from "../desk_context.ts";
import type { LineEvent } from "../model/thread_items.ts";
import { lossCause } from "../care/causes.ts";
import { CARE_KINDS, careSentence, isCare } from "../care/care_sentence.ts";
import { feedbackSentence, ratedBecause } from "./opinion.ts";

interface Words {
  readonly t: TFunction;
  readonly locale: Locale;
  readonly now: number;
  readonly teamName: (id: string) => string;
}

const STAFF_ONLY: ReadonlySet<LineEvent["kind"]> = new Set([
  "transferred",
  "handed_off",
  "accessed",
  "notice",
  "erasure",
  "slot_corrected",
  "tagged",
  ...CARE_KINDS,
]);

type Changed = Extract<LineEvent, { kind: "slot_corrected" | "tagged" }>;

/** What somebody of ours changed about the case. */
function changeSentence(event: Changed, t: TFunction): string {
  switch (event.kind) {
    case "slot_corrected":
      return t("line.slot_corrected", {
        name: event.agent.name,
        label: event.label ?? event.slot,
        was: event.was,
        value: event.value,
        reason: event.detail === undefined ? "" : t("line.because", { reason: event.detail }),
      });
    case "tagged":
      return t("line.tagged", {
        name: event.agent.name,
        number: event.number,
        tags: [...event.added.map((tag) => `+${tag}`), ...event.removed.map((tag) => `−${tag}`)].join(" "),
      });
  }
}

/** Whoever leaves by themselves leaves; others were missed. */
function leftSentence(
  { agent: { name }, why }: Extract<LineEvent, { kind: "agent_left" }>,
  t: TFunction,
): string {
  return why === undefined
    ? t("line.agent_left", { name })
    : t(`line.agent_lost.${lossCause(why)}`, { name });
}

function sentence(event: LineEvent, { t, locale, now, teamName }: Words): string {
  if (isCare(event)) return careSentence(event, { t, locale, now });
  switch (event.kind) {
    case "human_requested":
      return t("line.human_requested");
    case "rated":
      return t("line.rated", { score: event.score, comment: ratedBecause(event, t) });
    case "feedback":
      return feedbackSentence(event, t);
    case "work_order_request":
      return t("line.work_order_request", {
        action: t(`order.action.${event.action}`),
        number: event.number,
        text: event.text ?? "",
      });
    case "agent_joined":
      return t("line.agent_joined", { name: event.agent.name });
    case "agent_left":
      return leftSentence(event, t);
    case "promise":
      return t("line.promise", {
        name: event.agent.name,
        text: event.text,
        due: formatDue(event.due, now, locale),
      });
    case "promise_state":
      return t(`line.promise_${event.status}`, { name: event.agent.name, text: event.text });
    case "compensation":
      return t(`line.compensation.${event.status}`, {
        money: formatMoney(event.granted),
        number: event.number,
      });
    case "survey":
      return t("line.survey", { text: event.text });
    case "closed":
      return t("line.closed");
    case "transferred": {
      const to = event.to.team === undefined ? (event.to.agent?.name ?? "") : teamName(event.to.team);
      // To themselves: a supervisor took it over.
      if (to === event.agent.name && event.to.team === undefined)
        return t("line.taken_over", { name: to, reason: event.reason });
      return t("line.transferred", { name: event.agent.name, to, reason: event.reason });
    }
    case "accessed":
      return t(`line.${event.access}`, { name: event.agent.name, reason: event.detail ?? "" });
    case "slot_corrected":
    case "tagged":
      return changeSentence(event, t);
    case "erasure":
      return t(event.result === "erased" ? "line.erased" : "line.erasure_kept", {
        numbers: (event.numbers ?? []).join(" "),
      });
    case "notice":
      return event.result === "failed"
        ? t("line.notice_failed", { to: event.to, notice: event.notice, detail: event.detail ?? "" })
        : t("line.notice_delivered", { to: event.to, notice: event.notice });
    case "handed_off":
      return t("line.handed_off", { team: teamName(event.team), reason: event.reason });
  }
}

export function Line({ event }: { readonly event: LineEvent }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const teamName = useTeamName();
  const staffOnly = STAFF_ONLY.has(event.kind);
  return (
    <p className={event.kind === "promise" ? "line line-promise" : "line"} data-testid={`line-${event.kind}`}>
      <time dateTime={event.at}>{formatClock(event.at, locale)}</time>{" "}
      {sentence(event, { t, locale, now, teamName })}
      {staffOnly && <span className="line-staff">{t("line.staff_only")}</span>}
    </p>
  );
}
