import type { TFunction } from "i18next";
import { describe, expect, it } from "vitest";
import { Drafts, emptyDraft, switchMode, textOf, withText } from "../src/desk/model/drafts.ts";
import { openOrder } from "../src/desk/model/orders.ts";
import { byPromise, deadline, slaOf } from "../src/desk/model/sla.ts";
import { threadItems } from "../src/desk/model/thread_items.ts";
import { slotWords } from "../src/desk/slots.ts";
import { T0, contextOf, iso, row, said } from "./builders.ts";

const order = {
  number: "GD1",
  status: "open",
  tier: "complaint",
  urgent: false,
  type: "other",
  first_response_due: iso(10 * 60_000),
  resolve_due: iso(24 * 3_600_000),
  responded: false,
} as const;

describe("promises", () => {
  it("count the first response until somebody answered, then the solution, then nothing", () => {
    expect(slaOf(order, T0)?.clock).toBe("first_response");
    expect(slaOf({ ...order, responded: true }, T0)?.clock).toBe("resolve");
    expect(slaOf({ ...order, status: "resolved" }, T0)).toBeNull();
    expect(slaOf(undefined, T0)).toBeNull();
  });

  it.each([
    [0, "ok"],
    [7 * 60_000, "near"],
    [10 * 60_000, "missed"],
  ])("after %i ms of ten minutes it is %s", (passed, level) => {
    expect(deadline("first_response", order.first_response_due, T0 + passed, iso())?.level).toBe(level);
  });

  it("sort the list: what runs out first, then who waits longest", () => {
    const later = row("later", { work_order: { ...order, first_response_due: iso(60 * 60_000) } });
    const soon = row("soon", { work_order: order });
    const waited = row("waited", { queued_at: iso(-5000) });
    const fresh = row("fresh", { queued_at: iso() });
    const sorted = byPromise([fresh, later, waited, soon]).map((one) => one.conversation);
    expect(sorted).toEqual(["soon", "later", "waited", "fresh"]);
  });
});

describe("the thread", () => {
  it("puts a line between days and names a voice once per run", () => {
    const events = [
      said(1, "昨天"),
      { ...said(2, "今天"), at: iso(24 * 3_600_000) },
      { ...said(3, "再"), at: iso(24 * 3_600_000 + 1000) },
    ];
    const items = threadItems(events, []);
    expect(items.map((item) => item.kind)).toEqual(["day", "bubble", "day", "bubble", "bubble"]);
    expect(items.flatMap((item) => (item.kind === "bubble" ? [item.head] : []))).toEqual([true, true, false]);
  });

  it("leaves queue positions and unknown kinds out, and ends with what is on its way", () => {
    const frame = { type: "note", id: "n1", conversation: "c1", text: "核对流水" } as const;
    const items = threadItems(
      [
        { pos: 1, at: iso(), kind: "queue", position: 1, estimated_wait_s: null, online: 1 },
        { pos: 2, at: iso(), kind: "unknown", original_kind: "hologram" },
      ],
      [{ frame, at: T0, delivery: "sent" }],
    );
    expect(items.map((item) => item.kind)).toEqual(["pending"]);
  });
});

describe("drafts", () => {
  it("are kept per person and conversation", () => {
    const drafts = new Drafts(window.localStorage, "李敏");
    drafts.write("c1", withText(emptyDraft, "您好"));
    expect(new Drafts(window.localStorage, "李敏").read("c1").reply).toBe("您好");
    expect(drafts.read("c2")).toEqual(emptyDraft);
    expect(new Drafts(window.localStorage, "王强").read("c1")).toEqual(emptyDraft);
    drafts.write("c1", emptyDraft);
    expect(window.localStorage).toHaveLength(0);
  });

  it("never mix a note and a reply unless told to", () => {
    const note = withText(switchMode(emptyDraft, "note", false), "注意语气");
    const apart = switchMode(note, "reply", false);
    expect(textOf(apart)).toBe("");
    expect(textOf(switchMode(apart, "note", false))).toBe("注意语气");
    expect(switchMode(note, "reply", true)).toEqual({ mode: "reply", reply: "注意语气", note: "" });
  });
});

describe("work orders", () => {
  it("the conversation's own open order is the one to settle", () => {
    const context = contextOf("c1", []);
    const orders = [
      { number: "GD0", status: "closed" },
      { number: "GD2", status: "open" },
      { number: "GD1", status: "in_progress" },
    ] as const;
    const own = row("c1", { work_order: order });
    expect(openOrder({ ...context, work_orders: orders }, own)?.number).toBe("GD1");
    expect(openOrder({ ...context, work_orders: [{ number: "GD1", status: "resolved" }] }, own)).toBeNull();
    expect(openOrder(context, own)?.number).toBe("GD1");
    expect(openOrder(context, undefined)).toBeNull();
  });
});

describe("what the bot has collected", () => {
  it("is for people where it has a label, and the flow's own where it has none", () => {
    const context = {
      ...contextOf("c1", []),
      slots: { order_number: "20261120002", lookup_misses: 0 },
      slot_labels: { order_number: "订单号" },
    };
    const t = ((key: string) => key) as unknown as TFunction;
    expect(slotWords(context, { t, locale: "zh-CN", now: T0 })).toEqual({
      labelled: [
        {
          name: "order_number",
          label: "订单号",
          value: "20261120002",
          source: undefined,
          choices: [],
          picked: ["20261120002"],
          several: false,
          version: undefined,
          change: undefined,
        },
      ],
      internal: [["lookup_misses", "0"]],
    });
  });

  it("of several options names those that were picked, and what else there is", () => {
    const choices = [
      { id: "slow", label: "到账慢" },
      { id: "rude", label: "态度差" },
    ];
    const context = {
      ...contextOf("c1", []),
      slots: { problems: ["rude"] },
      slot_labels: { problems: "问题" },
      slot_texts: { problems: "态度差" },
      slot_choices: { problems: choices },
    };
    const t = ((key: string) => key) as unknown as TFunction;
    expect(slotWords(context, { t, locale: "zh-CN", now: T0 }).labelled).toMatchObject([
      { value: "态度差", choices, picked: ["rude"], several: true },
    ]);
  });
});
