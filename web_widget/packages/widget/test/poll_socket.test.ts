import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { PollSocket } from "../src/polls/poll_socket.ts";

interface Request {
  readonly url: string;
  readonly key: string | undefined;
  readonly body: { first?: number; frames?: unknown[]; got?: number; leave?: boolean };
  readonly signal: AbortSignal | undefined;
  answer(body: object, status?: number, headers?: Record<string, string>): Promise<void>;
  fail(): Promise<void>;
}

let requests: Request[];

/** Everything that follows from a promise has happened. */
const settled = async (): Promise<void> => {
  await vi.advanceTimersByTimeAsync(0);
};

beforeEach(() => {
  vi.useFakeTimers();
  requests = [];
  vi.stubGlobal("fetch", (url: URL, init: RequestInit) => {
    return new Promise<Response>((resolve, reject) => {
      const headers = init.headers as Record<string, string>;
      init.signal?.addEventListener("abort", () => reject(new Error("aborted")));
      requests.push({
        url: url.href,
        key: headers.Authorization,
        body: JSON.parse(init.body as string) as Request["body"],
        signal: init.signal ?? undefined,
        answer: (body, status = 200, fields = {}) => {
          resolve(new Response(JSON.stringify(body), { status, headers: fields }));
          return settled();
        },
        fail: () => {
          reject(new TypeError("network"));
          return settled();
        },
      });
    });
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function last(): Request {
  const request = requests.at(-1);
  if (request === undefined) throw new Error("nothing was asked");
  return request;
}

async function opened() {
  const socket = new PollSocket("https://chat.example");
  const heard: string[] = [];
  const closed = vi.fn();
  socket.onopen = () => socket.send('{"type":"hello"}');
  socket.onmessage = ({ data }) => heard.push(data as string);
  socket.onclose = closed;
  await settled();
  return { socket, heard, closed };
}

async function welcomed() {
  const rig = await opened();
  await last().answer({ session: "S", first: 1, frames: [{ type: "welcome" }], got: 1 });
  return rig;
}

describe("a socket made of polls", () => {
  it("opens with the hello frame, and from then on always waits for more", async () => {
    const { heard } = await opened();
    expect(requests).toHaveLength(1);
    expect(last()).toMatchObject({ url: "https://chat.example/v1/chat/poll", key: undefined });
    expect(last().body).toEqual({ first: 1, frames: [{ type: "hello" }], got: 0 });
    await last().answer({ session: "S", first: 1, frames: [{ type: "welcome" }], got: 1 });
    expect(heard).toEqual(['{"type":"welcome"}']);
    expect(requests).toHaveLength(2);
    expect(last()).toMatchObject({ key: "Bearer S", body: { first: 2, frames: [], got: 1 } });
    await last().answer({ first: 2, frames: [], got: 1 });
    expect(requests).toHaveLength(3);
  });

  it("sends what is said meanwhile at once, together, and lets the older request go", async () => {
    const { socket, heard } = await welcomed();
    const older = last();
    socket.send('{"type":"typing"}');
    socket.send('{"type":"message"}');
    await settled();
    expect(requests).toHaveLength(3);
    const newer = last();
    expect(newer.body).toEqual({ first: 2, frames: [{ type: "typing" }, { type: "message" }], got: 1 });
    await older.answer({ first: 2, frames: [], got: 3 });
    expect(requests).toHaveLength(3);
    await newer.answer({ first: 2, frames: [{ type: "accepted" }], got: 3 });
    expect(heard.at(-1)).toBe('{"type":"accepted"}');
    expect(last().body).toEqual({ first: 4, frames: [], got: 2 });
  });

  it("never has more than two requests in the air, and forgets nothing said meanwhile", async () => {
    const { socket } = await welcomed();
    for (const type of ["a", "b", "c"]) {
      socket.send(`{"type":"${type}"}`);
      await settled();
    }
    expect(requests).toHaveLength(3);
    expect(last().body.frames).toEqual([{ type: "a" }]);
    await last().answer({ first: 2, frames: [], got: 2 });
    expect(last().body).toEqual({ first: 3, frames: [{ type: "b" }, { type: "c" }], got: 1 });
  });

  it("asks again with the same numbers after a lost answer, and hears nothing twice", async () => {
    const { socket, heard, closed } = await welcomed();
    await last().answer({ first: 2, frames: [], got: 1 });
    socket.send('{"type":"message"}');
    await settled();
    await last().fail();
    const before = requests.length;
    await requests[before - 2]?.fail();
    await vi.advanceTimersByTimeAsync(2000);
    expect(last().body).toEqual({ first: 2, frames: [{ type: "message" }], got: 1 });
    await last().answer({ first: 1, frames: [{ type: "welcome" }, { type: "accepted" }], got: 2 });
    expect(heard).toEqual(['{"type":"welcome"}', '{"type":"accepted"}']);
    expect(closed).not.toHaveBeenCalled();
  });

  it("gives up after the fourth failure in a row", async () => {
    const { closed } = await welcomed();
    for (let i = 0; i < 3; i++) {
      await last().fail();
      expect(closed).not.toHaveBeenCalled();
      await vi.advanceTimersByTimeAsync(4000);
    }
    await last().fail();
    expect(closed).toHaveBeenCalledOnce();
  });

  it("does not wait for ever for an answer that does not come", async () => {
    await welcomed();
    const stuck = last();
    await vi.advanceTimersByTimeAsync(40_000);
    expect(stuck.signal?.aborted).toBe(true);
    await vi.advanceTimersByTimeAsync(1000);
    expect(last()).not.toBe(stuck);
  });

  it("waits as long as the server says when it is asked too much", async () => {
    await welcomed();
    const count = requests.length;
    await last().answer({}, 429, { "Retry-After": "7" });
    await vi.advanceTimersByTimeAsync(6900);
    expect(requests).toHaveLength(count);
    await vi.advanceTimersByTimeAsync(200);
    expect(requests).toHaveLength(count + 1);
  });

  it.each([
    ["the session is not known any more", {}, 401],
    ["frames are missing", {}, 409],
    ["the server closes it", { first: 2, frames: [], got: 1, close: 1012 }, 200],
  ])("is closed when %s", async (_, body, status) => {
    const { closed } = await welcomed();
    const count = requests.length;
    await last().answer(body, status);
    expect(closed).toHaveBeenCalledOnce();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(requests).toHaveLength(count);
  });

  it("is closed when it cannot be opened", async () => {
    const { closed } = await opened();
    await last().fail();
    expect(closed).toHaveBeenCalledOnce();
  });

  it("takes what a portal made up for no answer", async () => {
    const { heard, closed } = await welcomed();
    const count = requests.length;
    await last().answer([]);
    await vi.advanceTimersByTimeAsync(5000);
    expect(heard).toHaveLength(1);
    expect(closed).not.toHaveBeenCalled();
    expect(requests.length).toBeGreaterThan(count);
  });

  it("leaves when it is closed, and says nothing more", async () => {
    const { socket, heard, closed } = await welcomed();
    const waiting = last();
    socket.close();
    await settled();
    expect(waiting.signal?.aborted).toBe(true);
    expect(last()).toMatchObject({ key: "Bearer S", body: { leave: true } });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(closed).not.toHaveBeenCalled();
    expect(heard).toHaveLength(1);
  });

  it("keeps each request within what the server takes", async () => {
    const { socket } = await welcomed();
    for (let i = 0; i < 100; i++) socket.send(JSON.stringify({ type: "message", text: "字".repeat(2000) }));
    await settled();
    const { body } = last();
    expect(body.frames?.length).toBeGreaterThan(1);
    expect(new TextEncoder().encode(JSON.stringify(body)).length).toBeLessThan(64 * 1024);
  });
});
