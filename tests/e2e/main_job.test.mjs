// The main job, with the shipped content and the shop's real order system: why has my top-up not arrived?
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { shippedContent } from "./support/command.mjs";
import { connectedTo, Server, startOrders } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { isOrderNumber } from "./support/work_order.mjs";

const HOUR = 3_600_000;
const PAGE = { url: "https://shop.example/orders", title: "我的订单" };

let orders;
let server;
before(async () => {
  orders = await startOrders();
  server = await Server.start({ content: shippedContent, config: connectedTo(orders.url) });
  await server.addUser("li", { teams: ["topup"] });
});
after(async () => {
  await server?.stop();
  await orders?.stop();
});

const arrive = (locale = "zh-CN") => Visitor.join(server, { hello: { locale, page: PAGE } });

/** Picks the option whose label is like `pattern` of the newest message that has one. */
async function pick(visitor, pattern, after) {
  const asked = await visitor.event(
    `an option like ${pattern}`,
    (event) => event.options?.some(({ label }) => pattern.test(label)),
    { after },
  );
  const option = asked.options.find(({ label }) => pattern.test(label));
  return visitor.do({ type: "choose", of: asked.seq, option: option.id });
}

/** Says it, and picks the flow when the bot asks back which of several things is meant. */
async function complain(visitor, words) {
  const { seq } = await visitor.say(words);
  const reply = await visitor.event("the bot", (event) => event.from?.role === "bot", { after: seq });
  if (reply.options?.some(({ label }) => label === "充值未到账")) await pick(visitor, /^充值未到账$/, seq);
}

