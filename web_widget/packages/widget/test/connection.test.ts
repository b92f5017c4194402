import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { Connection, type SocketLike } from "../src/core/connection.ts";
import { FakeSocket } from "./support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** `blocked`: the browser does not even make a WebSocket. `slow`: how often the code for polls is still missing. */
function network({ blocked = false, slow = 0 } = {}) {
  const sockets: FakeSocket[] = [];
  const polls: FakeSocket[] = [];
  const opened = vi.fn();
  const lost = vi.fn();
  const made = (list: FakeSocket[]) => (): SocketLike => {
    const socket = new FakeSocket();
    list.push(socket);
    return socket;
  };
  const world = { blocked };
  const connection = new Connection({
    openSocket: () => {
      if (world.blocked) throw new DOMException("blocked", "SecurityError");
      return made(sockets)();
    },
    polls: () => (slow-- > 0 ? undefined : made(polls)),
    random: () => 0.5,
    onOpen: opened,
    onText: (text) => {
      if (text.includes("welcome")) connection.established();
    },
    onLost: lost,
  });
  const last = (list: FakeSocket[]): FakeSocket => {
    const socket = list.at(-1);
    if (socket === undefined) throw new Error("nothing has connected");
    return socket;
  };
  return { connection, sockets, polls, opened, lost, last, world };
}
type Network = ReturnType<typeof network>;

/** Until the next attempt, whichever way. */
async function nextAttempt({ sockets, polls }: Network): Promise<void> {
  const before = sockets.length + polls.length;
  while (sockets.length + polls.length === before) await vi.advanceTimersByTimeAsync(100);
}

/** A network that breaks every WebSocket, until polls are welcomed. */
async function polling(options = {}): Promise<Network> {
  const net = network(options);
  net.connection.start();
  for (let i = 0; i < 2 && !net.world.blocked; i++) {
    net.last(net.sockets).onclose?.();
    await vi.advanceTimersByTimeAsync(1000);
  }
  await vi.advanceTimersByTimeAsync(1000);
  net.last(net.polls).welcome();
  return net;
}

describe("a socket that is doubted", () => {
  const welcomed = () => {
    const net = network();
    net.connection.start();
    net.last(net.sockets).welcome();
    return net;
  };

  it("is given up when nothing answers, long before its heartbeats would show it", async () => {
    const { connection, sockets, last, lost } = welcomed();
    connection.hurry();
    expect(last(sockets).sent.at(-1)).toEqual({ type: "ping" });
    await vi.advanceTimersByTimeAsync(4_000);
    expect(lost).toHaveBeenCalledTimes(1);
  });

  it("is kept when it answers", async () => {
    const { connection, sockets, last, lost } = welcomed();
    connection.hurry();
    last(sockets).serve({ type: "pong" });
    await vi.advanceTimersByTimeAsync(10_000);
    expect(lost).not.toHaveBeenCalled();
    expect(last(sockets).closed).toBe(false);
  });

  it("is left in peace before it was welcomed", async () => {
    const { connection, sockets, last, lost } = network();
    connection.start();
    connection.hurry();
    expect(last(sockets).sent).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(lost).not.toHaveBeenCalled();
  });
});

