// Who answers for a case, whatever goes wrong meanwhile: silent agents, lost connections, accounts that end, kills
// between cause and consequence, two who act at once.
import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually, pause } from "./support/wait.mjs";

async function complains(server, words = "【紧急投诉】账号被盗") {
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  await visitor.say(words);
  const order = await visitor.workOrder();
  return { visitor, order, conversation: visitor.welcome.conversation };
}

const orderOf = (context, number) => context.work_orders.find((order) => order.number === number);

const waits = (agent, conversation) =>
  agent.socket.next(
    `${conversation} in the queue again`,
    (frame) => frame.type === "queue" && frame.queue.some((row) => row.conversation === conversation),
    { from: agent.socket.frames.length },
  );

async function staffed(config, names = ["li", "wang"]) {
  const server = await Server.start({ config });
  for (const name of names) await server.addUser(name);
  await server.addUser("boss", { role: "supervisor" });
  return server;
}

describe("an agent who says nothing", () => {
  test("loses the conversation to the queue and keeps the order, also when the server is killed before", async () => {
    const server = await staffed({ agent_silence: "1500ms" });
    const li = await Agent.join(server, "li");
    const { visitor, order, conversation } = await complains(server);
    await li.claim(conversation);
    const held = Date.now();
    await server.kill();
    await server.restart();
    await visitor.resume();
    const back = await Agent.join(server, "li", { online: false });
    await waits(back, conversation);
    assert.ok(Date.now() - held >= 1500, "never early");
    await visitor.hears("system", /一直没有回复您.*同事接着处理/);
    const wang = await Agent.join(server, "wang");
    const context = await wang.claim(conversation);
    assert.equal(orderOf(context, order.number).owner.name, "li", "who took it first answers for it");

    await wang.say(conversation, "账号已经冻结，钱没有动");
    await pause(2000);
    assert.equal((await back.try({ type: "message", conversation, text: "我来" })).code, "conflict");
    await visitor.say("那什么时候能解冻");
    await waits(wang, conversation);
    assert.equal(visitor.texts("system").filter((text) => /一直没有回复您/.test(text)).length, 2);
    await server.stop();
  });

  test("whose connection is lost loses it after the grace, not the order, also over a kill", async () => {
    const server = await staffed({ agent_grace: "1s" });
    const li = await Agent.join(server, "li");
    const { visitor, order, conversation } = await complains(server);
    await li.claim(conversation);
    li.socket.close();
    await pause(100);
    await server.kill();
    await server.restart();
    await visitor.resume();
    const wang = await Agent.join(server, "wang");
    await wang.queued(conversation);
    const context = await wang.claim(conversation);
    assert.equal(orderOf(context, order.number).owner.name, "li");
    await server.stop();
  });
});

describe("an account that is disabled", () => {
  const nobodyHas = async (boss, cases) => {
    for (const { conversation, order } of cases) {
      const found = await eventually(`${order.number} without its owner`, async () => {
        const context = await boss.claim(conversation);
        const one = orderOf(context, order.number);
        return one.owner?.name !== "li" && one;
      });
      assert.equal(found.owner?.name, "boss");
    }
  };

  test("while the server is down gives everything back when it is up: what was in hand and what was owned", async () => {
    const server = await staffed({});
    const li = await Agent.join(server, "li", { capacity: 50 });
    const cases = [];
    for (let i = 0; i < 4; ++i) cases.push(await complains(server));
    for (const { conversation } of cases) await li.claim(conversation);
    // Two are in hand, one is solved, one is with a colleague and still li's to answer for.
    const wang = await Agent.join(server, "wang", { capacity: 50 });
    await li.do({ type: "transfer", conversation: cases[2].conversation, to: { agent: "wang" }, reason: "卡密的事她熟" });
    await li.say(cases[3].conversation, "已经冻结");
    await li.do({
      type: "resolve",
      conversation: cases[3].conversation,
      work_order: cases[3].order.number,
      resolution: "账号已找回",
    });
    assert.ok(wang);
    await server.kill();
    await server.run(["user", "disable", "li"]);
    await server.restart();
    const boss = await Agent.join(server, "boss", { capacity: 50 });
    const mine = [cases[0], cases[1]];
    for (const { conversation } of mine) await boss.queued(conversation);
    await nobodyHas(boss, mine);
    await cases[2].visitor.resume();
    const seen = await Agent.join(server, "wang", { online: false });
    const held = await eventually("wang's case without li", async () => {
      const context = await seen.claim(cases[2].conversation);
      const one = orderOf(context, cases[2].order.number);
      return one.owner?.name !== "li" && one;
    });
    assert.notEqual(held.owner?.name, "li");
    // What they solved comes back when its customer rejects it, to people who are there.
    await cases[3].visitor.resume();
    await cases[3].visitor.do({ type: "work_order", number: cases[3].order.number, action: "reject", text: "没有找回" });
    await nobodyHas(boss, [cases[3]]);
    await server.stop();
  });

  test("in the middle of many claims leaves nothing with them, also when the server is killed right after", async () => {
    const server = await staffed({});
    const li = await Agent.join(server, "li", { capacity: 50 });
    const cases = [];
    for (let i = 0; i < 8; ++i) cases.push(await complains(server));
    for (const { conversation } of cases) li.socket.send({ type: "claim", conversation });
    await server.run(["user", "disable", "li"]);
    await server.kill();
    await server.restart();
    const boss = await Agent.join(server, "boss", { capacity: 50 });
    await nobodyHas(boss, cases);
    await server.stop();
  });
});

