// From the bot to a person: work order, queue, claim, context, transfer, note, promise, resolution.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { isOrderNumber } from "./support/work_order.mjs";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

let server;
before(async () => {
  server = await Server.start();
  for (const name of ["li", "wang", "chen", "zhao"]) await server.addUser(name);
  await server.addUser("topup-agent", { teams: ["topup"] });
  await server.addUser("cards-agent", { teams: ["cards"] });
  await server.addUser("boss", { role: "supervisor" });
});
after(() => server?.stop());

/** A visitor who waits for a person, and the conversation. */
async function waiting(hello) {
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN", ...hello } });
  await visitor.human();
  const order = await visitor.workOrder();
  return { visitor, order, conversation: visitor.welcome.conversation };
}

/** A visitor with an agent. */
async function served(name) {
  const { visitor, order, conversation } = await waiting();
  const agent = await Agent.join(server, name, { capacity: 50 });
  const context = await agent.claim(conversation);
  await visitor.event("agent_joined", (event) => event.kind === "agent_joined");
  return { visitor, order, conversation, agent, context };
}

describe("the way to a person", () => {
  test("gives a work order, a place in the queue and words, in one go", async () => {
    const { visitor, order, conversation } = await waiting();
    const queue = await visitor.event("queue", (event) => event.kind === "queue");
    const said = await visitor.hears("system", /转接人工客服/);
    assert.equal(visitor.log[0].kind, "human_requested");
    assert.ok(isOrderNumber(order.number), order.number);
    assert.match(order.secret, /^[0-9a-z]{13,}$/i);
    assert.equal(order.status, "open");
    assert.equal(order.tier, "inquiry");
    assert.equal(order.urgent, false);
    assert.equal(order.department, "general");
    assert.equal(order.department_name, "综合客服");
    assert.deepEqual(order.demands, []);
    const opened = Date.parse(order.opened_at);
    assert.equal(Date.parse(order.first_response_due) - opened, 10 * MINUTE);
    assert.equal(Date.parse(order.resolve_due) - opened, 24 * HOUR);
    assert.ok(said.text.includes(order.number));
    assert.ok(queue.position >= 1);
    assert.equal(typeof queue.online, "number");
    assert.ok(queue.estimated_wait_s === null || queue.estimated_wait_s >= 0);
    assert.ok(order.seq <= 4, "the number comes before anything else is said");
    assert.equal(typeof conversation, "string");
  });

  test("opens by typing it, too", async () => {
    for (const words of ["转人工", "我要人工！", "HUMAN"]) {
      const visitor = await Visitor.join(server);
      await visitor.say(words);
      await visitor.workOrder();
    }
  });

  test("opens when the bot did not understand twice", async () => {
    const visitor = await Visitor.join(server);
    await visitor.say("呜啦啦啦");
    await visitor.hears("bot", /没有理解|哪一个/);
    await visitor.say("叽里咕噜");
    await visitor.workOrder();
  });

  test("opens one order, however often one asks", async () => {
    const { visitor, order } = await waiting();
    await visitor.human();
    await visitor.say("转人工");
    await visitor.socket.settled();
    const numbers = visitor.log.filter((event) => event.kind === "work_order").map((event) => event.number);
    assert.deepEqual(new Set(numbers), new Set([order.number]));
  });

  test("is marked urgent by the urgent entrance", async () => {
    const visitor = await Visitor.join(server);
    await visitor.say("【紧急投诉】账号被盗");
    const order = await visitor.workOrder();
    assert.equal(order.urgent, true);
    assert.equal(order.tier, "complaint");
    assert.equal(order.department, "disputes");
    assert.equal(Date.parse(order.first_response_due) - Date.parse(order.opened_at), 2 * HOUR);
  });

  test("leads to an order that number and secret show, and nothing else does", async () => {
    const { visitor, order } = await waiting();
    const path = `/v1/work-orders/${order.number}`;
    const shown = await server.get(path, { authorization: `Bearer ${order.secret}` });
    assert.equal(shown.status, 200, shown.text);
    const view = JSON.parse(shown.text);
    assert.equal(view.number, order.number);
    assert.equal(view.status, "open");
    assert.equal(view.first_response_due, order.first_response_due);
    const typed = order.secret.toUpperCase().replace(/(.{4})/g, "$1-");
    assert.equal((await server.get(path, { authorization: `Bearer ${typed}` })).status, 200);
    assert.equal((await server.get(path)).status, 401);
    const guessed = order.secret.replace(/./, (first) => (first === "0" ? "1" : "0"));
    assert.equal((await server.get(path, { authorization: `Bearer ${guessed}` })).status, 404);
    await visitor.socket.close();
  });
});

