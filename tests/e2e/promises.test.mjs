// Promises of a work order: missed, compensated and paid; waiting on the customer; reasons for saying no.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const HOUR = 3_600_000;

// Short enough to be broken while one looks on.
const config = {
  sla: { urgent_complaint: { target: "300ms", promise: "600ms", next_response: "30m", resolve: "24h" } },
  compensation: {
    amounts: { urgent_complaint: { first_response: "15.00" } },
    per_order: "50.00",
    pay_within: "500ms",
  },
};

let server;
before(async () => {
  server = await Server.start({ config });
  for (const name of ["li", "wang"]) await server.addUser(name);
  await server.addUser("boss", { role: "supervisor" });
});
after(() => server?.stop());

/** An urgent complaint. */
async function complains() {
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  await visitor.say("【紧急投诉】账号被盗");
  const order = await visitor.workOrder();
  return { visitor, order, conversation: visitor.welcome.conversation };
}

const act = (conversation, action, args) => ({ type: "action", conversation, action, arguments: args });

const compensationOf = (visitor, status) =>
  visitor.event(
    `compensation ${status}`,
    (event) => event.kind === "compensation" && event.status === status,
  );

const tracked = async ({ number, secret }) =>
  JSON.parse((await server.get(`/v1/work-orders/${number}`, { authorization: `Bearer ${secret}` })).text);

describe("a promise that is broken", () => {
  test("is told, compensated once, becomes a supervisor's task, and is paid", async () => {
    const { visitor, order, conversation } = await complains();
    const owed = await compensationOf(visitor, "owed");
    assert.equal(owed.number, order.number);
    assert.equal(owed.promise, "first_response");
    assert.deepEqual(owed.granted, { amount: "15.00", currency: "CNY" });
    await visitor.hears("system", /没有在承诺的时间内回复/);
    await visitor.hears("system", /超时给您补偿 15\.00 元/);
    assert.deepEqual(
      (await tracked(order)).compensation.map(({ promise, status }) => [promise, status]),
      [["first_response", "owed"]],
    );

    const li = await Agent.join(server, "li");
    const context = await li.claim(conversation);
    assert.equal(context.work_orders[0].compensation[0].granted.amount, "15.00");
    await li.say(conversation, "账号已经冻结，钱没有动");
    await li.do({ type: "resolve", conversation, work_order: order.number, resolution: "账号已找回" });
    await visitor.do({ type: "work_order", number: order.number, action: "accept" });
    await visitor.workOrder((event) => event.status === "closed");

    // Nobody was there when it was not paid in time: it stands at log-in, also after a restart.
    await server.stop();
    await server.restart();
    const boss = await Agent.join(server, "boss");
    const alert = await boss.socket.next("the unpaid compensation", (frame) => frame.type === "alert");
    assert.equal(alert.alert, "compensation_unpaid");
    assert.equal(alert.number, order.number);

    const pay = act(conversation, "pay_compensation", {
      work_order: order.number.toLowerCase(),
      promise: "first_response",
      reference: "T-77",
    });
    const wang = await Agent.join(server, "wang");
    assert.equal((await wang.try(pay)).type, "error");
    const owner = await Agent.join(server, "li");
    assert.equal((await owner.try(pay)).code, "forbidden");
    await boss.do({ ...pay, id: "pay-1" });
    assert.equal((await boss.do({ ...pay, id: "pay-1" })).dup, true);
    assert.equal((await boss.try(pay)).code, "conflict");

    await visitor.resume();
    const paid = await compensationOf(visitor, "paid");
    assert.equal(paid.reference, "T-77");
    await visitor.caughtUp();
    const statuses = visitor.log.filter((event) => event.kind === "compensation").map(({ status }) => status);
    assert.deepEqual(statuses, ["owed", "paid"]);

    const later = await Agent.join(server, "boss");
    await later.socket.settled();
    assert.ok(!later.socket.frames.some((frame) => frame.type === "alert" && frame.number === order.number));
    const form = await server.get("/track");
    assert.equal(form.status, 200);
  });

  test("is shown on the tracking page, whoever types the number how", async () => {
    const { visitor, order } = await complains();
    await compensationOf(visitor, "owed");
    const typed = order.number.toLowerCase().replaceAll("-", "－").replace("gd", "");
    const body = new URLSearchParams({ number: typed, secret: order.secret });
    const answer = await fetch(`${server.url}/track`, { method: "POST", body, redirect: "manual" });
    assert.equal(answer.status, 303);
    const cookie = answer.headers.get("set-cookie").split(";")[0];
    const page = await server.get("/track", { cookie });
    assert.match(page.text, /超时补偿/);
    assert.match(page.text, /15\.00 CNY/);
    assert.ok(page.text.length < 30_000);
  });
});

describe("waiting on the customer", () => {
  test("stops the resolve clock until any word of theirs", async () => {
    const { visitor, order, conversation } = await complains();
    const li = await Agent.join(server, "li", { capacity: 50 });
    await li.claim(conversation);
    const vague = await li.try(act(conversation, "ask_customer", { text: "请耐心等待" }));
    assert.equal(vague.code, "invalid");
    await li.do(act(conversation, "ask_customer", { text: "请发一下登录短信的截图" }));
    const waiting = await visitor.workOrder((event) => event.status === "waiting_on_customer");
    assert.equal(waiting.request.text, "请发一下登录短信的截图");
    await visitor.hears("agent", /登录短信的截图/);
    await visitor.hears("system", /暂停计时/);
    await visitor.say("找不到短信了");
    const back = await visitor.workOrder(
      (event) => event.status === "in_progress" && !event.request,
      waiting.seq,
    );
    assert.ok(Date.parse(back.resolve_due) > Date.parse(order.resolve_due));
    const timeline = (await tracked(order)).timeline.map(({ what }) => what);
    assert.ok(timeline.includes("asked_customer") && timeline.includes("customer_answered"));
  });
});

describe("saying no", () => {
  test("needs the rule it rests on; another department a reason and the next date", async () => {
    const { visitor, order, conversation } = await complains();
    const li = await Agent.join(server, "li", { capacity: 50 });
    await li.claim(conversation);
    await li.say(conversation, "我来看一下");
    const resolve = (resolution) => ({ type: "resolve", conversation, work_order: order.number, resolution });
    const bare = await li.try(resolve("很抱歉，不予退款"));
    assert.equal(bare.code, "invalid");
    assert.match(bare.message, /rule/);

    const transfer = { type: "transfer", conversation, to: { team: "topup" }, reason: "充值问题" };
    assert.match((await li.try({ ...transfer, reason: "" })).message, /reason/);
    const next_due = new Date(Date.now() + HOUR).toISOString();
    await li.do({ ...transfer, rule: "《充值规则》", next_due });
    const promise = await visitor.event("the next date", (event) => event.kind === "promise");
    assert.equal(Date.parse(promise.due), Date.parse(next_due));
    await visitor.hears("system", /依据：《充值规则》/);

    await li.queued(conversation);
    const again = await Agent.join(server, "li", { capacity: 50 });
    await again.claim(conversation);
    await again.do(act(conversation, "keep_promise", { promise: promise.id }));
    const kept = await visitor.event("promise kept", (event) => event.kind === "promise_state");
    assert.equal(kept.status, "kept");
    await again.do(resolve({ text: "说明", answers: [], outcome: "refused", rule: "《退款规则》第3条" }));
    const resolved = await visitor.workOrder((event) => event.status === "resolved");
    assert.equal(resolved.resolution.rule, "《退款规则》第3条");
  });
});
