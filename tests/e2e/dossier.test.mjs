// A complaint from its first message to the dossier: who gets it, what is in it, and that whatever was changed is found.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { createHash, randomBytes } from "node:crypto";
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { get } from "node:http";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), randomBytes(3_000_000)]);
const sha256 = (bytes) => createHash("sha256").update(bytes).digest("hex");
const bearer = (token) => ({ authorization: `Bearer ${token}` });

async function upload(server, visitor) {
  const body = Buffer.concat([
    Buffer.from('--b\r\nContent-Disposition: form-data; name="file"; filename="付款截图.png"\r\n\r\n'),
    png,
    Buffer.from("\r\n--b--\r\n"),
  ]);
  const headers = { "content-type": "multipart/form-data; boundary=b", "content-length": body.length };
  const answer = await request(`${server.url}/v1/evidence`, {
    method: "POST",
    headers: { ...headers, ...bearer(visitor.welcome.token) },
    body,
  });
  assert.equal(answer.status, 201, answer.text);
  return JSON.parse(answer.text);
}

/** An answer whose body is bytes. */
function download(url, headers) {
  return new Promise((resolve, reject) => {
    const asked = get(url, { headers: { connection: "close", ...headers }, agent: false }, (response) => {
      const parts = [];
      response.on("data", (part) => parts.push(part));
      response.on("error", reject);
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }),
      );
    });
    asked.on("error", reject);
  });
}

