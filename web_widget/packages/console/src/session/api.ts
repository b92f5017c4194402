/** The HTTP part of a session. The cookie is the browser's; the CSRF token stays in memory. */
import type { Problem, Session } from "@yingda/protocol";

export type LoginFailure = "credentials" | "too_many" | "unavailable" | "network";
export type LoginResult = { readonly session: Session } | { readonly failure: LoginFailure };

/** `none`: nobody is logged in. `unknown`: the server could not be asked. */
export type SessionAnswer = Session | "none" | "unknown";

export interface SessionApi {
  login(name: string, password: string): Promise<LoginResult>;
  current(): Promise<SessionAnswer>;
  logout(csrf: string): Promise<boolean>;
}

function failureOf(status: number): LoginFailure {
  if (status === 429) return "too_many";
  return status >= 400 && status < 500 ? "credentials" : "unavailable";
}

async function reach(path: string, init: RequestInit): Promise<Response | null> {
  try {
    return await fetch(path, { credentials: "same-origin", cache: "no-store", ...init });
  } catch {
    return null;
  }
}

async function readSession(response: Response): Promise<Session | null> {
  try {
    const body = (await response.json()) as Partial<Session> & Partial<Problem>;
    if (typeof body.csrf !== "string" || body.role === undefined) return null;
    return {
      name: body.name ?? "",
      ...(body.names !== undefined && { names: body.names }),
      role: body.role,
      teams: body.teams ?? [],
      csrf: body.csrf,
    };
  } catch {
    return null;
  }
}

export const sessionApi: SessionApi = {
  async login(name, password) {
    const response = await reach("/v1/login", {
      method: "POST",
      headers: { "Content-Type": "application/json" },
      body: JSON.stringify({ name, password }),
    });
    if (response === null) return { failure: "network" };
    if (!response.ok) return { failure: failureOf(response.status) };
    const session = await readSession(response);
    return session === null
      ? { failure: "unavailable" }
      : { session: { ...session, name: session.name || name } };
  },

  async current() {
    const response = await reach("/v1/session", { method: "GET" });
    if (response === null) return "unknown";
    if (response.status === 401) return "none";
    return response.ok ? ((await readSession(response)) ?? "unknown") : "unknown";
  },

  async logout(csrf) {
    const response = await reach("/v1/logout", { method: "POST", headers: { "X-CSRF-Token": csrf } });
    return response !== null && (response.ok || response.status === 401);
  },
};
