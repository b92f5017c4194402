/** What happens in a conversation: the event kinds of both sockets (docs/protocol.md, sections 1 and 2). */
import type { RichNode } from "./rich_text.ts";
import type { StaffBody } from "./staff_events.ts";

export interface Money {
  readonly amount: string;
  readonly currency: string;
}

export type Role = "visitor" | "bot" | "agent" | "system";

export interface Speaker {
  readonly role: Role;
  readonly name?: string;
  /** Of our staff. */
  readonly number?: string;
}

export interface Choice {
  readonly id: string;
  readonly label: string;
  /** Offered only where that option stands in the field that this one depends on. */
  readonly under?: string;
}

export const FIELD_TYPES = [
  "text",
  "textarea",
  "number",
  "money",
  "datetime",
  "order_number",
  "phone",
  "choice",
  /** Several of them: their ids with commas between. */
  "choices",
  "boolean",
  /** Files: the value is the names of those that are there already. */
  "file",
] as const;
export type FieldType = (typeof FIELD_TYPES)[number];

export interface FormField {
  readonly name: string;
  readonly label: string;
  readonly type: FieldType;
  readonly required: boolean;
  readonly placeholder?: string;
  readonly help?: string;
  readonly options?: readonly Choice[];
  readonly value?: string | boolean;
  /** The field before it whose option decides which of `options` are offered. */
  readonly depends_on?: string;
}

export interface Form {
  readonly id: string;
  readonly title: string;
  readonly submit_label: string;
  /** May be sent whatever has been said since, for as long as there is an open work order. */
  readonly stays?: boolean;
  readonly fields: readonly FormField[];
}

/** A file that somebody has added; its bytes come from `GET /v1/evidence/{id}`. */
export interface Evidence {
  readonly id: string;
  readonly name: string;
  readonly media_type: string;
  readonly size: number;
  readonly sha256?: string;
}

export interface MessageBody {
  readonly kind: "message";
  readonly from: Speaker;
  readonly text: string;
  readonly rich?: readonly RichNode[];
  readonly options?: readonly Choice[];
  /** More than one of them may be picked. */
  readonly several?: boolean;
  /** One step back is possible, to the answer of that label; empty when it has none. */
  readonly back?: string;
  readonly form?: Form;
  readonly article?: string;
  readonly article_title?: string;
  readonly client_id?: string;
  readonly chosen?: { readonly of: number; readonly option: string };
  readonly submitted?: {
    readonly of: number;
    readonly values: readonly { readonly label: string; readonly value: string }[];
  };
  readonly evidence?: readonly Evidence[];
}

export interface HumanRequestedBody {
  readonly kind: "human_requested";
  readonly client_id?: string;
  /** As the page around the chat said it. */
  readonly reason?: string;
}

/** What a rating rests on: first what was good, then what was not. */
export const RATING_TAGS = [
  "fast",
  "solved",
  "friendly",
  "clear",
  "slow",
  "unsolved",
  "repeated",
  "unfriendly",
] as const;
export type RatingTag = (typeof RATING_TAGS)[number];

/** Why an answer has not helped. */
export const FEEDBACK_REASONS = ["off_point", "unclear", "other_case", "other"] as const;
export type FeedbackReason = (typeof FEEDBACK_REASONS)[number];

export interface RatedBody {
  readonly kind: "rated";
  readonly score: number;
  readonly client_id?: string;
  readonly comment?: string;
  /** A newer server may know more of them. */
  readonly tags?: readonly string[];
}

export interface FeedbackBody {
  readonly kind: "feedback";
  readonly of: number;
  readonly helped: boolean;
  readonly client_id?: string;
  readonly article?: string;
  readonly reason?: string;
}

export const WORK_ORDER_ACTIONS = [
  "accept",
  "reject",
  "urge",
  "withdraw",
  "reopen",
  "escalate",
  "add_evidence",
] as const;
export type WorkOrderAction = (typeof WORK_ORDER_ACTIONS)[number];

export interface WorkOrderRequestBody {
  readonly kind: "work_order_request";
  readonly number: string;
  readonly action: WorkOrderAction;
  readonly client_id?: string;
  readonly text?: string;
  readonly evidence?: readonly Evidence[];
}

export interface QueueBody {
  readonly kind: "queue";
  /** 1 is next. */
  readonly position: number;
  /** null when nobody can tell. */
  readonly estimated_wait_s: number | null;
  /** Between these most waits of that team ended lately, for this place; with how many were measured. */
  readonly wait_range_s?: readonly [number, number];
  readonly waits_measured?: number;
  /** People of that team on duty. */
  readonly online: number;
  /** Nobody is, and the next shift begins then. */
  readonly opens?: string;
}

export interface AgentJoinedBody {
  readonly kind: "agent_joined";
  readonly agent: { readonly name: string; readonly number?: string };
}

export interface AgentLeftBody {
  readonly kind: "agent_left";
  readonly agent: { readonly name: string; readonly number?: string };
  /** Nobody wished it: `silent` or `gone`. */
  readonly why?: string;
}

export const WORK_ORDER_STATUSES = [
  "open",
  "assigned",
  "in_progress",
  "waiting_on_customer",
  "resolved",
  "closed",
  "reopened",
] as const;
export type WorkOrderStatus = (typeof WORK_ORDER_STATUSES)[number];

export const TIERS = ["inquiry", "complaint", "dispute"] as const;
export type Tier = (typeof TIERS)[number];

