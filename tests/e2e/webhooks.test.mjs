// Who is told outside of the chat: signed, at least once, in the same transaction as what it is about.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run, smallContent } from "./support/command.mjs";
import { newSecret, Receiver, verify } from "./support/receiver.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually, pause } from "./support/wait.mjs";
import { writeFileSync } from "node:fs";
import { join } from "node:path";

const secret = newSecret();
const older = newSecret();
process.env.YINGDA_E2E_HOOK = `${secret} ${older}`;

const ALL = [
  ...["work_order.opened", "work_order.changed", "work_order.escalated"],
  ...["promise.warned", "promise.missed", "conversation.unseen"],
  ...["compensation.granted", "compensation.paid", "compensation.unpaid"],
];

const hook = (receiver, changes = {}) => ({
  url: receiver.url,
  events: ALL,
  secret_env: "YINGDA_E2E_HOOK",
  timeout: "5s",
  ...changes,
});

// Short enough to be broken, and not to be seen, while one looks on.
const config = (webhooks) => ({
  sla: { urgent_complaint: { target: "700ms", promise: "1s", next_response: "30m", resolve: "24h" } },
  compensation: { amounts: { urgent_complaint: { first_response: "15.00" } }, pay_within: "24h" },
  unseen_after: "1s",
  webhooks,
});

async function started(webhooks) {
  const server = await Server.start({ config: config(webhooks) });
  await server.addUser("li");
  return server;
}

/** An urgent complaint. */
async function complains(server) {
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  await visitor.say("【紧急投诉】账号被盗，我的电话 13800138000");
  const order = await visitor.workOrder();
  return { visitor, order, conversation: visitor.welcome.conversation };
}

