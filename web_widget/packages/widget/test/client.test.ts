import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { laterParts } from "../src/core/later.tsx";
import { AT, rig, tokenOf } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server")));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const botEvent = (seq: number) => ({
  type: "event",
  seq,
  at: AT,
  kind: "message",
  from: { role: "bot" },
  text: "hi",
});

describe("the connection", () => {
  it("says hello first, and sends what was waiting after welcome", async () => {
    const { controller, socket } = rig();
    controller.say({ type: "message", text: "early" });
    await controller.begin();
    socket().onopen?.();
    expect(socket().sent.map((frame) => frame.type)).toEqual(["hello"]);
    socket().welcome();
    expect(socket().ofType("message")).toMatchObject([{ text: "early" }]);
  });

  it("does not connect before it has looked for an earlier token", async () => {
    const { controller, sockets, store, socket } = rig({ mode: "panel" });
    store.stored = { session: { conversation: "c", token: "old", epoch: "e" }, events: [], outbox: [] };
    controller.open();
    expect(sockets).toHaveLength(0);
    await controller.begin();
    socket().onopen?.();
    expect(socket().sent[0]).toMatchObject({ type: "hello", token: "old", after: 0, epoch: "e" });
  });

  it("leaves silent visitors of a page alone", async () => {
    const { controller, sockets } = rig({ mode: "panel" });
    await controller.begin();
    expect(sockets).toHaveLength(0);
  });

  it("comes back after a loss and resumes behind the last event", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome(1);
    socket().serve(botEvent(1));
    socket().onclose?.();
    await vi.advanceTimersByTimeAsync(1100);
    expect(sockets).toHaveLength(2);
    socket().onopen?.();
    expect(socket().sent[0]).toMatchObject({ type: "hello", token: "t", after: 1 });
  });

  it("goes on with its conversation when the page's proof of who it is does not hold any more", async () => {
    const { controller, sockets, store, socket, emitted } = rig({ identity: tokenOf({ external_id: "u" }) });
    store.stored = { session: { conversation: "c", token: "old", epoch: "e" }, events: [], outbox: [] };
    controller.open();
    await controller.begin();
    socket().onopen?.();
    expect(socket().sent[0]).toMatchObject({ token: "old", identity: expect.any(String) as string });
    socket().serve({ type: "error", code: "invalid", message: "identity: expired" });
    socket().serve({ type: "error", code: "unauthorized", message: "this conversation is somebody else's" });
    expect(sockets).toHaveLength(2);
    socket().onopen?.();
    expect(socket().sent[0]).toMatchObject({ token: "old" });
    expect(socket().sent[0]).not.toHaveProperty("identity");
    expect(emitted).toContainEqual(["error", { code: "identity" }]);
    socket().welcome();
    controller.update({ identity: tokenOf({ external_id: "u", exp: 1 }), page: { url: "/", title: "" } });
    socket().onopen?.();
    expect(socket().sent[0]).toHaveProperty("identity");
  });

  it("waits for the welcome that follows a proof that does not hold", async () => {
    const { controller, sockets, socket } = rig({ identity: tokenOf({ external_id: "u" }) });
    await controller.begin();
    socket().onopen?.();
    socket().serve({ type: "error", code: "invalid", message: "identity: expired" });
    socket().welcome();
    expect(sockets).toHaveLength(1);
    expect(controller.state.conversation.link).toBe("live");
  });

  it("begins anew when the token is worth nothing, with and without a proof", async () => {
    const { controller, sockets, store, socket } = rig({ identity: tokenOf({ external_id: "u" }) });
    store.stored = { session: { conversation: "c", token: "old", epoch: "e" }, events: [], outbox: [] };
    controller.open();
    await controller.begin();
    socket().onopen?.();
    socket().serve({ type: "error", code: "unauthorized", message: "the token is not one of ours" });
    await vi.advanceTimersByTimeAsync(1100);
    expect(sockets).toHaveLength(2);
    socket().onopen?.();
    expect(socket().sent[0]).not.toHaveProperty("token");
    expect(socket().sent[0]).toHaveProperty("identity");
  });

  it("reconnects at a gap", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome(3);
    socket().serve(botEvent(1));
    socket().serve(botEvent(3));
    expect(sockets[0]?.closed).toBe(true);
    await vi.advanceTimersByTimeAsync(1100);
    expect(sockets).toHaveLength(2);
  });

  it("gives up on a socket that answers no pings", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome();
    await vi.advanceTimersByTimeAsync(65_000);
    expect(sockets[0]?.ofType("ping").length).toBe(2);
    await vi.advanceTimersByTimeAsync(31_000);
    expect(sockets[0]?.closed).toBe(true);
  });

  it("keeps a socket that answers", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome();
    for (let i = 0; i < 20; i++) {
      await vi.advanceTimersByTimeAsync(10_000);
      socket().serve({ type: "pong" });
    }
    expect(sockets).toHaveLength(1);
  });

  it("gives up on a server that never welcomes", async () => {
    const { controller, sockets } = rig();
    await controller.begin();
    await vi.advanceTimersByTimeAsync(17_000);
    expect(sockets.length).toBeGreaterThan(1);
  });

  it("waits as long as a draining server asks", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome();
    socket().serve({ type: "going_away", retry_after_ms: 5000 });
    await vi.advanceTimersByTimeAsync(4900);
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1200);
    expect(sockets).toHaveLength(2);
  });
});

