/** Lists that the server holds: with the bot, ended, and whatever was searched for. */
import type { FoundRow } from "@yingda/protocol";
import { useEffect, useEffectEvent, useMemo, useState } from "react";
import { EMPTY_PAGES_MAX, useConversations } from "../answers.ts";
import { useDesk } from "../desk_context.ts";
import type { Place } from "../place.ts";
import { narrowed } from "./narrowed.ts";

export interface StoredList {
  readonly rows: readonly FoundRow[];
  readonly phase: "loading" | "ready" | "failed";
  /** The server has more to read. */
  readonly more: boolean;
  readonly fetchingMore: boolean;
  readonly fetchMore: () => void;
  readonly retry: () => void;
}

/** Null while a live list is shown. */
export function useStoredList(place: Place): StoredList | null {
  const desk = useDesk();
  const searching = place.words !== "";
  const wanted = searching || place.view === "bot" || place.view === "ended";
  const stage = searching ? "any" : place.view === "bot" ? "bot" : "ended";
  const query = useConversations({ stage, words: place.words, wanted });
  const { data, hasNextPage, isFetchingNextPage, fetchNextPage } = query;
  const { team, urgent, overdue } = place.filters;
  const rows = useMemo(() => {
    const all = distinct(data?.pages.flatMap((page) => page.conversations) ?? []);
    return narrowed(all, { team, urgent, overdue });
  }, [data, team, urgent, overdue]);

  // The thread and the head of a conversation that is in no live list know it from here.
  useEffect(() => {
    if (rows.length > 0) desk.dispatch({ type: "heard_of", rows });
  }, [rows, desk]);

  const key = `${stage} ${place.words}`;
  const [empty, setEmpty] = useState({ key, pages: 0 });
  const goOn = useEffectEvent(() => {
    setEmpty((before) => ({ key, pages: before.key === key ? before.pages + 1 : 1 }));
    void fetchNextPage();
  });
  // A page may be read without finding anything: a few more are read before somebody is asked.
  const passed = empty.key === key ? empty.pages : 0;
  const nothingYet = wanted && rows.length === 0 && hasNextPage && !isFetchingNextPage;
  useEffect(() => {
    if (nothingYet && passed < EMPTY_PAGES_MAX) goOn();
  }, [nothingYet, passed]);

  if (!wanted) return null;
  return {
    rows,
    phase: query.isPending ? "loading" : query.isError && data === undefined ? "failed" : "ready",
    more: hasNextPage,
    fetchingMore: isFetchingNextPage,
    fetchMore: () => void fetchNextPage(),
    retry: () => void query.refetch(),
  };
}

/** A conversation that moved up between two pages is in both. */
function distinct(rows: readonly FoundRow[]): readonly FoundRow[] {
  const seen = new Set<string>();
  return rows.filter(({ conversation }) => !seen.has(conversation) && seen.add(conversation));
}