describe("a webhook", () => {
  let receiver;
  let server;
  before(async () => {
    receiver = await Receiver.start();
    server = await started([hook(receiver)]);
  });
  after(async () => {
    await server?.stop();
    receiver?.stop();
  });

  test("is signed so that anybody with the secret, the old one too, can verify it", async () => {
    const { order, conversation } = await complains(server);
    const opened = await receiver.hears("work_order.opened");
    assert.equal(opened.method, "POST");
    assert.equal(opened.path, "/hooks");
    assert.equal(opened.headers["content-type"], "application/json");
    assert.ok(verify(opened, secret));
    assert.ok(verify(opened, older));
    assert.ok(!verify(opened, newSecret()));
    assert.ok(!verify({ ...opened, body: opened.body.replace("open", "shut") }, secret));
    const later = { ...opened.headers, "webhook-timestamp": "1" };
    assert.ok(!verify({ ...opened, headers: later }, secret));
    assert.deepEqual(Object.keys(opened.message).sort(), ["data", "timestamp", "type"]);
    const { data } = opened.message;
    assert.equal(data.number, order.number);
    assert.equal(data.conversation, conversation);
    assert.equal(data.status, "open");
    assert.equal(data.urgent, true);
    assert.equal(data.first_response_due, order.first_response_due);
    for (const never of [order.secret, "账号被盗", "13800138000"]) assert.ok(!opened.body.includes(never));
  });

  test("tells of a promise that is missed, once, and of what it costs", async () => {
    const { order } = await complains(server);
    const mine = (type) => receiver.of(type).filter(({ message }) => message.data.number === order.number);
    await eventually("the missed promise", () => mine("promise.missed").length > 0);
    await eventually("the compensation", () => mine("compensation.granted").length > 0);
    await eventually("the call for a supervisor", () => mine("work_order.escalated").length > 0);
    const [missed] = mine("promise.missed");
    assert.ok(verify(missed, secret));
    assert.equal(missed.message.data.promise, "first_response");
    assert.equal(missed.message.data.due, order.first_response_due);
    const [granted] = mine("compensation.granted");
    assert.deepEqual(granted.message.data.granted, { amount: "15.00", currency: "CNY" });
    assert.equal(granted.message.data.compensation_status, "owed");
    assert.equal(mine("work_order.escalated")[0].message.data.reason, "target_missed");
    await pause(300);
    for (const type of ["work_order.opened", "promise.missed", "compensation.granted"]) {
      assert.equal(mine(type).length, 1, type);
    }
  });

  test("tells what a visitor who has gone has not seen, and staff see that it did", async () => {
    const { visitor, order, conversation } = await complains(server);
    const li = await Agent.join(server, "li", { capacity: 50 });
    await li.claim(conversation);
    visitor.socket.close();
    await li.say(conversation, "账号已经冻结，钱没有动");
    const mine = () =>
      receiver.of("conversation.unseen").find(({ message }) => message.data.number === order.number);
    const unseen = await eventually("the unseen answer", mine);
    assert.ok(verify(unseen, secret));
    assert.equal(unseen.message.data.conversation, conversation);
    assert.ok(!unseen.body.includes("账号已经冻结"));
    const told = await li.event("the delivery in the log", (event) => event.kind === "notice");
    assert.equal(told.notice, "conversation.unseen");
    assert.equal(told.result, "delivered");
    assert.equal(told.number, order.number);
    assert.equal(told.to, "127.0.0.1");
    assert.equal(told.seq, undefined);
    await visitor.resume();
    await visitor.hears("agent", /已经冻结/);
    assert.ok(!visitor.log.some((event) => event.kind === "notice"));
  });

  test("needs nobody to be told who is there, or read it before leaving", async () => {
    const { visitor, order, conversation } = await complains(server);
    const li = await Agent.join(server, "li", { capacity: 50 });
    await li.claim(conversation);
    await li.say(conversation, "在查了，先看登录记录");
    await pause(1500);
    await li.say(conversation, "登录记录正常，没有异地登录");
    await visitor.hears("agent", /没有异地登录/);
    visitor.socket.send({ type: "read", seq: visitor.last });
    visitor.socket.close();
    await pause(1800);
    const unseen = receiver.of("conversation.unseen");
    assert.ok(!unseen.some(({ message }) => message.data.number === order.number));
  });

  test("shows in the metrics", async () => {
    const url = /"admin_url":"([^"]+)"/.exec(server.log)[1];
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assert.match(metrics, /yingda_webhook_deliveries_total\{result="delivered"\} [1-9]/);
    assert.match(metrics, /^yingda_outbox_pending \d+$/m);
    assert.match(metrics, /^yingda_outbox_oldest_seconds /m);
    for (const secretOfOurs of [secret, older, "/hooks"]) assert.ok(!server.log.includes(secretOfOurs));
  });
});

