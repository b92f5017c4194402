// What people do with a conversation as a whole, over real sockets and through a kill of the server.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent });
  for (const name of ["limin", "wangqiang"]) await server.addUser(name);
  await server.addUser("zhao", { role: "supervisor" });
});
after(() => server?.stop());

const act = (agent, conversation, action, values = {}) => ({
  type: "action",
  conversation,
  action,
  arguments: values,
});

async function taken(agent, words = "提现多久到账") {
  const visitor = await Visitor.join(server);
  await visitor.say(words);
  await visitor.human();
  const { number } = await visitor.workOrder();
  const { conversation } = visitor.welcome;
  await agent.queued(conversation);
  const context = await agent.claim(conversation);
  return { visitor, conversation, number, context };
}

const reminder = (agent, conversation) =>
  agent.socket.next("a reminder", (frame) => frame.type === "reminder" && frame.conversation === conversation);

test("a conversation that is set aside outlives the server, and comes back at its time", async () => {
  const agent = await Agent.join(server, "limin");
  const { conversation } = await taken(agent);
  const until = new Date(Date.now() + 6000).toISOString();
  await agent.do(act(agent, conversation, "snooze", { until, reason: "等支付渠道" }));
  await server.kill();
  await server.restart();
  const again = await Agent.join(server, "limin");
  const [row] = again.welcome.mine.filter((each) => each.conversation === conversation);
  const back = row.reminder ?? (await reminder(again, conversation)).row.reminder;
  assert.equal(back.why, "time");
  assert.equal(back.reason, "等支付渠道");
  await again.say(conversation, "渠道回复了，今天到账");
  await again.socket.next(
    "a list without the reminder",
    (frame) =>
      frame.type === "mine" &&
      frame.mine.some((each) => each.conversation === conversation && each.reminder === undefined),
  );
  await again.socket.close();
});

test("a visitor who writes brings it back at once, and never learned that it was aside", async () => {
  const agent = await Agent.join(server, "limin");
  const { visitor, conversation } = await taken(agent);
  await agent.do(act(agent, conversation, "snooze"));
  await visitor.say("到账了，谢谢");
  assert.equal((await reminder(agent, conversation)).why, "visitor");
  const staffOnly = visitor.log.filter(({ kind }) => ["snoozed", "woken"].includes(kind));
  assert.deepEqual(staffOnly, []);
  await agent.socket.close();
});

test("a visitor is given to a flow of the bot's and comes back to the people", async () => {
  const agent = await Agent.join(server, "limin");
  const { visitor, conversation, context } = await taken(agent, "提现多久到账");
  const flow = context.flows.find(({ names }) => Object.values(names).length > 0);
  assert.ok(flow, "no flow to give");
  await agent.do(act(agent, conversation, "return_to_bot", { flow: flow.id }));
  await visitor.event("the bot going on", ({ text }) => /机器人/.test(text ?? ""));
  await visitor.human();
  await agent.queued(conversation);
  await agent.socket.close();
});

test("a muted visitor is answered, reaches nobody, and can still urge their order", async () => {
  const agent = await Agent.join(server, "limin");
  const boss = await Agent.join(server, "zhao", { online: false });
  const { visitor, conversation, number } = await taken(agent);
  const until = new Date(Date.now() + 3600_000).toISOString();
  const refused = await agent.try(act(agent, conversation, "mute", { until, reason: "辱骂客服" }));
  assert.equal(refused.code, "forbidden");
  await boss.do(act(boss, conversation, "mute", { until, reason: "辱骂客服" }));
  await visitor.event("why", ({ text }) => /辱骂客服/.test(text ?? ""));
  await visitor.say("你们都是骗子");
  await visitor.event("that it goes to nobody", ({ text }) => /不会转给客服/.test(text ?? ""));
  await visitor.do({ type: "work_order", number, action: "urge" });
  await agent.socket.next("the urge", (frame) => frame.type === "alert" && frame.alert === "urged");
  await boss.do(act(boss, conversation, "unmute"));
  await visitor.event("that they may talk", ({ text }) => /发言已恢复/.test(text ?? ""));
  await agent.socket.close();
  await boss.socket.close();
});

test("a whisper reaches the agent and no frame of the visitor's", async () => {
  const agent = await Agent.join(server, "limin");
  const boss = await Agent.join(server, "zhao", { online: false });
  const { visitor, conversation } = await taken(agent);
  const note = { type: "note", conversation, text: "先道歉，再给补偿", whisper: true };
  assert.equal((await agent.try(note)).code, "forbidden");
  await boss.do(note);
  const told = await agent.socket.next("the whisper", (frame) => frame.type === "mention");
  assert.equal(told.whisper, true);
  assert.equal(told.text, "先道歉，再给补偿");
  await agent.do(act(agent, conversation, "invite_rating"));
  await visitor.event("the survey", ({ kind }) => kind === "survey");
  assert.doesNotMatch(JSON.stringify(visitor.log), /先道歉/);
  await agent.socket.close();
  await boss.socket.close();
});
