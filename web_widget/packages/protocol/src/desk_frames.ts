/** Frames of `yingda.desk.v1` (docs/protocol.md, section 2). */
import type { AlertFrame } from "./alerts.ts";
import type { DeskQueueFrame } from "./desk_queue.ts";
import type { FieldError, ErrorCode, GoingAwayFrame } from "./chat_frames.ts";
import type {
  Choice,
  DeskEvent,
  Evidence,
  Resolution,
  Role,
  Tier,
  WorkOrderBody,
  WorkOrderStatus,
} from "./events.ts";

export const DESK_SUBPROTOCOL = "yingda.desk.v1";

export type Presence = "online" | "away";
export type TransferTarget = { readonly team: string } | { readonly agent: string };

export type DeskClientFrame =
  | {
      readonly type: "presence";
      readonly status: Presence;
      readonly capacity?: number;
      /** Of being away. */
      readonly reason?: string;
    }
  | {
      readonly type: "claim";
      readonly id?: string;
      readonly conversation: string;
      /** A supervisor's reason to take it from a colleague. */
      readonly take_over?: string;
    }
  | {
      readonly type: "message";
      readonly id: string;
      readonly conversation: string;
      readonly text: string;
      /** The article that the words were taken from: what the bot should have answered. */
      readonly article?: string;
      /** The order that it answers; without it the one that the customer last spoke about. */
      readonly work_order?: string;
      /** Ids of files that were uploaded for it; then there need be no words. */
      readonly evidence?: readonly string[];
    }
  | {
      readonly type: "note";
      readonly id: string;
      readonly conversation: string;
      readonly text: string;
      /** Ids of colleagues who are to look at it. */
      readonly mentions?: readonly string[];
      /** From a supervisor to whoever has the conversation. */
      readonly whisper?: boolean;
    }
  /** What one said or noted, by its `pos`, reads otherwise or not at all. */
  | {
      readonly type: "edit";
      readonly id: string;
      readonly conversation: string;
      readonly pos: number;
      readonly text: string;
    }
  | { readonly type: "recall"; readonly id: string; readonly conversation: string; readonly pos: number }
  | {
      readonly type: "transfer";
      readonly id: string;
      readonly conversation: string;
      readonly to: TransferTarget;
      readonly reason: string;
      /** What the hand-over rests on: an article's id, or the rule's name. */
      readonly rule?: string;
      /** When the customer hears next. */
      readonly next_due?: string;
    }
  | {
      readonly type: "promise";
      readonly id: string;
      readonly conversation: string;
      readonly text: string;
      readonly due: string;
    }
  | {
      readonly type: "resolve";
      readonly id: string;
      readonly conversation: string;
      readonly work_order: string;
      readonly resolution: Resolution | string;
    }
  | {
      readonly type: "subscribe";
      readonly conversation: string;
      readonly after?: number;
      /** The case first, as with a claim. */
      readonly context?: boolean;
    }
  /** What stands before `before`, of a conversation that is subscribed to. */
  | { readonly type: "history"; readonly conversation: string; readonly before: number }
  /** Shows this conversation's personal data; who asked, and why, is logged. */
  | { readonly type: "reveal"; readonly id: string; readonly conversation: string; readonly reason: string }
  | { readonly type: "unsubscribe"; readonly conversation: string }
  | {
      readonly type: "action";
      readonly id: string;
      readonly conversation: string;
      readonly action: string;
      readonly arguments: Readonly<Record<string, unknown>>;
    }
  | { readonly type: "typing"; readonly conversation: string }
  /** The visitor is told that their words up to there were seen. */
  | { readonly type: "read"; readonly conversation: string; readonly seq: number }
  | { readonly type: "ping" };

/** A name in its languages: `{"zh-CN":…,"en":…}`, as far as there are any. */
export type Names = Readonly<Record<string, string>>;

/** The name in that language, else in any. */
export function nameIn(names: Names | undefined, locale: string, fallback: string): string {
  const language = locale.split("-")[0];
  const found = Object.entries(names ?? {}).filter(([, name]) => name !== "");
  const own = found.find(([other]) => other.split("-")[0] === language);
  return (own ?? found[0])?.[1] ?? fallback;
}

export interface Team {
  readonly id: string;
  readonly name: string;
  readonly names?: Names;
}

/** Somebody who works here, on duty or not. */
export interface StaffMember {
  readonly id: string;
  readonly name: string;
  readonly names?: Names;
  readonly role: StaffRole;
  readonly teams: readonly string[];
}

export type StaffRole = "agent" | "supervisor" | "editor" | "admin";

