import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Place } from "../place.ts";
import { ListSkeleton } from "./list_states.tsx";
import { Rows } from "./rows.tsx";
import type { StoredList } from "./use_stored_list.ts";

function Failed({ retry }: { readonly retry: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="empty" role="alert" data-testid="list-failed">
      <p className="empty-title">{t("list.failed")}</p>
      <p>{t("list.failed_hint")}</p>
      <Button onClick={retry}>{t("common.retry")}</Button>
    </div>
  );
}

function Nothing({ list, place }: { readonly list: StoredList; readonly place: Place }) {
  const { t } = useTranslation();
  const searching = place.words !== "";
  const title = searching
    ? t("search.nothing", { words: place.words })
    : t(place.view === "bot" ? "list.empty.bot" : "list.empty.ended");
  return (
    <div className="empty" data-testid="list-nothing">
      <p className="empty-title">{title}</p>
      <p>{t(searching ? "search.nothing_hint" : "list.empty_stored_hint")}</p>
      {list.more && (
        <Button loading={list.fetchingMore} onClick={list.fetchMore} data-testid="search-further">
          {t("search.further")}
        </Button>
      )}
    </div>
  );
}

/** What the server holds, page by page. */
export function StoredRows({ list, place }: { readonly list: StoredList; readonly place: Place }) {
  const { t } = useTranslation();
  if (list.phase === "loading") return <ListSkeleton />;
  if (list.phase === "failed") return <Failed retry={list.retry} />;
  if (list.rows.length === 0) return <Nothing list={list} place={place} />;
  return (
    <>
      <p className="visually-hidden" role="status">
        {t("search.found", { count: list.rows.length })}
      </p>
      <Rows
        rows={list.rows}
        place={place}
        onEnd={list.more && !list.fetchingMore ? list.fetchMore : undefined}
      />
    </>
  );
}
