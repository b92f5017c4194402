// Visitors with a verified address are written to when they have not seen a change: by SMTP, in the guarantees of the
// outbox, and the conversation says what became of it.
import assert from "node:assert/strict";
import { createHmac, randomUUID } from "node:crypto";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run, smallContent } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { MailServer, selfSigned } from "./support/mail_server.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually, pause } from "./support/wait.mjs";

const SITE = "a secret of the host site, 32 bytes or more";
const PASSWORD = "a password of ours";
process.env.YINGDA_E2E_SITE = SITE;
process.env.YINGDA_E2E_MAIL = PASSWORD;

/** What the host site signs about who is signed in there. */
function identity(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const signed = `${part({ alg: "HS256" })}.${part({ external_id: randomUUID(), exp, ...claims })}`;
  return `${signed}.${createHmac("sha256", SITE).update(signed).digest("base64url")}`;
}

let numbered = 0;
const newAddress = () => `limin${++numbered}@mail.example`;

const config = (mailServer, mail = {}, others = {}) => ({
  identity: { secret_env: "YINGDA_E2E_SITE" },
  unseen_after: "1s",
  retention: { work_orders: "0s" },
  mail: {
    host: "127.0.0.1",
    port: mailServer.port,
    security: "none",
    from: "service@shop.example",
    public_url: "https://chat.shop.example",
    timeout: "5s",
    ...mail,
  },
  ...others,
});

async function started(...settings) {
  const server = await Server.start({ config: config(...settings) });
  await server.addUser("li");
  return server;
}

/** A case of somebody who is signed in as that, and has gone; `li` has it. */
async function gone(server, li, claims, locale = "zh-CN") {
  const visitor = await Visitor.join(server, { hello: { locale, identity: identity(claims) } });
  await visitor.say("【紧急投诉】账号被盗，我的电话 13800138000");
  const order = await visitor.workOrder();
  const { conversation, token } = visitor.welcome;
  await li.claim(conversation);
  await pause(50);
  visitor.socket.send({ type: "read", seq: visitor.last });
  await pause(50);
  visitor.socket.close();
  await pause(50);
  return { visitor, order, conversation, token, answer: (text) => li.say(conversation, text) };
}

const verified = (email) => ({ email, email_verified: true });

/** The `count`-th line about a notice in the conversation. */
const settled = (li, conversation, count = 1) =>
  eventually(`notice ${count} of ${conversation}`, () => {
    const notices = li.socket.frames.filter(
      (frame) => frame.type === "event" && frame.kind === "notice" && frame.conversation === conversation,
    );
    return notices[count - 1];
  });

const stored = (server, text) =>
  readdirSync(server.data).some(
    (name) => name.startsWith("yingda.db") && readFileSync(join(server.data, name)).includes(text),
  );

