import { describe, expect, it } from "vitest";
import { initialState, lastPos, ownership } from "../src/desk/model/state.ts";
import { T0, contextOf, hear, iso, live, online, play, row, said, welcome } from "./builders.ts";

describe("the desk's state", () => {
  it("takes lists, person and clock from the welcome", () => {
    const state = hear(
      initialState,
      welcome({ queue: [row("c1")], mine: [row("c2")], server_time: iso(5000) }),
    );
    expect(state.phase).toBe("live");
    expect(state.skew).toBe(5000);
    expect(ownership(state, "c1")).toBe("queued");
    expect(ownership(state, "c2")).toBe("mine");
  });

  it("holds events in order, once each, and marks a gap without taking what follows it", () => {
    const held = hear(
      online(),
      live("c1", said(1, "一")),
      live("c1", said(1, "一")),
      live("c1", said(2, "二")),
    );
    expect(held.conversations.c1?.events.map((event) => event.pos)).toEqual([1, 2]);
    const gap = hear(held, live("c1", said(4, "四")));
    expect(gap.conversations.c1?.gap).toBe(true);
    expect(lastPos(gap.conversations.c1)).toBe(2);
    const healed = hear(gap, live("c1", said(3, "三")), live("c1", said(4, "四")));
    expect(healed.conversations.c1).toMatchObject({ gap: false });
    expect(lastPos(healed.conversations.c1)).toBe(4);
  });

  it("keeps nothing of a conversation that was erased while it was open", () => {
    const held = hear(
      online(),
      {
        type: "context",
        conversation: "c1",
        context: contextOf("c1", [said(1, "卡号 6222"), said(2, "二")]),
      },
      live("c1", { kind: "erasure", by: "visitor", result: "erased", pos: 3, at: iso() }),
    );
    expect(JSON.stringify(held.conversations.c1)).not.toMatch(/6222|648/);
    expect(held.conversations.c1?.events.map(({ pos, kind }) => [pos, kind])).toEqual([
      [1, "unknown"],
      [2, "unknown"],
      [3, "erasure"],
    ]);
    const kept = hear(
      online(),
      live("c1", said(1, "一")),
      live("c1", { kind: "erasure", by: "visitor", result: "kept", pos: 2, at: iso() }),
    );
    expect(kept.conversations.c1?.events[0]).toMatchObject({ text: "一" });
  });

  it("joins a context's transcript with what arrived live", () => {
    const early = hear(online(), live("c1", said(1, "一")), live("c1", said(2, "二")));
    const context = contextOf("c1", [said(1, "一"), said(2, "二"), said(3, "三")]);
    const state = hear(early, { type: "context", conversation: "c1", context }, live("c1", said(4, "四")));
    expect(state.conversations.c1?.events.map((event) => event.pos)).toEqual([1, 2, 3, 4]);
    expect(state.conversations.c1?.context?.summary).toContain("648");
  });

  it("keeps the context's work orders up to date with the events", () => {
    const claimed = hear(online(), { type: "context", conversation: "c1", context: contextOf("c1", []) });
    const order = {
      pos: 1,
      at: iso(),
      kind: "work_order",
      number: "GD20261121-0042-8",
      status: "open",
      work_order_type: "not_arrived",
      tier: "complaint",
      urgent: false,
      department: "orders",
      department_name: "订单组",
      opened_at: iso(),
      first_response_due: iso(),
      resolve_due: iso(),
      demands: [],
    } as const;
    const state = hear(claimed, live("c1", order), live("c1", { ...order, pos: 2, status: "resolved" }));
    expect(state.conversations.c1?.context?.work_orders).toHaveLength(1);
    expect(state.conversations.c1?.context?.work_orders[0]?.status).toBe("resolved");
  });

  it("counts what visitors said elsewhere, not in the open conversation", () => {
    const state = play(online(), { type: "select", conversation: "c1" });
    const after = hear(
      state,
      live("c1", said(1, "一")),
      live("c2", said(1, "一")),
      live("c2", said(2, "答", "bot")),
    );
    expect(after.conversations.c1?.unread).toBe(0);
    expect(after.conversations.c2?.unread).toBe(1);
    expect(play(after, { type: "select", conversation: "c2" }).conversations.c2?.unread).toBe(0);
  });

  it("tells who lost the race for a conversation, and takes the offer away", () => {
    const offered = hear(online(), { type: "offer", conversation: "c1", expires_in_s: 20, row: row("c1") });
    expect(offered.offer?.expiresAt).toBe(T0 + 20_000);
    const claiming = play(offered, { type: "claim", conversation: "c1", id: "k1" });
    const lost = hear(claiming, {
      type: "error",
      code: "conflict",
      message: "this conversation is with 王强",
      id: "k1",
      conversation: "c1",
    });
    expect(lost.offer).toBeNull();
    expect(lost.claims.c1).toBeUndefined();
    expect(lost.notices).toEqual([
      { key: "claim:c1", kind: "claim_lost", conversation: "c1", code: "conflict" },
    ]);
  });

  it("drops an offer when the conversation no longer waits", () => {
    const offered = hear(online({ queue: [row("c1")] }), {
      type: "offer",
      conversation: "c1",
      expires_in_s: 20,
      row: row("c1"),
    });
    expect(hear(offered, { type: "queue", queue: [row("c1")], online: 2 }).offer).not.toBeNull();
    expect(hear(offered, { type: "queue", queue: [], online: 2 }).offer).toBeNull();
  });

  it("shows one notice per missed deadline", () => {
    const alert = {
      type: "alert",
      conversation: "c1",
      number: "GD1",
      alert: "resolve_missed",
      due: iso(),
      text: "解决期限已过",
    } as const;
    const state = hear(online(), alert, alert);
    expect(state.notices).toHaveLength(1);
    const key = state.notices[0]?.key ?? "";
    expect(play(state, { type: "dismiss_notice", key }).notices).toHaveLength(0);
  });

  it("what is not allowed is said, and the session goes on", () => {
    const refused = { type: "error", code: "forbidden", message: "supervisors only" } as const;
    const told = hear(online(), refused);
    expect(told.phase).toBe("live");
    expect(told.notices).toMatchObject([{ kind: "forbidden", code: "forbidden" }]);
    const frame = { type: "message", id: "m1", conversation: "c1", text: "您好" } as const;
    const sending = play(online(), { type: "enqueue", frame, at: T0 }, { type: "sent", id: "m1" });
    const failed = hear(sending, { ...refused, id: "m1" });
    expect(failed.phase).toBe("live");
    expect(failed.outbox).toMatchObject([{ delivery: "failed", refused: "forbidden" }]);
  });

  it("an ended session stops the desk and keeps what was not confirmed", () => {
    const frame = { type: "message", id: "m1", conversation: "c1", text: "您好" } as const;
    const sending = play(online(), { type: "enqueue", frame, at: T0 }, { type: "sent", id: "m1" });
    const expired = hear(sending, { type: "error", code: "unauthorized", message: "log in" });
    expect(expired.phase).toBe("expired");
    expect(expired.outbox.map((item) => item.delivery)).toEqual(["queued"]);
  });
});
