/** What the desk asks over HTTP beside its socket (docs/protocol.md, section 4). */
import type { DeskRow, Names, RowWorkOrder, StaffRole, VisitorIdentity } from "./desk_frames.ts";
import type { SkillRule } from "./desk_own.ts";
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
  readonly names?: Names;
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
  readonly names?: Names;
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

/** Why a question is in the learning queue. */
export type Trouble = "corrected" | "disliked" | "unanswered" | "asked_back";

export interface LearningSample {
  readonly text: string;
  readonly count: number;
  readonly last_at: string;
  readonly trouble: Trouble;
}

/** Questions about one thing that the bot did not answer well. */
export interface LearningCluster {
  readonly id: string;
  readonly locale: string;
  readonly title: string;
  readonly count: number;
  readonly conversations: number;
  readonly last_7_days: number;
  readonly before_7_days: number;
  readonly troubles: Readonly<Record<Trouble, number>>;
  readonly first_at: string;
  readonly last_at: string;
  readonly samples: readonly LearningSample[];
  readonly nearest?: {
    readonly kind: "article" | "flow";
    readonly id: string;
    readonly title: string;
    readonly score: number;
  };
  readonly correction?: {
    readonly kind: "article" | "flow";
    readonly id: string;
    readonly title: string;
    readonly count: number;
  };
  readonly dismissed?: { readonly number: number; readonly at: string; readonly by: string };
}

/** `GET /v1/learning` */
export interface LearningPage {
  readonly from: string;
  readonly to: string;
  readonly release: string;
  readonly utterances: number;
  readonly troubled: number;
  readonly settled: number;
  readonly wordless: number;
  readonly total: number;
  readonly clusters: readonly LearningCluster[];
  readonly next?: string;
}

/** `GET /v1/learning/publications/{number}` */
export interface Publication {
  readonly number: number;
  readonly state: "publishing" | "published" | "refused";
  readonly release?: string;
  readonly reason?: string;
}

/** `POST /v1/learning/{cluster}/actions` */
export type LearningAct =
  | {
      readonly action: "variant";
      readonly article: string;
      readonly locale: string;
      readonly questions: readonly string[];
    }
  | {
      readonly action: "article";
      readonly article: string;
      readonly locale: string;
      readonly title: string;
      readonly questions: readonly string[];
      readonly body: string;
    }
  | { readonly action: "dismiss" }
  | { readonly action: "restore" };

export interface CannedReply {
  readonly id: string;
  readonly title: string;
  readonly text: string;
  /** Only asks for patience: never counts as an answer. */
  readonly holding: boolean;
}

export const FIGURE_GROUPINGS = ["none", "team", "agent", "type", "tier", "hour", "day"] as const;
export type FigureGrouping = (typeof FIGURE_GROUPINGS)[number];

/** One promise: of `n` that were due, and the times it took. `null`: so many still wait, or none was due. */
export interface PromiseFigures {
  readonly n: number;
  readonly kept: number;
  readonly missed: number;
  readonly attainment: number | null;
  readonly p50_s: number | null;
  readonly p90_s: number | null;
}

export interface FigureLine {
  readonly opened: number;
  readonly settled: number;
  readonly withdrawn: number;
  readonly reopened: number;
  readonly transferred: number;
  readonly transfers: number;
  readonly resolution_rate: number | null;
  readonly reopen_rate: number | null;
  readonly first_response: PromiseFigures;
  readonly resolution: PromiseFigures;
  readonly satisfaction: {
    readonly n: number;
    readonly satisfied: number | null;
    readonly mean: number | null;
  };
  /** Of talks, which no team or agent has: of the whole, hours and days only. */
  readonly deflection: {
    readonly n: number;
    readonly deflected: number;
    readonly rate: number | null;
  } | null;
}

export type GroupLine = FigureLine & { readonly key: string; readonly name?: string };

/** An agent who took more conversations on a day than anybody does justice to. */
export interface Overload {
  readonly agent: { readonly id: string; readonly name: string };
  readonly day: string;
  readonly conversations: number;
}

/** `GET /v1/figures` */
export interface Figures {
  readonly at: string;
  readonly from: string;
  readonly to: string;
  readonly by: FigureGrouping;
  readonly total: FigureLine;
  readonly lines: readonly GroupLine[];
  readonly overloads: readonly Overload[];
  readonly conversations_a_day_max: number;
}

