// A question, and a form's field, that take several answers: ticked, kept, sent, typed, by keyboard, read by the agent.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { Content } from "./support/content.mjs";
import { Server } from "./support/server.mjs";

const FLOWS = `flows:
  problems:
    name: {zh-CN: 反馈问题, en: Feedback}
    triggers: {zh-CN: [我想反馈几个问题], en: [I want to report problems]}
    steps:
      - collect: problems
        type: choices
        label: {zh-CN: 问题, en: Problems}
        ask: {zh-CN: 遇到了哪些问题？可以多选。, en: What went wrong?}
        options:
          - {id: slow, label: {zh-CN: 到账慢, en: Slow}}
          - {id: charged, label: {zh-CN: 多扣钱, en: Overcharged}}
          - {id: rude, label: {zh-CN: 客服态度差, en: Rude}}
          - {id: other, label: {zh-CN: 其他, en: Something else}}
      - form: {zh-CN: 再补充两项, en: Two more things}
        fields:
          - name: reach
            label: {zh-CN: 怎么联系您, en: How may we reach you}
            type: choices
            required: true
            options:
              - {id: phone, label: {zh-CN: 电话, en: Phone}}
              - {id: mail, label: {zh-CN: 邮件, en: Mail}}
              - {id: chat, label: {zh-CN: 在线, en: Chat}}
          - {name: more, label: {zh-CN: 补充说明, en: More}, type: textarea}
      - handoff: {reason: "反馈：{problems}；{reach}"}
`;

let server;
before(async () => {
  const content = new Content();
  content.write("flows/problems.yaml", FLOWS);
  server = await Server.start({ content: content.path, config: { demo: true } });
  await server.addUser("lin");
});
after(() => server?.stop());

for (const [width, height, touch] of [
  [390, 844, true],
  [1280, 800, false],
]) {
  browserTest(`several are ticked, survive a reload, and reach the agent (${width} px)`, async () => {
    const page = await openPage({ viewport: { width, height }, touch });
    await page.goto(`${server.url}/chat`);
    const widget = new Widget(page);
    await widget.get("greeting").waitFor();
    await widget.say("我想反馈几个问题");
    const several = widget.get("several");
    await several.waitFor();
    const send = widget.get("several-send");
    // Nothing is ticked yet: nothing is sent, and the button says why.
    assert.equal(await send.getAttribute("aria-disabled"), "true");
    await send.dispatchEvent("click");
    await hasCount(several, 1);
    await several.getByLabel("客服态度差").check();
    await several.getByLabel("到账慢").check();
    await shot(page, `choices-${width}`);
    await mustBeAccessible(page);
    await page.reload();
    await several.waitFor();
    assert.equal(await several.getByLabel("到账慢").isChecked(), true);
    await send.filter({ hasText: "共 2 项" }).click();
    await widget.hears("visitor", "到账慢、客服态度差");
    await hasCount(several, 0);
    await hasCount(widget.get("options").locator(".chosen"), 2);
    // The form's field: what is missing is said, then both go out together.
    const form = widget.get("form");
    await widget.get("form-submit").click();
    await form.getByText("请选择一项").waitFor();
    await form.getByLabel("在线").check();
    await form.getByLabel("电话").check();
    await shot(page, `choices-form-${width}`);
    await mustBeAccessible(page);
    await widget.get("form-submit").click();
    await widget.hears("visitor", "电话、在线");
    await widget.get("work-order").waitFor();
    const { conversation } = await widget.session();
    const agent = await Agent.join(server, "lin", { capacity: 50 });
    await agent.queued(conversation);
    const context = await agent.claim(conversation);
    assert.match(context.summary, /问题：到账慢、客服态度差/);
    assert.match(context.summary, /怎么联系您：电话、在线/);
    assert.deepEqual(context.slots.problems, ["slow", "rude"]);
    assert.match(context.reason, /反馈：到账慢、客服态度差；电话、在线/);
    // What stands there and what could: the desk offers them when it is put right.
    assert.deepEqual(context.slot_choices.problems.map(({ id }) => id), ["slow", "charged", "rude", "other"]);
    await agent.do({
      type: "action",
      conversation,
      action: "correct_slot",
      arguments: { slot: "problems", value: "other,slow", reason: "客户补充" },
    });
    const corrected = await agent.claim(conversation);
    assert.deepEqual(corrected.slots.problems, ["slow", "other"]);
    assert.equal(corrected.slot_texts.problems, "到账慢、其他");
    await agent.socket.cut();
  });
}

browserTest("they may be typed, and by keyboard alone", async () => {
  const page = await openPage({ locale: "en-US" });
  await page.goto(`${server.url}/chat`);
  const widget = new Widget(page);
  await widget.get("greeting").waitFor();
  await widget.say("I want to report problems");
  await widget.get("several").waitFor();
  await widget.say("it was slow and rude");
  await widget.get("form").waitFor();
  await hasCount(widget.get("several"), 0);
  await widget.get("form").getByLabel("Mail").focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Space");
  await widget.get("form-submit").focus();
  await page.keyboard.press("Enter");
  await widget.hears("visitor", "Mail");
  await widget.hears("visitor", "Chat");
});
