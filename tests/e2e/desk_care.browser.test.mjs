// Setting aside, back to the bot, muting, whispering, being told of moved work, and the palette, in real browsers.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, hasCount, mustBeAccessible, shot } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { openDesk, rowOf, visitorWaiting } from "./support/desk_page.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent });
  for (const name of ["李敏", "王强", "周宁"]) await server.addUser(name);
  await server.addUser("赵岚", { role: "supervisor" });
});
after(() => server?.stop());

const logIn = (name, path, options) => openDesk(server, name, path, options);
const waiting = (...words) => visitorWaiting(server, ...words);

async function take(page, conversation) {
  await rowOf(page, conversation).getByTestId("claim").click();
  await page.getByTestId("composer-text").waitFor();
  // Single keys are for who does not write.
  await page.getByTestId("composer-text").blur();
}

browserTest("Z sets a conversation aside; the customer's words bring it back first, with a notice", async () => {
  const { visitor, conversation } = await waiting("提现多久到账");
  const other = await waiting("怎么开发票");
  const page = await logIn("李敏");
  await take(page, other.conversation);
  await page.getByTestId("tab-queue").click();
  await take(page, conversation);
  await page.keyboard.press("z");
  await page.getByTestId("snooze-dialog").waitFor();
  await page.getByTestId("snooze-reason").fill("等支付渠道回复");
  await shot(page, "desk-snooze");
  await mustBeAccessible(page);
  await page.getByTestId("snooze-in_1_h").click();
  await page.getByTestId("care-aside").getByText("等支付渠道回复").waitFor();
  await page.getByTestId("tab-mine").click();
  await rowOf(page, conversation).getByTestId("chip-aside").waitFor();
  const order = () =>
    page.getByTestId("conversation-row").evaluateAll((rows) => rows.map((each) => each.dataset.conversation));
  assert.deepEqual(await order(), [other.conversation, conversation]);
  await mustBeAccessible(page);

  await visitor.say("还没有到账");
  const notice = page.locator(".ant-notification").getByText("来消息了");
  await notice.waitFor();
  await rowOf(page, conversation).getByTestId("chip-back").waitFor();
  await page.getByTestId("care-back").getByText("等支付渠道回复").waitFor();
  assert.deepEqual(await order(), [conversation, other.conversation]);
  await shot(page, "desk-back");
  await mustBeAccessible(page);
  await page.getByTestId("composer-text").fill("今天到账");
  await page.getByTestId("composer-text").press("Enter");
  await hasCount(page.getByTestId("chip-back"), 0);
});

browserTest("what is set aside is taken up again by hand", async () => {
  const { conversation } = await waiting("会员怎么退");
  const page = await logIn("李敏");
  await take(page, conversation);
  await page.getByTestId("open-snooze").click();
  await page.getByTestId("snooze-visitor").click();
  await page.getByTestId("wake").click();
  await hasCount(page.getByTestId("care-aside"), 0);
  await page.getByTestId("line-snoozed").waitFor();
  await page.getByTestId("line-woken").waitFor();
});

browserTest("an agent asks for a rating and gives the customer to the bot", async () => {
  const { visitor, conversation } = await waiting("我要查一下充值");
  const page = await logIn("李敏");
  await take(page, conversation);
  await page.getByTestId("open-care").click();
  await page.getByTestId("care-rating").click();
  await visitor.event("the survey", ({ kind }) => kind === "survey");
  await page.getByTestId("line-rating_invited").waitFor();
  await page.getByTestId("open-care").click();
  await mustBeAccessible(page);
  await page.getByTestId("care-return").click();
  await page.getByTestId("return-submit").click();
  await page.getByText("请选择让机器人做什么").waitFor();
  await page.getByTestId("return-flow").click();
  await page.locator(".ant-select-item-option").first().click();
  await page.getByTestId("return-reason").fill("缺订单号");
  await shot(page, "desk-return");
  await mustBeAccessible(page);
  await page.getByTestId("return-submit").click();
  await visitor.event("the bot going on", ({ text }) => /接下来由机器人/.test(text ?? ""));
  await page.getByTestId("line-returned").getByText("缺订单号").waitFor();
});