describe("a claim", () => {
  test("has one winner among 20 agents", async () => {
    const names = Array.from({ length: 20 }, (_, i) => `racer${i}`);
    for (let i = 0; i < names.length; i += 4) {
      await Promise.all(names.slice(i, i + 4).map((name) => server.addUser(name)));
    }
    const tokens = await Promise.all(names.map((name) => server.token(name)));
    const agents = await Promise.all(names.map((name, i) => Agent.join(server, name, { token: tokens[i] })));
    const { visitor, order, conversation } = await waiting();
    await Promise.all(agents.map((agent) => agent.queued(conversation)));
    const answers = await Promise.all(
      agents.map((agent) => agent.try({ type: "claim", id: `claim-${agent.name}`, conversation })),
    );
    const winners = agents.filter((_, i) => answers[i].type === "accepted");
    assert.equal(winners.length, 1, JSON.stringify(answers));
    const [winner] = winners;
    for (const answer of answers.filter(({ type }) => type === "error")) {
      assert.equal(answer.code, "conflict");
      assert.ok(answer.message.includes(winner.name), `${answer.message} does not name ${winner.name}`);
      assert.equal(answer.conversation, conversation);
    }
    await winner.socket.next("context", (frame) => frame.type === "context");
    const joined = await visitor.event("agent_joined", (event) => event.kind === "agent_joined");
    assert.deepEqual(joined.agent, { name: winner.name });
    const assigned = await visitor.workOrder((event) => event.status === "assigned");
    assert.equal(assigned.number, order.number);
    assert.deepEqual(assigned.owner, { name: winner.name });
    await visitor.socket.settled();
    assert.equal(visitor.log.filter((event) => event.kind === "agent_joined").length, 1);
    await Promise.all(agents.map((agent) => agent.socket.close()));
  });

  test("of what one already has brings the context again", async () => {
    const { agent, conversation, context } = await served("li");
    const again = await agent.claim(conversation);
    assert.deepEqual(again.work_orders, context.work_orders);
    assert.ok(again.transcript.length >= context.transcript.length);
  });

  test("is offered to an agent on duty with room", async () => {
    const own = await Server.start();
    await own.addUser("amy");
    const agent = await Agent.join(own, "amy");
    await agent.socket.settled();
    const visitor = await Visitor.join(own);
    await visitor.human();
    const offer = await agent.socket.next("offer", (frame) => frame.type === "offer");
    assert.equal(offer.conversation, visitor.welcome.conversation);
    assert.equal(offer.row.conversation, offer.conversation);
    assert.ok(offer.expires_in_s > 0);
    const queue = await visitor.event("queue", (event) => event.kind === "queue");
    assert.equal(queue.position, 1);
    assert.equal(queue.online, 1);
    await agent.claim(offer.conversation);
    await own.stop();
  });

  test("brings all that was said and collected", async () => {
    const visitor = await Visitor.join(server, {
      hello: { locale: "zh-CN", page: { url: "https://shop.example/orders?x=1", title: "我的订单" } },
    });
    await visitor.say("怎么开发票");
    const answer = await visitor.hears("bot", /电子发票/);
    await visitor.do({ type: "feedback", of: answer.seq, helped: false });
    const judged = await visitor.event("the verdict", (event) => event.kind === "feedback");
    assert.deepEqual([judged.of, judged.helped, judged.article], [answer.seq, false, "invoice"]);
    await visitor.do({ type: "feedback", of: answer.seq, helped: false, reason: "unclear" });
    const why = await visitor.event("the reason", (event) => event.reason !== undefined);
    assert.deepEqual([why.of, why.helped, why.reason], [answer.seq, false, "unclear"]);
    await visitor.say("我要报修");
    const asked = await visitor.event("the form", (event) => event.form !== undefined);
    const wrong = await visitor.refused({
      type: "submit",
      of: asked.seq,
      values: { device: "", contact: "abc" },
    });
    assert.equal(wrong.code, "invalid");
    assert.ok(wrong.fields.some(({ name, message }) => name === "device" && message.length > 0));
    await visitor.do({
      type: "submit",
      of: asked.seq,
      values: { device: "读卡器", contact: "13800006021" },
    });
    const choice = await visitor.event("the options", (event) => event.options?.[0]?.id === "today");
    await visitor.do({ type: "choose", of: choice.seq, option: "today" });
    const order = await visitor.workOrder();
    const { conversation } = visitor.welcome;
    const agent = await Agent.join(server, "wang", { capacity: 50 });
    const context = await agent.claim(conversation);
    await visitor.event("agent_joined", (event) => event.kind === "agent_joined");
    await visitor.workOrder((event) => event.status === "assigned");

    assert.equal(context.conversation, conversation);
    assert.equal(context.slots.device, "读卡器");
    assert.equal(context.slots.contact, "138****6021", "masked until somebody has a reason");
    assert.equal(context.slots.urgency, "today");
    assert.equal(context.slot_labels.device, "设备");
    assert.match(context.reason, /报修/);
    assert.match(context.summary, /\S/);
    assert.equal(context.intent, "报修");
    assert.deepEqual(context.articles_tried, [
      { id: "invoice", title: "怎么开发票", helped: false, reason: "unclear" },
    ]);
    assert.deepEqual(context.page, { url: "https://shop.example/orders?x=1", title: "我的订单" });
    assert.deepEqual(context.evidence, []);
    assert.equal(context.work_orders[0].number, order.number);
    assert.equal(context.work_orders[0].work_order_type, "function");
    assert.ok(!JSON.stringify(context).includes(order.secret), "the secret is the visitor's alone");
    assert.deepEqual(
      context.transcript.map((event) => event.pos),
      context.transcript.map((_, i) => i + 1),
    );
    const seen = context.transcript.filter((event) => event.seq !== undefined);
    assert.deepEqual(
      seen.map((event) => [event.seq, event.kind, event.text]),
      visitor.log
        .slice(0, seen.length)
        .map((event) => [event.seq, event.kind, event.text?.replace("13800006021", "138****6021")]),
    );
    const submitted = context.transcript.find((event) => event.submitted !== undefined);
    assert.ok(submitted.submitted.values.some(({ value }) => value === "读卡器"));
  });
});

