// A visitor has a copy of their data, and has it erased: from the database, its log, the files and later backups,
// and again when an older backup is put back. What work orders keep is said and stays.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually } from "./support/wait.mjs";

const bearer = (token) => ({ authorization: `Bearer ${token}` });
const canary = () => `canary${randomBytes(8).toString("hex")}`;

async function upload(server, token, content, name) {
  const body = Buffer.concat([
    Buffer.from(`--b\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n`),
    Buffer.from(`Content-Type: text/plain\r\n\r\n${content}\r\n--b--\r\n`),
  ]);
  const headers = { "content-type": "multipart/form-data; boundary=b", "content-length": body.length };
  const answer = await request(`${server.url}/v1/evidence`, {
    method: "POST",
    headers: { ...headers, ...bearer(token) },
    body,
  });
  assert.equal(answer.status, 201, answer.text);
  return JSON.parse(answer.text);
}

/** The files below `directory` that hold these bytes. */
function holding(directory, bytes) {
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name))
    .filter((file) => readFileSync(file).includes(bytes));
}

const gone = (server, bytes) =>
  eventually(`no file with ${bytes}`, () => holding(server.data, bytes).length === 0, { ms: 10_000, every: 200 });

const erase = (server, token) =>
  request(`${server.url}/v1/me`, { method: "DELETE", headers: bearer(token) });