describe("a top-up that has not arrived", () => {
  test("late: complaint with number and deadline, then a person who knows everything", async () => {
    const visitor = await arrive();
    await complain(visitor, "为什么我充的话费还没到账？");
    await visitor.hears("bot", /请发一下订单号|把订单号发我/);
    const { seq } = await visitor.say("20261120002");
    await visitor.hears("bot", /20261120002.*已经超时/s, seq);
    const order = await visitor.workOrder(() => true, seq);
    assert.ok(isOrderNumber(order.number), order.number);
    assert.deepEqual(
      [order.work_order_type, order.tier, order.department, order.department_name],
      ["not_arrived", "complaint", "topup", "充值组"],
    );
    assert.equal(Date.parse(order.first_response_due) - Date.parse(order.opened_at), 24 * HOUR);
    await visitor.hears("bot", new RegExp(order.number), seq);
    await pick(visitor, /补发/, seq);
    await visitor.event("the queue", (event) => event.kind === "queue");

    const { conversation } = visitor.welcome;
    const agent = await Agent.join(server, "li");
    const offer = await agent.socket.next("offer", (frame) => frame.type === "offer");
    assert.equal(offer.conversation, conversation);
    assert.equal(offer.row.work_order.number, order.number);
    assert.equal(offer.row.team, "topup");
    const context = await agent.claim(conversation);
    assert.equal(context.slots.order_number, "20261120002");
    assert.equal(context.slot_labels.order_number, "订单号");
    assert.equal(context.slots.demand, "resend");
    assert.equal(context.order.order_number, "20261120002");
    assert.equal(context.order.status, "processing");
    assert.equal(context.order.amount, "100.00");
    assert.ok(Math.abs(Date.parse(context.order.fetched_at) - Date.now()) < 5 * 60_000);
    assert.match(context.reason, /20261120002/);
    assert.match(context.summary, /20261120002/);
    assert.equal(context.intent, "充值未到账");
    assert.deepEqual(context.page, PAGE);
    assert.ok(context.transcript.some((event) => event.text === "为什么我充的话费还没到账？"));
    assert.equal(context.work_orders.length, 1);
    assert.equal(context.work_orders[0].number, order.number);
    assert.equal(context.work_orders[0].demands.length, 1, "what the visitor demands stands in the order");

    await agent.say(conversation, "已联系运营商补充，18:00 前到账。");
    await visitor.hears("agent", /运营商补充/);
    const working = await visitor.workOrder((event) => event.status === "in_progress");
    assert.deepEqual(working.owner, { name: "li" });
  });

  test("late, named in the first sentence: the number is not asked for again", async () => {
    const visitor = await arrive();
    await complain(visitor, "订单 20261120011 充值还没到账");
    const order = await visitor.workOrder();
    assert.equal(order.tier, "complaint");
    assert.ok(
      !visitor.texts("bot").some((text) => /请发一下订单号|把订单号发我/.test(text)),
      visitor.texts("bot").join("\n"),
    );
  });

  test("still in time: says until when", async () => {
    const visitor = await arrive();
    await visitor.say("充值没到账");
    await visitor.hears("bot", /订单号/);
    await visitor.say("20261120005");
    await visitor.hears("bot", /最长 30 分钟/);
    await visitor.socket.settled();
    assert.ok(!visitor.log.some((event) => event.kind === "work_order"));
  });

  test("delivered, as the order system says", async () => {
    const visitor = await arrive();
    await visitor.say("充值没到账");
    await visitor.hears("bot", /订单号/);
    await visitor.say("20261120001");
    await visitor.hears("bot", /已到账.*138\*\*\*\*0001/s);
  });

  test("an order that nobody knows is asked for once more, then a person looks", async () => {
    const visitor = await arrive();
    await visitor.say("充值没到账");
    await visitor.hears("bot", /订单号/);
    await visitor.say("20261199999");
    await visitor.hears("bot", /没查到订单 20261199999/);
    await visitor.say("20261199998");
    const order = await visitor.workOrder();
    assert.equal(order.work_order_type, "not_arrived");
    await visitor.event("the queue", (event) => event.kind === "queue");
  });

  test("a question in between is answered, and the open one comes back", async () => {
    const visitor = await arrive();
    await visitor.say("充值没到账");
    const first = await visitor.hears("bot", /订单号/);
    await visitor.say("提现多久到账");
    const answer = await visitor.hears("bot", /17:00/, first.seq);
    await visitor.hears("bot", /订单号/, answer.seq);
    await visitor.say("20261120002");
    await visitor.hears("bot", /已经超时/);
  });

  test("in English", async () => {
    const visitor = await arrive("en");
    await visitor.say("my top-up has not arrived");
    await visitor.hears("bot", /order number/i);
    await visitor.say("it is 20261120002");
    await visitor.hears("bot", /is late/);
    const order = await visitor.workOrder();
    assert.equal(order.department_name, "Top-up");
  });

  test("the demand in the order has one kind, whatever the language of the conversation", async () => {
    const kinds = [];
    for (const [locale, words, answer] of [
      ["zh-CN", "充值没到账", /补发/],
      ["en", "my top-up has not arrived", /again/],
    ]) {
      const visitor = await arrive(locale);
      await visitor.say(words);
      await visitor.hears("bot", /订单号|order number/i);
      const { seq } = await visitor.say("20261120002");
      await pick(visitor, answer, seq);
      const order = await visitor.workOrder((event) => event.demands.length > 0);
      kinds.push(order.demands[0].kind);
    }
    assert.equal(kinds[0], kinds[1]);
  });

  test("while the order system is down: nobody is left alone", async () => {
    const gone = await startOrders();
    await gone.stop();
    const alone = await Server.start({ content: shippedContent, config: connectedTo(gone.url) });
    const visitor = await Visitor.join(alone, { hello: { locale: "zh-CN" } });
    await visitor.say("充值没到账");
    await visitor.hears("bot", /订单号/);
    await visitor.say("20261120002");
    await visitor.hears("bot", /没有回应/);
    const order = await visitor.workOrder();
    assert.equal(order.work_order_type, "not_arrived");
    await visitor.event("the queue", (event) => event.kind === "queue");
    await alone.stop();
  });

  test("while the server is killed between question and answer of the order system: it is asked again", async () => {
    const own = await Server.start({ content: shippedContent, config: connectedTo(orders.url) });
    const visitor = await Visitor.join(own, { hello: { locale: "zh-CN" } });
    await visitor.say("充值没到账");
    await visitor.hears("bot", /订单号/);
    await visitor.say("20261120002");
    await own.kill();
    await own.restart();
    await visitor.resume();
    await visitor.hears("bot", /已经超时/);
    await visitor.workOrder();
    await own.stop();
  });
});
