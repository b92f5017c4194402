// Forms that ask for files and for one choice after another; who speaks, with the staff number; the conversation by mail.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { Content } from "./support/content.mjs";
import { request } from "./support/http.mjs";
import { MailServer } from "./support/mail_server.mjs";
import { PICTURE } from "./support/picture.mjs";
import { PollSocket } from "./support/poll_socket.mjs";
import { freePort, Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const SITE = "a secret of the host site, 32 bytes or more";
process.env.YINGDA_E2E_FORM_SITE = SITE;

const FLOWS = `flows:
  claim:
    name: {zh-CN: 申请赔付, en: Claim}
    triggers: {zh-CN: [我要申请赔付], en: [I want to claim]}
    steps:
      - form: {zh-CN: 请填写赔付申请, en: Your claim}
        fields:
          - {name: amount, label: {zh-CN: 金额, en: Amount}, type: money, required: true}
          - name: province
            label: {zh-CN: 省份, en: Province}
            type: choice
            required: true
            options:
              - {id: gd, label: {zh-CN: 广东, en: Guangdong}}
              - {id: zj, label: {zh-CN: 浙江, en: Zhejiang}}
          - name: city
            label: {zh-CN: 城市, en: City}
            type: choice
            required: true
            depends_on: province
            options:
              - {id: gz, label: {zh-CN: 广州, en: Guangzhou}, under: gd}
              - {id: sz, label: {zh-CN: 深圳, en: Shenzhen}, under: gd}
              - {id: hz, label: {zh-CN: 杭州, en: Hangzhou}, under: zj}
          - {name: receipt, label: {zh-CN: 付款截图, en: Receipt}, type: file, required: true, help: {zh-CN: 要看得清金额和时间, en: With amount and time}}
          - {name: more, label: {zh-CN: 其他材料, en: More}, type: file}
      - handoff: {reason: {zh-CN: "申请赔付：{city}，{amount} 元", en: "Claim: {city}, {amount}"}}
`;

const picture = (name) => ({ name, mimeType: "image/png", buffer: PICTURE });

let server;
let mails;
before(async () => {
  const content = new Content();
  content.write("flows/claim.yaml", FLOWS);
  mails = await MailServer.start();
  server = await Server.start({
    content: content.path,
    port: await freePort(),
    config: {
      demo: true,
      identity: { secret_env: "YINGDA_E2E_FORM_SITE" },
      mail: { host: "127.0.0.1", port: mails.port, security: "none", from: "service@shop.example", timeout: "5s" },
    },
  });
  await server.addUser("lin");
  await server.run(["user", "name", "lin", "--name", "李敏", "--name-en", "Li Min", "--staff-number", "0371"]);
});
after(() => {
  mails?.stop();
  return server?.stop();
});

for (const [width, height, colorScheme, touch] of [
  [390, 844, "light", true],
  [1280, 800, "dark", false],
]) {
  browserTest(`a form takes files, keeps them over a reload, and the agent has them (${width} px)`, async () => {
    const page = await openPage({ viewport: { width, height }, touch, colorScheme });
    await page.goto(`${server.url}/chat`);
    const widget = new Widget(page);
    await widget.get("greeting").waitFor();
    await widget.say("我要申请赔付");
    const form = widget.get("form");
    await form.waitFor();
    // One list waits for the other, and offers what belongs to it.
    const city = form.getByLabel("城市");
    assert.equal(await city.isDisabled(), true);
    await form.getByLabel("广东").check();
    assert.deepEqual(await city.locator("option").allTextContents(), ["请选择", "广州", "深圳"]);
    await city.selectOption("sz");
    await form.getByLabel("浙江").check();
    assert.equal(await city.inputValue(), "");
    await city.selectOption("hz");
    await form.getByLabel("金额").fill("30");
    // What is required and missing is named, and the focus goes there.
    await widget.get("form-submit").click();
    await form.getByText("请添加文件").waitFor();
    await shot(page, `form-file-missing-${width}`);
    await mustBeAccessible(page);
    const receipt = widget.get("file-field").first();
    const more = widget.get("file-field").nth(1);
    await receipt.getByTestId("yd-field-input").setInputFiles([{ name: "坏.exe", mimeType: "application/x-msdownload", buffer: Buffer.from("MZ") }]);
    await receipt.getByTestId("yd-field-refused").waitFor();
    await hasCount(more.getByTestId("yd-field-refused"), 0);
    await receipt.getByTestId("yd-field-input").setInputFiles([picture("付款.png"), picture("多余.png")]);
    await hasCount(receipt.getByTestId("yd-field-file"), 2);
    await hasCount(form.getByText("请添加文件"), 0);
    await receipt.getByRole("button", { name: "移除 多余.png" }).click();
    await hasCount(receipt.getByTestId("yd-field-file"), 1);
    await more.getByTestId("yd-field-input").setInputFiles([picture("清单.png")]);
    await hasCount(more.getByTestId("yd-field-file"), 1);
    // None of it is in the composer's tray, and nothing has left the device.
    await hasCount(widget.get("tray"), 0);
    await page.reload();
    await hasCount(receipt.getByTestId("yd-field-file"), 1);
    await receipt.getByTestId("yd-field-file").getByText("付款.png").waitFor();
    assert.equal(await form.getByLabel("城市").inputValue(), "hz");
    assert.equal(await form.getByLabel("金额").inputValue(), "30");
    await receipt.scrollIntoViewIfNeeded();
    await shot(page, `form-files-${width}`);
    await mustBeAccessible(page);
    await widget.get("form-submit").click();
    await widget.hears("visitor", "付款.png");
    await widget.hears("visitor", "杭州");
    await hasCount(widget.get("parcel"), 0);
    await hasCount(form, 0);
    await widget.get("work-order").waitFor();
    await shot(page, `form-files-sent-${width}`);
    const { conversation } = await widget.session();
    const agent = await Agent.join(server, "lin", { capacity: 50 });
    await agent.queued(conversation);
    const context = await agent.claim(conversation);
    assert.deepEqual(context.evidence.map(({ name }) => name).sort(), ["付款.png", "清单.png"].sort());
    assert.equal(context.work_orders[0].evidence.length, 2);
    assert.match(context.summary, /付款截图：付款\.png/);
    // People read labels, also in the reason.
    assert.match(context.reason, /申请赔付：杭州，30\.00 元/);
    assert.deepEqual(context.slot_choices.city.map(({ id }) => id), ["gz", "sz", "hz"]);
    // Who speaks is known by name and staff number: in the header, above the words, in the transcript.
    await agent.say(conversation, "您好，我来处理。");
    await widget.hears("agent", "您好，我来处理。");
    await widget.get("message-agent").filter({ hasText: "客服 李敏（工号 0371）" }).waitFor();
    await widget.get("status").filter({ hasText: "李敏（工号 0371）" }).waitFor();
    await shot(page, `staff-number-${width}`);
    await mustBeAccessible(page);
    await agent.socket.cut();
  });
}

browserTest("what was sent while the server is down waits with its files, and can be called back", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/chat`);
  const widget = new Widget(page);
  await widget.get("greeting").waitFor();
  await widget.say("我要申请赔付");
  const form = widget.get("form");
  await form.waitFor();
  await form.getByLabel("金额").fill("45");
  await form.getByLabel("广东").check();
  await form.getByLabel("城市").selectOption("gz");
  const receipt = widget.get("file-field").first();
  // Pasted there, it is meant for there, and not for the chat.
  await receipt.evaluate((field, bytes) => {
    const data = new DataTransfer();
    data.items.add(new File([new Uint8Array(bytes)], "粘贴.png", { type: "image/png" }));
    field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true, cancelable: true }));
  }, [...PICTURE]);
  await receipt.getByTestId("yd-field-file").getByText("粘贴.png").waitFor();
  await hasCount(widget.get("tray"), 0);
  await server.kill();
  await widget.get("offline").waitFor();
  await widget.get("form-submit").click();
  await widget.get("parcel").getByText("已保存，联网后自动上传").waitFor();
  await widget.get("form-closed").waitFor();
  await shot(page, "form-files-offline");
  await mustBeAccessible(page);
  // Called back, it is all there again.
  await widget.get("parcel-cancel").click();
  await receipt.getByTestId("yd-field-file").getByText("粘贴.png").waitFor();
  assert.equal(await form.getByLabel("金额").inputValue(), "45");
  await widget.get("form-submit").click();
  await widget.get("parcel").waitFor();
  await server.restart();
  await widget.hears("visitor", "粘贴.png");
  await hasCount(widget.get("parcel"), 0);
  await hasCount(widget.message("visitor", "粘贴.png"), 1);
});

browserTest("the same by plain requests, where the server has the last word", async () => {
  const visitor = await Visitor.join(server, { over: PollSocket, hello: { locale: "zh-CN" } });
  const bearer = { Authorization: `Bearer ${visitor.welcome.token}` };
  const upload = async () => {
    const body = new FormData();
    body.append("file", new Blob([PICTURE], { type: "image/png" }), "付款.png");
    return (await fetch(`${server.url}/v1/evidence`, { method: "POST", body, headers: bearer })).json();
  };
  await visitor.do({ type: "message", text: "我要申请赔付" });
  const asked = await visitor.event("the form", ({ form }) => form !== undefined);
  const [, , city, receipt] = asked.form.fields;
  assert.equal(receipt.type, "file");
  assert.equal(city.depends_on, "province");
  assert.equal(city.options[2].under, "zj");
  const values = { amount: "30", province: "gd", city: "gz" };
  const submit = (more) => ({ type: "submit", of: asked.seq, values: { ...values, ...more } });
  const missing = await visitor.refused(submit({}));
  assert.deepEqual(missing.fields, [{ name: "receipt", message: "请上传付款截图" }]);
  const file = await upload();
  const elsewhere = await visitor.refused(submit({ city: "hz", receipt: [file.id] }));
  assert.deepEqual(elsewhere.fields.map(({ name }) => name), ["city"]);
  assert.equal((await visitor.refused(submit({ receipt: ["e0"] }))).code, "not_found");
  assert.equal((await visitor.refused(submit({ receipt: file.id }))).fields[0].name, "receipt");
  // The same file twice in one field, and in another as well, is one file that answers both.
  await visitor.do(submit({ receipt: [file.id, file.id], more: [file.id] }));
  const event = await visitor.event("what was sent", ({ submitted }) => submitted !== undefined);
  assert.deepEqual(event.evidence, [file]);
  assert.deepEqual(event.submitted.values.slice(-2).map(({ value }) => value), ["付款.png", "付款.png"]);
  visitor.socket.close();
});

/** What the browser keeps of the conversation of somebody who is signed in. */
const sessionOf = (page) =>
  page.evaluate(() => {
    const key = Object.keys(localStorage).find((name) => name.includes("~") && name.endsWith("session"));
    return JSON.parse(localStorage.getItem(key));
  });

function identity(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const exp = Math.floor(Date.now() / 1000) + 600;
  const signed = `${part({ alg: "HS256" })}.${part({ exp, ...claims })}`;
  return `${signed}.${createHmac("sha256", SITE).update(signed).digest("base64url")}`;
}

browserTest("the conversation goes by mail to the address that the site has proved, and to no other", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const token = identity({ external_id: "u-81", name: "林", email: "lin81@mail.example", email_verified: true });
  await page.evaluate((value) => window.yingda("update", { identity: value }), token);
  const widget = await Widget.open(page);
  await widget.say("转人工，我的手机号是 13800138000");
  await widget.get("work-order").waitFor();
  await widget.get("menu").click();
  const button = widget.get("transcript-mail");
  // A mail server that is slow with others: this one reads that theirs was not begun, and may press again.
  const busy = { status: 503, contentType: "application/problem+json", body: '{"type":"/problems/overloaded"}' };
  await page.route("**/v1/me/transcript", (route) => route.fulfill(busy), { times: 1 });
  await button.click();
  await widget.get("transcript-mailed").filter({ hasText: "这一封没有发出" }).waitFor();
  await button.filter({ hasText: "把聊天记录发到 l***@mail.example" }).click();
  await widget.get("transcript-mailed").filter({ hasText: "已发到 l***@mail.example" }).waitFor();
  await widget.get("transcript-mailed").scrollIntoViewIfNeeded();
  await shot(page, "transcript-mail");
  await mustBeAccessible(page);
  const mail = await mails.hears("lin81@mail.example");
  assert.match(mail.headers.get("subject"), /聊天记录/);
  assert.match(mail.text, /转人工，我的手机号是 138\*+/);
  assert.ok(!mail.text.includes("13800138000"));
  const { token: secret } = await sessionOf(page);
  const order = /GD\d{8}-\d{4}-\d/.exec(mail.text)[0];
  const own = JSON.parse((await server.get("/v1/me/export", { Authorization: `Bearer ${secret}` })).text);
  const [{ secret: password }] = own.work_orders.filter(({ number }) => number === order);
  assert.ok(!mail.text.includes(password), "the mail does not open the order");
  // Three a day; then it says so.
  const post = () => request(`${server.url}/v1/me/transcript`, { method: "POST", headers: { Authorization: `Bearer ${secret}` } });
  assert.equal((await post()).status, 200);
  assert.equal((await post()).status, 200);
  assert.equal((await post()).status, 429);
});

browserTest("who has no proved address is not offered a mail, and cannot have one sent", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await page.evaluate(
    (value) => window.yingda("update", { identity: value }),
    identity({ external_id: "u-82", email: "x@mail.example" }),
  );
  await widget.say("转人工");
  await widget.get("work-order").waitFor();
  const answered = page.waitForResponse((response) => response.url().endsWith("/v1/me/transcript"));
  await widget.get("menu").click();
  assert.equal((await answered).status(), 404);
  await hasCount(widget.get("transcript-mail"), 0);
  const { token } = await sessionOf(page);
  const sent = await request(`${server.url}/v1/me/transcript`, { method: "POST", headers: { Authorization: `Bearer ${token}` } });
  assert.equal(sent.status, 404);
});
