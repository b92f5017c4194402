import { describe, expect, it } from "vitest";
import {
  initialConversation,
  step,
  type ChatEvent,
  type ChatServerFrame,
  type ConversationAction,
  type ConversationEffect,
  type ConversationState,
  type DurableFrame,
} from "../src/index.ts";

const AT = "2026-11-21T08:05:00.000Z";
const NOW = Date.parse(AT);

function run(actions: readonly ConversationAction[], from: ConversationState = initialConversation) {
  const effects: ConversationEffect[] = [];
  let state = from;
  for (const action of actions) {
    const result = step(state, action);
    state = result.state;
    effects.push(...result.effects);
  }
  return { state, effects };
}

const frame = (value: ChatServerFrame, now = NOW): ConversationAction => ({
  type: "frame",
  frame: value,
  now,
});
const welcome = (seq: number, conversation = "c1", epoch = "e1"): ConversationAction =>
  frame({ type: "welcome", conversation, token: "t", seq, epoch, resumed: seq > 0, server_time: AT });
const botEvent = (seq: number): ConversationAction =>
  frame({ type: "event", seq, at: AT, kind: "message", from: { role: "bot" }, text: `bot ${seq}` });
const ownEvent = (seq: number, id: string): ConversationAction =>
  frame({ type: "event", seq, at: AT, kind: "message", from: { role: "visitor" }, text: id, client_id: id });
const message = (id: string): DurableFrame => ({ type: "message", id, text: id });
const say = (id: string): ConversationAction => ({ type: "say", frame: message(id), now: NOW });
const accepted = (id: string, seq: number): ConversationAction => frame({ type: "accepted", id, seq });
const sent = (effects: readonly ConversationEffect[]): string[] =>
  effects.flatMap((effect) => (effect.type === "send" ? [effect.frame.id] : []));
const seqs = (state: ConversationState): number[] => state.events.map((event) => event.seq);

describe("the log", () => {
  it("applies events in order", () => {
    expect(seqs(run([welcome(2), botEvent(1), botEvent(2)]).state)).toEqual([1, 2]);
  });

  it("drops what it has already", () => {
    expect(seqs(run([welcome(2), botEvent(1), botEvent(1), botEvent(2), botEvent(1)]).state)).toEqual([1, 2]);
  });

  it("asks to resume at a gap and keeps nothing from behind it", () => {
    const { state, effects } = run([welcome(3), botEvent(1), botEvent(3)]);
    expect(seqs(state)).toEqual([1]);
    expect(effects).toContainEqual({ type: "reconnect", afterMs: 0 });
  });

  it("starts from nothing at a reset and follows the new epoch", () => {
    const reset = frame({ type: "reset", conversation: "c1", seq: 1, epoch: "e2" });
    const { state } = run([welcome(2), botEvent(1), botEvent(2), reset, botEvent(1)]);
    expect(seqs(state)).toEqual([1]);
    expect(state.session).toEqual({ conversation: "c1", token: "t", epoch: "e2" });
  });

  it("drops the log of another conversation", () => {
    const { state } = run([welcome(1), botEvent(1), { type: "disconnected" }, welcome(1, "c2"), botEvent(1)]);
    expect(state.session?.conversation).toBe("c2");
    expect(seqs(state)).toEqual([1]);
  });

  it("does not continue a stored log that has a hole", () => {
    const events = [1, 3].map((seq): ChatEvent => ({ seq, at: AT, kind: "closed", reason: "" }));
    const session = { conversation: "c1", token: "t", epoch: "e1" };
    expect(run([{ type: "restored", session, events, outbox: [] }]).state.lastSeq).toBe(0);
  });

  it("learns the difference of the clocks", () => {
    const action = frame(
      { type: "welcome", conversation: "c", token: "t", seq: 0, epoch: 1, resumed: false, server_time: AT },
      NOW - 90_000,
    );
    expect(run([action]).state.clockOffsetMs).toBe(90_000);
  });
});