interface Person {
  readonly id: string;
  readonly name: string;
}

/** A line of the table of work orders. */
export type OrderRow = RowWorkOrder & {
  readonly conversation: string;
  readonly visitor: VisitorIdentity;
  readonly handling: "bot" | "queued" | "agent";
  readonly locale: string;
  readonly title: string;
  readonly about?: string;
  readonly department: string;
  readonly department_name: string;
  readonly opened_at: string;
  readonly next_response_due?: string;
  readonly owner?: Person;
  readonly agent?: Person;
  readonly tags: readonly string[];
  readonly version: number;
};

/** `GET /v1/work-orders` */
export interface OrdersPage {
  readonly work_orders: readonly OrderRow[];
  readonly total: number;
  readonly at: string;
  readonly next?: string;
}

/** `GET /v1/desk/mentions` */
export interface Mentions {
  readonly mentions: readonly {
    readonly conversation: string;
    readonly pos: number;
    readonly at: string;
    readonly agent: Person;
    readonly row: DeskRow;
  }[];
}

/** What somebody of ours did, as the log has it. */
export interface AuditLine {
  readonly at: string;
  readonly conversation: string;
  readonly step: number;
  readonly pos: number;
  /** `system`: it happened by itself. */
  readonly agent: Partial<Person> & { readonly role?: "system" };
  readonly act: string;
  /** What was said is gone; who did what stays. */
  readonly erased: boolean;
  readonly detail: Readonly<Record<string, unknown>>;
}

/** `GET /v1/audit` */
export interface AuditPage {
  readonly lines: readonly AuditLine[];
  readonly next?: string;
}

/** `GET /v1/audit/accounts` */
export interface AccountChanges {
  readonly lines: readonly {
    readonly number: number;
    readonly at: string;
    readonly by: string;
    readonly what: string;
    readonly whom: string;
    readonly detail: string;
  }[];
  readonly total: number;
  readonly intact: boolean;
  /** The first line that is not as it was written. */
  readonly broken?: number;
  readonly next?: string;
}

/** `GET /v1/audit/chain` */
export interface ChainReport {
  readonly conversations: number;
  readonly entries: number;
  readonly erased: number;
  readonly broken: readonly { readonly conversation: string; readonly step: number; readonly why: string }[];
  readonly next?: string;
}

export interface Account {
  readonly id: string;
  /** To log in with. */
  readonly name: string;
  readonly names: Names;
  /** As customers read it beside the name; empty: none. */
  readonly staff_number?: string;
  readonly role: StaffRole;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly disabled: boolean;
  readonly created_at: string;
}

/** What goes to other hands when somebody leaves: a conversation, and perhaps a work order of theirs in it. */
export interface MovedWork {
  readonly conversation: string;
  /** Empty: the conversation alone. */
  readonly number: string;
  readonly title: string;
}

/** `POST /v1/accounts/ID/actions` */
export interface ChangedAccount extends Account {
  readonly moved: readonly MovedWork[];
}

interface SlaSpans {
  readonly target: string;
  readonly promise: string;
  readonly next_response: string;
  readonly resolve: string;
}

/** `GET /v1/policies` */
export interface Policies {
  readonly release: string;
  readonly time_zone: string;
  readonly teams: Readonly<Record<string, Names>>;
  readonly default_team: string;
  readonly skills: Readonly<Record<string, SkillRule>>;
  readonly skill_wait: string;
  readonly sla: Readonly<Record<string, SlaSpans>>;
  readonly calendar: {
    readonly hours: string | Readonly<Record<string, readonly string[]>>;
    readonly holidays: string;
    readonly make_up_hours: readonly string[];
  };
  readonly compensation: {
    readonly currency: string;
    readonly amounts: Readonly<Record<string, Readonly<Record<string, string>>>>;
    readonly per_order: string;
    readonly per_day: string;
    readonly pay_within: string;
  };
  readonly waiting: { readonly remind: string; readonly close: string };
  readonly escalation: { readonly manager_after: string; readonly manager_role: string };
  readonly max_transfers: number;
  readonly claim_timeout: string;
  readonly offer_time: string;
  readonly agent_grace: string;
  readonly edit_window: string;
  readonly dispatch: readonly {
    readonly flow: string;
    readonly flow_names: Names;
    readonly team: string;
    readonly type: string;
    readonly tier: string;
    readonly urgent: boolean;
  }[];
}
