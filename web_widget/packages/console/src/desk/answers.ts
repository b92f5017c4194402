/** What the desk asks over HTTP, kept for a moment so that going back and forth asks once. */
import type {
  CannedReply,
  ConversationsPage,
  Overview,
  QueuePage,
  StageName,
  Understanding,
} from "@yingda/protocol";
import { QueryClient, keepPreviousData, useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { getJson, withQuery, worthRetrying } from "../app/http.ts";

export const queries = new QueryClient({
  defaultOptions: { queries: { retry: worthRetrying, refetchOnWindowFocus: false } },
});

const PAGE_ROWS = "50";
const LIST_EVERY_MS = 15_000;
const OVERVIEW_EVERY_MS = 5_000;
const CANNED_FOR_MS = 5 * 60_000;
/** Pages that one wish for more may go through without finding anything. */
export const EMPTY_PAGES_MAX = 5;

interface ListWish {
  readonly stage: StageName;
  readonly words: string;
  readonly wanted: boolean;
}

export function useConversations({ stage, words, wanted }: ListWish) {
  return useInfiniteQuery({
    queryKey: ["conversations", stage, words],
    enabled: wanted,
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      getJson<ConversationsPage>(
        withQuery("/v1/conversations", { state: stage, q: words, after: pageParam, limit: PAGE_ROWS }),
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    // A search is an answer to a question; a list is a place that changes.
    refetchInterval: words === "" ? LIST_EVERY_MS : false,
    staleTime: 2_000,
  });
}

/** Who waits behind `after`, as many as a page may hold. */
export function queuePage(after: string): Promise<QueuePage> {
  return getJson<QueuePage>(withQuery("/v1/desk/queue", { after, limit: "100" }));
}

export function useOverview(wanted: boolean) {
  return useQuery({
    queryKey: ["overview"],
    enabled: wanted,
    queryFn: ({ signal }) => getJson<Overview>("/v1/desk/overview", signal),
    refetchInterval: OVERVIEW_EVERY_MS,
  });
}

export function useUnderstanding(text: string, locale: string) {
  return useQuery({
    queryKey: ["ask", text, locale],
    enabled: text !== "",
    queryFn: ({ signal }) => getJson<Understanding>(withQuery("/v1/ask", { q: text, locale }), signal),
    placeholderData: keepPreviousData,
    staleTime: CANNED_FOR_MS,
  });
}

export function useCannedReplies(locale: string, wanted: boolean) {
  return useQuery({
    queryKey: ["canned", locale],
    enabled: wanted,
    queryFn: async ({ signal }) => {
      const path = withQuery("/v1/canned-replies", { locale });
      return (await getJson<{ readonly replies: readonly CannedReply[] }>(path, signal)).replies;
    },
    staleTime: CANNED_FOR_MS,
  });
}
