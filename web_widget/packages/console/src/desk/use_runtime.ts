/** The desk at work lives as long as the page shows one person's desk. */
import { useEffect, useState } from "react";
import { useStore } from "zustand";
import { safeStorage } from "../app/storage.ts";
import { useSessionState, useSessionStore } from "../session/session_context.ts";
import { deskAddress, WebSocketPort } from "./link/web_socket_port.ts";
import { DeskRuntime } from "./runtime.ts";

export function useRuntime(owner: string): DeskRuntime {
  const session = useSessionStore();
  const [runtime] = useState(
    () =>
      new DeskRuntime({
        owner,
        port: new WebSocketPort(deskAddress(window.location)),
        sessionAlive: () => session.alive(),
        lasting: safeStorage("local"),
        tab: safeStorage("session"),
      }),
  );
  const expired = useStore(runtime.store, (state) => state.phase === "expired");
  const { status } = useSessionState();

  useEffect(() => {
    const release = (): void => runtime.releaseHeld();
    window.addEventListener("pagehide", release);
    runtime.start();
    return () => {
      window.removeEventListener("pagehide", release);
      runtime.stop();
    };
  }, [runtime]);
  useEffect(() => {
    if (expired) session.expire();
  }, [expired, session]);
  useEffect(() => {
    if (status === "active" && runtime.store.getState().phase === "expired") runtime.reconnect();
  }, [status, runtime]);
  return runtime;
}
