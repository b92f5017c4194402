// The visitor's side of the wire: docs/protocol.md section 1, against a running server.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Server } from "./support/server.mjs";
import { Refused, Socket } from "./support/socket.mjs";
import { Visitor } from "./support/visitor.mjs";

const ERROR_CODES = [
  "bad_frame",
  "too_large",
  "unauthorized",
  "rate_limited",
  "overloaded",
  "unavailable",
  "not_found",
  "conflict",
  "invalid",
];
const CHAT = ["yingda.chat.v1"];

let server;
before(async () => {
  server = await Server.start({ config: { allowed_origins: ["https://shop.example"] } });
});
after(() => server?.stop());

describe("a conversation", () => {
  test("begins with welcome", async () => {
    const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
    const { welcome } = visitor;
    assert.equal(welcome.resumed, false);
    assert.equal(welcome.seq, 0);
    assert.match(welcome.conversation, /^\S+$/);
    assert.match(welcome.token, /^\S{20,}$/);
    assert.match(welcome.epoch, /^\S+$/);
    assert.match(welcome.server_time, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    assert.ok(Math.abs(Date.parse(welcome.server_time) - Date.now()) < 60_000);
    assert.equal(visitor.socket.protocol, CHAT[0]);
  });

  test("gets accepted, then its own event, then the bot's answer", async () => {
    const visitor = await Visitor.join(server);
    const accepted = await visitor.say("提现多久到账", "first");
    const answer = await visitor.hears("bot", /2 小时内/);
    assert.deepEqual(accepted, { type: "accepted", id: "first", seq: 1 });
    assert.ok(answer.seq > accepted.seq);
    assert.equal(answer.article, "withdraw-arrival");
    assert.equal(answer.article_title, "提现多久到账");
    assert.ok(Array.isArray(answer.rich));
    const own = visitor.log[0];
    assert.deepEqual(own.from, { role: "visitor" });
    assert.equal(own.kind, "message");
    assert.equal(own.client_id, "first");
    assert.equal(own.text, "提现多久到账");
    const order = visitor.socket.frames.map((frame) => frame.type);
    assert.deepEqual(order.slice(0, 3), ["welcome", "accepted", "event"]);
  });

  test("answers a ping, and stores neither ping nor typing nor read", async () => {
    const visitor = await Visitor.join(server);
    visitor.socket.send({ type: "typing" });
    visitor.socket.send({ type: "read", seq: 1 });
    await visitor.socket.settled();
    const later = await visitor.again();
    assert.equal(later.welcome.seq, 0);
  });

  test("is continued by its token, with the events after `after`", async () => {
    const visitor = await Visitor.join(server);
    await visitor.say("提现多久到账");
    await visitor.hears("bot", /2 小时内/);
    await visitor.say("怎么开发票");
    await visitor.hears("bot", /电子发票/);
    const all = visitor.log;
    const resumed = await Socket.open(server.url, "/v1/chat");
    resumed.send({ type: "hello", token: visitor.welcome.token, epoch: visitor.welcome.epoch, after: 2 });
    const welcome = await resumed.next("welcome", (frame) => frame.type === "welcome");
    assert.equal(welcome.resumed, true);
    assert.equal(welcome.conversation, visitor.welcome.conversation);
    assert.equal(welcome.seq, all.length);
    await resumed.next("the last event", (frame) => frame.seq === all.length && frame.type === "event");
    assert.deepEqual(
      resumed.frames.filter((frame) => frame.type === "event"),
      all.slice(2),
    );
  });

  test("is seen by all of its connections", async () => {
    const visitor = await Visitor.join(server);
    const other = await visitor.again();
    await visitor.say("提现多久到账");
    await other.hears("bot", /2 小时内/);
    await visitor.hears("bot", /2 小时内/);
    assert.deepEqual(other.log, visitor.log);
  });

  test("holds what the client cannot continue against it: `after` ahead of the log resets", async () => {
    const visitor = await Visitor.join(server);
    await visitor.say("提现多久到账");
    await visitor.hears("bot", /2 小时内/);
    const ahead = await visitor.again({ after: 5000 });
    const reset = await ahead.socket.next("reset", (frame) => frame.type === "reset");
    assert.deepEqual(reset, {
      type: "reset",
      conversation: visitor.welcome.conversation,
      seq: visitor.last,
      epoch: visitor.welcome.epoch,
    });
    assert.deepEqual(await ahead.caughtUp(), visitor.log);
  });
});

describe("an id", () => {
  test("that comes again changes nothing and is accepted again", async () => {
    const visitor = await Visitor.join(server);
    const first = await visitor.say("怎么开发票", "same");
    await visitor.hears("bot", /电子发票/);
    const before = visitor.last;
    assert.deepEqual(await visitor.say("怎么开发票", "same"), { ...first, dup: true });
    const elsewhere = await visitor.again();
    assert.deepEqual(await elsewhere.say("怎么开发票", "same"), { ...first, dup: true });
    await visitor.socket.settled();
    assert.equal(visitor.last, before);
  });

  test("is a conflict with another text, or another kind of frame", async () => {
    const visitor = await Visitor.join(server);
    await visitor.say("怎么开发票", "mine");
    const other = await visitor.refused({ type: "message", id: "mine", text: "别的" });
    assert.equal(other.code, "conflict");
    const human = await visitor.refused({ type: "human", id: "mine" });
    assert.equal(human.code, "conflict");
  });

  test("belongs to one conversation", async () => {
    const one = await Visitor.join(server);
    const two = await Visitor.join(server);
    await one.say("怎么开发票", "shared");
    const accepted = await two.say("提现多久到账", "shared");
    assert.deepEqual(accepted, { type: "accepted", id: "shared", seq: 1 });
  });

  test("is remembered after the server was killed", async () => {
    const own = await Server.start();
    const visitor = await Visitor.join(own);
    const first = await visitor.say("怎么开发票", "kept");
    await own.kill();
    await own.restart();
    await visitor.resume();
    assert.deepEqual(await visitor.say("怎么开发票", "kept"), { ...first, dup: true });
    const other = await visitor.refused({ type: "message", id: "kept", text: "别的" });
    assert.equal(other.code, "conflict");
    assert.equal((await visitor.caughtUp()).filter((event) => event.client_id === "kept").length, 1);
    await own.stop();
  });
});

describe("a wrong frame is told so and the socket goes on:", () => {
  const long = "长".repeat(4001);
  const table = [
    ["not JSON", "hello?", "bad_frame"],
    ["half of JSON", '{"type":"message","id":"a"', "bad_frame"],
    ["an array", "[1,2]", "bad_frame"],
    ["no type", '{"id":"a","text":"b"}', "bad_frame"],
    ["a type that is no string", '{"type":7}', "bad_frame"],
    ["an unknown type", '{"type":"fly"}', "bad_frame"],
    ["JSON too deep", `{"type":"message","id":"a","text":${"[".repeat(400)}${"]".repeat(400)}}`, "bad_frame"],
    ["a second hello", { type: "hello" }, "bad_frame"],
    ["no id", { type: "message", text: "b" }, "bad_frame"],
    ["an id with a space", { type: "message", id: "a b", text: "b" }, "bad_frame"],
    ["an id of 65", { type: "message", id: "x".repeat(65), text: "b" }, "bad_frame"],
    ["an id that is a number", { type: "message", id: 5, text: "b" }, "bad_frame"],
    ["no text", { type: "message", id: "t1" }, ["bad_frame", "invalid"]],
    ["a text that is a number", { type: "message", id: "t2", text: 5 }, ["bad_frame", "invalid"]],
    ["an empty text", { type: "message", id: "t3", text: " \n\t" }, "invalid"],
    ["4,001 characters", { type: "message", id: "t4", text: long }, "too_large"],
    ["a choice of nothing", { type: "choose", id: "c1", of: 99, option: "a" }, ["not_found", "conflict"]],
    ["a choice without `of`", { type: "choose", id: "c2", option: "a" }, "bad_frame"],
    ["a form that is not there", { type: "submit", id: "s1", of: 99, values: {} }, ["not_found", "conflict"]],
    ["a form without values", { type: "submit", id: "s2", of: 1 }, "bad_frame"],
    ["feedback to what is no answer", { type: "feedback", id: "f1", of: 1, helped: true }, "not_found"],
    ["feedback without a verdict", { type: "feedback", id: "f2", of: 1 }, "bad_frame"],
    ["a reason nobody knows", { type: "feedback", id: "f3", of: 1, helped: false, reason: "bored" }, "invalid"],
    ["a reason why it did help", { type: "feedback", id: "f4", of: 1, helped: true, reason: "other" }, "invalid"],
    ["a tag nobody knows", { type: "rate", id: "r3", score: 3, tags: ["fast", "shiny"] }, "invalid"],
    ["tags that are no list", { type: "rate", id: "r4", score: 3, tags: "fast" }, "bad_frame"],
    ["a rating of 0", { type: "rate", id: "r0", score: 0 }, "invalid"],
    ["a rating of 6", { type: "rate", id: "r6", score: 6 }, "invalid"],
    [
      "a work order of nobody",
      { type: "work_order", id: "w1", number: "GD20200101-0001-1", action: "urge" },
      "not_found",
    ],
    ["an action nobody knows", { type: "work_order", id: "w2", number: "GD1", action: "burn" }, "invalid"],
    ["evidence that was not uploaded", { type: "attach", id: "e1", evidence: ["nope"] }, "not_found"],
  ];
  for (const [name, frame, codes] of table) {
    test(name, async () => {
      const visitor = await Visitor.join(server);
      await visitor.say("你好", "before");
      const { socket } = visitor;
      await socket.settled();
      const from = socket.frames.length;
      if (typeof frame === "string") socket.sendText(frame);
      else socket.send(frame);
      const error = await socket.next("error", (got) => got.type === "error", { from });
      assert.ok([codes].flat().includes(error.code), JSON.stringify(error));
      assert.ok(ERROR_CODES.includes(error.code));
      assert.ok(error.message.length > 0);
      const valid =
        typeof frame === "object" && /^[\w.:-]{1,64}$/.test(frame.id) && typeof frame.id === "string";
      assert.equal(error.id, valid ? frame.id : undefined);
      await visitor.say("还在吗", "after");
    });
  }

  test("control characters are left out of what is said, and are no words by themselves", async () => {
    const visitor = await Visitor.join(server);
    const { socket } = visitor;
    socket.send({ type: "message", id: "c0", text: "发票\u0000怎么\u202e开\u0007\r\n谢谢\t" });
    const event = await socket.next("the message", (got) => got.client_id === "c0");
    assert.equal(event.text, "发票怎么开\n谢谢\t");
    socket.send({ type: "message", id: "c1", text: "\u0000\u202e\u0007" });
    const error = await socket.next("error", (got) => got.type === "error" && got.id === "c1");
    assert.equal(error.code, "invalid");
  });

  test("anything before hello", async () => {
    const socket = await Socket.open(server.url, "/v1/chat");
    socket.send({ type: "message", id: "a", text: "b" });
    const error = await socket.next("error", (frame) => frame.type === "error");
    assert.equal(error.code, "bad_frame");
    socket.send({ type: "hello" });
    await socket.next("welcome", (frame) => frame.type === "welcome");
  });

  test("a token that was made up", async () => {
    const socket = await Socket.open(server.url, "/v1/chat");
    socket.send({ type: "hello", token: "c0.0123456789abcdef0123456789abcdef01234567" });
    const error = await socket.next("error", (frame) => frame.type === "error");
    assert.equal(error.code, "unauthorized");
    socket.send({ type: "hello" });
    await socket.next("welcome", (frame) => frame.type === "welcome");
  });
});

describe("a limit is kept exactly:", () => {
  test("4,000 characters and an id of 64", async () => {
    const visitor = await Visitor.join(server);
    const id = "aZ9._:-".padEnd(64, "x");
    await visitor.say("字".repeat(4000), id);
    await visitor.say("😀".repeat(4000), "emoji");
    await visitor.socket.settled();
    assert.equal(visitor.texts("visitor")[1], "😀".repeat(4000));
  });

  test("16 KiB a frame, and 1009 for one byte more", async () => {
    const padded = (bytes) => {
      const bare = JSON.stringify({ type: "ping", pad: "" });
      return JSON.stringify({ type: "ping", pad: "x".repeat(bytes - bare.length) });
    };
    const visitor = await Visitor.join(server);
    visitor.socket.sendText(padded(16 * 1024));
    await visitor.socket.next("pong", (frame) => frame.type === "pong");
    visitor.socket.sendText(padded(16 * 1024 + 1));
    assert.equal((await visitor.socket.closed).code, 1009);
  });

  test("no binary frames, no broken UTF-8", async () => {
    const binary = await Visitor.join(server);
    binary.socket.sendBinary(Buffer.from('{"type":"ping"}'));
    assert.equal((await binary.socket.closed).code, 1003);
    const broken = await Visitor.join(server);
    broken.socket.sendRaw(1, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]));
    assert.equal((await broken.socket.closed).code, 1007);
  });

  test("hello within 10 seconds", async () => {
    const started = Date.now();
    const socket = await Socket.open(server.url, "/v1/chat");
    const { code } = await socket.closed;
    const waited = Date.now() - started;
    assert.ok(waited >= 9_000 && waited < 15_000, `closed after ${waited} ms`);
    assert.notEqual(code, 1006);
  });
});

