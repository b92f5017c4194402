import { useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useDeskState } from "./desk_context.ts";

/** The tab says how much is waiting while the agent looks elsewhere. */
export function useTitle(): void {
  const { t } = useTranslation();
  const waiting = useDeskState(
    (state) =>
      Object.values(state.conversations).reduce((sum, held) => sum + held.unread, 0) +
      (state.offer === null ? 0 : 1),
  );
  useEffect(() => {
    document.title = waiting > 0 ? `(${waiting}) ${t("shell.title")}` : t("shell.title");
  }, [waiting, t]);
}
