/** Where the agent is, kept in the address: a reload or a shared link opens the same conversation. */
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { useDeskState } from "./desk_context.ts";
import { ownership } from "./model/state.ts";

export type View = "queue" | "mine";

export interface Place {
  readonly view: View;
  readonly conversation: string | null;
  readonly open: (conversation: string | null) => void;
  readonly show: (view: View) => void;
}

function isView(value: string | null): value is View {
  return value === "queue" || value === "mine";
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

  const open = useCallback(
    (next: string | null) => setParams(next === null ? {} : { conversation: next }),
    [setParams],
  );
  const show = useCallback(
    (view: View) =>
      setParams((before) => {
        const after = new URLSearchParams(before);
        after.set("view", view);
        return after;
      }),
    [setParams],
  );
  return { view: isView(chosen) ? chosen : followed, conversation, open, show };
}
