/** Deadlines, lost races and refusals, as notifications that name what happened and where. */
import { nameIn } from "@yingda/protocol";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { alertWords } from "./alert_words.ts";
import { useDesk, useDeskState, useLocale } from "./desk_context.ts";
import type { Notice } from "./model/state.ts";
import { colleagueWith, rowOf } from "./model/state.ts";
import { useNotification } from "./notices.tsx";
import { refusalWords } from "./refusal_words.ts";
import { visitorName } from "./visitor.ts";

const PASSING_S = 12;

export function useNotices(open: (conversation: string) => void): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const notices = useDeskState((state) => state.notices);
  const notification = useNotification();

  useEffect(() => {
    const show = (notice: Notice): void => {
      const { key } = notice;
      const state = desk.store.getState();
      switch (notice.kind) {
        case "alert": {
          const { conversation } = notice.alert;
          const visitor = rowOf(state, conversation)?.visitor ?? {};
          const now = Date.now() + state.skew;
          const words = alertWords(t, notice.alert, visitorName(t, visitor, conversation), now, locale);
          const { stays, title, description } = words;
          notification[stays ? "error" : "warning"]({
            key,
            title,
            description,
            duration: stays ? 0 : PASSING_S,
            onClick: () => open(conversation),
          });
          break;
        }
        case "mention": {
          const visitor = rowOf(state, notice.conversation)?.visitor ?? {};
          notification.info({
            key,
            title: t("mention.title", {
              name: notice.name,
              who: visitorName(t, visitor, notice.conversation),
            }),
            description: notice.text,
            // It stands in the list until the note was looked at.
            duration: PASSING_S,
            onClick: () => open(notice.conversation),
          });
          break;
        }
        case "moved": {
          const visitor = rowOf(state, notice.conversation)?.visitor ?? {};
          const who = visitorName(t, visitor, notice.conversation);
          const member = state.staff.find(({ id }) => id === notice.by?.id);
          const name = nameIn(member?.names, locale, notice.by?.name ?? t("moved.itself"));
          notification.info({
            key,
            title: t(notice.toMe ? "moved.to_me" : "moved.away", { who, name }),
            ...(notice.reason !== undefined && { description: notice.reason }),
            duration: notice.toMe ? 0 : PASSING_S,
            onClick: () => open(notice.conversation),
          });
          break;
        }
        case "claim_lost": {
          const colleague = colleagueWith(state, notice.conversation);
          const description = refusalWords(t, notice.code, "claim", colleague);
          notification.info({ key, title: t("claim.lost"), description });
          break;
        }
        case "refused":
        case "forbidden": {
          const description = refusalWords(t, notice.code);
          notification.warning({ key, title: t(`claim.${notice.kind}`), description });
          break;
        }
      }
    };
    for (const notice of notices) {
      show(notice);
      desk.dispatch({ type: "dismiss_notice", key: notice.key });
    }
  }, [notices, notification, t, locale, desk, open]);
}