describe("where no WebSocket comes through", () => {
  it("polls after two that were never welcomed", async () => {
    const { connection, sockets, polls, last } = network();
    connection.start();
    last(sockets).onclose?.();
    await vi.advanceTimersByTimeAsync(500);
    expect(sockets).toHaveLength(2);
    expect(polls).toHaveLength(0);
    last(sockets).onclose?.();
    await vi.advanceTimersByTimeAsync(0);
    expect(polls).toHaveLength(1);
    expect(sockets).toHaveLength(2);
  });

  it("polls where the browser makes no WebSocket at all", async () => {
    const { sockets, polls } = await polling({ blocked: true });
    expect(sockets).toHaveLength(0);
    expect(polls).toHaveLength(1);
  });

  it("polls where a WebSocket opens and brings nothing", async () => {
    const { connection, sockets, polls, last } = network();
    connection.start();
    for (let i = 0; i < 2; i++) {
      last(sockets).onopen?.();
      await vi.advanceTimersByTimeAsync(16_000);
    }
    expect(polls).toHaveLength(1);
  });

  it("goes on with WebSockets while the code for polls has not come", async () => {
    const { connection, sockets, polls, last } = network({ slow: 3 });
    connection.start();
    for (let i = 0; i < 3; i++) {
      last(sockets).onclose?.();
      await vi.advanceTimersByTimeAsync(5000);
    }
    expect(polls).toHaveLength(0);
    last(sockets).onclose?.();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(polls).toHaveLength(1);
  });

  it("does not poll for a loss after a welcome", async () => {
    const { connection, sockets, polls, last } = network();
    connection.start();
    for (let i = 0; i < 3; i++) {
      last(sockets).welcome();
      last(sockets).onclose?.();
      await vi.advanceTimersByTimeAsync(1000);
    }
    expect(sockets).toHaveLength(4);
    expect(polls).toHaveLength(0);
  });

  it("tries both ways in turn while neither works, and stays with polls that once did", async () => {
    const net = network();
    const { connection, sockets, polls, last } = net;
    connection.start();
    for (const way of [sockets, sockets, polls, polls, sockets, sockets, polls]) {
      last(way).onclose?.();
      await nextAttempt(net);
    }
    expect([sockets.length, polls.length]).toEqual([4, 4]);
    last(polls).welcome();
    for (let i = 0; i < 5; i++) {
      last(polls).onclose?.();
      await nextAttempt(net);
    }
    expect([sockets.length, polls.length]).toEqual([4, 9]);
  });
});

describe("back to a WebSocket", () => {
  it("is tried soon and then every five minutes, beside the polls", async () => {
    const { sockets, polls, last, lost } = await polling();
    const before = lost.mock.calls.length;
    await vi.advanceTimersByTimeAsync(12_000);
    expect(sockets).toHaveLength(3);
    last(sockets).onclose?.();
    for (let minute = 0; minute < 5; minute++) {
      await vi.advanceTimersByTimeAsync(20_000);
      last(polls).serve({ type: "pong" });
      await vi.advanceTimersByTimeAsync(20_000);
      last(polls).serve({ type: "pong" });
      await vi.advanceTimersByTimeAsync(20_000);
      last(polls).serve({ type: "pong" });
    }
    expect(sockets).toHaveLength(4);
    expect(polls).toHaveLength(1);
    expect(lost.mock.calls.length).toBe(before);
  });

  it("happens when one brings an answer, and not before", async () => {
    const { connection, sockets, polls, last, opened, lost } = await polling();
    const before = [opened.mock.calls.length, lost.mock.calls.length];
    connection.hurry();
    const socket = last(sockets);
    socket.onopen?.();
    expect(socket.sent).toEqual([{ type: "ping" }]);
    expect(last(polls).closed).toBe(false);
    connection.send({ type: "typing" });
    expect(last(polls).ofType("typing")).toHaveLength(1);
    socket.serve({ type: "pong" });
    expect(last(polls).closed).toBe(true);
    expect([opened.mock.calls.length, lost.mock.calls.length]).toEqual([(before[0] ?? 0) + 1, before[1]]);
    connection.send({ type: "typing" });
    expect(socket.ofType("typing")).toHaveLength(1);
    socket.welcome();
    await vi.advanceTimersByTimeAsync(20_000);
    expect(polls).toHaveLength(1);
  });

  it("is not held up by a browser that makes none", async () => {
    const { connection, polls } = await polling({ blocked: true });
    expect(() => connection.hurry()).not.toThrow();
    expect(polls.at(-1)?.closed).toBe(false);
  });

  it("leaves nothing behind when the conversation is stopped", async () => {
    const { connection, sockets, polls, last } = await polling();
    connection.hurry();
    connection.stop();
    expect(last(sockets).closed).toBe(true);
    expect(last(polls).closed).toBe(true);
    const count = sockets.length;
    await vi.advanceTimersByTimeAsync(600_000);
    expect(sockets).toHaveLength(count);
    expect(polls).toHaveLength(1);
  });
});
