/**
 * The visitor's side of a conversation as a pure step: (state, action) gives a state and effects. The log
 * is exactly the server's events 1…n without gaps; what is not yet in it stands in the outbox.
 */
import type {
  ChatServerFrame,
  DurableFrame,
  Epoch,
  ErrorFrame,
  EventFrame,
  FieldError,
  ResetFrame,
  WelcomeFrame,
} from "./chat_frames.ts";
import type { ChatEvent } from "./events.ts";
import * as box from "./outbox.ts";

export interface ChatSession {
  readonly conversation: string;
  readonly token: string;
  readonly epoch: Epoch;
}

/** `live` begins with `welcome`: before it nothing may be sent but `hello`. */
export type Link = "offline" | "connecting" | "live";

export interface ConversationState {
  readonly link: Link;
  readonly session?: ChatSession;
  readonly events: readonly ChatEvent[];
  readonly lastSeq: number;
  readonly outbox: box.Outbox;
  /** Server time minus this device's time: countdowns must not depend on a wrong clock. */
  readonly clockOffsetMs: number;
  readonly agentTypingAt?: number;
  /** How far people have read, as far as the server has told since it was connected to. */
  readonly agentReadSeq?: number;
  /** Why a form was refused, by the `seq` of the event that asked for it. */
  readonly fieldErrors: Readonly<Record<number, readonly FieldError[]>>;
}

export const initialConversation: ConversationState = {
  link: "offline",
  events: [],
  lastSeq: 0,
  outbox: [],
  clockOffsetMs: 0,
  fieldErrors: {},
};

export type ConversationAction =
  | {
      readonly type: "restored";
      readonly session?: ChatSession;
      readonly events: readonly ChatEvent[];
      readonly outbox: box.Outbox;
    }
  | { readonly type: "connecting" }
  | { readonly type: "disconnected" }
  | { readonly type: "frame"; readonly frame: ChatServerFrame; readonly now: number }
  | { readonly type: "say"; readonly frame: DurableFrame; readonly now: number }
  | { readonly type: "retry"; readonly id: string; readonly freshId: string; readonly now: number }
  | { readonly type: "discard"; readonly id: string }
  | { readonly type: "tick"; readonly now: number };

export type ConversationEffect =
  | { readonly type: "send"; readonly frame: DurableFrame }
  | { readonly type: "save"; readonly entry: box.Pending }
  | { readonly type: "forget"; readonly id: string }
  | { readonly type: "save_session" }
  | { readonly type: "save_log" }
  | { readonly type: "arrived"; readonly event: ChatEvent }
  /** Open the connection anew: `hello` with `after` fills a gap, and is the only frame that can. */
  | { readonly type: "reconnect"; readonly afterMs: number };

export interface Step {
  readonly state: ConversationState;
  readonly effects: readonly ConversationEffect[];
}

/** A server that says nothing about patience is asked again after this long. */
const DEFAULT_PATIENCE_MS = 2000;

export function step(state: ConversationState, action: ConversationAction): Step {
  switch (action.type) {
    case "restored":
      return still(restore(state, action));
    case "connecting":
      return still({ ...state, link: "connecting" });
    case "disconnected":
      return still({
        ...state,
        link: "offline",
        outbox: box.requeue(state.outbox),
        agentTypingAt: undefined,
      });
    case "frame":
      return receive(state, action.frame, action.now);
    case "say":
      return say(state, action.frame, action.now);
    case "retry":
      return again(state, action.id, action.freshId, action.now);
    case "discard":
      return {
        state: { ...state, outbox: box.remove(state.outbox, action.id) },
        effects: [forget(action.id)],
      };
    case "tick":
      return flush({ ...state, outbox: box.requeueOverdue(state.outbox, action.now) }, action.now);
  }
}

const still = (state: ConversationState): Step => ({ state, effects: [] });
const forget = (id: string): ConversationEffect => ({ type: "forget", id });

function restore(
  state: ConversationState,
  stored: Extract<ConversationAction, { type: "restored" }>,
): ConversationState {
  // A log with a hole cannot be continued; starting from nothing costs one longer resume.
  const whole = stored.events.every((event, index) => event.seq === index + 1);
  const events = whole && stored.session !== undefined ? stored.events : [];
  const known = new Set(events.map(clientIdOf));
  const waiting = stored.outbox.filter((entry) => entry.state !== "accepted" && !known.has(entry.frame.id));
  const written = state.outbox.filter((entry) => !waiting.some((other) => other.frame.id === entry.frame.id));
  return {
    ...state,
    session: stored.session ?? state.session,
    events,
    lastSeq: events.length,
    outbox: [...box.requeue(waiting), ...written],
  };
}

function say(state: ConversationState, frame: DurableFrame, now: number): Step {
  const outbox = box.enqueue(state.outbox, frame, now);
  const entry = outbox.at(-1);
  if (outbox === state.outbox || entry === undefined) return still(state);
  const errors = frame.type === "submit" ? without(state.fieldErrors, frame.of) : state.fieldErrors;
  return after([{ type: "save", entry }], flush({ ...state, outbox, fieldErrors: errors }, now));
}

function again(state: ConversationState, id: string, freshId: string, now: number): Step {
  const outbox = box.retry(state.outbox, id, freshId, now);
  const entry = outbox.at(-1);
  if (outbox === state.outbox || entry === undefined) return still(state);
  return after([{ type: "save", entry }, forget(id)], flush({ ...state, outbox }, now));
}

