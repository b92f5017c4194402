import { beforeEach, describe, expect, it, vi } from "vitest";
import { DeskRuntime } from "../src/desk/runtime.ts";
import { T0, contextOf, live, row, said, welcome } from "./builders.ts";
import { FakePort } from "./fake_port.ts";

let port: FakePort;
let alive: boolean;
let desk: DeskRuntime;

beforeEach(() => {
  vi.useFakeTimers({ now: T0 });
  port = new FakePort();
  alive = true;
  desk = new DeskRuntime({
    owner: "李敏",
    port,
    sessionAlive: () => Promise.resolve(alive),
    lasting: window.localStorage,
    tab: window.sessionStorage,
  });
  desk.start();
});

const mine = { mine: [row("c1", { handling: "agent" })] };
const types = (): string[] => port.sent.map((frame) => frame.type);

async function reconnect(): Promise<void> {
  port.drop();
  await vi.advanceTimersByTimeAsync(2000);
}

describe("the desk's connection", () => {
  it("asks for the context of what is already this agent's", () => {
    port.say(welcome(mine));
    expect(port.sent).toEqual([{ type: "claim", conversation: "c1" }]);
  });

  it("continues after the last event held, and sends unconfirmed frames again with the same id", async () => {
    port.say(welcome(mine), {
      type: "context",
      conversation: "c1",
      context: contextOf("c1", [said(1, "在吗")]),
    });
    port.say(live("c1", said(2, "喂")));
    desk.reply("c1", "您好");
    const first = port.sent.at(-1);
    await reconnect();
    expect(desk.store.getState().phase).toBe("connecting");
    port.say(welcome(mine));
    expect(port.sent).toEqual([{ type: "subscribe", conversation: "c1", after: 2 }, first]);
  });

  it("keeps what is said while offline and says it in order", async () => {
    port.say(welcome());
    port.drop();
    desk.reply("c1", "一");
    desk.note("c1", "二");
    expect(desk.store.getState().phase).toBe("offline");
    expect(desk.store.getState().outbox.map((item) => item.delivery)).toEqual(["queued", "queued"]);
    await vi.advanceTimersByTimeAsync(2000);
    port.say(welcome());
    expect(types()).toEqual(["message", "note"]);
  });

  it("states the wanted presence again when the server took it back", async () => {
    port.say(welcome());
    desk.presence("online", 3);
    await reconnect();
    const { agent } = welcome();
    port.say(welcome({ agent: { ...agent, status: "away" } }));
    expect(port.sent[0]).toEqual({ type: "presence", status: "online", capacity: 3, reason: "" });
    // The server takes it without an answer: what was asked for is what holds.
    expect(desk.store.getState().me).toMatchObject({ status: "online", capacity: 3 });
  });

  it("says nothing of presence when the server still has it, and goes by the server before any wish", async () => {
    const { agent } = welcome();
    port.say(welcome({ agent: { ...agent, status: "away" } }));
    expect(desk.store.getState().me?.status).toBe("away");
    desk.presence("online", 3);
    await reconnect();
    port.say(welcome({ agent: { ...agent, status: "online", capacity: 3 } }));
    expect(port.sent).toEqual([]);
    expect(desk.store.getState().me?.status).toBe("online");
  });

  it("asks again for what is missing after a gap", () => {
    port.say(welcome(), live("c1", said(1, "一")), live("c1", said(3, "三")));
    expect(port.sent).toEqual([{ type: "subscribe", conversation: "c1", after: 1 }]);
  });

  it("waits longer after each failure, and at least as long as the server asked", async () => {
    vi.spyOn(Math, "random").mockReturnValue(0.5);
    port.say(welcome(), { type: "going_away", retry_after_ms: 5000 });
    port.drop();
    await vi.advanceTimersByTimeAsync(5000);
    expect(port.connections).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(600);
    expect(port.connections).toHaveLength(2);
  });

  it("tells an ended session from a dead network, and goes on after logging in again", async () => {
    port.say(welcome());
    desk.reply("c1", "您好");
    alive = false;
    await reconnect();
    expect(desk.store.getState().phase).toBe("expired");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(port.connections).toHaveLength(1);
    desk.reconnect();
    port.say(welcome());
    expect(types()).toEqual(["message"]);
  });

  it("gives up a connection that went silent", async () => {
    port.say(welcome());
    await vi.advanceTimersByTimeAsync(95_000);
    expect(port.connections.length).toBeGreaterThan(1);
  });

  it("claims nothing while offline: nobody could win", () => {
    port.say(welcome({ queue: [row("c1")] }));
    port.drop();
    expect(desk.claim("c1")).toBe(false);
    expect(desk.store.getState().claims).toEqual({});
  });

  it("serves the offer first, then the promise that runs out first", () => {
    const order = {
      number: "GD1",
      status: "open",
      tier: "complaint",
      urgent: false,
      type: "other",
      responded: false,
    } as const;
    const due = (at: string) => ({ ...order, first_response_due: at, resolve_due: at });
    const late = row("late", { work_order: due("2026-11-21T10:00:00.000Z") });
    const soon = row("soon", { work_order: due("2026-11-21T08:05:00.000Z") });
    port.say(welcome({ queue: [row("none"), late, soon] }));
    expect(desk.next()).toBe("soon");
    port.say({ type: "offer", conversation: "late", expires_in_s: 20, row: late });
    expect(desk.next()).toBe("late");
  });
});