describe("a mail server with STARTTLS and a log-in", () => {
  let mails;
  let server;
  let li;
  const certificate = selfSigned();
  before(async () => {
    mails = await MailServer.start({ tls: certificate, user: { name: "yingda", password: PASSWORD } });
    const logIn = { user: "yingda", password_env: "YINGDA_E2E_MAIL" };
    server = await started(mails, { security: "starttls", ca_file: certificate.file, ...logIn });
    li = await Agent.join(server, "li", { capacity: 50 });
  });
  after(async () => {
    await server?.stop();
    mails?.stop();
  });

  test("gets a mail for whoever is gone: that there is news and where, not what was written", async () => {
    const address = newAddress();
    const { order, conversation, answer, visitor } = await gone(server, li, verified(address));
    await answer("账号已经冻结，钱没有动");
    const mail = await mails.hears(address);
    assert.equal(mail.from, "service@shop.example");
    assert.ok(mail.secure);
    assert.equal(mail.user, "yingda");
    assert.equal(mail.headers.get("subject"), `【云卡商城】工单 ${order.number} 有新进展`);
    assert.equal(mail.headers.get("to"), `<${address}>`);
    assert.equal(mail.headers.get("from"), "云卡商城 <service@shop.example>");
    assert.equal(mail.headers.get("auto-submitted"), "auto-generated");
    assert.match(mail.headers.get("message-id"), /^<msg_[0-9a-z]+@shop\.example>$/);
    assert.ok(Math.abs(new Date(mail.headers.get("date")) - Date.now()) < 60_000);
    assert.match(mail.text, /客服答复了您/);
    const link = `/track?lang=zh-CN&number=${order.number}`;
    assert.ok(mail.text.includes(`https://chat.shop.example${link}`));
    for (const never of [order.secret, "冻结", "被盗", "13800138000"])
      assert.ok(!mail.text.includes(never), never);
    const page = await server.get(link);
    assert.equal(page.status, 200);
    assert.ok(page.text.includes(`value="${order.number}"`), "the form knows the number");

    const told = await settled(li, conversation);
    const masked = `l***@${address.split("@")[1]}`;
    assert.deepEqual(
      [told.result, told.to, told.notice, told.number, told.attempts],
      ["delivered", masked, "conversation.unseen", order.number, 1],
    );
    const { visitor: shown } = await li.claim(conversation);
    assert.equal(shown.email, masked);
    const name = address.split("@")[0];
    assert.ok(!JSON.stringify(li.socket.frames).includes(name), "nobody at the desk sees the address");
    assert.ok(!server.log.includes(name) && !server.log.includes(PASSWORD));
    await visitor.resume();
    assert.ok(!visitor.log.some((event) => event.kind === "notice"));
  });

  test("in the language of the visitor, and only for an address that the site has verified", async () => {
    const english = newAddress();
    const unproved = newAddress();
    const first = await gone(server, li, { email: unproved, email_verified: "true" }, "en");
    const second = await gone(server, li, { email: [unproved], email_verified: true }, "en");
    const third = await gone(server, li, verified(english), "en");
    for (const each of [first, second, third])
      await each.answer("Your account is frozen, no money was moved");
    const mail = await mails.hears(english);
    assert.equal(mail.headers.get("subject"), `Yunka Mall: news on your work order ${third.order.number}`);
    assert.match(mail.text, /Our staff have answered you/);
    assert.ok(!mail.text.includes("frozen"));
    await pause(500);
    assert.ok(!mails.mails.some(({ to }) => to === unproved));
  });

  test("at most three times a day to one address, whatever conversation it is of", async () => {
    const address = newAddress();
    const cases = [];
    for (let i = 0; i < 4; ++i) cases.push(await gone(server, li, verified(address)));
    for (const each of cases) await each.answer("在查了，先看登录记录");
    const results = [];
    for (const each of cases) results.push(await settled(li, each.conversation));
    const failed = results.filter(({ result }) => result === "failed");
    assert.ok(failed.length > 0);
    for (const { detail } of failed) assert.equal(detail, "enough mails went to this address today");
    assert.equal(mails.mails.filter(({ to }) => to === address).length, 3);
  });

  test("nothing of the address is left when the conversation is erased", async () => {
    const address = newAddress();
    const { conversation, token, visitor, answer } = await gone(server, li, verified(address));
    await answer("账号已经冻结");
    await settled(li, conversation);
    assert.ok(stored(server, address), "the test can find it");
    await visitor.resume();
    const own = await server.get("/v1/me/export", { Authorization: `Bearer ${token}` });
    assert.equal(JSON.parse(own.text).visitor.email, address, "whose it is has a copy of it");
    const { number } = await visitor.workOrder();
    await visitor.do({ type: "work_order", number, action: "withdraw" });
    const erased = await request(`${server.url}/v1/me`, {
      method: "DELETE",
      headers: { Authorization: `Bearer ${token}` },
    });
    assert.deepEqual(JSON.parse(erased.text), { erased: true });
    await eventually("no byte of it", () => !stored(server, address), { ms: 10_000, every: 200 });
  });

  test("shows in the metrics", async () => {
    const url = /"admin_url":"([^"]+)"/.exec(server.log)[1];
    const metrics = await (await fetch(`${url}/metrics`)).text();
    assert.match(metrics, /yingda_mail_deliveries_total\{result="delivered"\} [1-9]/);
    assert.match(metrics, /yingda_mail_deliveries_total\{result="failed"\} [1-9]/);
  });
});

