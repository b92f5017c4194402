// One customer over several conversations, and who is asked to help them, over real sockets and through kills.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { shippedContent } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { PASSWORD, Server } from "./support/server.mjs";
import { identity, knowsSite } from "./support/site.mjs";
import { Visitor } from "./support/visitor.mjs";

const arrive = (server, name, hello = {}) =>
  Visitor.join(server, {
    hello: { ...hello, ...(name !== null && { identity: identity(name) }) },
  });

/** Somebody who asks for a person; their conversation. */
async function asks(server, name, words, hello) {
  const visitor = await arrive(server, name, hello);
  await visitor.say(words);
  await visitor.human();
  const { number } = await visitor.workOrder();
  return { visitor, number, conversation: visitor.welcome.conversation };
}

const act = (conversation, action, values = {}) => ({
  type: "action",
  conversation,
  action,
  arguments: values,
});

describe("what a customer came for before", () => {
  let server;
  const cookies = {};
  before(async () => {
    server = await Server.start({ content: shippedContent, config: knowsSite });
    for (const [name, role, teams] of [
      ["limin", "agent", []],
      ["wangqiang", "agent", []],
      ["cards", "agent", ["cards"]],
      ["zhao", "supervisor", []],
      ["edith", "editor", []],
    ]) {
      await server.addUser(name, { role, teams });
      cookies[name] = await server.cookie(name, PASSWORD);
    }
  });
  after(() => server?.stop());

  const visits = async (who, conversation) => {
    const path = `/v1/desk/visits?conversation=${conversation}`;
    const answer = await request(server.url + path, {
      headers: { cookie: cookies[who] },
    });
    return answer.status === 200 ? JSON.parse(answer.text) : answer.status;
  };
  const read = async (agent, conversation) => {
    const from = agent.socket.frames.length;
    agent.socket.send({ type: "subscribe", conversation, context: true });
    const frame = await agent.socket.next(
      "the context, or a refusal",
      (each) => each.conversation === conversation && ["context", "error"].includes(each.type),
      { from },
    );
    return frame.type === "error" ? frame.code : frame.context;
  };

  test("is for whoever has them now to read, not to change, and reading is logged", async () => {
    const wang = await Agent.join(server, "wangqiang");
    const before = await asks(server, "chen", "我的手机号 13812345678，充值没到");
    await wang.queued(before.conversation);
    await wang.claim(before.conversation);
    await wang.say(before.conversation, "已补发");
    await wang.do({
      type: "resolve",
      conversation: before.conversation,
      work_order: before.number,
      resolution: "已经补发，请查收",
    });
    await before.visitor.socket.close();

    const now = await asks(server, "chen", "还是上次那个问题");
    const li = await Agent.join(server, "limin");
    await li.queued(now.conversation);
    const waiting = await visits("limin", now.conversation);
    assert.deepEqual([waiting.visits.length, waiting.hidden], [0, 1], "not before they have the customer");
    assert.equal(await read(li, before.conversation), "not_found");
    await li.claim(now.conversation);
    const { known, visits: found, hidden } = await visits("limin", now.conversation);
    assert.ok(known);
    assert.equal(hidden, 0);
    assert.equal(found.length, 1);
    assert.equal(found[0].conversation, before.conversation);
    assert.equal(found[0].work_orders[0].number, before.number);
    assert.equal(found[0].work_orders[0].resolution, "已经补发，请查收");
    assert.doesNotMatch(JSON.stringify(found), /13812345678/, "personal data is masked");

    const context = await read(li, before.conversation);
    assert.match(JSON.stringify(context.transcript), /已补发/);
    assert.doesNotMatch(JSON.stringify(context), /13812345678/);
    for (const frame of [
      { type: "note", conversation: before.conversation, text: "备注" },
      act(before.conversation, "tag", {
        work_order: before.number,
        add: ["x"],
      }),
      { type: "reveal", conversation: before.conversation, reason: "看看" },
    ]) {
      assert.equal((await li.try(frame)).code, "not_found", frame.type);
    }
    const boss = await Agent.join(server, "zhao");
    const seen = await read(boss, before.conversation);
    assert.ok(
      seen.transcript.some(
        ({ kind, access, agent }) => kind === "accessed" && access === "watched" && agent.name === "limin",
      ),
      "who read it stands in its log",
    );

    // Nobody else comes by it, and with the customer the right goes.
    assert.equal(await visits("cards", now.conversation), 404);
    assert.equal(await visits("edith", now.conversation), 403);
    assert.equal((await visits("zhao", now.conversation)).visits.length, 1);
    await li.do({
      type: "resolve",
      conversation: now.conversation,
      work_order: now.number,
      resolution: "已经处理",
    });
    li.socket.send({ type: "unsubscribe", conversation: before.conversation });
    assert.equal(await read(li, before.conversation), "not_found");
    for (const each of [li, wang, boss]) await each.socket.close();
  });

  test("nobody's who is not signed in, and nobody else's", async () => {
    const li = await Agent.join(server, "limin");
    const stranger = await asks(server, null, "提现多久到账");
    await li.queued(stranger.conversation);
    await li.claim(stranger.conversation);
    assert.deepEqual(await visits("limin", stranger.conversation), {
      known: false,
      visits: [],
      related: [],
      hidden: 0,
      more: false,
    });
    const other = await asks(server, "zhou", "提现多久到账");
    await li.queued(other.conversation);
    await li.claim(other.conversation);
    assert.deepEqual((await visits("limin", other.conversation)).visits, []);
    await li.socket.close();
  });

  test("own keys are kept with the account, one key for one thing, and a second tab is told", async () => {
    const path = `${server.url}/v1/desk/keys`;
    const read = async (name) =>
      JSON.parse((await request(path, { headers: { cookie: cookies[name] } })).text);
    const put = async (name, body) => {
      const cookie = cookies[name];
      const { csrf } = JSON.parse((await request(`${server.url}/v1/session`, { headers: { cookie } })).text);
      const headers = {
        cookie,
        "Content-Type": "application/json",
        "X-CSRF-Token": csrf,
        Origin: server.url,
      };
      return (
        await request(path, {
          method: "PUT",
          headers,
          body: JSON.stringify(body),
        })
      ).status;
    };
    assert.deepEqual(await read("limin"), { version: 0, keys: {} });
    assert.equal(await put("limin", { version: 0, keys: { reply: "m", note: "" } }), 200);
    assert.equal(await put("limin", { version: 0, keys: {} }), 409);
    for (const keys of [{ reply: "mm" }, { reply: "m", note: "m" }, { Reply: "m" }, { reply: 1 }, []]) {
      assert.equal(await put("limin", { version: 1, keys }), 400, JSON.stringify(keys));
    }
    assert.equal(await put("edith", { version: 0, keys: {} }), 403);
    await server.kill();
    await server.restart();
    assert.deepEqual(await read("limin"), {
      version: 1,
      keys: { reply: "m", note: "" },
    });
    assert.deepEqual(await read("wangqiang"), { version: 0, keys: {} });
  });
});

