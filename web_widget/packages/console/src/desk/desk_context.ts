/** How components reach the desk at work. */
import type { Locale } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import { usePreferences } from "../app/preferences.ts";
import { useNow } from "../app/use_now.ts";
import type { DeskState } from "./model/state.ts";
import type { DeskRuntime } from "./runtime.ts";

export const DeskContext = createContext<DeskRuntime | null>(null);

export function useDesk(): DeskRuntime {
  const runtime = useContext(DeskContext);
  if (runtime === null) throw new Error("DeskContext is missing");
  return runtime;
}

export function useDeskState<T>(select: (state: DeskState) => T): T {
  return useStore(useDesk().store, select);
}

/** The server's time, so that a countdown does not depend on this computer's clock. */
export function useServerNow(): number {
  const skew = useDeskState((state) => state.skew);
  return useNow() + skew;
}

export function useLocale(): Locale {
  return usePreferences((preferences) => preferences.locale);
}

/** Teams by id in the reader's language; `fallback` is what the server called one that is gone from the configuration. */
export function useTeamName(): (id: string, fallback?: string) => string {
  const teams = useDeskState((state) => state.teams);
  const locale = useLocale();
  return (id, fallback) => nameIn(teams.find((team) => team.id === id)?.names, locale, fallback ?? id);
}

/** Colleagues by id in the reader's language. */
export function useStaffName(): (id: string, fallback: string) => string {
  const staff = useDeskState((state) => state.staff);
  const locale = useLocale();
  return (id, fallback) => nameIn(staff.find((member) => member.id === id)?.names, locale, fallback);
}
