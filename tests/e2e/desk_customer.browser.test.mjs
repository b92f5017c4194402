// What an agent sees of a customer: how complete their complaint is, why it is back, what they came for before. And
// the keys that an agent would rather have elsewhere.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, mustBeAccessible, shot } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { openDesk, rowOf } from "./support/desk_page.mjs";
import { Server } from "./support/server.mjs";
import { identity, knowsSite } from "./support/site.mjs";
import { Visitor } from "./support/visitor.mjs";

let server;
before(async () => {
  server = await Server.start({
    content: shippedContent,
    config: { ...knowsSite, agent_silence: "15s" },
  });
  for (const name of ["李敏", "王强"]) await server.addUser(name);
});
after(() => server?.stop());

async function complains(name, ...words) {
  const visitor = await Visitor.join(server, {
    hello: { identity: identity(name) },
  });
  for (const text of words) await visitor.say(text);
  await visitor.human();
  const { number } = await visitor.workOrder();
  return { visitor, number, conversation: visitor.welcome.conversation };
}

browserTest(
  "a case that came back says why; it says what is missing, and what the customer came for before",
  async () => {
    const before = await complains("陈思远", "【紧急投诉】充值 100 元没有到账，要求退款");
    const wang = await Agent.join(server, "王强");
    await wang.queued(before.conversation);
    await wang.claim(before.conversation);
    await wang.do({
      type: "resolve",
      conversation: before.conversation,
      work_order: before.number,
      resolution: "已退款 100 元",
    });
    const now = await complains("陈思远", "【紧急投诉】又没有到账");
    await wang.queued(now.conversation);
    await wang.claim(now.conversation);
    await now.visitor.event("the leaving", ({ kind, why }) => kind === "agent_left" && why === "silent");
    await wang.socket.close();

    const page = await openDesk(server, "李敏");
    await rowOf(page, now.conversation).getByTestId("chip-lost").getByText("客服未回复，退回").waitFor();
    await rowOf(page, now.conversation).getByRole("button").first().click();
    await page.getByTestId("care-lost").getByText("王强 接入后一直没有回复").waitFor();
    await page.getByTestId("line-agent_left").getByText("王强 一直没有回复客户").waitFor();
    await mustBeAccessible(page);
    await shot(page, "desk-lost");

    await rowOf(page, now.conversation).getByTestId("claim").click();
    await page.getByTestId("composer-text").waitFor();
    await page.getByTestId("composer-text").fill("您好，我来处理");
    await page.getByTestId("composer-text").press("Enter");
    await page.getByTestId("care-lost").waitFor({ state: "detached" });
    // An answer ends the wait for one.
    await now.visitor.hears("agent", /我来处理/);
    assert.match(await page.getByTestId("handoff-missing").textContent(), /还缺.*材料/);
    await page.getByRole("tab", { name: /工单/ }).click();
    const missing = page.getByTestId("completeness").locator("[data-element=evidence]");
    await missing.getByText("还没有，可向客户索取").waitFor();
    await mustBeAccessible(page);
    await shot(page, "desk-completeness");

    await page.getByRole("tab", { name: "历史" }).click();
    const line = page.getByTestId("visit");
    await line.getByText("已退款 100 元").waitFor();
    await line.getByText(before.number).waitFor();
    await mustBeAccessible(page);
    await shot(page, "desk-visits");
    await page.getByTestId("composer-text").fill("写到一半的话");
    await page.getByTestId("visit-read").click();
    const reading = page.getByTestId("visit-reading");
    await reading.getByText("已退款 100 元").last().waitFor();
    assert.equal(await page.getByTestId("composer-text").inputValue(), "写到一半的话");
    assert.equal(await reading.getByRole("textbox").count(), 0, "only to be read");
    await mustBeAccessible(page);
    await shot(page, "desk-visit-reading");
    await page.getByTestId("visit-back").click();
    await page.waitForFunction(() => document.activeElement?.dataset.testid === "visit-read");
  },
);

browserTest("another open order about the same is told above the context, opened and linked at a press", async () => {
  const words = ["我的充值没到账", "20261120001"];
  const before = await complains("林晓", ...words);
  const wang = await Agent.join(server, "王强");
  await wang.queued(before.conversation);
  await wang.claim(before.conversation);
  await wang.say(before.conversation, "我先查一下支付渠道");
  const now = await complains("林晓", ...words);
  const page = await openDesk(server, "李敏");
  await rowOf(page, now.conversation).getByTestId("claim").click();
  await page.getByTestId("composer-text").waitFor();
  const line = page.getByTestId("related");
  await line.getByText(before.number).waitFor();
  await line.getByText("同一订单另有未结工单").waitFor();
  await line.getByText("负责人 王强").waitFor();
  await mustBeAccessible(page);
  await shot(page, "desk-related");
  await page.getByTestId("related-link").click();
  await page.getByTestId("related-linked").getByText(now.number).waitFor();
  // On both sides, whoever has the other one.
  const { work_orders: theirs } = await wang.claim(before.conversation);
  assert.deepEqual(theirs[0].links, [{ number: now.number, why: "同一客户、同一订单" }]);
  await page.getByTestId("related-open").click();
  await page.waitForURL((url) => url.searchParams.get("conversation") === before.conversation);
  await page.getByTestId("not-mine").waitFor();
  await wang.socket.close();
});

browserTest(
  "keys are changed by the keyboard alone, clashes are told, and another desk has them, too",
  async () => {
    const page = await openDesk(server, "李敏");
    await page.keyboard.press("?");
    await page.getByTestId("shortcuts-dialog").waitFor();
    await page.getByTestId("change-search").focus();
    await page.keyboard.press("Enter");
    await page.keyboard.press("n");
    await page.getByTestId("shortcuts-told").getByText("N 已用于“写内部备注”").waitFor();
    await mustBeAccessible(page);
    await shot(page, "desk-keys");
    await page.keyboard.press("Escape");
    assert.equal(
      await page.getByTestId("shortcuts-dialog").count(),
      1,
      "Esc ends the change, not the dialog",
    );
    await page.keyboard.press("Enter");
    await page.keyboard.press("g");
    await page.getByTestId("shortcuts-told").getByText("已保存").waitFor();
    await page.keyboard.press("Escape");
    await page.getByTestId("shortcuts-dialog").waitFor({ state: "detached" });
    const searching = () => page.evaluate(() => document.activeElement?.tagName === "INPUT");
    await page.keyboard.press("s");
    assert.equal(await searching(), false);
    await page.keyboard.press("g");
    await page.waitForFunction(() => document.activeElement?.tagName === "INPUT");

    const other = await openDesk(server, "李敏");
    await other.keyboard.press("?");
    await other.getByTestId("shortcut-search").getByText("G", { exact: true }).waitFor();
    await other.getByTestId("shortcuts-reset").click();
    await other.getByTestId("shortcut-search").getByText("S", { exact: true }).waitFor();
  },
);
