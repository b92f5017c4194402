/** The desk as a pure function: state and something that happened give the next state. */
import type {
  DeskErrorFrame,
  DeskEventFrame,
  DeskRow,
  DeskServerFrame,
  DeskWelcomeFrame,
  QueuePage,
} from "@yingda/protocol";
import { rowAfter } from "./care_rows.ts";
import { isErasure, withContext, withEvents, withHistory } from "./conversation.ts";
import * as outbox from "./outbox.ts";
import { frontOnly, withFront, withPage } from "./queue.ts";
import type { Conversation, DeskState, DurableFrame, LinkPhase, Notice, Offer, Wanted } from "./state.ts";
import { emptyConversation, lastPos } from "./state.ts";

export type DeskAction =
  | { readonly type: "phase"; readonly phase: LinkPhase; readonly retryAt?: number }
  | { readonly type: "frame"; readonly frame: DeskServerFrame; readonly at: number }
  | { readonly type: "enqueue"; readonly frame: DurableFrame; readonly at: number; readonly holdMs?: number }
  | { readonly type: "events"; readonly frames: readonly DeskEventFrame[]; readonly at: number }
  | { readonly type: "queue_reading" }
  | {
      readonly type: "queue_page";
      readonly after: string;
      readonly generation: number;
      readonly page: QueuePage;
    }
  | { readonly type: "queue_failed"; readonly generation: number }
  | { readonly type: "reading_back"; readonly conversation: string }
  | { readonly type: "heard_of"; readonly rows: readonly DeskRow[] }
  | { readonly type: "sent"; readonly id: string }
  | { readonly type: "retry"; readonly id: string }
  | { readonly type: "discard"; readonly id: string }
  | { readonly type: "select"; readonly conversation: string | null }
  | { readonly type: "claim"; readonly conversation: string; readonly id: string }
  | { readonly type: "presence"; readonly wanted: Wanted }
  | { readonly type: "bulk"; readonly id: string }
  | { readonly type: "bulk_over" }
  | { readonly type: "dismiss_offer" }
  | { readonly type: "dismiss_notice"; readonly key: string };

export function reduce(state: DeskState, action: DeskAction): DeskState {
  switch (action.type) {
    case "phase":
      return onPhase(state, action.phase, action.retryAt);
    case "frame":
      return onFrame({ ...state, syncedAt: action.at }, action.frame, action.at);
    case "events":
      return onEvents({ ...state, syncedAt: action.at }, action.frames);
    case "queue_reading":
      return { ...state, queueReading: "yes" };
    case "queue_page":
      return { ...state, ...withPage(state, action.after, action.generation, action.page) };
    case "queue_failed":
      return action.generation === state.queueGeneration ? { ...state, queueReading: "failed" } : state;
    case "reading_back":
      return update(state, action.conversation, (held) => ({ ...held, readingBack: true }));
    case "enqueue":
      return { ...state, outbox: outbox.enqueue(state.outbox, action.frame, action.at, action.holdMs) };
    case "heard_of":
      return heardOf(state, action.rows);
    case "sent":
      return { ...state, outbox: outbox.markSent(state.outbox, action.id) };
    case "retry":
      return { ...state, outbox: outbox.retry(state.outbox, action.id) };
    case "discard":
      return { ...state, outbox: outbox.discard(state.outbox, action.id) };
    case "select":
      return onSelect(state, action.conversation);
    case "claim":
      return onClaim(state, action.conversation, action.id);
    case "presence":
      return onPresence(state, action.wanted);
    case "bulk":
      return { ...state, bulk: { ...state.bulk, [action.id]: { state: "sent" } } };
    case "bulk_over":
      return { ...state, bulk: {} };
    case "dismiss_offer":
      return { ...state, offer: null };
    case "dismiss_notice":
      return { ...state, notices: state.notices.filter((notice) => notice.key !== action.key) };
  }
}

function onPhase(state: DeskState, phase: LinkPhase, retryAt: number | undefined): DeskState {
  const next = { ...state, phase, retryAt: retryAt ?? null };
  if (phase === "live" || phase === "connecting") return next;
  // An offer was made to the connection that is gone; a claim on the way may or may not have been heard.
  return { ...next, offer: null, claims: {}, outbox: outbox.requeue(state.outbox) };
}

function onSelect(state: DeskState, conversation: string | null): DeskState {
  const next = { ...state, selected: conversation };
  if (conversation === null || state.conversations[conversation] === undefined) return next;
  return update(next, conversation, (held) => ({ ...held, unread: 0 }));
}

function onClaim(state: DeskState, conversation: string, id: string): DeskState {
  return { ...state, claims: { ...state.claims, [conversation]: { conversation, id } } };
}

function onPresence(state: DeskState, wanted: Wanted): DeskState {
  const me = state.me === null ? null : { ...state.me, ...wanted };
  return { ...state, me, wanted, offer: wanted.status === "away" ? null : state.offer };
}