describe("with an agent", () => {
  test("both read each other, once, also when a frame comes twice", async () => {
    const { visitor, agent, conversation } = await served("chen");
    await agent.do({ type: "message", id: "m1", conversation, text: "您好，我来看一下" });
    const twice = await agent.do({ type: "message", id: "m1", conversation, text: "您好，我来看一下" });
    assert.equal(twice.dup, true);
    const reused = await agent.try({ type: "message", id: "m1", conversation, text: "别的" });
    assert.equal(reused.code, "conflict");
    const heard = await visitor.hears("agent", /我来看一下/);
    assert.deepEqual(heard.from, { role: "agent", name: "chen" });
    const { seq } = await visitor.say("好的，谢谢");
    const read = await agent.event("the visitor's words", (event) => event.text === "好的，谢谢");
    assert.equal(read.seq, seq);
    assert.equal(read.conversation, conversation);
    await visitor.socket.settled();
    assert.equal(visitor.texts("agent").length, 1);
    // The bot keeps quiet while a person has the conversation.
    assert.equal(visitor.log.filter((event) => event.seq > seq && event.from?.role === "bot").length, 0);
  });

  test("typing is passed on both ways", async () => {
    const { visitor, agent, conversation } = await served("li");
    agent.socket.send({ type: "typing", conversation });
    assert.equal((await visitor.socket.next("typing", (frame) => frame.type === "typing")).from, "agent");
    visitor.socket.send({ type: "typing" });
    const typing = await agent.socket.next("typing", (frame) => frame.type === "typing");
    assert.equal(typing.conversation, conversation);
  });

  test("a note stays among the staff", async () => {
    const { visitor, agent, conversation, order } = await served("li");
    const secret = "客户上月也投诉过，注意语气";
    await agent.do({ type: "note", conversation, text: secret });
    const note = await agent.event("the note", (event) => event.kind === "note");
    assert.equal(note.text, secret);
    assert.equal(note.seq, undefined);
    assert.equal(note.agent.name, "li");
    await agent.say(conversation, "已经在处理");
    await visitor.hears("agent", /已经在处理/);
    const fresh = await visitor.again();
    await fresh.caughtUp();
    const tracking = await server.get(`/v1/work-orders/${order.number}`, {
      authorization: `Bearer ${order.secret}`,
    });
    for (const text of [
      JSON.stringify(fresh.socket.frames),
      JSON.stringify(visitor.socket.frames),
      tracking.text,
    ]) {
      assert.ok(!text.includes(secret));
    }
    const colleague = await Agent.join(server, "zhao");
    colleague.socket.send({ type: "subscribe", conversation });
    await colleague.event("the note", (event) => event.kind === "note" && event.text === secret);
  });

  test("a holding text does not stop the clock, an answer does", async () => {
    const { agent, conversation, order } = await served("li");
    const row = (responded) =>
      agent.socket.next(
        `a row with responded ${responded}`,
        (frame) =>
          frame.type === "mine" &&
          frame.mine.some(
            (mine) => mine.conversation === conversation && mine.work_order.responded === responded,
          ),
      );
    await agent.say(conversation, "请稍等。");
    await row(false);
    await agent.socket.settled();
    const held = agent.socket.frames.findLast((frame) => frame.type === "mine");
    assert.equal(held.mine.find((mine) => mine.conversation === conversation).work_order.responded, false);
    await agent.say(conversation, "查到了，款项今天 18:00 前到账。");
    await row(true);
    assert.ok(order.number);
  });

  test("a promise is shown with its time, and must lie ahead", async () => {
    const { visitor, agent, conversation } = await served("li");
    const due = new Date(Date.now() + HOUR).toISOString();
    const past = await agent.try({
      type: "promise",
      conversation,
      text: "昨天回复",
      due: "2020-01-01T00:00:00Z",
    });
    assert.equal(past.code, "invalid");
    await agent.do({ type: "promise", conversation, text: "一小时内回复您", due });
    const promise = await visitor.event("the promise", (event) => event.kind === "promise");
    assert.equal(promise.text, "一小时内回复您");
    assert.equal(Date.parse(promise.due), Date.parse(due));
    assert.deepEqual(promise.agent, { name: "li" });
  });

  test("nobody else speaks in it", async () => {
    const { visitor, conversation } = await served("li");
    const other = await Agent.join(server, "zhao");
    const answer = await other.try({ type: "message", conversation, text: "我也来" });
    assert.equal(answer.code, "conflict");
    assert.ok(answer.message.includes("li"));
    await visitor.socket.settled();
    assert.equal(visitor.texts("agent").length, 0);
  });

  test("an action that does not exist is not found", async () => {
    const { agent, conversation } = await served("li");
    const answer = await agent.try({ type: "action", conversation, action: "refund", arguments: {} });
    assert.equal(answer.code, "not_found");
  });
});