test("a mute is the visitor's: it holds in the conversation they begin next, over a kill, until it is lifted", async () => {
  const server = await Server.start({
    content: shippedContent,
    config: knowsSite,
  });
  await server.addUser("zhao", { role: "supervisor" });
  let boss = await Agent.join(server, "zhao");
  const { conversation } = await asks(server, "骂人者", "提现多久到账");
  await boss.queued(conversation);
  await boss.claim(conversation);
  const until = new Date(Date.now() + 3_600_000).toISOString();
  await boss.do(act(conversation, "mute", { until, reason: "辱骂客服" }));
  await server.kill();
  await server.restart();

  const anew = await arrive(server, "骂人者");
  assert.notEqual(anew.welcome.conversation, conversation);
  await anew.say("你们都是骗子");
  await anew.hears("system", /不会转给客服/);
  const bystander = await arrive(server, "路人");
  await bystander.say("提现多久到账");
  await bystander.event("an answer", ({ kind, from }) => kind === "message" && from.role === "bot");
  assert.deepEqual(
    bystander.texts("system").filter((text) => /不会转给客服/.test(text)),
    [],
  );

  boss = await Agent.join(server, "zhao");
  await boss.claim(conversation);
  await boss.do(act(conversation, "unmute"));
  await anew.hears("system", /发言已恢复/);
  await anew.say("提现多久到账");
  await anew.event("an answer", ({ kind, from }) => kind === "message" && from.role === "bot");
  await server.stop();
});