describe("a mail server that speaks TLS from the first byte", () => {
  const logIn = { user: "yingda", password_env: "YINGDA_E2E_MAIL" };
  const user = { name: "yingda", password: PASSWORD };
  const certificate = selfSigned();

  test("gets the mail, inside TLS and after the log-in", async () => {
    const mails = await MailServer.start({ tls: certificate, user, implicit: true });
    const server = await started(mails, { security: "tls", ca_file: certificate.file, ...logIn });
    const li = await Agent.join(server, "li");
    const address = newAddress();
    const { order, conversation, answer } = await gone(server, li, verified(address));
    await answer("账号已经冻结");
    const mail = await mails.hears(address);
    assert.ok(mail.secure);
    assert.equal(mail.user, "yingda");
    assert.ok(mail.text.includes(order.number));
    assert.ok(!mails.commands.includes("STARTTLS"));
    assert.equal((await settled(li, conversation)).result, "delivered");
    await server.stop();
    mails.stop();
  });

  test("hears nothing when its certificate is of nobody we know, or in another name, or when it speaks plainly", async () => {
    const stranger = await MailServer.start({ tls: selfSigned(), user, implicit: true });
    const plain = await MailServer.start({ user });
    const other = selfSigned(["-subj", "/CN=other.example", "-addext", "subjectAltName=DNS:other.example"]);
    const elsewhere = await MailServer.start({ tls: other, user, implicit: true });
    const file = { ca_file: certificate.file, timeout: "2s" };
    for (const [mails, ca] of [
      [stranger, file],
      [plain, file],
      [elsewhere, { ...file, ca_file: other.file }],
    ]) {
      const server = await started(mails, { security: "tls", ...ca, ...logIn });
      const li = await Agent.join(server, "li");
      const { answer } = await gone(server, li, verified(newAddress()));
      await answer("账号已经冻结");
      await eventually("the failure", () => /"error":"(tls|timeout)"[^\n]*"event":"mail_failed"/.test(server.log));
      assert.deepEqual([mails.commands, mails.mails], [[], []]);
      await server.stop();
      mails.stop();
    }
  });
});

