import { describe, expect, it } from "vitest";
import * as outbox from "../src/desk/model/outbox.ts";
import { OutboxKeeper } from "../src/desk/model/outbox_keeper.ts";
import { T0, said } from "./builders.ts";

const message = (id: string) => ({ type: "message", id, conversation: "c1", text: "您好" }) as const;
const one = outbox.enqueue([], message("m1"), T0);

describe("the outbox", () => {
  it("goes queued, sent, accepted, and leaves when its event arrives", () => {
    const sent = outbox.markSent(one, "m1");
    expect(sent[0]?.delivery).toBe("sent");
    const accepted = outbox.accept(sent, "m1", 7, 6);
    expect(accepted[0]).toMatchObject({ delivery: "accepted", pos: 7 });
    expect(outbox.settle(accepted, "c1", [said(6, "别的")])).toHaveLength(1);
    expect(outbox.settle(accepted, "c1", [said(7, "您好", "agent")])).toHaveLength(0);
  });

  it("leaves at once when the event was faster than the answer", () => {
    expect(outbox.accept(one, "m1", 7, 7)).toHaveLength(0);
    const event = { ...said(7, "您好", "agent"), client_id: "m1" };
    expect(outbox.settle(one, "c1", [event])).toHaveLength(0);
  });

  it("sends again after a lost connection, with the same id", () => {
    const again = outbox.requeue(outbox.markSent(one, "m1"));
    expect(outbox.dueNow(again, T0).map((item) => item.frame.id)).toEqual(["m1"]);
  });

  it("waits when the server is busy, fails when it refuses, and can be tried again", () => {
    const sent = outbox.markSent(one, "m1");
    const busy = {
      type: "error",
      code: "rate_limited",
      message: "slow",
      id: "m1",
      retry_after_ms: 900,
    } as const;
    const waiting = outbox.refuse(sent, busy, T0);
    expect(outbox.dueNow(waiting, T0)).toHaveLength(0);
    expect(outbox.dueNow(waiting, T0 + 900)).toHaveLength(1);
    const failed = outbox.refuse(
      sent,
      { type: "error", code: "conflict", message: "claim the conversation first", id: "m1" },
      T0,
    );
    expect(failed[0]).toMatchObject({ delivery: "failed", refused: "conflict" });
    expect(outbox.retry(failed, "m1")[0]).toEqual({ frame: message("m1"), at: T0, delivery: "queued" });
    expect(outbox.discard(failed, "m1")).toHaveLength(0);
  });

  it("survives a reload of the tab, and only what was not confirmed", () => {
    const keeper = new OutboxKeeper(window.sessionStorage, "李敏");
    const two = outbox.enqueue(outbox.accept(one, "m1", 3, 0), message("m2"), T0);
    keeper.save(outbox.markSent(two, "m2"));
    expect(keeper.load()).toEqual([{ frame: message("m2"), at: T0, delivery: "queued" }]);
    expect(new OutboxKeeper(window.sessionStorage, "王强").load()).toEqual([]);
  });

  it("ignores a damaged store", () => {
    window.sessionStorage.setItem("yd.desk.outbox:李敏", '[{"frame":{"type":"claim"}},7,{');
    expect(new OutboxKeeper(window.sessionStorage, "李敏").load()).toEqual([]);
  });
});
