// More that wait than a frame may carry, and a conversation longer than that: the desk stays connected, and everything
// can be reached.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { request } from "./support/http.mjs";
import { crowd, longTalk } from "./support/many.mjs";
import { Server } from "./support/server.mjs";

const WAITING = 1200;
const MESSAGES = 3000;

const servers = [];
after(() => Promise.all(servers.map((server) => server.stop())));

async function started() {
  const server = await Server.start();
  servers.push(server);
  for (const name of ["limin", "wangqiang"]) await server.addUser(name);
  return server;
}

describe(`${WAITING} who wait`, () => {
  let server;
  let agent;
  let cookie;
  before(async () => {
    server = await started();
    // Somebody is at the desk all the while the queue grows.
    agent = await Agent.join(server, "limin", { online: false });
    await crowd(server, WAITING);
    cookie = await server.cookie("limin");
  });

  const page = async (after, limit = 100) => {
    const query = new URLSearchParams({ limit, ...(after && { after }) });
    const answer = await request(`${server.url}/v1/desk/queue?${query}`, {
      headers: { cookie },
    });
    assert.equal(answer.status, 200, answer.text);
    return JSON.parse(answer.text);
  };

  test("do not cut the desk off, and one that comes now sees the front and the count", async () => {
    assert.equal(agent.socket.isClosed ?? false, false);
    const other = await Agent.join(server, "wangqiang", { online: false });
    assert.equal(other.welcome.waiting, WAITING);
    assert.ok(other.welcome.queue.length <= 100);
    assert.ok(JSON.stringify(other.welcome).length < 80 * 1024);
    const last = await agent.socket.next(
      "the whole count",
      (frame) => frame.waiting === WAITING,
    );
    assert.deepEqual(
      last.queue.map(({ rank }) => rank),
      [...last.queue.map(({ rank }) => rank)].sort(),
    );
    await other.socket.close();
  });

  test("are all read page by page, each once and in order", async () => {
    const ranks = [];
    for (let after = ""; ;) {
      const { queue, waiting, next } = await page(after);
      assert.equal(waiting, WAITING);
      ranks.push(...queue.map(({ rank }) => rank));
      if (next === undefined) break;
      after = next;
    }
    assert.equal(new Set(ranks).size, WAITING);
    assert.deepEqual(ranks, [...ranks].sort());
  });

  test("can be claimed, the first and the thousandth", async () => {
    let queue = [];
    for (let after = ""; queue.length < 1000;) {
      const read = await page(after);
      queue = [...queue, ...read.queue];
      after = read.next;
    }
    const watcher = await Agent.join(server, "wangqiang", { online: false });
    for (const { conversation } of [queue[0], queue[999]]) {
      const from = watcher.socket.frames.length;
      const context = await agent.claim(conversation);
      assert.equal(context.conversation, conversation);
      // Whoever is slow is told to read again instead.
      const told = await watcher.socket.next(
        "that it left",
        (frame) =>
          frame.type === "queue" &&
          (frame.left?.includes(conversation) || frame.stale === true),
        { from },
      );
      assert.ok(told.waiting < WAITING);
      assert.ok(told.queue.every((row) => row.conversation !== conversation));
    }
    await watcher.socket.close();
  });
});

describe(`a conversation of ${MESSAGES} messages`, () => {
  let server;
  let conversation;
  before(async () => {
    server = await started();
    const agent = await Agent.join(server, "limin");
    ({ conversation } = await longTalk(server, agent, MESSAGES));
    await agent.socket.close();
  });

  test("opens at its end and is read back to its first message", async () => {
    const agent = await Agent.join(server, "limin");
    const context = await agent.claim(conversation);
    assert.ok(context.transcript.length <= 200);
    assert.equal(context.transcript.at(-1).pos, context.pos);
    let events = context.transcript;
    while (events[0].pos > 1) {
      const from = agent.socket.frames.length;
      agent.socket.send({
        type: "history",
        conversation,
        before: events[0].pos,
      });
      const older = await agent.socket.next(
        "history",
        (frame) => frame.type === "history",
        { from },
      );
      assert.ok(JSON.stringify(older).length < 70 * 1024);
      events = [...older.events, ...events];
    }
    assert.deepEqual(
      events.map(({ pos }) => pos),
      events.map((_, index) => index + 1),
    );
    assert.ok(events.length > MESSAGES);
    assert.equal(
      events.find(({ kind }) => kind === "message").text,
      "最早的一句话：充值没有到账",
    );
    assert.equal(agent.socket.isClosed ?? false, false);
  });

  test("leaves room for what is said while all of it is caught up on", async () => {
    const agent = await Agent.join(server, "limin");
    agent.socket.send({ type: "subscribe", conversation, after: 0 });
    await agent.say(conversation, "还在吗");
    const last = await agent.event(
      "the last words",
      (event) => event.text === "还在吗",
    );
    assert.ok(last.pos > MESSAGES);
    const seen = agent.socket.frames
      .filter(({ type }) => type === "event")
      .map(({ pos }) => pos);
    assert.deepEqual(
      seen,
      seen.map((_, index) => index + 1),
    );
  });
});