describe("a mail server with troubles", () => {
  test("that is slow does not pile up conversations that visitors asked for: the ninth reads so at once", async () => {
    const mails = await MailServer.start();
    let open;
    const held = new Promise((resolve) => (open = resolve));
    mails.answers.MAIL = () => held;
    const server = await started(mails, { timeout: "60s" });
    const asking = async () => {
      const visitor = await Visitor.join(server, { hello: { identity: identity(verified(newAddress())) } });
      await visitor.say("在吗");
      const headers = { Authorization: `Bearer ${visitor.welcome.token}` };
      visitor.socket.close();
      return request(`${server.url}/v1/me/transcript`, { method: "POST", headers });
    };
    const asked = Array.from({ length: 9 }, asking);
    // Eight are held back by the mail server: what is answered is the one too many.
    const refused = await Promise.race(asked);
    assert.equal(refused.status, 503);
    assert.equal(JSON.parse(refused.text).type.split("/").at(-1), "overloaded");
    open();
    const statuses = (await Promise.all(asked)).map(({ status }) => status).sort();
    assert.deepEqual(statuses, [...Array(8).fill(200), 503]);
    // What was refused did not count, and there is room again.
    assert.equal((await asking()).status, 200);
    await server.stop();
    mails.stop();
  });

  test("that holds one mail back keeps nobody else waiting, and an address has one mail at a time", async () => {
    const mails = await MailServer.start();
    const server = await started(mails, { timeout: "30s" });
    const li = await Agent.join(server, "li", { capacity: 50 });
    const held = newAddress();
    let release;
    const held_back = new Promise((resolve) => (release = resolve));
    mails.answers["DATA."] = (mail) => (mail.to === held ? held_back : undefined);
    const offered = (address) => (mails.offered ?? []).filter(({ to }) => to === address).length;
    const slow = [];
    for (let i = 0; i < 4; ++i) slow.push(await gone(server, li, verified(held)));
    for (const each of slow) await each.answer("账号已经冻结");
    await eventually("the first of them", () => offered(held) === 1);
    const others = [newAddress(), newAddress(), newAddress()];
    for (const address of others) {
      const each = await gone(server, li, verified(address));
      await each.answer("账号已经冻结");
    }
    for (const address of others) await mails.hears(address);
    assert.equal(offered(held), 1, "the next to the same address waits for the first");
    assert.ok(mails.most >= 2 && mails.most <= 4, `${mails.most} connections`);
    release("250 taken at last");
    const told = [];
    for (const each of slow) told.push(await settled(li, each.conversation));
    assert.equal(offered(held), 3, "and the day's bound holds");
    assert.equal(told.filter(({ result }) => result === "failed").length, 1);
    await server.stop();
    mails.stop();
  });

  test("says 5xx: given up at once with its code; 4xx, or dies with us: the same mail again", async () => {
    const mails = await MailServer.start();
    const server = await started(mails);
    const li = await Agent.join(server, "li", { capacity: 50 });
    const [nobody, later] = [newAddress(), newAddress()];
    mails.answers.RCPT = (line) => {
      if (line.includes(nobody)) return `550 5.1.1 <${nobody}> is unknown here`;
      return line.includes(later) && (mails.tried = (mails.tried ?? 0) + 1) === 1 ? "451 later" : undefined;
    };
    const refused = await gone(server, li, verified(nobody));
    await refused.answer("账号已经冻结");
    const failed = await settled(li, refused.conversation);
    assert.deepEqual([failed.result, failed.detail, failed.attempts], ["failed", "smtp 550", 1]);
    assert.ok(!JSON.stringify(failed).includes("unknown here"));

    const delayed = await gone(server, li, verified(later));
    await delayed.answer("账号已经冻结");
    await mails.hears(later);
    const told = await settled(li, delayed.conversation);
    assert.deepEqual([told.result, told.attempts], ["delivered", 2]);
    assert.equal(mails.tried, 2);

    // It has the mail, we are killed before we hear so: it gets it again, and can know it by its id.
    const address = newAddress();
    mails.answers["DATA."] = () => new Promise(() => {});
    const cut = await gone(server, li, verified(address));
    await cut.answer("账号已经冻结");
    const offered = () => mails.offered.filter(({ to }) => to === address);
    await eventually("the mail on its way", () => offered().length === 1);
    await server.kill();
    delete mails.answers["DATA."];
    await server.restart();
    await mails.hears(address);
    const ids = offered().map(({ headers }) => headers.get("message-id"));
    assert.deepEqual(ids, [ids[0], ids[0]]);
    await pause(300);
    await server.stop();
    await server.restart();
    await pause(700);
    assert.equal(offered().length, 2, "what was taken is not sent again");
    await server.stop();
    mails.stop();
  });

  test("whose certificate nobody knows hears nothing; a silent one delays neither chat nor end", async () => {
    const mails = await MailServer.start({ tls: selfSigned(), user: { name: "yingda", password: PASSWORD } });
    const logIn = { user: "yingda", password_env: "YINGDA_E2E_MAIL" };
    const server = await started(mails, { security: "starttls", ...logIn });
    const li = await Agent.join(server, "li", { capacity: 50 });
    const first = await gone(server, li, verified(newAddress()));
    await first.answer("账号已经冻结");
    await eventually("the refusal", () => /"error":"tls"[^\n]*"event":"mail_failed"/.test(server.log));
    assert.deepEqual(
      mails.commands.filter((line) => !line.startsWith("EHLO")),
      ["STARTTLS"],
    );
    await server.stop();

    mails.commands = [];
    mails.answers.EHLO = () => new Promise(() => {});
    server.configure(config(mails, { timeout: "60s" }));
    await server.restart();
    await eventually("a silent server", () => mails.commands.length > 0, { ms: 15_000 });
    const again = await Agent.join(server, "li", { capacity: 50 });
    const asked = Date.now();
    await gone(server, again, verified(newAddress()));
    assert.ok(Date.now() - asked < 20_000, "a mail may take a minute, the chat does not wait for it");
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    assert.ok(ms < 15_000, `${ms} ms`);
    mails.stop();
  });
});

describe("a wrong configuration of mail", () => {
  const file = (text) => {
    const path = join(temporaryDirectory("config"), "yingda.yaml");
    writeFileSync(path, text);
    return path;
  };

  test("is found by `check`, with line and column; what lets no mail be sent is a warning", async () => {
    const path = file("mail:\n  host: smtp.shop.example\n  security: none\n  from: Shop <a@shop.example>\n");
    const { code, stdout } = await run(["check", smallContent, "--config", path]);
    assert.equal(code, 1);
    assert.match(stdout, /yaml:3:13: error: `security` is `none` for a server on this machine only/);
    assert.match(stdout, /yaml:4:9: error: `from` is one plain address/);
    assert.match(stdout, /yaml:2:3: warning: `mail` writes to nobody/);
  });

  test("without its password does not start, and says which variable is wanted", async () => {
    const settings = "{host: localhost, from: a@shop.example, user: u, password_env: YINGDA_E2E_NONE}";
    const path = file(`identity: {secret_env: YINGDA_E2E_SITE}\nmail: ${settings}\n`);
    const args = ["serve", "--config", path, "--data", temporaryDirectory(), "--content", smallContent];
    const { code, stderr } = await run([...args, "--listen", "127.0.0.1:0"]);
    assert.equal(code, 2);
    assert.match(stderr, /environment variable YINGDA_E2E_NONE is not set; it must hold the password/);
  });
});
