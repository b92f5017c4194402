// What the desk asks beside its socket: lists and searches, the board, articles and canned replies; who may ask.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { shippedContent } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { Agent } from "./support/agent.mjs";
import { PASSWORD, Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { assertEventually } from "./support/wait.mjs";

let server;
const cookies = {};
before(async () => {
  server = await Server.start({ content: shippedContent });
  for (const [name, role, teams] of [
    ["limin", "agent", []],
    ["cards", "agent", ["cards"]],
    ["zhao", "supervisor", []],
    ["edith", "editor", []],
  ]) {
    await server.addUser(name, { role, teams });
    cookies[name] = await server.cookie(name, PASSWORD);
  }
});
after(() => server?.stop());

const get = (who, path) => request(server.url + path, { headers: who === null ? {} : { cookie: cookies[who] } });
async function ask(who, path) {
  const answer = await get(who, path);
  assert.equal(answer.status, 200, `${path}: ${answer.text}`);
  return JSON.parse(answer.text);
}
const search = (who, words, more = "") => ask(who, `/v1/conversations?q=${encodeURIComponent(words)}${more}`);
const ids = ({ conversations }) => conversations.map(({ conversation }) => conversation);

/** Somebody who asked the bot something and then for a person. */
async function waiting(words) {
  const visitor = await Visitor.join(server);
  await visitor.say(words);
  await visitor.human();
  const { number } = await visitor.workOrder();
  return { visitor, conversation: visitor.welcome.conversation, number };
}

test("every route asks for a log-in and for the role that it is made for", async () => {
  const roles = { limin: "agent", zhao: "supervisor", edith: "editor" };
  const matrix = {
    "/v1/conversations": ["agent", "supervisor"],
    "/v1/desk/overview": ["supervisor"],
    "/v1/desk/queue": ["agent", "supervisor"],
    "/v1/figures": ["supervisor"],
    "/v1/figures?format=csv": ["supervisor"],
    "/v1/ask?q=x": ["agent", "supervisor", "editor"],
    "/v1/canned-replies": ["agent", "supervisor"],
    "/v1/learning": ["supervisor", "editor"],
    "/v1/work-orders": ["agent", "supervisor"],
    "/v1/desk/views": ["agent", "supervisor"],
    "/v1/desk/views/shared": ["agent", "supervisor"],
    "/v1/desk/mentions": ["agent", "supervisor"],
    "/v1/desk/keys": ["agent", "supervisor"],
    "/v1/audit": ["supervisor"],
    "/v1/audit?format=csv": ["supervisor"],
    "/v1/audit/accounts": ["supervisor"],
    "/v1/audit/chain": ["supervisor"],
    "/v1/policies": ["supervisor"],
    "/v1/accounts": ["supervisor"],
  };
  for (const [path, may] of Object.entries(matrix)) {
    assert.equal((await get(null, path)).status, 401, path);
    for (const [name, role] of Object.entries(roles)) {
      assert.equal((await get(name, path)).status, may.includes(role) ? 200 : 403, `${role} ${path}`);
    }
  }
});

test("shared views are everybody's to open and supervisors' to keep", async () => {
  const path = "/v1/desk/views/shared";
  const put = async (name, body) => {
    const cookie = cookies[name];
    const { csrf } = JSON.parse((await request(`${server.url}/v1/session`, { headers: { cookie } })).text);
    return request(server.url + path, {
      method: "PUT",
      headers: { cookie, "Content-Type": "application/json", "X-CSRF-Token": csrf, Origin: server.url },
      body: JSON.stringify(body),
    });
  };
  const view = { id: "v1", name: "超时的投诉", page: "orders", query: "tier=complaint&overdue=true" };
  assert.equal((await put("limin", { version: 0, views: [view] })).status, 403);
  assert.equal((await put("edith", { version: 0, views: [view] })).status, 403);
  assert.deepEqual((await ask("limin", path)).views, []);
  assert.equal((await put("zhao", { version: 0, views: [view] })).status, 200);
  assert.deepEqual((await ask("limin", path)).views, [view]);
  // One's own stay one's own.
  assert.deepEqual((await ask("zhao", "/v1/desk/views")).views, []);
  assert.equal((await put("zhao", { version: 0, views: [] })).status, 409);
  assert.equal((await put("zhao", { version: 1, views: [{ ...view, page: "nowhere" }] })).status, 400);
});

describe("a search", () => {
  let found;
  before(async () => {
    found = await waiting("我在地铁上充的值一直没到");
  });

  test("finds two Chinese characters, a part of a number, and the whole of it", async () => {
    const byWords = await search("limin", "地铁");
    assert.deepEqual(ids(byWords), [found.conversation]);
    const [row] = byWords.conversations;
    assert.equal(row.match.field, "message");
    assert.equal(row.match.from, "visitor");
    assert.match(row.match.text, /地铁/);
    for (const part of [found.number, found.number.slice(2, 15)]) {
      const byNumber = await search("limin", part);
      assert.deepEqual(ids(byNumber), [found.conversation]);
      assert.equal(byNumber.conversations[0].match.field, "work_order");
    }
  });

  test("does not find the names of fields, nor an order's secret", async () => {
    const { secret } = await found.visitor.workOrder();
    for (const words of ["first_response_due", "client_id", secret, secret.slice(2, 10)]) {
      assert.deepEqual(ids(await search("zhao", words)), [], words);
    }
  });

  test("shows nobody what is none of theirs", async () => {
    assert.deepEqual(ids(await search("cards", "地铁")), []);
    assert.deepEqual(ids(await search("zhao", "地铁")), [found.conversation]);
  });

  test("takes percent signs and quotes for what they are", async () => {
    const { conversation } = await waiting('折扣是 5%_off "真的" 吗');
    assert.deepEqual(ids(await search("limin", "5%_off")), [conversation]);
    assert.deepEqual(ids(await search("limin", '"真的"')), [conversation]);
    assert.deepEqual(ids(await search("limin", "5%off")), []);
  });

  test("refuses what it cannot look for, and says what would be right", async () => {
    for (const query of ["state=open", "limit=0", "limit=abc", "after=abc", `q=${"x".repeat(201)}`]) {
      assert.equal((await get("zhao", `/v1/conversations?${query}`)).status, 400, query);
    }
  });
});

/** What `name` sees when each page holds one conversation; at most one page more than `expected`. */
async function pageByPage(name, expected) {
  const paged = [];
  let after = "";
  for (let pages = 0; after !== undefined && pages <= expected + 1; pages += 1) {
    const page = await ask(name, `/v1/conversations?limit=1${after && `&after=${after}`}`);
    assert.ok(page.conversations.length <= 1);
    paged.push(...ids(page));
    after = page.next;
  }
  return paged;
}

test("the lists tell the bot's from the waiting and the ended, newest first, page by page", async () => {
  const chat = await Visitor.join(server);
  await chat.say("你们几点上班");
  const { visitor, conversation, number } = await waiting("我要投诉，卡密是空的");
  const agent = await Agent.join(server, "limin");
  await agent.queued(conversation);
  const state = async (name) => ids(await ask("zhao", `/v1/conversations?state=${name}`));
  assert.ok((await state("bot")).includes(chat.welcome.conversation));
  assert.ok((await state("queued")).includes(conversation));
  await agent.claim(conversation);
  assert.ok((await state("agent")).includes(conversation));
  await agent.do({ type: "resolve", conversation, work_order: number, resolution: "已换新卡密。" });
  const over = await ask("limin", "/v1/conversations?state=ended");
  assert.ok(ids(over).includes(conversation));
  assert.equal(over.conversations.find((row) => row.conversation === conversation).ended, true);
  assert.deepEqual(ids(await ask("limin", "/v1/conversations?state=bot")), [], "the bot's are no agent's");

  // A page shows what is as it is read: who has moved to the front meanwhile is on no later page.
  await assertEventually(async () => {
    const all = ids(await ask("zhao", "/v1/conversations"));
    const paged = await pageByPage("zhao", all.length);
    assert.deepEqual(paged, all);
  });
  await agent.socket.close();
  await visitor.socket.close();
  await chat.socket.close();
});

test("the board shows who waits, who works and why somebody is away", async () => {
  const { conversation } = await waiting("转账一直不到");
  const agent = await Agent.join(server, "limin", { online: false });
  agent.socket.send({ type: "presence", status: "away", reason: "meal" });
  await agent.queued(conversation);
  const board = await ask("zhao", "/v1/desk/overview");
  const limin = board.agents.find(({ name }) => name === "limin");
  assert.deepEqual([limin.status, limin.reason, limin.load], ["away", "meal", 0]);
  assert.ok(board.teams.reduce((sum, { waiting: count }) => sum + count, 0) >= 1);
  await agent.claim(conversation);
  const later = await ask("zhao", "/v1/desk/overview");
  assert.ok(later.live.some((row) => row.conversation === conversation));
  assert.equal(later.agents.find(({ name }) => name === "limin").load, 1);
  await agent.socket.close();
});

test("a supervisor takes over, with a reason that stays in the log; an agent may not", async () => {
  const { conversation } = await waiting("退款退到哪里了");
  const limin = await Agent.join(server, "limin");
  await limin.queued(conversation);
  await limin.claim(conversation);
  const other = await Agent.join(server, "cards");
  const refused = await other.try({ type: "claim", conversation, take_over: "我来" });
  assert.equal(refused.code, "forbidden");
  const zhao = await Agent.join(server, "zhao", { online: false });
  zhao.socket.send({ type: "subscribe", conversation, context: true });
  // It is stored while the context is gathered: it comes in the context, or behind it.
  const looked = ({ kind }) => kind === "accessed";
  const told = await zhao.socket.next(
    "that it was looked at",
    (frame) => looked(frame) || (frame.type === "context" && frame.context.transcript.some(looked)),
  );
  const watched = told.context?.transcript.find(looked) ?? told;
  assert.deepEqual([watched.access, watched.agent.name, watched.seq], ["watched", "zhao", undefined]);
  assert.equal((await zhao.try({ type: "claim", conversation })).code, "conflict");
  await zhao.do({ type: "claim", conversation, take_over: "承诺快到期" });
  const taken = await limin.event("the hand-over", ({ kind }) => kind === "transferred");
  assert.deepEqual([taken.agent.name, taken.to.agent.name, taken.reason], ["zhao", "zhao", "承诺快到期"]);
  assert.equal((await limin.try({ type: "message", conversation, text: "还是我" })).code, "conflict");
  await zhao.say(conversation, "您好，我是主管赵岚。");
  for (const each of [limin, other, zhao]) await each.socket.close();
});

/** Where in `value` a text holds `words`. */
function placesOf(value, words, path = "") {
  if (typeof value === "string") return value.includes(words) ? [`${path}: ${value}`] : [];
  return Object.entries(value ?? {}).flatMap(([name, part]) => placesOf(part, words, `${path}/${name}`));
}

test("personal data is masked for staff until somebody asks for it with a reason", async () => {
  const { visitor, conversation } = await waiting("充到 13800138000 的话费没到");
  const limin = await Agent.join(server, "limin");
  await limin.queued(conversation);
  const masked = await limin.claim(conversation);
  assert.deepEqual(placesOf(masked, "13800138000"), []);
  assert.ok(masked.transcript.some(({ masked: hidden, text }) => hidden === true && text.includes("138****8000")));
  const [found] = (await search("limin", "13800138000")).conversations;
  assert.equal(found.conversation, conversation);
  assert.ok(!JSON.stringify(found).includes("13800138000"));

  const from = limin.socket.frames.length;
  await limin.do({ type: "reveal", conversation, reason: "核对充值账号" });
  const { context } = await limin.socket.next("context", ({ type }) => type === "context", { from });
  assert.ok(JSON.stringify(context.transcript).includes("13800138000"));
  const logged = context.transcript.find(({ kind }) => kind === "accessed");
  assert.deepEqual([logged.access, logged.detail], ["revealed", "核对充值账号"]);
  // The visitor's own log knows nothing of it.
  const own = await (await Visitor.join(server, { hello: { token: visitor.welcome.token } })).caughtUp();
  assert.ok(JSON.stringify(own).includes("13800138000"));
  assert.ok(!own.some(({ kind }) => kind === "accessed"));
  await limin.socket.close();
});

test("the visitor's reading is told to whoever has the conversation", async () => {
  const { visitor, conversation } = await waiting("查一下我的账");
  const limin = await Agent.join(server, "limin");
  await limin.queued(conversation);
  await limin.claim(conversation);
  await limin.say(conversation, "好的，我来查。");
  const said = await visitor.event("the answer", ({ kind, from }) => kind === "message" && from.role === "agent");
  visitor.socket.send({ type: "read", seq: said.seq });
  const read = await limin.socket.next("that it was read", ({ type }) => type === "read");
  assert.deepEqual([read.conversation, read.seq], [conversation, said.seq]);
  await limin.socket.close();
});

test("the visitor learns how far whoever has the conversation has read", async () => {
  const { visitor, conversation } = await waiting("再查一下我的账");
  const limin = await Agent.join(server, "limin");
  await limin.queued(conversation);
  await limin.claim(conversation);
  const said = await visitor.event(
    "the question",
    ({ kind, from }) => kind === "message" && from.role === "visitor",
  );
  limin.socket.send({ type: "read", conversation, seq: said.seq });
  const read = await visitor.socket.next("that it was read", ({ type }) => type === "read");
  assert.deepEqual(read, { type: "read", seq: said.seq });
  await limin.socket.close();
});

test("articles come with why they were found, canned replies with whether they count", async () => {
  const understood = await ask("limin", `/v1/ask?q=${encodeURIComponent("提现多久到账")}&locale=zh-CN`);
  const [best] = understood.candidates;
  assert.equal(best.kind, "article");
  assert.ok(best.text.length > 0 && best.score > 0 && understood.reason.length > 0);
  assert.equal((await get("limin", "/v1/ask")).status, 400);
  const { replies } = await ask("limin", "/v1/canned-replies?locale=en");
  assert.ok(replies.find(({ id }) => id === "wait").holding);
  assert.ok(!replies.find(({ id }) => id === "hello").holding);
  assert.match(replies.find(({ id }) => id === "hello").text, /^Hello/);
});