describe("the upgrade", () => {
  const refusal = (options) =>
    assert.rejects(Socket.open(server.url, "/v1/chat", options), (error) => {
      assert.ok(error instanceof Refused, error.message);
      assert.match(error.headers["content-type"], /^application\/problem\+json/);
      assert.equal(JSON.parse(error.body).status, error.status);
      return true;
    });

  test("needs no subprotocol, takes ours, refuses only others", async () => {
    assert.equal((await Socket.open(server.url, "/v1/chat")).protocol, undefined);
    assert.equal((await Socket.open(server.url, "/v1/chat", { protocols: CHAT })).protocol, CHAT[0]);
    const several = await Socket.open(server.url, "/v1/chat", { protocols: ["mqtt", CHAT[0]] });
    assert.equal(several.protocol, CHAT[0]);
    await refusal({ protocols: ["mqtt"] });
    await refusal({ protocols: ["yingda.chat.v2", "yingda.desk.v1"] });
  });

  test("asks for an allowed Origin when there is one", async () => {
    await Socket.open(server.url, "/v1/chat", { headers: { Origin: server.url } });
    await Socket.open(server.url, "/v1/chat", { headers: { Origin: "https://shop.example" } });
    await refusal({ headers: { Origin: "https://evil.example" } });
    await refusal({ headers: { Origin: "http://shop.example" } });
    await refusal({ headers: { Origin: "null" } });
  });

  test("takes no token in the URL", async () => {
    await assert.rejects(Socket.open(server.url, "/v1/chat?token=abc"), Refused);
  });
});

