/** The learning queue over HTTP, and what an editor does with a group of it. */
import type { LearningAct, LearningPage } from "@yingda/protocol";
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { getJson, postJson, withQuery } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";

export type QueueState = "open" | "dismissed";

const PAGE_ROWS = "50";
/** A release takes a moment from published to live; only then does the queue know of it. */
const LIVE_AFTER_MS = 1500;

export function useQueue(state: QueueState) {
  return useInfiniteQuery({
    queryKey: ["learning", state],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      getJson<LearningPage>(withQuery("/v1/learning", { state, after: pageParam, limit: PAGE_ROWS }), signal),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: 60_000,
  });
}

export interface Done {
  readonly release?: string;
  readonly dismissal?: number | null;
}

export function useAct(cluster: string) {
  const { csrf } = useSession();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (act: LearningAct) =>
      postJson<Done>(`/v1/learning/${encodeURIComponent(cluster)}/actions`, act, csrf),
    onSuccess: (done) => {
      const again = (): void => void client.invalidateQueries({ queryKey: ["learning"] });
      if (done.release === undefined) again();
      else setTimeout(again, LIVE_AFTER_MS);
    },
  });
}