describe("a transfer", () => {
  test("moves the work to the team, keeps the owner, and ends with a supervisor", async () => {
    const { visitor, agent: first, conversation, order } = await served("li");
    const second = await Agent.join(server, "topup-agent");
    const third = await Agent.join(server, "cards-agent");
    const boss = await Agent.join(server, "boss");

    const unknown = await first.try({ type: "transfer", conversation, to: { team: "moon" }, reason: "？" });
    assert.equal(unknown.code, "invalid");
    const named = () => ({ rule: "《分工规则》", next_due: new Date(Date.now() + HOUR).toISOString() });
    await first.do({ type: "transfer", conversation, to: { team: "topup" }, reason: "充值问题", ...named() });
    await visitor.event("agent_left", (event) => event.kind === "agent_left" && event.agent.name === "li");
    await visitor.hears("system", /充值组/);
    await second.queued(conversation);
    await third.socket.settled();
    assert.ok(
      !third.socket.frames.some((frame) => frame.queue?.some((row) => row.conversation === conversation)),
      "the other team must not see it",
    );
    assert.equal((await third.try({ type: "claim", conversation })).code, "not_found");

    const context = await second.claim(conversation);
    assert.ok(
      context.transcript.some((event) => event.kind === "transferred" && event.reason === "充值问题"),
    );
    await second.say(conversation, "我来接着处理");
    await visitor.hears("agent", /我来接着处理/);
    const owned = visitor.log.filter((event) => event.kind === "work_order" && event.owner);
    assert.deepEqual(new Set(owned.map((event) => event.owner.name)), new Set(["li"]));

    await second.do({
      type: "transfer",
      conversation,
      to: { team: "cards" },
      reason: "其实是卡密",
      ...named(),
    });
    await third.queued(conversation);
    await third.claim(conversation);
    await third.do({ type: "transfer", conversation, to: { team: "topup" }, reason: "说不清", ...named() });
    await boss.queued(conversation);
    const refused = await second.try({ type: "claim", conversation });
    assert.equal(refused.type, "error");
    // The first agent is answerable and may look at it; that they may not take it is no end of their session.
    const owner = await first.try({ type: "claim", conversation });
    assert.equal(owner.type, "error");
    assert.notEqual(owner.code, "unauthorized", "the desk takes `unauthorized` for the end of its session");
    await boss.claim(conversation);
    const last = await visitor.workOrder((event) => event.number === order.number, visitor.last - 3);
    assert.deepEqual(last.owner, { name: "li" });
  });

  test("goes to a named colleague at the desk", async () => {
    const { visitor, agent, conversation } = await served("chen");
    const away = await agent.try({ type: "transfer", conversation, to: { agent: "nobody" }, reason: "x" });
    assert.equal(away.code, "not_found");
    const colleague = await Agent.join(server, "zhao");
    await agent.do({ type: "transfer", conversation, to: { agent: "zhao" }, reason: "你更熟" });
    await visitor.event("zhao", (event) => event.kind === "agent_joined" && event.agent.name === "zhao");
    await colleague.say(conversation, "您好，我是 zhao");
    await visitor.hears("agent", /我是 zhao/);
  });
});

