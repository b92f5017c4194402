/** The live state of the desk: what the socket said, and what this agent has said but the server not yet confirmed. */
import type {
  AlertFrame,
  DeskAgent,
  DeskClientFrame,
  DeskContext,
  DeskEvent,
  DeskRow,
  Presence,
  StaffMember,
  Team,
} from "@yingda/protocol";
import type { Queue } from "./queue.ts";
import { emptyQueue } from "./queue.ts";

/** `offline`: waiting for the next attempt. `expired`: the session ended, log in again. */
export type LinkPhase = "connecting" | "live" | "offline" | "expired";

/** The frames that become an event and are answered by `accepted`: they survive a lost connection. */
export type DurableFrame = Extract<
  DeskClientFrame,
  {
    readonly type:
      "message" | "note" | "transfer" | "promise" | "resolve" | "reveal" | "action" | "edit" | "recall";
  }
>;

/** `accepted`: durable on the server; its event is still on the way. */
export type Delivery = "queued" | "sent" | "accepted" | "failed";

export interface OutboxItem {
  readonly frame: DurableFrame;
  readonly at: number;
  readonly delivery: Delivery;
  readonly pos?: number;
  /** Not before this time: the server asked to wait, or it may still be taken back. */
  readonly notBefore?: number;
  /** Held for a moment, so that it can be taken back. */
  readonly held?: boolean;
  /** Why it failed. The server's own words are for programmers, and in one language. */
  readonly refused?: string;
  /** Who was quicker. */
  readonly changedBy?: string;
}

/** What is known about the visitor and the case; the transcript is kept as events beside it. */
export type CaseContext = Omit<DeskContext, "transcript">;

export interface Conversation {
  readonly id: string;
  /** Ordered by `pos`, without gaps; a long one begins in the middle. */
  readonly events: readonly DeskEvent[];
  /** null until a claim brought it: a queued conversation can be read without it. */
  readonly context: CaseContext | null;
  /** An event was missing: everything after the last one held has to be asked for again. */
  readonly gap: boolean;
  /** The first events have arrived, even when there were none. */
  readonly loaded: boolean;
  /** When the order system last answered somebody of ours, and whether it could. */
  readonly orderAnswer: { readonly pos: number; readonly ok: boolean } | null;
  /** What stands before the first event is on its way. */
  readonly readingBack: boolean;
  readonly visitorTypingAt: number | null;
  /** The visitor has read up to this `seq`. */
  readonly readSeq: number;
  readonly unread: number;
}

export interface Offer {
  readonly conversation: string;
  readonly row: DeskRow;
  readonly expiresAt: number;
}

export interface Claim {
  readonly conversation: string;
  readonly id: string;
}

/** One of many that are done together: what became of it. */
export interface BulkOutcome {
  readonly state: "sent" | "done" | "failed";
  /** The place in the log, once it is done: what a recall names. */
  readonly pos?: number;
  readonly code?: string;
  readonly message?: string;
  readonly changedBy?: string;
  readonly retryAfterMs?: number;
}

export type Notice =
  | { readonly key: string; readonly kind: "alert"; readonly alert: AlertFrame }
  | {
      readonly key: string;
      readonly kind: "claim_lost";
      readonly conversation: string;
      readonly code: string;
    }
  | {
      readonly key: string;
      readonly kind: "mention";
      readonly conversation: string;
      readonly name: string;
      readonly text: string;
      readonly whisper: boolean;
    }
  | {
      readonly key: string;
      readonly kind: "reminder";
      readonly conversation: string;
      readonly why: string;
      readonly reason?: string;
    }
  | {
      readonly key: string;
      readonly kind: "moved";
      readonly conversation: string;
      readonly toMe: boolean;
      readonly by?: { readonly id: string; readonly name: string };
      readonly reason?: string;
    }
  | { readonly key: string; readonly kind: "refused" | "forbidden"; readonly code: string };