describe("what the visitor says", () => {
  it("is saved before it is sent, and not sent before welcome", () => {
    const { effects } = run([say("a"), { type: "connecting" }]);
    expect(effects.map((effect) => effect.type)).toEqual(["save"]);
    const live = run([welcome(0), say("a")]).effects.map((effect) => effect.type);
    expect(live).toEqual(["save_session", "save_log", "save", "send"]);
  });

  it("goes one at a time, in order", () => {
    const { state, effects } = run([welcome(0), say("a"), say("b"), say("c")]);
    expect(sent(effects)).toEqual(["a"]);
    const next = run([accepted("a", 1), accepted("b", 2)], state);
    expect(sent(next.effects)).toEqual(["b", "c"]);
  });

  it("is forgotten by the store only when accepted, and shown until its event arrives", () => {
    const first = run([welcome(0), say("a"), accepted("a", 1)]);
    expect(first.effects).toContainEqual({ type: "forget", id: "a" });
    expect(first.state.outbox.map((entry) => entry.state)).toEqual(["accepted"]);
    const second = run([ownEvent(1, "a")], first.state);
    expect(second.state.outbox).toEqual([]);
    expect(seqs(second.state)).toEqual([1]);
  });

  it("is sent again with the same id after a lost connection, before anything newer", () => {
    const lost = run([welcome(0), say("a"), { type: "disconnected" }, say("b")]);
    const back = run([welcome(0)], lost.state);
    expect(sent(back.effects)).toEqual(["a"]);
    const dup = run([frame({ type: "accepted", id: "a", seq: 1, dup: true })], back.state);
    expect(sent(dup.effects)).toEqual(["b"]);
  });

  it("is known to be durable by its event, when accepted was lost", () => {
    const lost = run([welcome(0), say("a"), { type: "disconnected" }, welcome(1)]);
    const { state, effects } = run([ownEvent(1, "a")], lost.state);
    expect(state.outbox).toEqual([]);
    expect(effects).toContainEqual({ type: "forget", id: "a" });
  });

  it("waits as long as the server asks for", () => {
    const busy = frame({ type: "error", code: "rate_limited", message: "", id: "a", retry_after_ms: 1500 });
    const waiting = run([welcome(0), say("a"), busy]);
    expect(waiting.state.outbox[0]?.state).toBe("queued");
    expect(sent(run([{ type: "tick", now: NOW + 1400 }], waiting.state).effects)).toEqual([]);
    expect(sent(run([{ type: "tick", now: NOW + 1500 }], waiting.state).effects)).toEqual(["a"]);
  });

  it("fails at a final error, lets the next one go, and can be tried again under a new id", () => {
    const error = frame({ type: "error", code: "conflict", message: "taken", id: "a" });
    const failed = run([welcome(0), say("a"), say("b"), error]);
    expect(failed.state.outbox[0]).toMatchObject({ state: "failed", error: { code: "conflict" } });
    expect(sent(failed.effects)).toEqual(["a", "b"]);
    const again = run([{ type: "retry", id: "a", freshId: "a2", now: NOW }, accepted("b", 1)], failed.state);
    expect(sent(again.effects)).toEqual(["a2"]);
    expect(again.effects).toContainEqual({ type: "forget", id: "a" });
  });

  it("is sent again when the answer is overdue", () => {
    const { state } = run([welcome(0), say("a")]);
    expect(sent(run([{ type: "tick", now: NOW + 20_000 }], state).effects)).toEqual(["a"]);
  });

  it("survives a reload that catches it unsent", () => {
    const before = run([say("a"), say("b")]).state.outbox;
    const { effects } = run([{ type: "restored", events: [], outbox: before }, welcome(0), accepted("a", 1)]);
    expect(sent(effects)).toEqual(["a", "b"]);
  });
});

describe("refusals", () => {
  it("opens a form again with what is wrong, and leaves no failed message", () => {
    const submit: DurableFrame = { type: "submit", id: "s", of: 5, values: { order: "x" } };
    const fields = [{ name: "order", message: "11 digits" }];
    const { state } = run([
      welcome(0),
      { type: "say", frame: submit, now: NOW },
      frame({ type: "error", code: "invalid", message: "", id: "s", fields }),
    ]);
    expect(state.fieldErrors[5]).toEqual(fields);
    expect(state.outbox).toEqual([]);
    const again: DurableFrame = { ...submit, id: "s2" };
    expect(run([{ type: "say", frame: again, now: NOW }], state).state.fieldErrors[5]).toBeUndefined();
  });

  it("goes on as a new visitor when the token is refused, with everything unsent", () => {
    const { state, effects } = run([
      welcome(1),
      botEvent(1),
      say("a"),
      { type: "disconnected" },
      { type: "connecting" },
      frame({ type: "error", code: "unauthorized", message: "" }),
    ]);
    expect(state.session).toBeUndefined();
    expect(state.lastSeq).toBe(0);
    expect(state.outbox).toHaveLength(1);
    expect(effects).toContainEqual({ type: "reconnect", afterMs: 0 });
  });

  it("comes back when a draining server says so", () => {
    const { effects } = run([welcome(0), frame({ type: "going_away", retry_after_ms: 2000 })]);
    expect(effects).toContainEqual({ type: "reconnect", afterMs: 2000 });
  });
});
