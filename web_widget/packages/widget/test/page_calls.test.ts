import { describe, expect, it } from "vitest";
import type { ChatServerFrame, Pending } from "@yingda/protocol";
import { tellHostOf } from "../src/core/host_events.ts";

const asked: Pending = {
  frame: { type: "event", id: "e1", name: "refund", flow: "refund", slots: { order_number: "abc" } },
  at: 0,
  state: "sending",
  attempts: 1,
  notBefore: 0,
};

function told(frame: ChatServerFrame, waiting: readonly Pending[] = [asked]) {
  const heard: unknown[] = [];
  tellHostOf(frame, waiting, (name, detail) => heard.push({ name, detail }));
  return heard;
}

describe("what the page hears of the flows it calls", () => {
  it("is when one begins and ends", () => {
    expect(told({ type: "flow", flow: "refund", stage: "started" })).toEqual([
      { name: "flow", detail: { flow: "refund", stage: "started" } },
    ]);
  });

  it("is why one did not begin, with the slots that are wrong", () => {
    const fields = [{ name: "order_number", message: "must be an order number" }];
    expect(told({ type: "error", id: "e1", code: "invalid", message: "no", fields })).toEqual([
      { name: "error", detail: { code: "flow", flow: "refund", message: "no", fields } },
    ]);
  });

  it("is nothing while the server asks for patience, and nothing of other frames", () => {
    expect(told({ type: "error", id: "e1", code: "overloaded", message: "" })).toEqual([]);
    expect(told({ type: "error", id: "m1", code: "invalid", message: "" })).toEqual([]);
    const message: Pending = { ...asked, frame: { type: "message", id: "e1", text: "x" } };
    expect(told({ type: "error", id: "e1", code: "invalid", message: "" }, [message])).toEqual([]);
  });
});
