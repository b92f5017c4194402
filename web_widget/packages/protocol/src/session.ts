/** What logging in answers, and how refusals over HTTP read. */
import type { Names, StaffRole, Team } from "./desk_frames.ts";

/** `POST /v1/login` and `GET /v1/session`. */
export interface Session {
  /** The one to log in with. */
  readonly name: string;
  readonly names?: Names;
  readonly role: StaffRole;
  readonly teams: readonly Team[];
  readonly csrf: string;
}

/** RFC 9457, as every HTTP error of the server. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail?: string;
}