browserTest("an agent has the bot ask one question again, and gets the same case back with the new answer", async () => {
  const { visitor, conversation, number } = await waiting("我的充值没到账", "20261120001");
  const page = await logIn("李敏");
  await take(page, conversation);
  const slot = page.locator("[data-testid=slot][data-slot=order_number]");
  await slot.getByText("20261120001").first().waitFor();
  await page.getByTestId("open-care").click();
  await page.getByTestId("care-return").click();
  await page.getByTestId("return-flow").click();
  await page.locator(".ant-select-item-group").getByText("重新问一个问题").waitFor();
  await shot(page, "desk-ask-again");
  await page.getByTitle("订单号（现在：20261120001）").click();
  await page.getByTestId("return-reason").fill("订单系统查无此单");
  await mustBeAccessible(page);
  await page.getByTestId("return-submit").click();
  await visitor.event("what is asked again", ({ text }) => /“订单号”重新告诉我们/.test(text ?? ""));
  await visitor.hears("bot", /订单号/);
  await page.getByTestId("line-returned").getByText("重新问客户“订单号”（订单系统查无此单）").waitFor();
  await visitor.say("20261120002");
  await visitor.human();
  await page.getByTestId("tab-queue").click();
  await take(page, conversation);
  await slot.getByText("20261120002").first().waitFor();
  await page.getByRole("tab", { name: /工单/ }).click();
  const orders = page.getByTestId("work-order");
  await orders.first().waitFor();
  assert.deepEqual(await orders.evaluateAll((all) => all.map((each) => each.dataset.number)), [number]);
});

browserTest("a supervisor whispers to the agent, and keeps an abusive customer from writing", async () => {
  const { visitor, conversation } = await waiting("你们客服在干嘛");
  const agent = await logIn("李敏");
  await take(agent, conversation);
  const boss = await logIn("赵岚", `/desk?conversation=${conversation}`);
  await boss.getByTestId("not-mine").waitFor();
  await boss.getByTestId("open-care").click();
  await boss.getByTestId("care-whisper").click();
  await boss.getByTestId("whisper-reason").fill("先道歉，再给补偿方案");
  await mustBeAccessible(boss);
  await boss.getByTestId("whisper-submit").click();
  await agent.locator(".ant-notification").getByText("先道歉，再给补偿方案").waitFor();
  await agent.getByTestId("whisper").getByText("悄悄话").waitFor();
  await shot(agent, "desk-whisper");
  await mustBeAccessible(agent);

  await boss.getByTestId("open-care").click();
  await boss.getByTestId("care-mute").click();
  await boss.getByText("辱骂客服").click();
  await shot(boss, "desk-mute");
  await mustBeAccessible(boss);
  await boss.getByTestId("mute-submit").click();
  await agent.getByTestId("care-muted").waitFor();
  await visitor.say("骗子");
  await visitor.event("that it goes to nobody", ({ text }) => /不会转给客服/.test(text ?? ""));
  await boss.getByTestId("open-care").click();
  await boss.getByTestId("care-unmute").click();
  await hasCount(agent.getByTestId("care-muted"), 0);
  // An agent has no such entry.
  await agent.getByTestId("open-care").click();
  await agent.getByTestId("care-rating").waitFor();
  await hasCount(agent.getByTestId("care-mute"), 0);
  assert.doesNotMatch(JSON.stringify(visitor.log), /先道歉/);
});