function receive(state: ConversationState, frame: ChatServerFrame, now: number): Step {
  switch (frame.type) {
    case "welcome":
      return welcome(state, frame, now);
    case "reset":
      return reset(state, frame);
    case "event":
      return arrive(state, frame);
    case "accepted":
      return after(
        [forget(frame.id)],
        flush({ ...state, outbox: box.markAccepted(state.outbox, frame.id) }, now),
      );
    case "error":
      return refuse(state, frame, now);
    case "going_away":
      return { state, effects: [{ type: "reconnect", afterMs: frame.retry_after_ms || 0 }] };
    case "typing":
      return still({ ...state, agentTypingAt: now });
    case "read":
      return still({ ...state, agentReadSeq: frame.seq });
    case "flow":
    case "pong":
      return still(state);
  }
}

function welcome(state: ConversationState, frame: WelcomeFrame, now: number): Step {
  const { conversation, token, epoch } = frame;
  const same = state.session?.conversation === conversation && frame.seq >= state.lastSeq;
  const serverTime = Date.parse(frame.server_time);
  const next: ConversationState = {
    ...state,
    ...(same ? {} : { events: [], lastSeq: 0, fieldErrors: {}, agentReadSeq: undefined }),
    link: "live",
    session: { conversation, token, epoch },
    clockOffsetMs: Number.isNaN(serverTime) ? state.clockOffsetMs : serverTime - now,
  };
  const saves: ConversationEffect[] = [{ type: "save_session" }];
  if (!same) saves.push({ type: "save_log" });
  return after(saves, flush({ ...next, outbox: box.requeue(next.outbox) }, now));
}

function reset(state: ConversationState, frame: ResetFrame): Step {
  const token = state.session?.token ?? "";
  const session = { conversation: frame.conversation, token, epoch: frame.epoch };
  return {
    state: { ...state, session, events: [], lastSeq: 0, fieldErrors: {}, agentReadSeq: undefined },
    effects: [{ type: "save_session" }, { type: "save_log" }],
  };
}

/** Applies exactly the next event: an older one is a repetition, a later one shows that some were missed. */
function arrive(state: ConversationState, frame: EventFrame): Step {
  if (frame.seq <= state.lastSeq) return still(state);
  if (frame.seq > state.lastSeq + 1) return { state, effects: [{ type: "reconnect", afterMs: 0 }] };
  const id = clientIdOf(frame);
  const own = id !== undefined && state.outbox.some((entry) => entry.frame.id === id);
  const next: ConversationState = {
    ...state,
    events: [...state.events, frame],
    lastSeq: frame.seq,
    // The event proves that the frame is durable, even when its `accepted` was lost with a connection.
    outbox: own ? box.remove(state.outbox, id) : state.outbox,
    agentTypingAt: frame.kind === "message" && frame.from.role === "agent" ? undefined : state.agentTypingAt,
  };
  const effects: ConversationEffect[] = [{ type: "arrived", event: frame }, { type: "save_log" }];
  return { state: next, effects: own ? [...effects, forget(id)] : effects };
}

function refuse(state: ConversationState, frame: ErrorFrame, now: number): Step {
  if (frame.id === undefined) return refuseConnection(state, frame);
  const entry = state.outbox.find((item) => item.frame.id === frame.id);
  if (entry === undefined) return still(state);
  if (entry.frame.type === "submit" && frame.code === "invalid" && frame.fields !== undefined) {
    // Nothing was stored: the form opens again with its errors, and the attempt leaves no trace in the log.
    const fieldErrors = { ...state.fieldErrors, [entry.frame.of]: frame.fields };
    const opened = { ...state, fieldErrors, outbox: box.remove(state.outbox, frame.id) };
    return after([forget(frame.id)], flush(opened, now));
  }
  if (entry.frame.type === "event" && !box.isTransient(frame.code)) {
    // Nobody has said it: there is nobody to ask whether it should be tried again.
    return after([forget(frame.id)], flush({ ...state, outbox: box.remove(state.outbox, frame.id) }, now));
  }
  const patience = now + (frame.retry_after_ms ?? DEFAULT_PATIENCE_MS);
  const outbox = box.markRefused(state.outbox, frame.id, frame, patience);
  const marked = outbox.find((item) => item.frame.id === frame.id);
  const saved: ConversationEffect[] = marked === undefined ? [] : [{ type: "save", entry: marked }];
  return after(saved, flush({ ...state, outbox }, now));
}

function refuseConnection(state: ConversationState, frame: ErrorFrame): Step {
  const wait: ConversationEffect = { type: "reconnect", afterMs: frame.retry_after_ms ?? 0 };
  if (frame.code === "unauthorized") {
    // The token is worth nothing any more: go on as a new visitor, with everything unsent.
    const fresh: ConversationState = { ...state, session: undefined, events: [], lastSeq: 0 };
    return { state: fresh, effects: [{ type: "save_session" }, { type: "save_log" }, wait] };
  }
  // An identity that does not hold is told before the welcome, which comes all the same.
  const before = state.link !== "live" && frame.code !== "invalid";
  const hopeless = before || frame.code === "overloaded" || frame.code === "unavailable";
  return hopeless ? { state, effects: [wait] } : still(state);
}

/** Sends what may be sent now. */
function flush(state: ConversationState, now: number): Step {
  const next = state.link === "live" ? box.nextToSend(state.outbox, now) : undefined;
  if (next === undefined) return still(state);
  const outbox = box.markSending(state.outbox, next.frame.id, now);
  return { state: { ...state, outbox }, effects: [{ type: "send", frame: next.frame }] };
}

function after(before: readonly ConversationEffect[], result: Step): Step {
  return { state: result.state, effects: [...before, ...result.effects] };
}

function without<T>(record: Readonly<Record<number, T>>, key: number): Readonly<Record<number, T>> {
  return Object.fromEntries(Object.entries(record).filter(([name]) => name !== String(key)));
}

export function clientIdOf(event: ChatEvent): string | undefined {
  return "client_id" in event ? event.client_id : undefined;
}
