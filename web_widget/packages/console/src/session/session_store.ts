/** Who works here. An expired session keeps the page as it is: only the log-in is laid over it. */
import type { Session } from "@yingda/protocol";
import type { StoreApi } from "zustand/vanilla";
import { createStore } from "zustand/vanilla";
import type { LoginFailure, SessionApi } from "./api.ts";

export type SessionState =
  | { readonly status: "checking" | "unreachable" | "anonymous" }
  | { readonly status: "active" | "expired"; readonly session: Session };

export class SessionStore {
  readonly store: StoreApi<SessionState> = createStore<SessionState>(() => ({ status: "checking" }));
  readonly #api: SessionApi;

  constructor(api: SessionApi) {
    this.#api = api;
  }

  async restore(): Promise<void> {
    this.store.setState({ status: "checking" }, true);
    const answer = await this.#api.current();
    if (answer === "unknown") this.store.setState({ status: "unreachable" }, true);
    else if (answer === "none") this.store.setState({ status: "anonymous" }, true);
    else this.store.setState({ status: "active", session: answer }, true);
  }

  async login(name: string, password: string): Promise<LoginFailure | null> {
    const result = await this.#api.login(name, password);
    if ("failure" in result) return result.failure;
    this.store.setState({ status: "active", session: result.session }, true);
    return null;
  }

  /** False when the server could not be told: the cookie would still be good. */
  async logout(): Promise<boolean> {
    const state = this.store.getState();
    if (!("session" in state)) return true;
    const done = await this.#api.logout(state.session.csrf);
    if (done) this.store.setState({ status: "anonymous" }, true);
    return done;
  }

  expire(): void {
    const state = this.store.getState();
    if ("session" in state) this.store.setState({ status: "expired", session: state.session }, true);
  }

  /** When nobody can be asked the session counts as alive: only the server ends it. */
  async alive(): Promise<boolean> {
    return (await this.#api.current()) !== "none";
  }
}
