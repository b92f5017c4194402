/** The table of work orders. What is asked for stands in the address, so that it can be kept, shared and reloaded. */
import type { OrdersPage } from "@yingda/protocol";
import { keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useCallback } from "react";
import { useSearchParams } from "react-router";
import { getJson, withQuery } from "../../app/http.ts";
import { useSearchChange } from "../use_search_change.ts";

export const STATES = ["open", "waiting", "resolved", "closed", "any"] as const;
export const SORTS = ["due", "newest"] as const;
export const TIERS = ["inquiry", "complaint", "dispute"] as const;
/** What narrows the table: names of parameters, both here and of the server. */
const FILTERS = ["state", "sort", "team", "owner", "tier", "type", "tag", "urgent", "overdue", "q"] as const;
export type FilterName = (typeof FILTERS)[number];
export type OrderFilters = Readonly<Partial<Record<FilterName, string>>>;

const PAGE_ROWS = "50";
const AGAIN_MS = 15_000;

export function filtersOf(params: URLSearchParams): OrderFilters {
  const found = FILTERS.flatMap((name) => {
    const value = params.get(name);
    return value === null || value === "" ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

export function useOrderFilters() {
  const [params, setParams] = useSearchParams();
  const change = useSearchChange(setParams);
  const show = useCallback((query: string) => setParams(new URLSearchParams(query)), [setParams]);
  return { filters: filtersOf(params), query: params.toString(), change, show };
}

export function useOrders(filters: OrderFilters) {
  return useInfiniteQuery({
    queryKey: ["orders", filters],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      getJson<OrdersPage>(
        withQuery("/v1/work-orders", { ...filters, after: pageParam, limit: PAGE_ROWS }),
        signal,
      ),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
}
