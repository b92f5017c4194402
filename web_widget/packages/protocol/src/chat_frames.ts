/** Frames of `yingda.chat.v1` (docs/protocol.md, section 1). */
import type { ChatEvent, FeedbackReason, RatingTag, WorkOrderAction } from "./events.ts";

export const CHAT_SUBPROTOCOL = "yingda.chat.v1";
/** The server refuses a longer text with `too_large`. Counted in code points. */
export const MAX_TEXT_CHARACTERS = 4000;

/** Names one life of the server's log; opaque here and sent back as it came. */
export type Epoch = string | number;

export type FieldValue = string | boolean;
/** What a page gives a flow to begin with: proved by nobody, checked by the server against the flow's questions. */
export type FlowSlots = Readonly<Record<string, string | number | boolean>>;

export interface HelloFrame {
  readonly type: "hello";
  readonly token?: string;
  readonly after?: number;
  readonly epoch?: Epoch;
  readonly locale?: string;
  readonly page?: {
    readonly url: string;
    readonly title: string;
    readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  };
  readonly identity?: string;
}

/** The frames that become exactly one event each and are answered by `accepted`. */
export type DurableFrame =
  | { readonly type: "message"; readonly id: string; readonly text: string }
  | { readonly type: "choose"; readonly id: string; readonly of: number; readonly option: string }
  | {
      readonly type: "submit";
      readonly id: string;
      readonly of: number;
      /** A list: of the ids that uploads gave, for a field of files. */
      readonly values: Readonly<Record<string, FieldValue | readonly string[]>>;
    }
  | { readonly type: "human"; readonly id: string; readonly reason?: string }
  /** The page around the chat tells that something happened; `slots`: what the flow may begin with. */
  | {
      readonly type: "event";
      readonly id: string;
      readonly name: string;
      readonly flow?: string;
      readonly slots?: FlowSlots;
    }
  | {
      readonly type: "rate";
      readonly id: string;
      readonly score: number;
      readonly comment?: string;
      readonly tags?: readonly RatingTag[];
    }
  /** Whether the answer of event `of` has helped; if not, perhaps why. The last word counts. */
  | {
      readonly type: "feedback";
      readonly id: string;
      readonly of: number;
      readonly helped: boolean;
      readonly reason?: FeedbackReason;
    }
  | {
      readonly type: "work_order";
      readonly id: string;
      readonly number: string;
      readonly action: WorkOrderAction;
      readonly text?: string;
      readonly evidence?: readonly string[];
    }
  | {
      readonly type: "attach";
      readonly id: string;
      readonly evidence: readonly string[];
      readonly text?: string;
    };

export type ChatClientFrame =
  | HelloFrame
  | DurableFrame
  | { readonly type: "typing" }
  | { readonly type: "read"; readonly seq: number }
  | { readonly type: "ping" };

export const ERROR_CODES = [
  "bad_frame",
  "too_large",
  /** Not known, or no longer. */
  "unauthorized",
  /** Known, but not allowed to do this. */
  "forbidden",
  "rate_limited",
  "overloaded",
  "unavailable",
  "not_found",
  "conflict",
  "invalid",
] as const;
export type ErrorCode = (typeof ERROR_CODES)[number];

/** A newer server may refuse for a reason that is not in the list yet. */
export function isErrorCode(code: string): code is ErrorCode {
  return (ERROR_CODES as readonly string[]).includes(code);
}

export interface FieldError {
  readonly name: string;
  readonly message: string;
}

export interface WelcomeFrame {
  readonly type: "welcome";
  readonly conversation: string;
  readonly token: string;
  readonly seq: number;
  readonly epoch: Epoch;
  readonly resumed: boolean;
  readonly server_time: string;
}

export interface ResetFrame {
  readonly type: "reset";
  readonly conversation: string;
  readonly seq: number;
  readonly epoch: Epoch;
}

export interface AcceptedFrame {
  readonly type: "accepted";
  readonly id: string;
  readonly seq: number;
  readonly dup?: boolean;
}

export interface ErrorFrame {
  readonly type: "error";
  readonly code: ErrorCode;
  readonly message: string;
  readonly id?: string;
  readonly retry_after_ms?: number;
  readonly fields?: readonly FieldError[];
}

export interface GoingAwayFrame {
  readonly type: "going_away";
  readonly retry_after_ms: number;
}

export type EventFrame = { readonly type: "event" } & ChatEvent;

export type ChatServerFrame =
  | WelcomeFrame
  | ResetFrame
  | AcceptedFrame
  | EventFrame
  | { readonly type: "typing"; readonly from: "agent" }
  /** Whoever has the conversation has read up to there. */
  | { readonly type: "read"; readonly seq: number }
  /** Not stored. */
  | { readonly type: "flow"; readonly flow: string; readonly stage: "started" | "ended" }
  | ErrorFrame
  | GoingAwayFrame
  | { readonly type: "pong" };
