/** How much a view shows right now: a view is looked for by what stands in it. */
import type { OrdersPage, SavedView } from "@yingda/protocol";
import { useQueries } from "@tanstack/react-query";
import { getJson, withQuery } from "../../app/http.ts";
import { useDeskState } from "../desk_context.ts";
import { narrowed } from "../list/narrowed.ts";
import { hasMore } from "../model/queue.ts";
import type { DeskState } from "../model/state.ts";
import { filtersOf } from "../orders/use_orders.ts";

const FRESH_MS = 15_000;

/** Of the live lists, as far as they are held; "+" where there is more. Null: what the server alone can count. */
export function inboxCount(state: DeskState, query: string): string | null {
  const params = new URLSearchParams(query);
  const view = params.get("view") ?? "queue";
  if (params.get("q") !== null || (view !== "queue" && view !== "mine")) return null;
  const filters = {
    team: params.get("team") ?? "",
    urgent: params.get("urgent") === "true",
    overdue: params.get("overdue") === "true",
  };
  const count = narrowed(view === "mine" ? state.mine : state.queue, filters).length;
  const more = view === "mine" ? state.held > state.mine.length : hasMore(state);
  return more ? `${count}+` : String(count);
}

export function useViewCounts(views: readonly SavedView[]): readonly (string | null)[] {
  const inbox = useDeskState((state) =>
    views.map(({ page, query }) => (page === "inbox" ? inboxCount(state, query) : null)).join("\n"),
  ).split("\n");
  const orders = useQueries({
    queries: views.map(({ page, query }) => ({
      queryKey: ["view_count", query],
      queryFn: ({ signal }: { readonly signal: AbortSignal }) =>
        getJson<OrdersPage>(
          withQuery("/v1/work-orders", { ...filtersOf(new URLSearchParams(query)), limit: "1" }),
          signal,
        ),
      enabled: page === "orders",
      staleTime: FRESH_MS,
    })),
  });
  return views.map(({ page }, at) => {
    if (page === "inbox") return inbox[at] === "" || inbox[at] === undefined ? null : inbox[at];
    const total = orders[at]?.data?.total;
    return total === undefined ? null : String(total);
  });
}