export interface DeskAgent {
  readonly id: string;
  readonly name: string;
  readonly names?: Names;
  readonly role: StaffRole;
  readonly teams: readonly string[];
  readonly skills?: readonly string[];
  readonly status: Presence;
  readonly capacity: number;
  /** Why away; empty while on duty. */
  readonly reason?: string;
}

export interface VisitorIdentity {
  readonly name?: string;
  readonly external_id?: string;
}

/** What a complaint is made of, and what of it the customer has told. */
export const ELEMENTS = ["what", "evidence", "demand"] as const;
export interface Completeness {
  readonly score: number;
  readonly of: number;
  readonly missing: readonly string[];
}

export interface RowWorkOrder {
  readonly number: string;
  readonly status: WorkOrderStatus;
  readonly tier: Tier;
  readonly urgent: boolean;
  readonly type: string;
  readonly first_response_due: string;
  readonly resolve_due: string;
  readonly responded: boolean;
  /** A deadline that the visitor was told was missed; stays so after the answer. */
  readonly overdue?: boolean;
  /** What the customer is asked for: the clock of the solution stands still. */
  readonly waiting?: string;
  readonly tags?: readonly string[];
  readonly completeness?: Completeness;
}

/** One line of the desk's lists. */
export interface DeskRow {
  readonly conversation: string;
  readonly visitor: VisitorIdentity;
  readonly handling: "bot" | "queued" | "agent";
  readonly team: string;
  readonly team_name: string;
  readonly agent?: { readonly id: string; readonly name: string };
  readonly queued_at?: string;
  readonly reason?: string;
  /** What the visitor last asked for: the title of a flow or an article. */
  readonly intent?: string;
  readonly locale: string;
  readonly last: { readonly text: string; readonly at: string; readonly from: Role };
  readonly work_order?: RowWorkOrder;
  /** People had it, and nobody has it any more. */
  readonly ended?: boolean;
  /** Its place in the queue: sorts like it. Only of who waits. */
  readonly rank?: string;
  /** Whoever has it put it aside, until then or until the visitor writes. */
  readonly snooze?: { readonly at: string; readonly until?: string; readonly reason?: string };
  /** It is back, and nobody has dealt with it since; `why`: "time", "visitor" or "alert". */
  readonly reminder?: { readonly at: string; readonly why: string; readonly reason?: string };
  /** The visitor is kept from talking. */
  readonly muted_until?: string;
  /** It waits again: whoever had it said nothing (`silent`), or their connection did not come back (`gone`). */
  readonly lost?: {
    readonly agent: { readonly id: string; readonly name: string };
    readonly why: string;
    readonly at: string;
  };
  /** What whoever takes it had better be able to. Only of who waits. */
  readonly skills?: readonly { readonly id: string; readonly names: Names }[];
}

export interface DeskWelcomeFrame {
  readonly type: "welcome";
  readonly agent: DeskAgent;
  readonly teams: readonly Team[];
  /** Everybody who works here; an older server does not say. */
  readonly staff?: readonly StaffMember[];
  /** So long words of one's own may be edited or recalled; 0: never. */
  readonly edit_window_s?: number;
  /** The front of it; `waiting`: how many there are. */
  readonly queue: readonly DeskRow[];
  readonly waiting?: number;
  /** The most pressing of those that one has. */
  readonly mine: readonly DeskRow[];
  /** How many these are, in all; an older server sends all of them. */
  readonly held?: number;
  readonly server_time: string;
}

/** What the order system said, and when. The rest depends on the connector. */
export type OrderFacts = { readonly fetched_at: string } & Readonly<Record<string, unknown>>;

/** An order as `context` lists it; like the event's body, as far as it is known. */
export type ContextWorkOrder = Partial<Omit<WorkOrderBody, "kind">> & {
  readonly number: string;
  /** Open orders that seem to be about the same; people decide. */
  readonly duplicates?: readonly string[];
  readonly completeness?: Completeness;
  readonly evidence?: readonly Evidence[];
  readonly links?: readonly { readonly number: string; readonly why: string }[];
  /** Words that staff find it by. */
  readonly tags?: readonly string[];
};

