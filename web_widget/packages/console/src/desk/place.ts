/** Where somebody is, kept in the address: a reload or a shared link opens the same list and conversation. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { useDeskState } from "./desk_context.ts";
import { ownership } from "./model/state.ts";

export const VIEWS = ["queue", "mine", "bot", "ended"] as const;
export type View = (typeof VIEWS)[number];

export interface Place {
  readonly view: View;
  readonly conversation: string | null;
  /** What is searched for; then the list holds what was found, whatever the view. */
  readonly words: string;
  readonly open: (conversation: string | null) => void;
  readonly show: (view: View) => void;
  readonly search: (words: string) => void;
  readonly filters: ListFilters;
  readonly narrow: (filters: Partial<ListFilters>) => void;
  /** What is shown, as a view keeps it: without the conversation that is open. */
  readonly query: string;
  readonly showQuery: (query: string) => void;
}

/** What narrows a list beside its words. */
export interface ListFilters {
  /** Empty: all. */
  readonly team: string;
  readonly urgent: boolean;
  readonly overdue: boolean;
}

function isView(value: string | null): value is View {
  return (VIEWS as readonly (string | null)[]).includes(value);
}

/** Views that do not follow the conversation stay when another one is opened. */
function stays(view: string | null): boolean {
  return view === "bot" || view === "ended";
}

const VIEW_PARAMS = ["view", "q", "team", "urgent", "overdue"] as const;

function kept(params: URLSearchParams, name: string): [string, string][] {
  const value = params.get(name);
  return value === null ? [] : [[name, value]];
}

function put(params: URLSearchParams, name: string, value: string): void {
  if (value === "") params.delete(name);
  else params.set(name, value);
}

type ChangeParams = (edit: (params: URLSearchParams) => void, replace?: boolean) => void;

function useNarrowing(
  params: URLSearchParams,
  change: ChangeParams,
): Pick<Place, "filters" | "narrow" | "query" | "showQuery"> {
  const narrow = useCallback(
    ({ team, urgent, overdue }: Partial<ListFilters>) =>
      change((after) => {
        if (team !== undefined) put(after, "team", team);
        if (urgent !== undefined) put(after, "urgent", urgent ? "true" : "");
        if (overdue !== undefined) put(after, "overdue", overdue ? "true" : "");
      }, true),
    [change],
  );
  const showQuery = useCallback(
    (query: string) =>
      change((after) => {
        for (const name of VIEW_PARAMS) after.delete(name);
        for (const [name, value] of new URLSearchParams(query)) after.set(name, value);
      }),
    [change],
  );
  const shown = new URLSearchParams(VIEW_PARAMS.flatMap((name) => kept(params, name)));
  return {
    filters: {
      team: params.get("team") ?? "",
      urgent: params.get("urgent") === "true",
      overdue: params.get("overdue") === "true",
    },
    narrow,
    query: shown.toString(),
    showQuery,
  };
}

export function usePlace(): Place {
  const [params, setParams] = useSearchParams();
  const conversation = params.get("conversation");
  const chosen = params.get("view");
  // Without a choice the list follows the conversation: taking one moves it from the queue to mine.
  const followed = useDeskState((state): View => {
    if (conversation !== null) {
      const owner = ownership(state, conversation);
      if (owner !== "other") return owner === "mine" ? "mine" : "queue";
    }
    return state.queue.length === 0 && state.mine.length > 0 ? "mine" : "queue";
  });

  const change = useCallback(
    (edit: (params: URLSearchParams) => void, replace = false) =>
      setParams(
        (before) => {
          const after = new URLSearchParams(before);
          edit(after);
          return after;
        },
        { replace },
      ),
    [setParams],
  );
  const open = useCallback(
    (next: string | null) =>
      change((after) => {
        if (!stays(after.get("view"))) after.delete("view");
        if (next === null) after.delete("conversation");
        else after.set("conversation", next);
      }),
    [change],
  );
  const show = useCallback(
    (view: View) =>
      change((after) => {
        after.set("view", view);
        after.delete("q");
      }),
    [change],
  );
  // Each letter would be a step back otherwise.
  const search = useCallback(
    (words: string) =>
      change((after) => {
        if (words === "") after.delete("q");
        else after.set("q", words);
      }, true),
    [change],
  );
  const narrowing = useNarrowing(params, change);
  return {
    ...narrowing,
    view: isView(chosen) ? chosen : followed,
    conversation,
    words: params.get("q") ?? "",
    open,
    show,
    search,
  };
}
