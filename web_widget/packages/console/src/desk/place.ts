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
}

function isView(value: string | null): value is View {
  return (VIEWS as readonly (string | null)[]).includes(value);
}

/** Views that do not follow the conversation stay when another one is opened. */
function stays(view: string | null): boolean {
  return view === "bot" || view === "ended";
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
  return {
    view: isView(chosen) ? chosen : followed,
    conversation,
    words: params.get("q") ?? "",
    open,
    show,
    search,
  };
}
