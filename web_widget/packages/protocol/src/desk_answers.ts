/** What the desk asks over HTTP beside its socket (docs/protocol.md, section 4). */
import type { DeskRow } from "./desk_frames.ts";
import type { Role } from "./events.ts";

/** Where the words that were searched for stand. */
export interface Match {
  readonly field: "visitor" | "work_order" | "slot" | "message";
  readonly text: string;
  readonly label?: string;
  readonly at?: string;
  readonly from?: Role | "note";
}

export type FoundRow = DeskRow & { readonly updated_at: string; readonly match?: Match };

/** `GET /v1/conversations` */
export interface ConversationsPage {
  readonly conversations: readonly FoundRow[];
  readonly at: string;
  readonly next?: string;
}

export type StageName = "any" | "queued" | "agent" | "bot" | "ended";

export interface Risk {
  readonly clock: "first_response" | "next_response" | "resolve" | "promise";
  readonly due: string;
  readonly missed: boolean;
}

export interface AgentNow {
  readonly id: string;
  readonly name: string;
  readonly role: string;
  readonly status: "online" | "away" | "gone";
  readonly load: number;
  readonly capacity: number;
  readonly teams: readonly string[];
  readonly reason?: string;
  readonly since?: string;
}

export interface TeamNow {
  readonly id: string;
  readonly name: string;
  readonly waiting: number;
  readonly with_agents: number;
  readonly online: number;
  readonly oldest_queued_at?: string;
}

/** `GET /v1/desk/overview` */
export interface Overview {
  readonly at: string;
  readonly overdue: number;
  readonly at_risk: number;
  readonly teams: readonly TeamNow[];
  readonly agents: readonly AgentNow[];
  readonly risks: readonly (DeskRow & { readonly risk: Risk })[];
  readonly live: readonly DeskRow[];
}

export interface Candidate {
  readonly kind: "article" | "flow";
  readonly id: string;
  readonly title: string;
  readonly score: number;
  readonly matched: string;
  readonly features: readonly { readonly name: string; readonly weight: number }[];
  /** Of an article. */
  readonly text?: string;
}

/** `GET /v1/ask` */
export interface Understanding {
  readonly outcome: "answer" | "ask_back" | "dont_know";
  readonly confidence: number;
  readonly locale: string;
  readonly reason: string;
  readonly release: string;
  readonly candidates: readonly Candidate[];
}

export interface CannedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Only asks for patience: never counts as an answer. */
  readonly holding: boolean;
}
