import type { Overview } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { withQuery, worthRetrying, HttpError } from "../src/app/http.ts";
import { happenings } from "../src/desk/notify/happenings.ts";
import { threadItems } from "../src/desk/model/thread_items.ts";
import { rowOf } from "../src/desk/model/state.ts";
import { longestWaitMs, totals } from "../src/desk/supervise/totals.ts";
import { T0, contextOf, hear, iso, live, online, play, row, said } from "./builders.ts";

describe("how far the visitor has read", () => {
  it("only grows, and marks the last message of ours that was read", () => {
    const state = hear(
      online(),
      live("c1", said(1, "您好", "agent")),
      live("c1", said(2, "在的")),
      live("c1", said(3, "马上", "agent")),
      { type: "read", conversation: "c1", seq: 2 },
      { type: "read", conversation: "c1", seq: 1 },
    );
    const held = state.conversations.c1;
    expect(held?.readSeq).toBe(2);
    const receipts = threadItems(held?.events ?? [], [], held?.readSeq).flatMap((item) =>
      item.kind === "bubble" && item.receipt !== undefined ? [[item.event.text, item.receipt]] : [],
    );
    expect(receipts).toEqual([
      ["您好", "read"],
      ["马上", "unread"],
    ]);
  });

  it("takes an answer for having read what stands before it", () => {
    const items = threadItems([said(1, "您好", "agent"), said(2, "在的")], []);
    expect(items.find((item) => item.key === "e1")).toMatchObject({ receipt: "read" });
  });

  it("marks one message when it is both the last and read", () => {
    const items = threadItems([said(1, "您好", "agent")], [], 1);
    expect(items.at(-1)).toMatchObject({ receipt: "read" });
  });
});

describe("rows that are in no live list", () => {
  it("are known from what was listed, from a context, and from the list they left", () => {
    const listed = play(online(), { type: "heard_of", rows: [row("c7", { handling: "bot" })] });
    expect(rowOf(listed, "c7")?.handling).toBe("bot");
    const context = { ...contextOf("c8", []), row: row("c8", { handling: "agent" }) };
    expect(rowOf(hear(listed, { type: "context", conversation: "c8", context }), "c8")?.handling).toBe(
      "agent",
    );
    const left = hear(online({ mine: [row("c9")] }), { type: "mine", mine: [] });
    expect(rowOf(left, "c9")?.visitor.name).toBe("陈先生");
  });
});

describe("a revealed conversation", () => {
  it("shows what was masked before", () => {
    const masked = { ...said(1, "138****8000"), masked: true };
    const before = hear(online(), live("c1", masked));
    const after = hear(before, {
      type: "context",
      conversation: "c1",
      context: contextOf("c1", [said(1, "13800138000")]),
    });
    expect(after.conversations.c1?.events).toMatchObject([{ text: "13800138000" }]);
  });
});

describe("what somebody is called for", () => {
  it("is a new offer, a visitor's new words in an own conversation, and a new alert", () => {
    const before = hear(online({ mine: [row("c1")] }), live("c1", said(1, "在吗")));
    const offered = hear(before, { type: "offer", conversation: "c2", expires_in_s: 30, row: row("c2") });
    expect(happenings(before, offered)).toMatchObject([{ kind: "offer", conversation: "c2" }]);
    const spoken = hear(offered, live("c1", said(2, "还在吗")));
    expect(happenings(offered, spoken)).toMatchObject([{ kind: "message", words: "还在吗" }]);
    const alerted = hear(spoken, {
      type: "alert",
      conversation: "c1",
      number: "GD1",
      alert: "urged",
      due: iso(),
      text: "",
    });
    expect(happenings(spoken, alerted)).toMatchObject([{ kind: "alert" }]);
  });

  it("is neither one's own words nor a transcript that arrives", () => {
    const before = online({ mine: [row("c1")] });
    const context = contextOf("c1", [said(1, "在吗")]);
    const held = hear(before, { type: "context", conversation: "c1", context });
    expect(happenings(before, held)).toEqual([]);
    expect(happenings(held, hear(held, live("c1", said(2, "您好", "agent"))))).toEqual([]);
    expect(happenings(held, hear(held, live("c2", said(1, "别人的"))))).toEqual([]);
  });
});

describe("the wallboard's sums", () => {
  const overview: Overview = {
    at: iso(),
    overdue: 0,
    at_risk: 0,
    risks: [],
    live: [],
    teams: [
      { id: "a", name: "A", waiting: 2, with_agents: 3, online: 1, oldest_queued_at: iso(-60_000) },
      { id: "b", name: "B", waiting: 1, with_agents: 0, online: 0, oldest_queued_at: iso(-90_000) },
    ],
    agents: [
      { id: "1", name: "甲", role: "agent", status: "online", load: 3, capacity: 5, teams: [] },
      { id: "2", name: "乙", role: "agent", status: "online", load: 6, capacity: 5, teams: [] },
      { id: "3", name: "丙", role: "agent", status: "away", load: 0, capacity: 5, teams: [] },
      { id: "4", name: "丁", role: "agent", status: "gone", load: 1, capacity: 5, teams: [] },
    ],
  };

  it("count who is on duty, and only room that is really there", () => {
    expect(totals(overview)).toEqual({ waiting: 3, withAgents: 3, online: 2, away: 1, room: 2 });
    expect(longestWaitMs(overview, T0)).toBe(90_000);
    expect(longestWaitMs({ ...overview, teams: [] }, T0)).toBe(0);
  });
});

describe("asking over HTTP", () => {
  it("leaves empty values out of the address and escapes the others", () => {
    expect(withQuery("/v1/conversations", { q: "退款 &", after: "", state: "ended", limit: undefined })).toBe(
      "/v1/conversations?q=%E9%80%80%E6%AC%BE+%26&state=ended",
    );
    expect(withQuery("/v1/x", {})).toBe("/v1/x");
  });

  it("tries again what may pass, and never a refusal", () => {
    expect(worthRetrying(0, new HttpError(403))).toBe(false);
    expect(worthRetrying(0, new HttpError(429))).toBe(true);
    expect(worthRetrying(0, new TypeError("network"))).toBe(true);
    expect(worthRetrying(2, new HttpError(503))).toBe(false);
  });
});