describe("a receiver with troubles", () => {
  test("that answers 500 hears it again, with the same id and a fresh signature", async () => {
    const receiver = await Receiver.start();
    const server = await started([hook(receiver, { events: ["work_order.opened"] })]);
    receiver.answer = () => (receiver.requests.length === 1 ? 500 : 200);
    await complains(server);
    const first = await receiver.hears("work_order.opened", 1);
    const second = await receiver.hears("work_order.opened", 2);
    assert.equal(second.headers["webhook-id"], first.headers["webhook-id"]);
    assert.equal(second.body, first.body);
    assert.notEqual(second.headers["webhook-timestamp"], first.headers["webhook-timestamp"]);
    assert.ok(second.at - first.at >= 4900, "five seconds later");
    assert.ok(verify(second, secret));
    await pause(500);
    assert.equal(receiver.requests.length, 2);
    await server.stop();
    receiver.stop();
  });

  test("hears what a killed gateway had to tell, with the same id, and each event of it once", async () => {
    const receiver = await Receiver.start();
    const server = await started([hook(receiver, { events: ["work_order.opened"] })]);
    receiver.answer = () => new Promise(() => {}); // takes it and says nothing
    const orders = [];
    for (let i = 0; i < 3; ++i) orders.push((await complains(server)).order.number);
    await receiver.hears("work_order.opened", 3);
    await server.kill();
    const before = receiver.requests.splice(0);
    receiver.answer = () => 200;
    await server.restart();
    await receiver.hears("work_order.opened", 3);
    const ids = (requests) => requests.map(({ headers }) => headers["webhook-id"]).sort();
    assert.deepEqual(ids(receiver.requests), ids(before));
    assert.deepEqual(receiver.requests.map(({ message }) => message.data.number).sort(), orders.sort());
    await server.stop();
    await server.restart();
    await pause(700);
    assert.equal(receiver.requests.length, 3, "what was taken is not told again");
    await server.stop();
    receiver.stop();
  });

  test("that was away while it happened is told when it is back", async () => {
    const receiver = await Receiver.start();
    const { url } = receiver;
    receiver.stop(); // nobody listens there any more
    const server = await started([hook({ url }, { events: ["work_order.opened"] })]);
    await complains(server);
    await eventually("a failed attempt", () => server.log.includes('"error":"connect"'));
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    assert.ok(ms < 5000);
  });

  test("that is slow delays neither the chat, nor another receiver, nor the end for long", async () => {
    const slow = await Receiver.start();
    const quick = await Receiver.start();
    slow.answer = () => new Promise(() => {});
    const events = ["work_order.opened"];
    const server = await started([
      hook(slow, { events, timeout: "30s" }),
      hook(quick, { events, timeout: "30s" }),
    ]);
    for (let i = 0; i < 8; ++i) await complains(server);
    await quick.hears("work_order.opened", 8);
    await slow.hears("work_order.opened", 4);
    const { visitor } = await complains(server); // everything is asked of the slow one that may be
    await visitor.hears("system", /./);
    assert.equal(slow.requests.length, 4, "a few at a time");
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    assert.ok(ms < 15_000, `${ms} ms`);
    slow.stop();
    quick.stop();
  });

  test("that is gone for good is left alone, and the conversation says so", async () => {
    const receiver = await Receiver.start();
    const server = await started([hook(receiver, { events: ["work_order.opened"] })]);
    receiver.answer = () => 410;
    const { conversation } = await complains(server);
    await complains(server);
    await eventually("the end of it", () => server.log.includes("webhook_gone"));
    const li = await Agent.join(server, "li", { capacity: 50 });
    const found = async () => {
      const { transcript } = await li.claim(conversation);
      return transcript.find((event) => event.kind === "notice");
    };
    const failed = await eventually("the failure in the log", found);
    assert.equal(failed.result, "failed");
    await complains(server);
    await pause(300);
    assert.ok(receiver.requests.length <= 2);
    await server.stop();
    receiver.stop();
  });
});

describe("a wrong configuration of webhooks", () => {
  const file = (webhooks) => {
    const path = join(temporaryDirectory("config"), "yingda.yaml");
    writeFileSync(path, webhooks);
    return path;
  };

  test("is found by `check`, with line and column", async () => {
    const path = file(
      "webhooks:\n  - url: http://shop.example/h\n    events: [promise.mised]\n    secret_env: whsec_abc=\n",
    );
    const { code, stdout } = await run(["check", smallContent, "--config", path]);
    assert.equal(code, 1);
    assert.match(stdout, /yaml:2:10: error: `url` must begin with https/);
    assert.match(
      stdout,
      /yaml:3:14: error: there is no event `promise.mised` \(did you mean `promise.missed`\?\)/,
    );
    assert.match(stdout, /yaml:4:17: error: `secret_env` is the name of an environment variable/);
  });

  test("without its secret does not start, and says which variable is wanted", async () => {
    const path = file(
      "webhooks:\n  - {url: https://shop.example/h, events: [promise.missed], secret_env: YINGDA_E2E_NONE}\n",
    );
    const data = temporaryDirectory();
    const args = ["serve", "--config", path, "--data", data, "--content", smallContent];
    const { code, stderr } = await run([...args, "--listen", "127.0.0.1:0"]);
    assert.equal(code, 2);
    assert.match(stderr, /environment variable YINGDA_E2E_NONE is not set; it must hold the secret/);
  });
});