describe("a resolution", () => {
  test("is shown, asks for a rating, and closes when it is accepted", async () => {
    const { visitor, agent, conversation, order } = await served("li");
    await agent.say(conversation, "已补发");
    const { number } = order;
    const wrong = await agent.try({ type: "resolve", conversation, work_order: "GD1", resolution: "好了" });
    assert.equal(wrong.code, "not_found");
    await agent.do({ type: "resolve", conversation, work_order: number, resolution: { text: "已补发卡密" } });
    const resolved = await visitor.workOrder((event) => event.status === "resolved");
    assert.equal(resolved.resolution.text, "已补发卡密");
    await visitor.hears("system", /已补发卡密/);
    await visitor.event("survey", (event) => event.kind === "survey");
    const { seq } = await visitor.do({ type: "rate", score: 5, comment: "很快", tags: ["fast", "solved", "fast"] });
    const rated = await visitor.event("rated", (event) => event.kind === "rated");
    assert.equal(rated.seq, seq);
    assert.deepEqual([rated.score, rated.comment, rated.tags], [5, "很快", ["fast", "solved"]]);
    const atTheDesk = await agent.socket.next("the rating", (frame) => frame.kind === "rated");
    assert.deepEqual(atTheDesk.tags, ["fast", "solved"]);
    await visitor.do({ type: "work_order", number, action: "accept" });
    await visitor.workOrder((event) => event.status === "closed");
    // The bot is back.
    await visitor.say("提现多久到账");
    await visitor.hears("bot", /2 小时内/);
  });

  test("may be a plain string, and is reopened with its owner when it is rejected", async () => {
    const { visitor, agent, conversation, order } = await served("li");
    const { number } = order;
    await agent.do({ type: "resolve", conversation, work_order: number, resolution: "已退款" });
    await visitor.workOrder((event) => event.status === "resolved");
    await visitor.do({ type: "work_order", number, action: "reject", text: "没收到" });
    const reopened = await visitor.workOrder((event) => event.status === "reopened");
    assert.deepEqual(reopened.owner, { name: "li" });
    assert.equal(reopened.resolution, undefined);
    await agent.queued(conversation);
    await agent.claim(conversation);
  });

  test("only whoever has the conversation may give it", async () => {
    const { conversation, order } = await served("li");
    const other = await Agent.join(server, "zhao");
    const answer = await other.try({
      type: "resolve",
      conversation,
      work_order: order.number,
      resolution: "x",
    });
    assert.equal(answer.code, "conflict");
  });
});

