/** Deadlines, lost races and refusals, as notifications that name what happened and where. */
import { formatDue } from "@yingda/protocol";
import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale } from "./desk_context.ts";
import type { Notice } from "./model/state.ts";
import { useNotification } from "./notices.tsx";

export function useNotices(open: (conversation: string) => void): void {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const notices = useDeskState((state) => state.notices);
  const notification = useNotification();

  useEffect(() => {
    const show = (notice: Notice): void => {
      const { key } = notice;
      switch (notice.kind) {
        case "alert": {
          const { alert } = notice;
          const missed = alert.alert !== "first_response_near";
          notification[missed ? "error" : "warning"]({
            key,
            title: t(`alert.${alert.alert}`, { number: alert.number }),
            description: `${alert.text} ${formatDue(alert.due, Date.now(), locale)}`,
            duration: missed ? 0 : 12,
            onClick: () => open(alert.conversation),
          });
          break;
        }
        case "claim_lost":
          notification.info({ key, title: t("claim.lost"), description: notice.message });
          break;
        case "refused":
        case "forbidden":
          notification.warning({ key, title: t(`claim.${notice.kind}`), description: notice.message });
          break;
      }
    };
    for (const notice of notices) {
      show(notice);
      desk.dispatch({ type: "dismiss_notice", key: notice.key });
    }
  }, [notices, notification, t, locale, desk, open]);
}
