/** The learning queue over HTTP, and what an editor does with a group of it. */
import type { LearningAct, LearningPage, Publication } from "@yingda/protocol";
import { keepPreviousData, useInfiniteQuery, useMutation, useQueryClient } from "@tanstack/react-query";
import { Refused, getJson, postJson, withQuery } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";

export type QueueState = "open" | "dismissed";

const PAGE_ROWS = "50";
/** A release takes a moment from published to live; only then does the queue know of it. */
const LIVE_AFTER_MS = 1500;
const ASK_EVERY_MS = 700;

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

interface Done {
  readonly publication?: number;
}

const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Checking and testing take seconds and more; the answer is the release that came of it. */
async function outcomeOf(publication: number): Promise<string> {
  for (;;) {
    const found = await getJson<Publication>(`/v1/learning/publications/${publication}`);
    if (found.state === "refused") throw new Refused(409, found.reason ?? "");
    if (found.state === "published") return found.release ?? "";
    await pause(ASK_EVERY_MS);
  }
}

/** Gives the release that came of it, or "" for what publishes nothing. */
export function useAct(cluster: string) {
  const { csrf } = useSession();
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (act: LearningAct): Promise<string> => {
      const path = `/v1/learning/${encodeURIComponent(cluster)}/actions`;
      const { publication } = await postJson<Done>(path, act, csrf);
      return publication === undefined ? "" : outcomeOf(publication);
    },
    onSuccess: (release) => {
      const again = (): void => void client.invalidateQueries({ queryKey: ["learning"] });
      if (release === "") again();
      else setTimeout(again, LIVE_AFTER_MS);
    },
  });
}
