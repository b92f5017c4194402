/** How a notice reads, and how long it stays. */
import type { Locale } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import type { TFunction } from "i18next";
import { alertWords } from "./alert_words.ts";
import type { DeskState, Notice } from "./model/state.ts";
import { colleagueWith, rowOf } from "./model/state.ts";
import { wakingCause } from "./care/causes.ts";
import { refusalWords } from "./refusal_words.ts";
import { visitorName } from "./visitor.ts";

const PASSING_S = 12;

export interface NoticeWords {
  readonly level: "info" | "warning" | "error";
  readonly title: string;
  readonly description?: string;
  /** 0: until it is closed; without it as long as notifications stay. */
  readonly duration?: number;
  /** What it is about. */
  readonly conversation?: string;
}

interface Reader {
  readonly state: DeskState;
  readonly t: TFunction;
  readonly locale: Locale;
}

type NoticeOf<Kind extends Notice["kind"]> = Extract<Notice, { readonly kind: Kind }>;

const who = ({ state, t }: Reader, conversation: string): string =>
  visitorName(t, rowOf(state, conversation)?.visitor ?? {}, conversation);

function alerted({ alert }: NoticeOf<"alert">, reader: Reader): NoticeWords {
  const { conversation } = alert;
  const now = Date.now() + reader.state.skew;
  const words = alertWords(reader.t, alert, who(reader, conversation), now, reader.locale);
  const { stays, title, description } = words;
  return {
    level: stays ? "error" : "warning",
    title,
    description,
    duration: stays ? 0 : PASSING_S,
    conversation,
  };
}

function moved({ conversation, toMe, by, reason }: NoticeOf<"moved">, reader: Reader): NoticeWords {
  const { state, t, locale } = reader;
  const member = state.staff.find(({ id }) => id === by?.id);
  const name = nameIn(member?.names, locale, by?.name ?? t("moved.itself"));
  return {
    level: "info",
    title: t(toMe ? "moved.to_me" : "moved.away", { who: who(reader, conversation), name }),
    ...(reason !== undefined && { description: reason }),
    duration: toMe ? 0 : PASSING_S,
    conversation,
  };
}

export function noticeWords(notice: Notice, reader: Reader): NoticeWords {
  const { state, t } = reader;
  switch (notice.kind) {
    case "alert":
      return alerted(notice, reader);
    case "mention":
      return {
        level: "info",
        title: t(notice.whisper ? "care.whispered" : "mention.title", {
          name: notice.name,
          who: who(reader, notice.conversation),
        }),
        description: notice.text,
        // It stands in the list until the note was looked at.
        duration: PASSING_S,
        conversation: notice.conversation,
      };
    case "moved":
      return moved(notice, reader);
    case "reminder":
      return {
        level: "info",
        title: t(`care.back.${wakingCause(notice.why)}`, { who: who(reader, notice.conversation) }),
        ...(notice.reason !== undefined && { description: notice.reason }),
        duration: 0,
        conversation: notice.conversation,
      };
    case "claim_lost": {
      const colleague = colleagueWith(state, notice.conversation);
      const description = refusalWords(t, notice.code, "claim", colleague);
      return { level: "info", title: t("claim.lost"), description };
    }
    case "refused":
    case "forbidden":
      return {
        level: "warning",
        title: t(`claim.${notice.kind}`),
        description: refusalWords(t, notice.code),
      };
  }
}
