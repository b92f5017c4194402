import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import type { View } from "../place.ts";

export function ListSkeleton() {
  const { t } = useTranslation();
  return (
    <div className="skeleton-rows" role="status" aria-label={t("common.loading")}>
      {[0, 1, 2, 3].map((row) => (
        <div key={row} className="skeleton-row" />
      ))}
    </div>
  );
}

/** Says why there is nothing, and what to do about it. */
export function EmptyList({ view }: { readonly view: View }) {
  const { t } = useTranslation();
  const online = useDeskState((state) => state.me?.status === "online");
  const colleagues = useDeskState((state) => state.online);
  const next = view === "mine" ? "list.empty_mine_hint" : online ? "list.empty_online" : "list.empty_away";
  return (
    <div className="empty" data-testid={`empty-${view}`}>
      <p className="empty-title">{t(`list.empty.${view}`)}</p>
      <p>{t(next)}</p>
      {view === "queue" && colleagues !== null && <p>{t("list.on_duty", { count: colleagues })}</p>}
    </div>
  );
}
