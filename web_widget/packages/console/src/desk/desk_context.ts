/** How components reach the desk at work. */
import type { Locale } from "@yingda/protocol";
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
