// The chat where no WebSocket comes through: the same frames and the same promises, by HTTP alone.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { PollSocket } from "./support/poll_socket.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { isOrderNumber } from "./support/work_order.mjs";

let server;
before(async () => {
  server = await Server.start({ config: { allowed_origins: ["https://shop.example"] } });
  await server.addUser("li");
});
after(() => server?.stop());

const join = (hello = {}) => Visitor.join(server, { over: PollSocket, hello: { locale: "zh-CN", ...hello } });
const open = (body = { frames: [{ type: "hello" }] }, options = {}) =>
  new PollSocket(new URL("/v1/chat/poll", server.url), options.headers ?? {}).post(body, { session: options.session });

describe("a conversation by polls", () => {
  test("is welcomed, answered, handed over and spoken to by a person", async () => {
    const visitor = await join();
    const accepted = await visitor.say("提现多久到账", "first");
    assert.deepEqual(accepted, { type: "accepted", id: "first", seq: 1 });
    assert.equal((await visitor.hears("bot", /2 小时内/)).article, "withdraw-arrival");
    await visitor.human();
    assert.ok(isOrderNumber((await visitor.workOrder()).number));
    const agent = await Agent.join(server, "li", { capacity: 50 });
    const { conversation } = visitor.welcome;
    await agent.claim(conversation);
    await visitor.event("agent_joined", (event) => event.kind === "agent_joined");
    const seenAt = Date.now();
    visitor.socket.send({ type: "typing" });
    await agent.socket.next("typing", (frame) => frame.type === "typing" && frame.conversation === conversation);
    await agent.do({ type: "message", conversation, text: "我看到了，马上为您查" });
    await visitor.hears("agent", /马上为您查/);
    assert.ok(Date.now() - seenAt < 5000, "words of a person do not wait for a request to end");
    visitor.socket.send({ type: "read", seq: visitor.last });
    await agent.socket.next("read", (frame) => frame.type === "read" && frame.conversation === conversation);
    await visitor.socket.close();
  });

  test("is the one that a socket goes on with, and the other way round", async () => {
    const visitor = await join();
    await visitor.say("提现多久到账");
    await visitor.hears("bot", /2 小时内/);
    const bySocket = await Visitor.join(server, { hello: { token: visitor.welcome.token } });
    assert.equal(bySocket.welcome.resumed, true);
    await bySocket.say("还有一句");
    await visitor.event("own words from there", (event) => event.text === "还有一句");
    await bySocket.socket.settled();
    await visitor.socket.settled();
    assert.deepEqual(bySocket.log, visitor.log);
  });

  test("sends a long transcript in pieces, without a gap", async () => {
    const visitor = await Visitor.join(server);
    for (let i = 0; i < 120; i++) await visitor.say(`第 ${i} 句 ${"长".repeat(1500)}`);
    await visitor.socket.settled();
    const again = await Visitor.join(server, { over: PollSocket, hello: { token: visitor.welcome.token } });
    await again.event("the last", (event) => event.seq === visitor.last);
    assert.deepEqual(again.log, visitor.log);
  });

  test("takes the same message once, however often a request is repeated", async () => {
    const opened = await open();
    const { session } = opened.body;
    const body = { first: 2, frames: [{ type: "message", id: "once", text: "提现多久到账" }], got: 1 };
    const first = await open(body, { session });
    const lost = await open(body, { session });
    const accepted = (answer) => answer.body.frames.filter((frame) => frame.type === "accepted");
    assert.deepEqual(accepted(first), [{ type: "accepted", id: "once", seq: 1 }]);
    assert.deepEqual(lost.body.frames.slice(0, first.body.frames.length), first.body.frames);
    const fresh = { ...body, first: 3 };
    const got = lost.body.first + lost.body.frames.length - 1;
    const repeated = await open({ ...fresh, got }, { session });
    assert.deepEqual(accepted(repeated).at(0), { type: "accepted", id: "once", seq: 1, dup: true });
  });
});

describe("what holds for sockets", () => {
  test("holds here: the first word, sizes, foreign pages, tokens in URLs", async () => {
    assert.equal((await open({ frames: [] })).status, 400);
    assert.equal((await open("no JSON")).status, 400);
    const { body } = await open({ frames: [{ type: "message", id: "a", text: "b" }] });
    assert.equal(body.frames[0].code, "bad_frame");
    const large = { type: "message", id: "large", text: "x".repeat(17_000) };
    assert.equal((await open({ frames: [{ type: "hello" }, large] })).status, 413);
    const long = { type: "message", id: "long", text: "x".repeat(4001) };
    const told = await join();
    assert.equal((await told.refused(long)).code, "too_large");
    const hello = { frames: [{ type: "hello" }] };
    assert.equal((await open(hello, { headers: { Origin: "https://evil.example" } })).status, 403);
    const shop = await open(hello, { headers: { Origin: "https://shop.example", "Sec-Fetch-Site": "cross-site" } });
    assert.equal(shop.status, 200);
    assert.equal(shop.headers["access-control-allow-origin"], "https://shop.example");
    assert.equal((await open(hello, { session: "made-up" })).status, 401);
    const inUrl = new PollSocket(new URL("/v1/chat/poll?token=x", server.url), {});
    assert.equal((await inUrl.post(hello)).status, 400);
  });
});

describe("a server that ends", () => {
  test("by kill -9 loses nothing that was accepted; what was not is said again and heard once", async () => {
    const visitor = await join();
    await visitor.say("第一句", "one");
    await visitor.say("第二句", "two");
    visitor.send({ type: "message", id: "three", text: "第三句" });
    await server.kill();
    await visitor.socket.closed;
    await server.restart();
    await visitor.resume();
    assert.equal(visitor.welcome.resumed, true);
    await visitor.say("第三句", "three");
    await visitor.socket.settled();
    const own = visitor.log.filter((event) => event.client_id !== undefined).map((event) => event.client_id);
    assert.deepEqual(own, ["one", "two", "three"]);
  });

  test("by SIGTERM says so, and is gone soon", async () => {
    const visitor = await join();
    await visitor.say("在吗");
    await visitor.socket.settled();
    // The next request waits there by then: who has none is not told, and comes back by itself.
    await new Promise((passed) => setTimeout(passed, 500));
    const ended = server.stop();
    await visitor.socket.next("going_away", (frame) => frame.type === "going_away");
    assert.equal((await visitor.socket.closed).code, 1012);
    const { code, ms } = await ended;
    assert.equal(code, 0);
    assert.ok(ms < 10_000, `${ms} ms`);
    await server.restart();
    await visitor.resume();
    assert.equal(visitor.welcome.resumed, true);
  });
});
