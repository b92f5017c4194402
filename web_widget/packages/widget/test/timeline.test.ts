import { describe, expect, it } from "vitest";
import { initialConversation, type ChatEvent, type ConversationState, type Pending } from "@yingda/protocol";
import { buildTimeline, countUnread, handlingOf, type TimelineItem } from "../src/core/timeline.ts";
import { AT } from "./support.ts";

type Body = Record<string, unknown>;

function state(bodies: readonly Body[], outbox: readonly Pending[] = []): ConversationState {
  const events = bodies.map((body, index) => ({ seq: index + 1, at: AT, ...body }) as unknown as ChatEvent);
  return { ...initialConversation, events, lastSeq: events.length, outbox };
}

const bot = (extra: Body = {}): Body => ({ kind: "message", from: { role: "bot" }, text: "b", ...extra });
const own = (extra: Body = {}): Body => ({ kind: "message", from: { role: "visitor" }, text: "v", ...extra });
const options = [{ id: "a", label: "A" }];
const pending = (frame: Body, at = 0): Pending => ({
  frame: { id: "p", ...frame } as unknown as Pending["frame"],
  at,
  state: "sending",
  attempts: 1,
  notBefore: 0,
});
const order = (status: string): Body => ({ kind: "work_order", number: "GD1", status, tier: "complaint" });

const kinds = (items: readonly TimelineItem[]): string[] => items.map((item) => item.type);
const messages = (items: readonly TimelineItem[]) =>
  items.flatMap((item) => (item.type === "message" ? [item] : []));

describe("a form that is shown again", () => {
  const form = { id: "repair", title: "报修", submit_label: "", fields: [] };
  const again = (...bodies: readonly Body[]): readonly boolean[] =>
    messages(buildTimeline(state(bodies))).map((item) => item.again);

  it("is marked when something else was said instead of sending it", () => {
    expect(again(bot({ form }), own(), bot({ form }))).toEqual([false, false, true]);
    expect(again(bot({ form }), own(), bot(), bot({ form })).at(-1)).toBe(true);
  });

  it("is a new one after it was sent, and after another question", () => {
    expect(again(bot({ form }), own({ submitted: { of: 1, values: [] } }), bot({ form })).at(-1)).toBe(false);
    expect(again(bot({ form }), own(), bot({ form: { ...form, id: "refund" } })).at(-1)).toBe(false);
    expect(again(bot({ form }), own(), bot({ options }), bot({ form })).at(-1)).toBe(false);
  });
});

describe("a form that may be left out", () => {
  const form = { id: "off", title: "留言", submit_label: "", fields: [], stays: true };
  const open = (...bodies: readonly Body[]): readonly boolean[] =>
    messages(buildTimeline(state(bodies))).map((item) => item.open);

  it("stays open whatever is asked since, until its order is settled", () => {
    expect(open(order("open"), bot({ form }), own(), bot({ options }))).toEqual([true, false, true]);
    expect(open(order("open"), bot({ form }), order("closed"))).toEqual([false]);
  });

  it("takes no other question away, and is open once", () => {
    expect(open(bot({ options }), order("open"), bot({ form }))).toEqual([true, true]);
    const skipped = own({ chosen: { of: 2, option: "skip" } });
    expect(open(order("open"), bot({ form, options }), skipped)[0]).toBe(false);
  });
});

