/** Deadlines, lost races, moved work and refusals, as notifications that name what happened and where. */
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale } from "./desk_context.ts";
import { noticeWords } from "./notice_words.ts";
import { useNotification } from "./notices.tsx";

export function useNotices(open: (conversation: string) => void): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const notices = useDeskState((state) => state.notices);
  const notification = useNotification();

  useEffect(() => {
    for (const notice of notices) {
      const { key } = notice;
      const words = noticeWords(notice, { state: desk.store.getState(), t, locale });
      const { level, conversation, ...shown } = words;
      notification[level]({
        key,
        ...shown,
        ...(conversation !== undefined && { onClick: () => open(conversation) }),
      });
      desk.dispatch({ type: "dismiss_notice", key });
    }
  }, [notices, notification, t, locale, desk, open]);
}
