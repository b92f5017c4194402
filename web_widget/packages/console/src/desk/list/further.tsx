import { Button } from "antd";
import { useEffect, useEffectEvent } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import { hasMore } from "../model/queue.ts";
import type { Place } from "../place.ts";

interface FurtherRows {
  /** A filter has to look at all of them, and has not yet. */
  readonly wanted: boolean;
  readonly more: boolean;
  /** Undefined where there is nothing to read. */
  readonly read: (() => void) | undefined;
}

/** What waits behind the rows that are held: read on scrolling, and all of it when a filter is to look at it. */
export function useFurther({ view, filters }: Pick<Place, "view" | "filters">): FurtherRows {
  const desk = useDesk();
  const more = useDeskState(hasMore) && view === "queue";
  const reading = useDeskState((state) => state.queueReading);
  const held = useDeskState((state) => state.queue.length);
  const wanted = more && (filters.team !== "" || filters.urgent || filters.overdue);
  const read = useEffectEvent(() => void desk.readQueue());
  useEffect(() => {
    if (wanted && reading === "no") read();
  }, [wanted, reading, held]);
  return { wanted, more, read: more ? () => void desk.readQueue() : undefined };
}

/** Says that one has more than the list carries: the most pressing stand in it. */
export function MostPressing({ view }: Pick<Place, "view">) {
  const { t } = useTranslation();
  const loaded = useDeskState((state) => state.mine.length);
  const held = useDeskState((state) => state.held);
  if (view !== "mine" || held <= loaded) return null;
  return (
    <p className="list-further" role="status" data-testid="list-most-pressing">
      {t("list.most_pressing", { loaded, held })}
    </p>
  );
}

/** Says how much of a long queue the list holds: what is not there must not be taken for not waiting. */
export function Further({ wanted, more, read }: FurtherRows) {
  const { t } = useTranslation();
  const loaded = useDeskState((state) => state.queue.length);
  const waiting = useDeskState((state) => state.waiting);
  const failed = useDeskState((state) => state.queueReading === "failed");
  if (!more) return null;
  return (
    <p className="list-further" role="status" data-testid="list-further">
      {t(wanted ? "list.looking" : "list.loaded", { loaded, waiting })}
      {failed && (
        <Button type="link" size="small" onClick={read}>
          {t("common.retry")}
        </Button>
      )}
    </p>
  );
}