/** What a claim brings, so that the visitor need not repeat anything. */
export interface DeskContext {
  readonly conversation: string;
  readonly transcript: readonly DeskEvent[];
  readonly summary: string;
  readonly slots: Readonly<Record<string, unknown>>;
  readonly slot_labels: Readonly<Record<string, string>>;
  /** How a choice reads to people; `slots` holds its id. */
  readonly slot_texts?: Readonly<Record<string, string>>;
  /** The sentence that a value was taken from. */
  readonly slot_sources?: Readonly<Record<string, string>>;
  /** What a choice may be. */
  readonly slot_choices?: Readonly<Record<string, readonly Choice[]>>;
  /** Sent back with a correction, so that nobody overwrites what they have not seen. */
  readonly slot_versions?: Readonly<Record<string, number>>;
  /** Who of ours put a value right last. */
  readonly slot_changes?: Readonly<
    Record<
      string,
      {
        readonly by: { readonly id: string; readonly name: string };
        readonly at: string;
        readonly was: string;
      }
    >
  >;
  readonly intent?: string;
  readonly articles_tried: readonly {
    readonly id: string;
    readonly title: string;
    /** What the visitor has said of it, if anything. */
    readonly helped?: boolean;
    readonly reason?: string;
  }[];
  readonly reason: string;
  /** Null when the widget did not say where the visitor is. */
  readonly page: {
    readonly url: string;
    readonly title: string;
    readonly attributes?: Readonly<Record<string, string>>;
  } | null;
  readonly visitor: VisitorIdentity;
  /** What the order system said; null before it was asked. */
  readonly order: OrderFacts | null;
  /** The order system can be asked again. */
  readonly order_refreshable?: boolean;
  readonly work_orders: readonly ContextWorkOrder[];
  readonly evidence: readonly Evidence[];
  readonly row?: DeskRow;
  /** What the bot can be given to do. */
  readonly flows?: readonly { readonly id: string; readonly names: Names }[];
  /** Of the flow that was interrupted: answers that the bot can ask for again. */
  readonly questions?: readonly { readonly slot: string; readonly label: string }[];
  readonly mute?: {
    readonly until: string;
    readonly reason: string;
    readonly by: { readonly id: string; readonly name: string };
  } | null;
  /** Something in it is masked: `reveal` shows it. */
  readonly masked?: boolean;
}

export interface DeskAcceptedFrame {
  readonly type: "accepted";
  readonly id: string;
  readonly conversation: string;
  readonly pos: number;
  readonly dup?: boolean;
}

export interface DeskErrorFrame {
  readonly type: "error";
  readonly code: ErrorCode;
  readonly message: string;
  readonly id?: string;
  readonly conversation?: string;
  readonly retry_after_ms?: number;
  readonly fields?: readonly FieldError[];
  /** What colleagues have done to the order since the sender saw it. */
  readonly changes?: readonly { readonly at: string; readonly who: string; readonly what: string }[];
}

export type DeskEventFrame = { readonly type: "event"; readonly conversation: string } & DeskEvent;

export type DeskServerFrame =
  | DeskWelcomeFrame
  | DeskQueueFrame
  | { readonly type: "mine"; readonly mine: readonly DeskRow[]; readonly held?: number }
  | {
      readonly type: "offer";
      readonly conversation: string;
      readonly expires_in_s: number;
      readonly row: DeskRow;
    }
  | { readonly type: "context"; readonly conversation: string; readonly context: DeskContext }
  /** What stands before `before`, oldest first. */
  | {
      readonly type: "history";
      readonly conversation: string;
      readonly before: number;
      readonly events: readonly DeskEvent[];
    }
  | DeskEventFrame
  | DeskAcceptedFrame
  | DeskErrorFrame
  | AlertFrame
  /** Somebody wants one to look at a note. */
  | {
      readonly type: "mention";
      readonly conversation: string;
      readonly pos: number;
      readonly at: string;
      readonly agent: { readonly id: string; readonly name: string };
      readonly text: string;
      readonly row: DeskRow;
      /** Only oneself is addressed, by a supervisor. */
      readonly whisper?: boolean;
    }
  /** What one had put aside is back. */
  | {
      readonly type: "reminder";
      readonly conversation: string;
      readonly why: string;
      readonly reason?: string;
      readonly row: DeskRow;
    }
  /** A conversation came to one, or went from one, by another's hand; without `by` it happened by itself. */
  | {
      readonly type: "moved";
      readonly conversation: string;
      readonly to_you: boolean;
      readonly by?: { readonly id: string; readonly name: string };
      readonly reason?: string;
      /** Only of what one may still see. */
      readonly row?: DeskRow;
    }
  /** Somebody came, went or has another name. */
  | { readonly type: "staff"; readonly staff: readonly StaffMember[] }
  | { readonly type: "typing"; readonly conversation: string; readonly from: "visitor" }
  /** The visitor has read up to event `seq`. */
  | { readonly type: "read"; readonly conversation: string; readonly seq: number }
  | GoingAwayFrame
  | { readonly type: "pong" };