export interface Wanted {
  readonly status: Presence;
  readonly capacity: number;
  readonly reason: string;
}

export interface DeskState extends Queue {
  readonly phase: LinkPhase;
  readonly retryAt: number | null;
  /** Local time of the last frame: up to here everything on the screen is what the server had. */
  readonly syncedAt: number | null;
  /** Add to the local clock to get the server's. */
  readonly skew: number;
  readonly me: DeskAgent | null;
  readonly teams: readonly Team[];
  /** Everybody who works here. */
  readonly staff: readonly StaffMember[];
  /** So long one's own words may be changed; 0: never. */
  readonly editWindowMs: number;
  readonly online: number | null;
  /** The most pressing of those that this agent has. */
  readonly mine: readonly DeskRow[];
  /** How many these are, in all. */
  readonly held: number;
  /** Rows that are in neither list, as they were last heard of: with the bot, ended, with a colleague. */
  readonly others: Readonly<Record<string, DeskRow>>;
  readonly offer: Offer | null;
  readonly claims: Readonly<Record<string, Claim>>;
  readonly conversations: Readonly<Record<string, Conversation>>;
  readonly selected: string | null;
  readonly outbox: readonly OutboxItem[];
  readonly notices: readonly Notice[];
  /** By the id of its frame. */
  readonly bulk: Readonly<Record<string, BulkOutcome>>;
  /** What this agent asked for, re-stated after a reconnect if the server took it back. */
  readonly wanted: Wanted | null;
}

export const initialState: DeskState = {
  phase: "connecting",
  retryAt: null,
  syncedAt: null,
  skew: 0,
  me: null,
  teams: [],
  staff: [],
  editWindowMs: 0,
  online: null,
  ...emptyQueue,
  mine: [],
  held: 0,
  others: {},
  offer: null,
  claims: {},
  conversations: {},
  selected: null,
  outbox: [],
  notices: [],
  bulk: {},
  wanted: null,
};

export function emptyConversation(id: string): Conversation {
  return {
    id,
    events: [],
    context: null,
    gap: false,
    loaded: false,
    orderAnswer: null,
    readingBack: false,
    visitorTypingAt: null,
    readSeq: 0,
    unread: 0,
  };
}

export function lastPos(conversation: Conversation | undefined): number {
  return conversation?.events.at(-1)?.pos ?? 0;
}

/** Where the events that are held begin. */
export function firstPos(conversation: Conversation | undefined): number {
  return conversation?.events[0]?.pos ?? 1;
}

export type Ownership = "mine" | "queued" | "other";

export function ownership(state: DeskState, conversation: string): Ownership {
  if (state.mine.some((row) => row.conversation === conversation)) return "mine";
  if (state.queue.some((row) => row.conversation === conversation)) return "queued";
  // It may stand further back than was sent.
  const known = state.others[conversation];
  if (state.held > state.mine.length && known?.agent?.id === state.me?.id && known?.handling === "agent") {
    return "mine";
  }
  return state.queueTo !== null && known?.handling === "queued" ? "queued" : "other";
}

export function rowOf(state: DeskState, conversation: string): DeskRow | undefined {
  const same = (row: DeskRow): boolean => row.conversation === conversation;
  return state.mine.find(same) ?? state.queue.find(same) ?? state.others[conversation];
}

/** The colleague who has it, as far as this desk can know: by its lists, else by what it holds of the transcript. */
export function colleagueWith(state: DeskState, conversation: string): string | undefined {
  const listed = rowOf(state, conversation)?.agent;
  if (listed !== undefined) return listed.id === state.me?.id ? undefined : listed.name;
  const events = state.conversations[conversation]?.events ?? [];
  const last = events.filter(({ kind }) => kind === "agent_joined" || kind === "agent_left").at(-1);
  if (last?.kind !== "agent_joined" || state.me === null) return undefined;
  const own = [state.me.name, ...Object.values(state.me.names ?? {})].includes(last.agent.name);
  return own ? undefined : last.agent.name;
}