describe("outside of the hours", () => {
  test("the number comes at once, then who is back when, and a form that may be left out goes into the order", async () => {
    const days = ["sunday", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday"];
    const there = new Date(Date.now() + 3 * 24 * HOUR).toLocaleDateString("en-US", { weekday: "long", timeZone: "Asia/Shanghai" });
    assert.ok(days.includes(there.toLowerCase()));
    const closed = await Server.start({ config: { calendar: { hours: { [there.toLowerCase()]: ["09:00-18:00"] } } } });
    await closed.addUser("li");
    const page = { url: "https://shop.example/orders", title: "订单", attributes: { level: "gold" } };
    const visitor = await Visitor.join(closed, { hello: { locale: "zh-CN", page } });
    await visitor.human();
    const order = await visitor.workOrder();
    assert.equal(new Date(order.first_response_due).toISOString().slice(11, 16), "01:10", "ten minutes into the next shift");
    const line = await visitor.hears("system", /现在是下班时间，.* 09:00 上班。.*最迟 .* 09:10 前有人回复/);
    assert.ok(line.text.includes(order.number));
    const asked = await visitor.hears("bot", /不填也没关系/);
    assert.equal(asked.form.stays, true);
    assert.deepEqual(asked.options.map(({ id }) => id), ["skip"]);
    assert.ok(order.seq < line.seq && line.seq < asked.seq, "nothing is asked before the number");
    // Something else was asked and answered meanwhile: the form is not lost for it.
    await visitor.say("月亮上有没有人");
    const wrong = await visitor.refused({ type: "submit", of: asked.seq, values: { contact_phone: "12" } });
    assert.deepEqual(wrong.fields.map(({ name }) => name), ["contact_phone"]);
    const values = { left_message: "21:05 付款没到账", demand: "refund", contact_phone: "13800000001" };
    await visitor.do({ type: "submit", of: asked.seq, values });
    const told = await visitor.workOrder((event) => event.number === order.number && event.demands.length > 0);
    assert.deepEqual(told.demands.map(({ kind }) => kind), ["refund"]);
    const agent = await Agent.join(closed, "li");
    const context = await agent.claim(visitor.welcome.conversation);
    assert.deepEqual(context.page, page);
    assert.equal(context.work_orders.length, 1);
    assert.equal(context.work_orders[0].demands[0].kind, "refund");
    assert.ok(JSON.stringify(context.slots).includes("21:05 付款没到账"));
    await closed.stop();
  });
});
