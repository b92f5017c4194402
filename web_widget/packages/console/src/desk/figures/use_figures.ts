/** The figures of a period. What is asked for stands in the address, so that it can be shared and reloaded. */
import type { FigureGrouping, Figures } from "@yingda/protocol";
import { FIGURE_GROUPINGS } from "@yingda/protocol";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { useSearchParams } from "react-router";
import { getJson, withQuery } from "../../app/http.ts";
import { useStaffName, useTeamName } from "../desk_context.ts";
import { useSearchChange } from "../use_search_change.ts";

const AGAIN_MS = 60_000;
const DAY_MS = 86_400_000;
export const PERIODS = [7, 30, 90] as const;
const PERIOD_DEFAULT = 30;

export const VIEWS = ["charts", "table", "scorecards"] as const;
export type FigureView = (typeof VIEWS)[number];

export interface FigureWish {
  readonly by: FigureGrouping;
  readonly days: number;
  /** Days as people write them; empty: the last `days`. */
  readonly from: string;
  readonly to: string;
  readonly view: FigureView;
}

function oneOf<T extends string>(values: readonly T[], value: string | null, otherwise: T): T {
  return values.find((known) => known === value) ?? otherwise;
}

function dayOf(text: string | null): string {
  return text !== null && /^\d{4}-\d{2}-\d{2}$/.test(text) ? text : "";
}

export function useFigureWish() {
  const [params, setParams] = useSearchParams();
  const days = Number(params.get("days") ?? PERIOD_DEFAULT);
  const wish: FigureWish = {
    by: oneOf(FIGURE_GROUPINGS, params.get("by"), "day"),
    days: PERIODS.find((known) => known === days) ?? PERIOD_DEFAULT,
    from: dayOf(params.get("from")),
    to: dayOf(params.get("to")),
    view: oneOf(VIEWS, params.get("show"), "charts"),
  };
  const change = useSearchChange(setParams);
  return { wish, change };
}

/** The day, where this browser is, so many days before today. */
function daysAgo(days: number): string {
  const at = new Date(Date.now() - days * DAY_MS);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
}

/** Scorecards are about agents, whatever the charts are grouped by. */
export function figuresPath(wish: FigureWish, format = ""): string {
  const chosen = wish.from !== "" || wish.to !== "";
  return withQuery("/v1/figures", {
    by: wish.view === "scorecards" ? "agent" : wish.by,
    from: chosen ? wish.from : daysAgo(wish.days - 1),
    to: wish.to,
    format,
  });
}

export function useFigures(wish: FigureWish) {
  const path = figuresPath(wish);
  return useQuery({
    queryKey: ["figures", path],
    queryFn: ({ signal }) => getJson<Figures>(path, signal),
    placeholderData: keepPreviousData,
    refetchInterval: AGAIN_MS,
  });
}

/** The same with teams and agents as the reader's language calls them. */
export function useNamed(figures: Figures | undefined): Figures | undefined {
  const teamName = useTeamName();
  const staffName = useStaffName();
  if (figures === undefined || (figures.by !== "team" && figures.by !== "agent")) return figures;
  const named = figures.by === "team" ? teamName : staffName;
  const lines = figures.lines.map((line) =>
    line.key === "" ? line : { ...line, name: named(line.key, line.name ?? line.key) },
  );
  return { ...figures, lines };
}