describe("compensation", () => {
  const config = {
    sla: { urgent_complaint: { target: "300ms", promise: "800ms", next_response: "1s", resolve: "2s" } },
    compensation: {
      amounts: { urgent_complaint: { first_response: "15.00", next_response: "10.00", resolve: "20.00" } },
      per_order: "40.00",
      per_day: "60.00",
      pay_within: "24h",
    },
    agent_silence: "0s",
  };
  const granted = (visitor) => visitor.log.filter(({ kind, status }) => kind === "compensation" && status === "owed");
  const sum = (lines) => lines.reduce((total, line) => total + Number(line.granted.amount), 0);

  test("is granted once for each promise and within the caps, however often the server is killed around it", async () => {
    const server = await staffed(config);
    const { visitor, order } = await complains(server);
    for (let i = 0; i < 5; ++i) {
      await pause(500);
      await server.kill();
      await server.restart();
    }
    await visitor.resume();
    await visitor.say("还没有人吗");
    await pause(1500);
    await visitor.caughtUp();
    const lines = granted(visitor);
    const promises = lines.map(({ promise }) => promise);
    assert.equal(new Set(promises).size, promises.length, promises.join(" "));
    assert.ok(promises.includes("first_response") && promises.includes("resolve"));
    assert.equal(sum(lines), 40, "15 and 20, and 5 of 10: the order's cap cuts the last");

    // A second matter the same day: the day's cap has 20 left, whatever is missed.
    await visitor.do({ type: "work_order", number: order.number, action: "withdraw" });
    await visitor.say("【紧急投诉】卡密被别人用了");
    await pause(3500);
    await visitor.caughtUp();
    assert.equal(sum(granted(visitor)), 60);
    await server.stop();
  });

  test("is paid once when two supervisors press at the same moment, and the loser hears who was first", async () => {
    const server = await staffed(config);
    await server.addUser("chief", { role: "supervisor" });
    const { visitor, order, conversation } = await complains(server);
    await visitor.event("owed", (event) => event.kind === "compensation");
    const both = [await Agent.join(server, "boss"), await Agent.join(server, "chief")];
    const pay = (agent) =>
      agent.try({
        type: "action",
        id: randomUUID(),
        conversation,
        action: "pay_compensation",
        arguments: { work_order: order.number, promise: "first_response", reference: "T-1" },
      });
    const answers = await Promise.all(both.map(pay));
    assert.deepEqual(answers.map(({ type }) => type).sort(), ["accepted", "error"]);
    assert.match(answers.find(({ type }) => type === "error").message, /paid already, by/);
    await server.stop();
  });
});

describe("an agent's own promise", () => {
  test("that comes due while the server is down is told and escalated once, never early", async () => {
    const server = await staffed({ agent_silence: "0s" });
    const li = await Agent.join(server, "li");
    const { visitor, conversation } = await complains(server);
    await li.claim(conversation);
    const due = new Date(Date.now() + 2500);
    await li.do({ type: "promise", conversation, text: "两秒内给您回电", due: due.toISOString() });
    await server.kill();
    await eventually("the moment", () => Date.now() > due.getTime() + 200);
    await server.restart();
    const boss = await Agent.join(server, "boss");
    const alert = await boss.socket.next("the alert", (frame) => frame.type === "alert" && frame.alert === "promise_missed");
    assert.ok(alert);
    await visitor.resume();
    await visitor.hears("system", /两秒内给您回电/);
    await server.kill();
    await server.restart();
    await visitor.resume();
    await visitor.caughtUp();
    assert.equal(visitor.texts("system").filter((text) => /两秒内给您回电/.test(text)).length, 1);
    await server.stop();
  });
});

describe("the subject grammar", () => {
  test("is understood wherever it stands in a message", async () => {
    const server = await Server.start({ content: shippedContent });
    const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
    await visitor.say("你好，我这边有个事：\n投诉-20261120002-付款未到账\n麻烦尽快");
    const order = await visitor.workOrder();
    assert.equal(order.tier, "complaint");
    await server.stop();
  });
});