describe("the timeline", () => {
  it("separates days", () => {
    expect(kinds(buildTimeline(state([own({ at: "2026-11-18T08:00:00Z" }), bot()])))).toEqual([
      "day",
      "message",
      "day",
      "message",
    ]);
  });

  it("names a voice once a run", () => {
    const heads = messages(
      buildTimeline(state([bot(), bot(), own(), bot({ at: "2026-11-21T08:20:00.000Z" })])),
    );
    expect(heads.map((item) => item.head)).toEqual([true, false, true, true]);
  });

  it("says only of the last own message where it is", () => {
    const items = messages(buildTimeline(state([own(), bot(), own(), bot()])));
    expect(items.map((item) => item.last)).toEqual([false, false, true, false]);
  });

  it("says that the visitor's words were read, by the server's word or by an agent's answer", () => {
    const read = (given: ConversationState): readonly boolean[] =>
      messages(buildTimeline(given))
        .filter(({ event }) => event.from.role === "visitor")
        .map((item) => item.read);
    const said = state([own(), bot(), own()]);
    expect(read(said)).toEqual([false, false]);
    expect(read({ ...said, agentReadSeq: 2 })).toEqual([true, false]);
    expect(read({ ...said, agentReadSeq: 3 })).toEqual([true, true]);
    const answer = { kind: "message", from: { role: "agent" }, text: "a" };
    expect(read(state([own(), answer, own()]))).toEqual([true, false]);
  });

  it("closes choices once one is chosen, also while that is on its way", () => {
    const [asked] = messages(
      buildTimeline(state([bot({ options }), own({ chosen: { of: 1, option: "a" } })])),
    );
    expect(asked).toMatchObject({ open: false, chosen: "a" });
    const [waiting] = messages(
      buildTimeline(state([bot({ options })], [pending({ type: "choose", of: 1, option: "a" })])),
    );
    expect(waiting).toMatchObject({ open: false, chosen: "a" });
  });

  it("closes choices that a later question has replaced", () => {
    const items = messages(buildTimeline(state([bot({ options }), bot({ options })])));
    expect(items.map((item) => item.open)).toEqual([false, true]);
  });

  it("names a choice on its way by its label", () => {
    const items = buildTimeline(state([bot({ options })], [pending({ type: "choose", of: 1, option: "a" })]));
    expect(items.at(-1)).toMatchObject({ type: "pending", label: "A" });
  });

  it("shows a work order once, as it is now", () => {
    expect(kinds(buildTimeline(state([order("open"), order("in_progress")])))).toEqual([
      "day",
      "line",
      "work_order",
    ]);
  });

  it("shows the queue only while one stands in it", () => {
    const queue = { kind: "queue", position: 1, estimated_wait_s: null, online: 1 };
    expect(kinds(buildTimeline(state([queue, queue])))).toEqual(["day", "queue"]);
    const joined = { kind: "agent_joined", agent: { name: "L" } };
    expect(kinds(buildTimeline(state([queue, joined])))).toEqual(["day", "line"]);
  });

  it("draws the queue and the order that is waited for as one card, where the later of them came", () => {
    const queue = { kind: "queue", position: 1, estimated_wait_s: null, online: 1 };
    const system = { kind: "message", from: { role: "system" }, text: "s" };
    const handedOver = buildTimeline(state([order("open"), system, queue, system]));
    expect(kinds(handedOver)).toEqual(["day", "message", "work_order", "message"]);
    expect(handedOver[2]).toMatchObject({ key: "order-GD1", fresh: true, waiting: { queue: { seq: 3 } } });
    const changed = buildTimeline(state([order("open"), queue, bot(), order("open")]));
    expect(kinds(changed)).toEqual(["day", "line", "message", "work_order"]);
    expect(changed[3]).toMatchObject({ fresh: false, waiting: { queue: { seq: 2 } } });
    const joined = { kind: "agent_joined", agent: { name: "L" } };
    expect(kinds(buildTimeline(state([order("open"), queue, joined])))).toEqual([
      "day",
      "work_order",
      "line",
    ]);
  });

  it("draws nothing of a kind it does not know", () => {
    expect(kinds(buildTimeline(state([{ kind: "unknown", original_kind: "x" }])))).toEqual([]);
  });
});

describe("who has the conversation", () => {
  const queue = { kind: "queue", position: 2, estimated_wait_s: null, online: 1 };
  const joined = { kind: "agent_joined", agent: { name: "L" } };
  it.each([
    [[], { by: "bot" }],
    [[{ kind: "human_requested" }], { by: "asked" }],
    [[{ kind: "human_requested" }, queue], { by: "queue", queue: { seq: 2, at: AT, ...queue } }],
    [[{ kind: "human_requested" }, order("open"), queue, order("closed")], { by: "bot" }],
    [[queue, joined], { by: "agent", name: "L" }],
    [[queue, joined, { kind: "agent_left", agent: { name: "L" } }], { by: "bot" }],
    [[joined, { kind: "closed", reason: "" }], { by: "bot" }],
  ])("%j gives %j", (bodies, expected) => expect(handlingOf(state(bodies))).toEqual(expected));
});

describe("unread", () => {
  it("counts what others said after the mark", () => {
    expect(countUnread(state([bot(), own(), bot(), order("open")]).events, 1)).toBe(2);
  });

  it.each([
    [["assigned"], 0],
    [["first_response"], 0],
    [["first_response", "resolved"], 1],
    [["first_response_missed"], 1],
  ])("%j of a work order counts %i", (whats, expected) => {
    const changes = whats.map((what) => ({ who: "lin", what }));
    expect(countUnread(state([{ ...order("in_progress"), changes }]).events, 0)).toBe(expected);
  });
});