describe("another language in an open conversation", () => {
  it("is said in a new hello at once, and nothing is lost on the way", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome(1);
    socket().serve(botEvent(1));
    controller.say({ type: "message", text: "on its way" });
    const id = socket().ofType("message")[0]?.id;
    const links: string[] = [];
    controller.subscribe(() => links.push(controller.state.conversation.link));

    controller.prefer({ locale: "en" });
    expect(sockets).toHaveLength(2);
    expect(sockets[0]?.closed).toBe(true);
    controller.say({ type: "message", text: "said meanwhile" });
    expect(socket().sent).toEqual([]);
    socket().welcome(1);
    expect(socket().sent[0]).toMatchObject({ type: "hello", token: "t", after: 1, locale: "en" });
    expect(socket().ofType("message")).toMatchObject([{ id, text: "on its way" }]);
    socket().serve({ type: "accepted", id, seq: 2 });
    expect(socket().ofType("message")).toMatchObject([{ id }, { text: "said meanwhile" }]);
    expect(controller.state.conversation.events).toHaveLength(1);
    expect(links).not.toContain("offline");
  });

  it("waits for the next hello where there is no connection", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome();
    socket().onclose?.();
    controller.update({ locale: "en" });
    expect(sockets).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1100);
    socket().onopen?.();
    expect(socket().sent[0]).toMatchObject({ type: "hello", locale: "en" });
  });

  it("changes nothing when it is the language already spoken", async () => {
    const { controller, sockets, socket } = rig();
    await controller.begin();
    socket().welcome();
    controller.prefer({ locale: "zh-CN", theme: "dark" });
    expect(sockets).toHaveLength(1);
  });
});

describe("the visitor's words", () => {
  it("are stored until the server has them", async () => {
    const { controller, store, socket } = rig();
    await controller.begin();
    socket().welcome();
    controller.say({ type: "message", text: "hello" });
    expect(store.saved.size).toBe(1);
    const id = socket().ofType("message")[0]?.id;
    socket().serve({ type: "accepted", id, seq: 1 });
    expect(store.saved.size).toBe(0);
  });

  it("ask for a person once, however often the button is pressed", async () => {
    const { controller, socket } = rig();
    await controller.begin();
    socket().welcome();
    controller.requestHuman();
    controller.requestHuman();
    expect(socket().ofType("human")).toHaveLength(1);
  });

  it("start the urgent complaint by name", async () => {
    const { controller, socket } = rig();
    await controller.begin();
    socket().welcome();
    controller.startFlow("complaint");
    expect(socket().ofType("message")).toMatchObject([{ text: "【紧急投诉】" }]);
  });

  it("start other flows by their event; one that is not known leaves no trace", async () => {
    const { controller, socket, store } = rig();
    await controller.begin();
    socket().welcome();
    controller.startFlow("after_sales");
    const [sent] = socket().ofType("event");
    expect(sent).toMatchObject({ name: "after_sales", flow: "after_sales" });
    socket().serve({ type: "error", code: "not_found", message: "", id: sent?.id });
    expect(controller.client.state.outbox).toEqual([]);
    expect(store.saved.size).toBe(0);
  });
});

describe("news", () => {
  beforeAll(() => laterParts.load());

  it("are counted while the panel is closed, and announced", async () => {
    const { controller, emitted, socket } = rig({ mode: "panel" });
    controller.open();
    await controller.begin();
    controller.close();
    socket().welcome();
    socket().serve(botEvent(1));
    expect(emitted).toContainEqual(["unread", 1]);
    await vi.waitFor(() => expect(controller.state.announced.text).toBe("机器人：hi"));
    controller.open();
    expect(controller.unread()).toBe(0);
  });

  it("of the past are not read out one by one", async () => {
    const { controller, socket } = rig();
    await controller.begin();
    socket().welcome(1);
    socket().serve(botEvent(1));
    socket().serve(botEvent(2));
    await vi.waitFor(() => expect(controller.state.announced.text).toBe("机器人：hi"));
    // The second alone.
    expect(controller.state.announced.id).toBe(1);
  });
});