describe("the dossier of a work order", () => {
  const directory = temporaryDirectory("dossier");
  let server, visitor, order, path, original, publicKey;

  /** The dossier unpacked, changed by `change`, and packed again by the tools everybody has. */
  async function tampered(name, change) {
    const into = join(directory, name);
    mkdirSync(into);
    execFileSync("unzip", ["-q", original, "-d", into]);
    const at = (file) => join(into, file);
    change(at, (file, edit) => writeFileSync(at(file), edit(readFileSync(at(file), "utf8"))));
    const zip = `${into}.zip`;
    execFileSync("zip", ["-q", "-r", "-D", zip, "."], { cwd: into });
    return verify(zip);
  }

  async function verify(zip, ...args) {
    const { code, stdout, stderr } = await run(["dossier", "verify", zip, "--json", ...args]);
    const kinds = stdout === "" ? [] : JSON.parse(stdout).faults.map(({ kind }) => kind);
    return { code, kinds, stdout, stderr };
  }

  before(async () => {
    server = await Server.start();
    await server.addUser("li");
    await server.addUser("cards", { teams: ["cards"] });
    await server.addUser("boss", { role: "supervisor" });
    await server.addUser("editor", { role: "editor" });
    visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
    await visitor.say("充了两次都没到账");
    const file = await upload(server, visitor);
    await visitor.do({ type: "attach", id: "a1", evidence: [file.id], text: "转人工" });
    order = await visitor.workOrder();
    const { conversation } = visitor.welcome;
    const agent = await Agent.join(server, "li");
    await agent.queued(conversation);
    await agent.claim(conversation);
    await agent.do({ type: "note", conversation, text: "客户很急，先安抚" });
    await agent.say(conversation, "已查到重复扣款，马上退");
    const due = new Date(Date.now() + 3_600_000).toISOString();
    await agent.do({ type: "promise", conversation, text: "一小时内退款", due });
    const resolution = { text: "已原路退款", answers: [] };
    await agent.do({ type: "resolve", conversation, work_order: order.number, resolution });
    await visitor.event("the result", ({ kind, status }) => kind === "work_order" && status === "resolved");
    path = `/v1/work-orders/${order.number}/dossier`;
    original = join(directory, "original.zip");
    const got = await download(server.url + path, bearer(order.secret));
    assert.equal(got.status, 200, got.body.toString().slice(0, 300));
    assert.equal(got.headers["content-type"], "application/zip");
    assert.equal(got.headers["cache-control"], "no-store");
    assert.equal(got.headers["x-content-type-options"], "nosniff");
    assert.ok(got.headers["content-disposition"].includes(`"${order.number}.zip"`));
    writeFileSync(original, got.body);
    publicKey = (await run(["dossier", "key", "--data", server.data])).stdout.trim();
  });

  test("holds the case, the files and what proves them, and verifies", async () => {
    const into = join(directory, "whole");
    mkdirSync(into);
    execFileSync("unzip", ["-q", original, "-d", into]);
    const facts = JSON.parse(readFileSync(join(into, "dossier.json"), "utf8"));
    assert.equal(facts.case.number, order.number);
    assert.equal(facts.case.status, "resolved");
    assert.equal(facts.resolution.text, "已原路退款");
    assert.deepEqual(facts.promises.find(({ what }) => what === "first_response").outcome, "kept");
    assert.equal(facts.promises.find(({ what }) => what === "commitment").text, "一小时内退款");
    assert.deepEqual(
      facts.events.map(({ seq }) => seq),
      visitor.log.map(({ seq }) => seq).slice(0, facts.events.length),
    );
    const said = facts.events.filter(({ kind, from }) => kind === "message" && from.role === "visitor");
    assert.equal(said[0].text, "充了两次都没到账");
    const [evidence] = facts.evidence;
    assert.equal(evidence.name, "付款截图.png");
    assert.equal(sha256(readFileSync(join(into, evidence.file))), sha256(png));
    const manifest = JSON.parse(readFileSync(join(into, "manifest.json"), "utf8"));
    for (const { name, sha256: hash } of manifest.files) assert.equal(sha256(readFileSync(join(into, name))), hash);
    const page = readFileSync(join(into, "dossier.html"), "utf8");
    for (const words of ["12315", "充了两次都没到账", "已查到重复扣款", "一小时内退款", order.number]) {
      assert.ok(page.includes(words), words);
    }
    const everything = page + JSON.stringify(facts) + JSON.stringify(manifest);
    assert.ok(!everything.includes("先安抚"), "a note of the staff is in the customer's copy");
    assert.ok(!everything.includes(order.secret), "the order's secret is in the dossier");
    const text = await run(["dossier", "verify", original]);
    assert.equal(text.code, 0, text.stdout + text.stderr);
    assert.match(text.stdout, /consistent: nothing was changed/);
    assert.match(text.stdout, /which was not compared/);
    assert.equal(JSON.parse((await verify(original)).stdout).key_checked, false);
    const { code, stdout } = await verify(original, "--key", publicKey);
    assert.equal(code, 0, stdout);
    const verdict = JSON.parse(stdout);
    assert.equal(verdict.number, order.number);
    assert.ok(verdict.events_withheld >= 1);
    assert.equal(verdict.key_checked, true);
  });

  test("its public keys are published", async () => {
    const { keys } = JSON.parse((await server.get("/v1/dossier-keys")).text);
    assert.deepEqual(keys, [{ public_key: publicKey, signs: true }]);
  });

  test("opens by every spelling of its number", async () => {
    const typed = order.number.toLowerCase().replaceAll("-", "");
    const { status, headers } = await download(`${server.url}/v1/work-orders/${typed}/dossier`, bearer(order.secret));
    assert.equal(status, 200);
    assert.ok(headers["content-disposition"].includes(`"${order.number}.zip"`));
  });

  test("is refused after any change, and when it was only packed anew", async () => {
    const again = await tampered("again", () => {});
    assert.equal(again.code, 1, again.stdout + again.stderr);
    assert.deepEqual([...new Set(again.kinds)], ["zip"]);
    const refused = async (name, kind, change) => {
      const { code, kinds, stdout, stderr } = await tampered(name, change);
      assert.equal(code, 1, `${name}: ${stdout}${stderr}`);
      assert.ok(kinds.includes(kind), `${name}: ${stdout}`);
    };
    const facts = (edit) => (_, rewrite) =>
      rewrite("dossier.json", (text) => {
        const value = JSON.parse(text);
        edit(value);
        return JSON.stringify(value);
      });
    await refused("byte", "file-changed", (at) => {
      const bytes = readFileSync(at("evidence/01.png"));
      bytes[1_000_000] ^= 1;
      writeFileSync(at("evidence/01.png"), bytes);
    });
    await refused("page", "file-changed", (_, rewrite) => rewrite("dossier.html", (text) => text.replace("退", "还")));
    await refused("missing", "file-missing", (at) => rmSync(at("evidence/01.png")));
    await refused("added", "file-added", (at) => writeFileSync(at("evidence/02.png"), png));
    await refused("renamed", "file-added", (at) => renameSync(at("evidence/01.png"), at("evidence/1.png")));
    await refused("words", "event-changed", facts(({ events }) => (events[0].text = "都好")));
    await refused("silence", "event-missing", facts(({ events }) => events.splice(1, 1)));
    await refused("order", "event-order", facts(({ events }) => events.reverse()));
    await refused("number", "number", facts((value) => (value.case.number = "GD20261121-0001-5")));
    await refused("manifest", "signature", (_, rewrite) =>
      rewrite("manifest.json", (text) => text.replace('"copy":"customer"', '"copy":"staff"')),
    );
    await refused("spelling", "manifest", (_, rewrite) => rewrite("manifest.json", (text) => `${text}\n`));
    const other = temporaryDirectory("other-key");
    const otherKey = (await run(["dossier", "key", "--data", other])).stdout.trim();
    const { code, kinds } = await verify(original, "--key", otherKey);
    assert.deepEqual([code, kinds], [1, ["key"]]);
  });

  test("one bit of the ZIP or its end is found, what cannot be opened is bad input", async () => {
    const bytes = readFileSync(original);
    const changed = { "cut.zip": bytes.subarray(0, bytes.length / 2) };
    const central = bytes.lastIndexOf("PK\u0001\u0002");
    for (const at of [0, 1, 2, 3, 10, 12, 29, central + 12, central + 14, bytes.length - 1]) {
      const flipped = Buffer.from(bytes);
      flipped[at] ^= 1;
      changed[`flipped${at}.zip`] = flipped;
    }
    for (const [name, content] of Object.entries(changed)) {
      writeFileSync(join(directory, name), content);
      const { code, stdout, stderr } = await verify(join(directory, name));
      assert.equal(code, 1, `${name}: ${stdout}${stderr}`);
      assert.ok(JSON.parse(stdout).faults.every(({ kind, what }) => kind !== "" && what !== ""), name);
    }
    const files = { "text.zip": "no ZIP at all", "empty.zip": "" };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
      const { code, stdout } = await run(["dossier", "verify", join(directory, name)]);
      assert.equal(code, 1, name);
      assert.match(stdout, /no ZIP file.* \[zip\]\n$/, name);
    }
    for (const path of [join(directory, "nowhere.zip"), directory]) {
      const { code, stderr } = await run(["dossier", "verify", path]);
      assert.equal(code, 2, path);
      assert.match(stderr, /^yingda: .*\n$/, path);
    }
    assert.equal((await run(["dossier", "verify", original, "--key", "short"])).code, 2);
  });

  test("opens for its customer and for staff who may see the conversation", async () => {
    const status = async (headers, at = path) => (await download(server.url + at, headers)).status;
    const stranger = await Visitor.join(server);
    await stranger.human();
    const foreign = await stranger.workOrder();
    assert.equal(await status({}), 401);
    assert.equal(await status(bearer(foreign.secret)), 404);
    assert.equal(await status(bearer(order.secret), `/v1/work-orders/${foreign.number}/dossier`), 404);
    assert.equal(await status({ cookie: `yingda_track=${order.number}.${order.secret}` }), 200);
    const explained = `${path}?reason=${encodeURIComponent("回复监管部门")}`;
    for (const name of ["editor", "cards"]) {
      assert.equal(await status({ cookie: await server.cookie(name) }, explained), 404, name);
    }
    const novel = await download(`${server.url}${path}?reason=${"x".repeat(201)}`, { cookie: await server.cookie("li") });
    assert.equal(novel.status, 400);
    assert.match(novel.body.toString(), /reason-too-long/);
    assert.equal(await status({ cookie: await server.cookie("li") }), 200, "logged without a reason");
    for (const name of ["li", "boss"]) {
      const { status: code, body } = await download(server.url + explained, { cookie: await server.cookie(name) });
      assert.equal(code, 200, name);
      const zip = join(directory, `${name}.zip`);
      writeFileSync(zip, body);
      const { code: verdict, stdout } = await verify(zip);
      assert.equal(verdict, 0, stdout);
      assert.equal(JSON.parse(stdout).copy, "staff");
      const facts = execFileSync("unzip", ["-p", zip, "dossier.json"], { encoding: "utf8" });
      assert.ok(facts.includes("先安抚"));
      assert.ok(!facts.includes(order.secret));
      const taken = JSON.parse(facts).events.filter(({ kind, access }) => kind === "accessed" && access === "exported");
      assert.deepEqual(taken.map(({ agent, detail }) => [agent.name, detail]).at(-1), [name, "回复监管部门"]);
    }
  });

  test("a restart, a new key and another message change nothing of what was handed out", async () => {
    await server.stop();
    await server.restart();
    assert.equal((await verify(original)).code, 0);
    const renewed = (await run(["dossier", "key", "--new", "--data", server.data])).stdout.trim();
    assert.notEqual(renewed, publicKey);
    const later = join(directory, "later.zip");
    writeFileSync(later, (await download(server.url + path, bearer(order.secret))).body);
    assert.equal((await verify(later, "--key", renewed)).code, 0);
    assert.deepEqual((await verify(later, "--key", publicKey)).kinds, ["key"]);
  });

  test("a case that was edited in the database is not signed", async () => {
    await server.stop();
    const edit = `import json, sqlite3, sys
db = sqlite3.connect(sys.argv[1])
[(row, text)] = db.execute("SELECT id, state FROM conversations WHERE state LIKE ?", ["%" + sys.argv[2] + "%"])
state = json.loads(text)
state["orders"][0]["history"] = state["orders"][0]["history"][:1]
db.execute("UPDATE conversations SET state = ? WHERE id = ?", [json.dumps(state), row])
db.commit()
print(text)`;
    const file = join(server.data, "yingda.db");
    const stored = execFileSync("python3", ["-c", edit, file, order.number], { encoding: "utf8" }).trim();
    await server.restart();
    const answer = await download(server.url + path, bearer(order.secret));
    assert.equal(answer.status, 500);
    assert.match(server.log, /contradicts the conversation.*dossier_failed/);
    await server.stop();
    const restore = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
db.execute("UPDATE conversations SET state = ? WHERE state LIKE ?", [sys.stdin.read(), "%" + sys.argv[2] + "%"])
db.commit()`;
    execFileSync("python3", ["-c", restore, file, order.number], { input: stored });
    await server.restart();
    assert.equal((await download(server.url + path, bearer(order.secret))).status, 200);
  });

  test("a log that was edited in the database is not signed", async () => {
    await server.stop();
    const edit = `import sqlite3, sys
db = sqlite3.connect(sys.argv[1])
print(db.execute("UPDATE log SET entries = replace(entries, '马上退', '不退') WHERE entries LIKE '%马上退%'").rowcount)
db.commit()`;
    const changed = execFileSync("python3", ["-c", edit, join(server.data, "yingda.db")], { encoding: "utf8" });
    assert.equal(changed.trim(), "1");
    await server.restart();
    const answer = await download(server.url + path, bearer(order.secret));
    assert.equal(answer.status, 500);
    assert.match(server.log, /dossier_failed/);
  });
});

test("a promise that was broken stays broken in the dossier, whatever was promised since", async () => {
  const clocks = { target: "300ms", promise: "600ms", next_response: "600ms", resolve: "24h" };
  const server = await Server.start({ config: { sla: { urgent_complaint: clocks } } });
  await server.addUser("li");
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  await visitor.say("【紧急投诉】账号被盗");
  const order = await visitor.workOrder();
  const { conversation } = visitor.welcome;
  const changed = (what) =>
    visitor.event(what, ({ kind, changes }) => kind === "work_order" && changes.some((change) => change.what === what));
  await changed("first_response_missed");
  const agent = await Agent.join(server, "li");
  await agent.queued(conversation);
  await agent.claim(conversation);
  await agent.say(conversation, "我看到异地登录记录，账号已冻结");
  await visitor.say("快一点");
  await changed("next_response_missed");
  await agent.say(conversation, "已确认是您本人在操作");
  const resolution = { text: "已找回账号", answers: [] };
  await agent.do({ type: "resolve", conversation, work_order: order.number, resolution });
  await visitor.do({ type: "work_order", id: "r1", number: order.number, action: "reject", text: "还是登不上" });
  await changed("reopened");
  const got = await download(`${server.url}/v1/work-orders/${order.number}/dossier`, bearer(order.secret));
  assert.equal(got.status, 200, got.body.toString().slice(0, 300));
  const zip = join(temporaryDirectory("broken"), "broken.zip");
  writeFileSync(zip, got.body);
  assert.equal((await run(["dossier", "verify", zip])).code, 0);
  const told = ({ what, outcome, met_at }) => [what, outcome, met_at !== undefined];
  const { promises } = JSON.parse(execFileSync("unzip", ["-p", zip, "dossier.json"], { encoding: "utf8" }));
  assert.deepEqual(promises.slice(0, 2).map(told), [
    ["first_response", "missed", true],
    ["next_response", "missed", true],
  ]);
  assert.deepEqual(promises.filter(({ what }) => what === "resolve").map(told), [
    ["resolve", "kept", true],
    ["resolve", "running", false],
  ]);
  const { text } = await server.get(`/v1/work-orders/${order.number}`, bearer(order.secret));
  const record = JSON.parse(text).promise_record.map(told);
  assert.deepEqual(record.slice(0, 2), promises.slice(0, 2).map(told));
  await agent.socket.close();
  await server.stop();
});