describe("erasing", () => {
  let server;
  before(async () => {
    server = await Server.start();
    await server.addUser("li");
    await server.addUser("boss", { role: "supervisor" });
  });

  async function talkative(secret) {
    const visitor = await Visitor.join(server, {
      hello: { locale: "zh-CN", page: { url: `https://shop.example/${secret}`, title: secret } },
    });
    // What the bot answers: else it would call a person, and with them comes a work order.
    for (let i = 0; i < 12; i++) await visitor.say(`提现多久到账 ${secret}`, `${secret}-${i}`);
    const file = await upload(server, visitor.welcome.token, `${secret} in a file`, `${secret}.txt`);
    await visitor.do({ type: "attach", id: `${secret}-a`, evidence: [file.id], text: `提现多久到账 ${secret}` });
    await upload(server, visitor.welcome.token, `${secret} unsent`, "b.txt");
    return { visitor, file };
  }

  test("leaves no byte of a conversation without a work order, here or in a later backup", async () => {
    const secret = canary();
    const { visitor, file } = await talkative(secret);
    const { token, conversation } = visitor.welcome;
    const neighbour = await Visitor.join(server);
    await neighbour.say("我还在");
    const older = join(temporaryDirectory("backup"), "older");
    await server.run(["backup", older]);
    assert.ok(readFileSync(older).includes(secret), "the test can find it");
    assert.ok(holding(server.data, secret).length > 0, "the test can find it");

    const copy = await server.get("/v1/me/export", bearer(token));
    assert.equal(copy.status, 200);
    const own = JSON.parse(copy.text);
    assert.equal(own.conversation, conversation);
    assert.equal(own.page.title, secret);
    assert.equal(own.files[0].id, file.id);
    const said = own.events.filter((event) => event.from?.role === "visitor");
    assert.equal(said.length, 13);
    assert.deepEqual(
      own.events.map((event) => event.seq),
      own.events.map((_, i) => i + 1),
    );

    const erased = await erase(server, token);
    assert.equal(erased.status, 200, erased.text);
    assert.deepEqual(JSON.parse(erased.text), { erased: true });
    await visitor.socket.closed;
    await gone(server, secret);
    assert.deepEqual(JSON.parse((await erase(server, token)).text), { erased: true }, "asking again changes nothing");
    assert.equal((await server.get("/v1/me/export", bearer(token))).status, 404);
    assert.equal((await server.get(`/v1/evidence/${file.id}`, bearer(token))).status, 404);
    const newer = join(temporaryDirectory("backup"), "newer");
    await server.run(["backup", newer]);
    assert.ok(!readFileSync(newer).includes(secret));
    await neighbour.say("我也还在");

    // An older backup, put back where the list is, in an empty place with it, and without it.
    const restored = temporaryDirectory("restored");
    const put = await run(["restore", older, "--data", restored, "--erased", join(server.data, "erased")]);
    assert.equal(put.code, 0, put.stderr);
    assert.match(put.stdout, /erased again: 1 conversation/);
    assert.deepEqual(holding(restored, secret), []);
    const byBackup = temporaryDirectory("restored");
    await run(["restore", older, "--data", byBackup, "--erased", newer]);
    assert.deepEqual(holding(byBackup, secret), []);
    const without = await run(["restore", older, "--data", temporaryDirectory("restored")]);
    assert.equal(without.code, 0);
    assert.match(without.stderr, /no list of what was erased/);

    const second = await Server.start({ data: restored, content: null });
    const refused = await Visitor.join(second, { hello: { token } }).then(
      () => "welcome",
      (error) => String(error),
    );
    assert.match(refused, /unauthorized|erased/);
    await second.stop();
  });

  test("tells what an open work order keeps, and `yingda erase` does the same beside the server", async () => {
    const secret = canary();
    const { visitor } = await talkative(secret);
    const { token, conversation } = visitor.welcome;
    await visitor.human();
    const order = await visitor.workOrder();
    const kept = JSON.parse((await erase(server, token)).text);
    assert.deepEqual(kept, { erased: false, kept: { work_orders: [order.number], until: null } });
    await visitor.say("工单还在处理吗");
    const own = JSON.parse((await server.get("/v1/me/export", bearer(token))).text);
    assert.equal(own.work_orders[0].number, order.number);
    assert.ok(own.erasure_asked_at);
    const agent = await Agent.join(server, "li");
    await agent.queued(conversation);
    await agent.claim(conversation);

    const asked = await run(["erase", conversation, "--data", server.data, "--reason", "来电要求"]);
    assert.equal(asked.code, 1, asked.stderr);
    assert.match(asked.stdout, new RegExp(order.number));
    await visitor.do({ type: "work_order", number: order.number, action: "withdraw" });
    const closed = JSON.parse((await erase(server, token)).text);
    assert.deepEqual(closed.kept.work_orders, [order.number]);
    assert.ok(Date.parse(closed.kept.until) > Date.now() + 1094 * 86_400_000);
    const figures = JSON.parse((await server.get("/v1/service-level")).text);
    assert.ok(figures.periods.length > 0);
    assert.ok(holding(server.data, secret).length > 0, "the case is whole");
  });

  test("by `yingda erase` ends what nothing keeps, running or not; strangers and unknown ids are refused", async () => {
    const secret = canary();
    const { visitor } = await talkative(secret);
    const done = await run(["erase", visitor.welcome.conversation, "--data", server.data]);
    assert.equal(done.code, 0, done.stderr + done.stdout);
    assert.match(done.stdout, /"erased":true/);
    await gone(server, secret);
    const unknown = await run(["erase", "cnobody", "--data", server.data]);
    assert.equal(unknown.code, 1);
    assert.match(unknown.stdout, /there is no conversation/);
    for (const headers of [{}, bearer("nonsense"), { cookie: await server.cookie("boss") }]) {
      const answer = await request(`${server.url}/v1/me`, { method: "DELETE", headers });
      assert.ok([401, 403].includes(answer.status), answer.text);
      assert.equal((await server.get("/v1/me/export", headers)).status, 401);
    }

    const cold = canary();
    const other = await talkative(cold);
    await server.stop();
    const offline = await run(["erase", other.visitor.welcome.conversation, "--data", server.data]);
    assert.equal(offline.code, 0, offline.stderr);
    assert.deepEqual(holding(server.data, cold), []);
    await server.restart();
    const back = await Visitor.join(server);
    await back.say("又开门了");
  });

  test("with the retention at its end takes closed cases: their figures stay, nothing else", async () => {
    const brief = await Server.start({ config: { retention: { work_orders: "0s" } } });
    await brief.addUser("boss", { role: "supervisor" });
    const secret = canary();
    const visitor = await Visitor.join(brief);
    await visitor.say(`${secret} 转人工`);
    await visitor.human();
    const order = await visitor.workOrder();
    const key = { authorization: `Bearer ${order.secret}` };
    assert.equal((await brief.get(`/v1/work-orders/${order.number}`, key)).status, 200);
    await visitor.do({ type: "work_order", number: order.number, action: "withdraw", text: secret });
    assert.deepEqual(JSON.parse((await erase(brief, visitor.welcome.token)).text), { erased: true });
    await gone(brief, secret);
    assert.equal((await brief.get(`/v1/work-orders/${order.number}`, key)).status, 404);
    const cookie = await brief.cookie("boss");
    const dossier = await brief.get(`/v1/work-orders/${order.number}/dossier?reason=x`, { cookie });
    assert.equal(dossier.status, 409);
    assert.match(dossier.text, /was erased at/);
    const listed = await brief.get("/v1/conversations", { cookie });
    assert.equal(listed.status, 200);
    const level = JSON.parse((await brief.get("/v1/service-level")).text);
    assert.equal(level.periods[0].opened, 1);
    const next = await Visitor.join(brief);
    await next.human();
    assert.notEqual((await next.workOrder()).number, order.number);
    await brief.stop();
    await brief.restart();
    const backup = join(temporaryDirectory("backup"), "x");
    await brief.run(["backup", backup]);
  });
});