test("a staff number is what the customer reads, as it is now, and goes when it is taken away", async () => {
  const server = await Server.start({ content: shippedContent });
  await server.addUser("lin");
  await server.run(["user", "name", "lin", "--name", "李敏", "--staff-number", "0371"]);
  const lin = await Agent.join(server, "lin");
  const { visitor, conversation } = await asks(server, null, "提现多久到账");
  await lin.queued(conversation);
  await lin.claim(conversation);
  const joined = await visitor.event("the agent", ({ kind }) => kind === "agent_joined");
  assert.deepEqual(joined.agent, { name: "李敏", number: "0371" });
  /** Who said these words; the server learns of a change within a moment. */
  const speaks = async (wanted) => {
    for (let i = 0; ; ++i) {
      await lin.say(conversation, `您好 ${wanted} ${i}`);
      const { from } = await visitor.hears("agent", new RegExp(`您好 ${wanted} ${i}$`));
      assert.equal(from.name, "李敏", "never the number");
      if ((from.number ?? "none") === wanted || i === 20) return from.number ?? "none";
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  };
  await server.run(["user", "name", "lin", "--staff-number", "0888"]);
  assert.equal(await speaks("0888"), "0888");
  await server.run(["user", "name", "lin", "--staff-number", ""]);
  assert.equal(await speaks("none"), "none");
  await server.stop();
});

test("who can English is offered the English-speaking customer; nobody else until skill_wait is over", async () => {
  const server = await Server.start({
    content: shippedContent,
    config: {
      skills: {
        english: { name: { "zh-CN": "英语", en: "English" }, locales: ["en"] },
      },
      skill_wait: "3s",
      offer_time: "60s",
    },
  });
  await server.addUser("li");
  await server.addUser("tom");
  await server.run(["user", "skills", "tom", "--skill", "english", "--config", server.configFile]);
  assert.match(await server.run(["user", "list"]), /^tom\tagent\tall teams\t\t\t\t\tenglish$/m);
  const offered = (agent, conversation) =>
    agent.socket.next("an offer", (frame) => frame.type === "offer" && frame.conversation === conversation);

  const li = await Agent.join(server, "li");
  const tom = await Agent.join(server, "tom");
  // The longer idle one would be li.
  const first = await asks(server, null, "How long does a withdrawal take", {
    locale: "en",
  });
  const { row } = await offered(tom, first.conversation);
  assert.deepEqual(row.skills, [{ id: "english", names: { "zh-CN": "英语", en: "English" } }]);
  await tom.claim(first.conversation);
  await tom.socket.close();

  const asked = Date.now();
  const second = await asks(server, null, "How long does a withdrawal take", {
    locale: "en",
  });
  await offered(li, second.conversation);
  assert.ok(Date.now() - asked >= 2900, "never before skill_wait is over");
  const plain = await asks(server, null, "提现多久到账", { locale: "zh-CN" });
  assert.equal((await offered(li, plain.conversation)).row.skills, undefined);
  await server.stop();
});

test("whoever says nothing loses the case, and the queue says whose it was and why, over a kill", async () => {
  const server = await Server.start({
    content: shippedContent,
    config: { agent_silence: "1500ms" },
  });
  for (const name of ["li", "wang"]) await server.addUser(name);
  const li = await Agent.join(server, "li");
  const { visitor, conversation } = await asks(server, null, "提现多久到账");
  await li.queued(conversation);
  await li.claim(conversation);
  await visitor.event("the leaving", ({ kind, why }) => kind === "agent_left" && why === "silent");
  await server.kill();
  await server.restart();
  const wang = await Agent.join(server, "wang", { online: false });
  const [row] = wang.welcome.queue.filter((each) => each.conversation === conversation);
  assert.equal(row.lost.agent.name, "li");
  assert.equal(row.lost.why, "silent");
  const context = await wang.claim(conversation);
  assert.equal(context.row.lost, undefined);
  await server.stop();
});