function heardOf(state: DeskState, rows: readonly DeskRow[]): DeskState {
  const heard = Object.fromEntries(rows.map((row) => [row.conversation, row]));
  return { ...state, others: { ...state.others, ...heard } };
}

function update(state: DeskState, id: string, change: (held: Conversation) => Conversation): DeskState {
  const held = state.conversations[id] ?? emptyConversation(id);
  return { ...state, conversations: { ...state.conversations, [id]: change(held) } };
}

function notify(state: DeskState, notice: Notice): DeskState {
  const others = state.notices.filter((other) => other.key !== notice.key);
  return { ...state, notices: [...others, notice] };
}

function without<T>(record: Readonly<Record<string, T>>, key: string): Readonly<Record<string, T>> {
  return Object.fromEntries(Object.entries(record).filter(([other]) => other !== key));
}

function onFrame(state: DeskState, frame: DeskServerFrame, at: number): DeskState {
  switch (frame.type) {
    case "welcome":
      return onWelcome(state, frame, at);
    case "queue": {
      const next = withFront(state, frame);
      return { ...state, ...next, online: frame.online, offer: offerAfter(state, next.queue) };
    }
    case "mine":
      return withMine(state, frame.mine, frame.held);
    case "offer": {
      const { conversation, row } = frame;
      return { ...state, offer: { conversation, row, expiresAt: at + frame.expires_in_s * 1000 } };
    }
    case "context":
      return onContext(state, frame.conversation, frame);
    case "history":
      return update(state, frame.conversation, (held) => withHistory(held, frame.events));
    case "event":
      return onEvents(state, [frame]);
    case "accepted": {
      if (state.bulk[frame.id] !== undefined)
        return { ...state, bulk: { ...state.bulk, [frame.id]: { state: "done", pos: frame.pos } } };
      const held = lastPos(state.conversations[frame.conversation]);
      return { ...state, outbox: outbox.accept(state.outbox, frame.id, frame.pos, held) };
    }
    case "error":
      return onError(state, frame, at);
    case "alert":
      return notify(state, {
        key: `${frame.alert}:${frame.conversation}:${frame.number}:${frame.due}`,
        kind: "alert",
        alert: frame,
      });
    case "mention":
      return onMention(state, frame);
    case "reminder":
      return onReminder(state, frame, at);
    case "moved":
      return onMoved(state, frame, at);
    case "staff":
      return { ...state, staff: frame.staff };
    case "typing":
      return update(state, frame.conversation, (held) => ({ ...held, visitorTypingAt: at }));
    case "read":
      return update(state, frame.conversation, (held) => ({
        ...held,
        readSeq: Math.max(held.readSeq, frame.seq),
      }));
    case "going_away":
    case "pong":
      return state;
  }
}

function onWelcome(state: DeskState, frame: DeskWelcomeFrame, at: number): DeskState {
  const { agent, teams, staff = [], edit_window_s = 0, queue, mine, server_time } = frame;
  const skew = Date.parse(server_time) - at;
  const next = {
    ...state,
    phase: "live" as const,
    retryAt: null,
    // A connection that was lost took the agent off duty; what is asked for again at once (resume.ts) holds.
    me: { ...agent, ...state.wanted },
    teams,
    staff,
    editWindowMs: edit_window_s * 1000,
    ...frontOnly(state, queue, frame.waiting),
    mine,
    held: frame.held ?? mine.length,
    offer: null,
    conversations: notReading(state.conversations),
  };
  return Number.isNaN(skew) ? next : { ...next, skew };
}

function onMention(state: DeskState, frame: Extract<DeskServerFrame, { type: "mention" }>): DeskState {
  const { conversation, pos, agent, text, whisper = false } = frame;
  const key = `mention:${conversation}:${pos}`;
  return notify(heardOf(state, [frame.row]), {
    key,
    kind: "mention",
    conversation,
    name: agent.name,
    text,
    whisper,
  });
}

function onReminder(
  state: DeskState,
  { conversation, why, reason, row }: Extract<DeskServerFrame, { type: "reminder" }>,
  at: number,
): DeskState {
  return notify(heardOf(state, [row]), {
    key: `reminder:${conversation}:${at}`,
    kind: "reminder",
    conversation,
    why,
    ...(reason !== undefined && { reason }),
  });
}

function onMoved(
  state: DeskState,
  { conversation, to_you, by, reason, row }: Extract<DeskServerFrame, { type: "moved" }>,
  at: number,
): DeskState {
  return notify(row === undefined ? state : heardOf(state, [row]), {
    key: `moved:${conversation}:${at}`,
    kind: "moved",
    conversation,
    toMe: to_you,
    ...(by !== undefined && { by }),
    ...(reason !== undefined && { reason }),
  });
}