browserTest("work that a colleague passes on is announced with who and why, and opens by a click", async () => {
  const { conversation } = await waiting("点券充错账号了");
  const page = await logIn("周宁");
  await page.getByTestId("presence-switch").click();
  await page.getByTestId("presence-status").getByText("在线").waitFor();
  const wang = await Agent.join(server, "王强");
  await wang.claim(conversation);
  await wang.do({ type: "transfer", conversation, to: { agent: "周宁" }, reason: "您更熟这个渠道" });
  const notice = page.locator(".ant-notification-notice").filter({ hasText: "您更熟这个渠道" });
  await notice.getByText(/王强把 .* 的会话转给了您/).waitFor();
  await shot(page, "desk-moved");
  await mustBeAccessible(page);
  await notice.getByText("您更熟这个渠道").click();
  await page.locator(`[data-testid=thread][data-conversation="${conversation}"]`).waitFor();
  await page.getByTestId("composer-text").waitFor();

  // Taken over by a supervisor: it goes, with who did it.
  const boss = await Agent.join(server, "赵岚");
  await boss.do({ type: "claim", conversation, take_over: "升级处理" });
  await page
    .locator(".ant-notification-notice")
    .filter({ hasText: "不再由您负责（赵岚）" })
    .waitFor();
  await page.getByTestId("not-mine").waitFor();
  await hasCount(page.getByTestId("composer-text"), 0);
});

browserTest("Ctrl+K finds what can be done and gone to, also while writing, without losing a word", async () => {
  const { conversation } = await waiting("礼品卡余额不对");
  const page = await logIn("李敏");
  await take(page, conversation);
  const text = page.getByTestId("composer-text");
  await text.fill("您好，我先查一下");
  await text.press("Control+k");
  const palette = page.getByTestId("palette");
  await palette.waitFor();
  await shot(page, "desk-palette");
  await mustBeAccessible(page);
  const words = page.getByTestId("palette-words");
  await words.fill("承诺");
  await hasCount(page.getByTestId("palette-item"), 1);
  await words.press("Enter");
  await page.getByTestId("promise-submit").waitFor();
  await page.keyboard.press("Escape");
  assert.equal(await text.inputValue(), "您好，我先查一下");

  await page.keyboard.press("Control+k");
  await words.fill("没有这件事");
  await palette.getByRole("status").waitFor();
  await words.press("Enter");
  await palette.waitFor();
  await words.fill("工单");
  await words.press("ArrowDown");
  const chosen = page.locator("[data-testid=palette-item][aria-selected=true]");
  const label = await chosen.textContent();
  assert.equal(
    await words.getAttribute("aria-activedescendant"),
    await chosen.getAttribute("id"),
    label ?? "",
  );
  await words.fill("前往");
  await page.getByTestId("palette-item").filter({ hasText: "工单" }).click();
  await page.waitForURL(/\/desk\/orders/);
  // What needs a conversation of one's own is not offered where there is none.
  await page.keyboard.press("Control+k");
  await words.fill("转接");
  await hasCount(page.getByTestId("palette-item"), 0);
});

browserTest("do not disturb is chosen in the settings, says until when, and ends by hand", async () => {
  const page = await logIn("李敏");
  await page.getByTestId("open-settings").click();
  await page.getByTestId("setting-quiet").click();
  await page.locator(".ant-select-item-option").filter({ hasText: "1 小时" }).click();
  await page.getByTestId("setting-quiet-end").waitFor();
  await shot(page, "desk-quiet");
  await mustBeAccessible(page);
  await page.reload();
  await page.getByTestId("open-settings").click();
  await page.getByTestId("setting-quiet-end").click();
  await page.getByTestId("setting-quiet").waitFor();
});

browserTest("a supervisor's shared view is there for an agent, with how much stands in it", async () => {
  const { number } = await waiting("会员一直没开通");
  const boss = await logIn("赵岚", "/desk/orders?state=open");
  await boss.getByTestId("views").click();
  await boss.getByTestId("view-name").fill("全部未结");
  await boss.getByTestId("share-view").check();
  await boss.getByTestId("save-view").click();
  await boss.getByTestId("view").filter({ hasText: "全部未结" }).waitFor();
  await shot(boss, "desk-shared-views");
  await mustBeAccessible(boss);

  const agent = await logIn("李敏", "/desk/orders?state=closed");
  await agent.getByTestId("views").click();
  const view = agent.getByTestId("view").filter({ hasText: "全部未结" });
  await view.getByTestId("view-count").getByText(/^[1-9]/).waitFor();
  await mustBeAccessible(agent);
  // It is the supervisors' to take away.
  await hasCount(agent.getByTestId("remove-view"), 0);
  await hasCount(agent.getByTestId("share-view"), 0);
  await view.click();
  await agent.getByText(number).first().waitFor();
});