export interface Demand {
  /** A stable id (demand.ts); never for showing when there is a label. */
  readonly kind: string;
  /** In the visitor's language. */
  readonly label?: string;
  readonly amount?: Money;
  readonly by?: string;
}

export type DemandOutcome = "granted" | "partly" | "refused";

export interface DemandAnswer {
  readonly demand: string;
  readonly answer: string;
  readonly outcome?: DemandOutcome;
  /** What a refusal rests on. */
  readonly rule?: string;
}

export interface Resolution {
  readonly text: string;
  readonly outcome?: DemandOutcome;
  readonly rule?: string;
  readonly answers?: readonly DemandAnswer[];
}

/** A line of the order's ledger: what a missed promise costs. */
export interface Compensation {
  readonly promise: string;
  readonly granted: Money;
  readonly status: "owed" | "paid";
  readonly granted_at?: string;
  readonly pay_due?: string;
  readonly paid_at?: string;
  readonly reference?: string;
}

/** An agent's own promise, as the order has it. */
export interface Commitment {
  readonly id: string;
  readonly text: string;
  readonly due: string;
  readonly agent: { readonly name: string };
  readonly status: "open" | "kept" | "missed" | "dropped";
  readonly kept_at?: string;
}

export interface WorkOrderBody {
  /** The number of the shop's order. */
  readonly about?: string;
  readonly kind: "work_order";
  readonly number: string;
  /** Sent to the visitor only; a desk event carries none. */
  readonly secret?: string;
  readonly status: WorkOrderStatus;
  readonly work_order_type: string;
  readonly tier: Tier;
  readonly urgent: boolean;
  readonly department: string;
  readonly department_name: string;
  readonly opened_at: string;
  readonly first_response_due: string;
  readonly next_response_due?: string;
  readonly resolve_due: string;
  readonly owner?: { readonly name: string };
  readonly demands: readonly Demand[];
  readonly resolution?: Resolution | string;
  /** What the customer is asked for; the resolve clock stands still. */
  readonly request?: { readonly text: string; readonly at: string };
  readonly compensation?: readonly Compensation[];
  readonly promises?: readonly Commitment[];
  /** What this event adds to the order's history. */
  readonly changes?: readonly { readonly who: string; readonly what: string }[];
  readonly note?: string;
  /** How many changes it has had: sent back with what is done to it, so that nobody overwrites a colleague. */
  readonly version?: number;
  /** Where the matter goes on; this number still works. */
  readonly merged_into?: string;
  /** Orders that ended in this one. */
  readonly merged?: readonly string[];
}

export interface PromiseBody {
  readonly kind: "promise";
  readonly id?: string;
  readonly number?: string;
  readonly text: string;
  readonly due: string;
  readonly agent: { readonly name: string };
}

/** What became of somebody's own commitment. */
export interface PromiseStateBody {
  readonly kind: "promise_state";
  readonly id: string;
  readonly number: string;
  readonly text: string;
  readonly due: string;
  readonly agent: { readonly name: string };
  readonly status: "kept" | "missed";
  /** Also after it was missed. */
  readonly kept_at?: string;
}

export interface CompensationBody extends Compensation {
  readonly kind: "compensation";
  readonly number: string;
}

export interface SurveyBody {
  readonly kind: "survey";
  readonly text: string;
}

export interface ClosedBody {
  readonly kind: "closed";
  readonly reason: string;
}

/** What an agent said, at `of`, reads otherwise now; of a note only its place in the log is told. */
export interface EditedBody {
  readonly kind: "edited";
  readonly of?: number;
  readonly of_pos?: number;
  readonly text: string;
  readonly agent: { readonly id?: string; readonly name: string };
  readonly client_id?: string;
}

export interface RecalledBody {
  readonly kind: "recalled";
  readonly of?: number;
  readonly of_pos?: number;
  readonly agent: { readonly id?: string; readonly name: string };
  readonly client_id?: string;
}

/** Everything a visitor may see. */
export type VisitorBody =
  | MessageBody
  | HumanRequestedBody
  | RatedBody
  | FeedbackBody
  | WorkOrderRequestBody
  | QueueBody
  | AgentJoinedBody
  | AgentLeftBody
  | WorkOrderBody
  | PromiseBody
  | PromiseStateBody
  | CompensationBody
  | SurveyBody
  | ClosedBody
  | EditedBody
  | RecalledBody;

/** A newer server may know more kinds: they are kept, so that `seq` has no gap, and not drawn. */
export interface UnknownBody {
  readonly kind: "unknown";
  readonly original_kind: string;
}

interface ChatEventHead {
  readonly seq: number;
  readonly at: string;
}
interface DeskEventHead {
  readonly pos: number;
  readonly seq?: number;
  /** Personal data in it was masked for whoever reads it. */
  readonly masked?: boolean;
  /** Words of whoever reads it, who may still change them. */
  readonly own?: boolean;
  readonly at: string;
}

export type ChatEvent = ChatEventHead & (VisitorBody | UnknownBody);
export type DeskEvent = DeskEventHead & (VisitorBody | StaffBody | UnknownBody);

export type ChatEventOf<K extends VisitorBody["kind"]> = ChatEventHead & Extract<VisitorBody, { kind: K }>;
export type DeskEventOf<K extends (VisitorBody | StaffBody)["kind"]> = DeskEventHead &
  Extract<VisitorBody | StaffBody, { kind: K }>;