describe("the default limits", () => {
  let limited;
  before(async () => {
    limited = await Server.start({ config: { limits: {} } });
  });
  after(() => limited?.stop());

  test("slow a flood down: what is refused says when to come again, and is then taken", async () => {
    const visitor = await Visitor.join(limited);
    const texts = Array.from({ length: 80 }, (_, i) => `第 ${i} 句`);
    texts.forEach((text, i) => visitor.send({ type: "message", id: `f${i}`, text }));
    const answered = (frame) => frame.type === "accepted" || frame.type === "error";
    let answers = 0;
    await visitor.socket.next("all answers", (frame) => answered(frame) && ++answers === texts.length);
    const refused = visitor.socket.frames.filter((frame) => frame.type === "error");
    assert.ok(refused.length >= 1, "nothing was refused");
    for (const error of refused) {
      assert.equal(error.code, "rate_limited");
      assert.ok(error.retry_after_ms > 0, JSON.stringify(error));
    }
    const again = refused.slice(0, 4);
    for (const { id } of again) {
      for (;;) {
        const from = visitor.socket.frames.length;
        visitor.send({ type: "message", id, text: texts[Number(id.slice(1))] });
        const answer = await visitor.socket.next("an answer", (frame) => answered(frame) && frame.id === id, {
          from,
        });
        if (answer.type === "accepted") break;
        assert.equal(answer.code, "rate_limited");
        await new Promise((resolve) => setTimeout(resolve, answer.retry_after_ms));
      }
    }
    await visitor.socket.settled();
    const lost = new Set(refused.slice(again.length).map(({ id }) => id));
    assert.deepEqual(visitor.texts("visitor").sort(), texts.filter((_, i) => !lost.has(`f${i}`)).sort());
  });

  test("let one address begin ten conversations at once, not thirty", async () => {
    let refused = 0;
    for (let i = 0; i < 30; i++) {
      try {
        const socket = await Socket.open(limited.url, "/v1/chat");
        socket.send({ type: "hello" });
        const answer = await socket.next("an answer", (frame) => frame.type !== "event");
        if (answer.type === "error") {
          assert.equal(answer.code, "rate_limited");
          refused++;
        }
        await socket.cut();
      } catch (error) {
        if (!(error instanceof Refused)) throw error;
        assert.equal(error.status, 429);
        refused++;
      }
    }
    assert.ok(refused >= 10, `${refused} of 30 were refused`);
  });
});