/** What was asked for on the connection that is gone will not come. */
function notReading(conversations: DeskState["conversations"]): DeskState["conversations"] {
  const entries = Object.entries(conversations);
  if (!entries.some(([, held]) => held.readingBack)) return conversations;
  return Object.fromEntries(entries.map(([id, held]) => [id, { ...held, readingBack: false }]));
}

function withMine(state: DeskState, mine: readonly DeskRow[], held = mine.length): DeskState {
  return { ...state, mine, held, others: withLeft(state, mine) };
}

/** What has left an agent's own list can still be looked at: its row is kept as it last was. */
function withLeft({ mine, others }: DeskState, now: readonly DeskRow[]): DeskState["others"] {
  const left = mine.filter((row) => !now.some((other) => other.conversation === row.conversation));
  return { ...others, ...Object.fromEntries(left.map((row) => [row.conversation, row])) };
}

/** Somebody else took it, or it went back: it was listed as waiting and no longer is. */
function offerAfter(state: DeskState, queue: readonly DeskRow[]): Offer | null {
  const { offer } = state;
  if (offer === null) return null;
  const same = (row: DeskRow): boolean => row.conversation === offer.conversation;
  return state.queue.some(same) && !queue.some(same) ? null : offer;
}

function onContext(
  state: DeskState,
  id: string,
  frame: Extract<DeskServerFrame, { type: "context" }>,
): DeskState {
  const offer = state.offer?.conversation === id ? null : state.offer;
  const claims = without(state.claims, id);
  const next = update({ ...state, offer, claims }, id, (held) => withContext(held, frame.context));
  const held = next.conversations[id];
  const settled = outbox.settle(next.outbox, id, held?.events ?? []);
  const { row } = frame.context;
  return { ...(row === undefined ? next : heardOf(next, [row])), outbox: settled };
}

/** Many at once are put in their places together: copying a long thread for each would take seconds. */
function onEvents(state: DeskState, frames: readonly DeskEventFrame[]): DeskState {
  const runs = new Map<string, DeskEventFrame[]>();
  for (const frame of frames) {
    const run = runs.get(frame.conversation);
    if (run === undefined) runs.set(frame.conversation, [frame]);
    else run.push(frame);
  }
  return [...runs].reduce((before, [id, run]) => onEventsOf(before, id, run), state);
}

function onEventsOf(state: DeskState, id: string, frames: readonly DeskEventFrame[]): DeskState {
  const watched = state.selected === id;
  const next = update(state, id, (held) => withEvents(held, frames, watched));
  // Its row in the lists would still say the last words.
  const others = frames.some(isErasure) ? without(next.others, id) : withNewRow(next.others, id, frames);
  return { ...next, others, outbox: outbox.settle(next.outbox, id, frames) };
}

function withNewRow(
  others: DeskState["others"],
  id: string,
  frames: readonly DeskEventFrame[],
): DeskState["others"] {
  const row = others[id];
  const now = row === undefined ? undefined : rowAfter(row, frames);
  return now === undefined || now === row ? others : { ...others, [id]: now };
}

function onError(state: DeskState, frame: DeskErrorFrame, at: number): DeskState {
  if (frame.code === "unauthorized") return onPhase(state, "expired", undefined);
  const claim = Object.values(state.claims).find((other) => isAnswerTo(other, frame));
  if (claim !== undefined) return claimLost(state, claim.conversation, frame.code);
  if (frame.id !== undefined && state.bulk[frame.id] !== undefined) {
    const names = [...new Set((frame.changes ?? []).map(({ who }) => who))];
    const failed = {
      state: "failed",
      code: frame.code,
      message: frame.message,
      ...(names.length > 0 && { changedBy: names.join("、") }),
      ...(frame.retry_after_ms !== undefined && { retryAfterMs: frame.retry_after_ms }),
    } as const;
    return { ...state, bulk: { ...state.bulk, [frame.id]: failed } };
  }
  if (frame.id !== undefined) {
    const known = state.outbox.some((item) => item.frame.id === frame.id);
    return known ? { ...state, outbox: outbox.refuse(state.outbox, frame, at) } : state;
  }
  const kind = frame.code === "forbidden" ? "forbidden" : "refused";
  return notify(state, { key: `refused:${frame.code}`, kind, code: frame.code });
}

function isAnswerTo(claim: { id: string; conversation: string }, frame: DeskErrorFrame): boolean {
  return frame.id === undefined ? frame.conversation === claim.conversation : frame.id === claim.id;
}

function claimLost(state: DeskState, conversation: string, code: string): DeskState {
  const offer = state.offer?.conversation === conversation ? null : state.offer;
  const next = { ...state, offer, claims: without(state.claims, conversation) };
  return notify(next, { key: `claim:${conversation}`, kind: "claim_lost", conversation, code });
}
