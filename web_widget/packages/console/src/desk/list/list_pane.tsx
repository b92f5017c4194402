import type { DeskRow } from "@yingda/protocol";
import { Button } from "antd";
import type { ComponentProps, KeyboardEvent } from "react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { Virtuoso } from "react-virtuoso";
import { useDeskState } from "../desk_context.ts";
import { byPromise } from "../model/sla.ts";
import type { Place, View } from "../place.ts";
import { PresenceSwitch } from "./presence_switch.tsx";
import { Row } from "./row.tsx";
import { EmptyList, ListSkeleton } from "./list_states.tsx";
import "./list.css";

interface ListPaneProps {
  readonly place: Place;
  /** Nothing stands beside it: it is what the page is about. */
  readonly alone: boolean;
  readonly onClaim: (conversation: string) => void;
  readonly onClaimNext: () => void;
  readonly onStep: (step: 1 | -1) => void;
}

interface ListItemsContext {
  readonly current: string | null;
  readonly open: (conversation: string) => void;
  readonly claim: ((conversation: string) => void) | undefined;
}

const components = {
  List: (props: ComponentProps<"div">) => <div {...props} role="list" />,
  Item: (props: ComponentProps<"div">) => <div {...props} role="listitem" />,
};

export function useSortedRows(view: View): readonly DeskRow[] {
  const rows = useDeskState((state) => (view === "mine" ? state.mine : state.queue));
  return useMemo(() => byPromise(rows), [rows]);
}

function ListTabs({ place }: { readonly place: Place }) {
  const { t } = useTranslation();
  const queue = useDeskState((state) => state.queue.length);
  const mine = useDeskState((state) => state.mine.length);
  const counts: Readonly<Record<View, number>> = { queue, mine };
  return (
    <div className="list-tabs" role="group" aria-label={t("list.views")}>
      {(["queue", "mine"] as const).map((view) => (
        <button
          key={view}
          type="button"
          className="list-tab"
          aria-pressed={place.view === view}
          onClick={() => place.show(view)}
          data-testid={`tab-${view}`}
        >
          {t(`list.tab.${view}`)} <span className="list-count">{counts[view]}</span>
        </button>
      ))}
    </div>
  );
}

function Rows({
  rows,
  place,
  onClaim,
}: {
  rows: readonly DeskRow[];
  place: Place;
  onClaim: (id: string) => void;
}) {
  const context: ListItemsContext = useMemo(
    () => ({
      current: place.conversation,
      open: place.open,
      claim: place.view === "queue" ? onClaim : undefined,
    }),
    [place.conversation, place.open, place.view, onClaim],
  );
  return (
    <Virtuoso<DeskRow, ListItemsContext>
      className="list-rows"
      data={rows}
      context={context}
      components={components}
      computeItemKey={(_index, row) => row.conversation}
      itemContent={(_index, row, { current, open, claim }) => (
        <Row row={row} current={row.conversation === current} onOpen={open} onClaim={claim} />
      )}
      defaultItemHeight={92}
      increaseViewportBy={200}
      tabIndex={-1}
    />
  );
}

export function ListPane({ place, alone, onClaim, onClaimNext, onStep }: ListPaneProps) {
  const { t } = useTranslation();
  const rows = useSortedRows(place.view);
  const known = useDeskState((state) => state.me !== null);
  const canClaim = useDeskState((state) => state.phase === "live" && state.queue.length > 0);
  const Pane = alone ? "main" : "section";
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onStep(event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <Pane className="list-pane" aria-label={t("list.title")} data-testid="list-pane">
      <PresenceSwitch />
      <ListTabs place={place} />
      {/* The buttons inside are the controls; arrows only move between them. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="list-body" onKeyDown={onKeyDown}>
        {!known && <ListSkeleton />}
        {known && rows.length === 0 && <EmptyList view={place.view} />}
        {known && rows.length > 0 && <Rows rows={rows} place={place} onClaim={onClaim} />}
      </div>
      {place.view === "queue" && rows.length > 0 && (
        <div className="list-foot">
          <Button block type="primary" disabled={!canClaim} onClick={onClaimNext} data-testid="claim-next">
            {t("list.claim_next")} <kbd aria-hidden="true">A</kbd>
          </Button>
        </div>
      )}
    </Pane>
  );
}
