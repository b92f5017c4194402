import type { DeskRow } from "@yingda/protocol";
import { Button } from "antd";
import type { KeyboardEvent } from "react";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import { byPromise } from "../model/sla.ts";
import type { Place } from "../place.ts";
import { AllHidden, ListFilter } from "./list_filter.tsx";
import { ListTabs } from "./list_tabs.tsx";
import { Further, MostPressing, useFurther } from "./further.tsx";
import { EmptyList, ListSkeleton } from "./list_states.tsx";
import { MentionsBar } from "./mentions_bar.tsx";
import { narrowed } from "./narrowed.ts";
import { PresenceSwitch } from "./presence_switch.tsx";
import { Rows } from "./rows.tsx";
import { SearchBox } from "./search_box.tsx";
import { StoredRows } from "./stored_rows.tsx";
import type { StoredList } from "./use_stored_list.ts";
import "./list.css";

interface ListPaneProps {
  readonly place: Place;
  /** Nothing stands beside it: it is what the page is about. */
  readonly alone: boolean;
  /** What the server holds: the bot's, the ended, the found. Null while the live lists are shown. */
  readonly stored: StoredList | null;
  readonly onClaim: (conversation: string) => void;
  readonly onClaimNext: () => void;
  readonly onStep: (step: 1 | -1) => void;
}

/** The live lists: who waits and whom one has, by the promise that runs out first. */
export function useSortedRows({ view, filters }: Pick<Place, "view" | "filters">): readonly DeskRow[] {
  const rows = useDeskState((state) => (view === "mine" ? state.mine : state.queue));
  const { team, urgent, overdue } = filters;
  return useMemo(() => byPromise(narrowed(rows, { team, urgent, overdue })), [rows, team, urgent, overdue]);
}

function LiveRows({ place, onClaim }: Pick<ListPaneProps, "place" | "onClaim">) {
  const rows = useSortedRows(place);
  const all = useDeskState((state) => (place.view === "mine" ? state.held : state.waiting));
  const known = useDeskState((state) => state.me !== null);
  const further = useFurther(place);
  if (!known) return <ListSkeleton />;
  if (rows.length === 0 && all > 0 && !further.wanted) return <AllHidden place={place} count={all} />;
  if (rows.length === 0 && all === 0) return <EmptyList view={place.view} />;
  return (
    <>
      <Further {...further} />
      <MostPressing view={place.view} />
      <Rows
        rows={rows}
        place={place}
        onClaim={place.view === "queue" ? onClaim : undefined}
        onEnd={further.read}
      />
    </>
  );
}

function ClaimNext({ onClaimNext }: { readonly onClaimNext: () => void }) {
  const { t } = useTranslation();
  const canClaim = useDeskState((state) => state.phase === "live");
  const waiting = useDeskState((state) => state.queue.length > 0);
  if (!waiting) return null;
  return (
    <div className="list-foot">
      <Button block type="primary" disabled={!canClaim} onClick={onClaimNext} data-testid="claim-next">
        {t("list.claim_next")} <kbd aria-hidden="true">A</kbd>
      </Button>
    </div>
  );
}

export function ListPane({ place, alone, stored, onClaim, onClaimNext, onStep }: ListPaneProps) {
  const { t } = useTranslation();
  const Pane = alone ? "main" : "section";
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
    event.preventDefault();
    onStep(event.key === "ArrowDown" ? 1 : -1);
  };
  return (
    <Pane className="list-pane" aria-label={t("list.title")} data-testid="list-pane">
      <PresenceSwitch />
      <SearchBox words={place.words} onSearch={place.search} />
      <MentionsBar place={place} />
      <ListTabs place={place} />
      <ListFilter place={place} />
      {/* The buttons inside are the controls; arrows only move between them. */}
      {/* eslint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div className="list-body" onKeyDown={onKeyDown}>
        {stored === null ? (
          <LiveRows place={place} onClaim={onClaim} />
        ) : (
          <StoredRows list={stored} place={place} />
        )}
      </div>
      {stored === null && place.view === "queue" && <ClaimNext onClaimNext={onClaimNext} />}
    </Pane>
  );
}
