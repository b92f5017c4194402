import type { Session } from "@yingda/protocol";
import { createContext, useContext } from "react";
import { useStore } from "zustand";
import type { SessionState, SessionStore } from "./session_store.ts";

export const SessionContext = createContext<SessionStore | null>(null);

export function useSessionStore(): SessionStore {
  const store = useContext(SessionContext);
  if (store === null) throw new Error("SessionContext is missing");
  return store;
}

export function useSessionState(): SessionState {
  return useStore(useSessionStore().store);
}

/** Below the gate there is always one. */
export function useSession(): Session {
  const state = useSessionState();
  if (!("session" in state)) throw new Error("no session below the gate");
  return state.session;
}
