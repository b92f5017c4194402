import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import type { Place, View } from "../place.ts";

/** Conversations with the bot belong to no team: supervisors alone may look at them. */
function useViews(): readonly View[] {
  const supervises = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  return supervises ? ["queue", "mine", "bot", "ended"] : ["queue", "mine", "ended"];
}

export function ListTabs({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const views = useViews();
  const queue = useDeskState((state) => state.waiting);
  const mine = useDeskState((state) => state.held);
  const counts: Partial<Record<View, number>> = { queue, mine };
  return (
    <div className="list-tabs" role="group" aria-label={t("list.views")}>
      {views.map((view) => (
        <button
          key={view}
          type="button"
          className="list-tab"
          aria-pressed={place.words === "" && place.view === view}
          onClick={() => place.show(view)}
          data-testid={`tab-${view}`}
        >
          {t(`list.tab.${view}`)}
          {counts[view] !== undefined && <span className="list-count"> {counts[view]}</span>}
        </button>
      ))}
    </div>
  );
}
