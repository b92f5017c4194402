import { describe, expect, it } from "vitest";
import type { ChatEvent } from "@yingda/protocol";
import { waitingOf } from "../src/core/waiting.ts";
import { AT } from "./support.ts";

type Body = Record<string, unknown>;

const log = (...bodies: readonly Body[]): ChatEvent[] =>
  bodies.map((body, index) => ({ seq: index + 1, at: AT, ...body }) as unknown as ChatEvent);
const order = (number: string, status = "open"): Body => ({ kind: "work_order", number, status });
const queue = (online: number, position = 1): Body => ({ kind: "queue", position, online });
const system: Body = { kind: "message", from: { role: "system" }, text: "nobody is here" };
const visitor: Body = { kind: "message", from: { role: "visitor" }, text: "hello?" };
const joined: Body = { kind: "agent_joined", agent: { name: "L" } };

describe("what a visitor waits for", () => {
  it("is nothing before the queue and after somebody came", () => {
    expect(waitingOf(log(order("GD1")))).toBeUndefined();
    expect(waitingOf(log(order("GD1"), queue(1), joined))).toBeUndefined();
  });

  it("is the order that changed last and is not settled", () => {
    const found = waitingOf(log(order("GD1"), order("GD2"), order("GD1", "resolved"), queue(1)));
    expect(found?.order?.number).toBe("GD2");
    expect(waitingOf(log(order("GD1"), order("GD2"), queue(1), order("GD1")))?.order?.number).toBe("GD1");
    expect(waitingOf(log(queue(1)))?.order).toBeUndefined();
  });

  it("is nothing any more once the last order is withdrawn", () => {
    expect(waitingOf(log(order("GD1"), queue(1), order("GD1", "closed")))).toBeUndefined();
    expect(waitingOf(log(order("GD1"), order("GD2"), queue(1), order("GD1", "closed")))).toBeDefined();
    expect(waitingOf(log(order("GD0", "closed"), order("GD1"), queue(1)))).toBeDefined();
  });

  it("is told once that nobody is on duty, by the server where it says so", () => {
    expect(waitingOf(log(queue(0), system))?.told).toBe(true);
    expect(waitingOf(log(queue(0), system, visitor, queue(0, 2)))?.told).toBe(true);
    // It said nothing: the card has to.
    expect(waitingOf(log(queue(0), visitor, system))?.told).toBe(false);
    expect(waitingOf(log(queue(2), system, queue(0)))?.told).toBe(false);
    // Somebody came and went: what was said then is no longer what is.
    expect(waitingOf(log(queue(0), system, queue(1), queue(0)))?.told).toBe(false);
  });
});
