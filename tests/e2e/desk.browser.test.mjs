// A visitor and an agent, each in a browser of their own, over a server that is killed between them.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import {
  assertEventually,
  browserTest,
  hasCount,
  mustBeAccessible,
  openPage,
  shot,
  Widget,
} from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { connectedTo, PASSWORD, Server, startOrders } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

let orders;
let server;
before(async () => {
  orders = await startOrders();
  server = await Server.start({
    content: shippedContent,
    config: { demo: true, ...connectedTo(orders.url) },
  });
  await server.addUser("李敏");
});
after(async () => {
  await server?.stop();
  await orders?.stop();
});

async function logIn(page) {
  await page.goto(`${server.url}/desk`);
  await page.getByTestId("login-page").waitFor();
  await page.getByTestId("login-name").fill("李敏");
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("desk").waitFor();
}

/** A visitor whose late top-up has become a complaint and who waits for a person. */
async function complain(page) {
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("充值没到账");
  await widget.hears("bot", "订单号");
  await widget.say("20261120002");
  await widget.get("work-order").waitFor();
  await widget.choose("补发");
  await widget.get("queue").waitFor();
  return widget;
}

browserTest("the log-in page is accessible and refuses a wrong password in words", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/desk`);
  await page.getByTestId("login-page").waitFor();
  await shot(page, "desk-login");
  await mustBeAccessible(page);
  await page.getByTestId("login-name").fill("李敏");
  await page.getByTestId("login-password").fill("something quite wrong");
  await page.getByTestId("login-submit").click();
  await assertEventually(async () => {
    assert.match(await page.getByTestId("login-error").textContent(), /\S/);
  });
  await mustBeAccessible(page);
});

browserTest("from the question to the resolution, with the server killed in between", async () => {
  const visitor = await openPage();
  const desk = await openPage();
  const widget = await complain(visitor);
  const number = (await widget.get("order-number").textContent()).match(/GD[\d-]+/)[0];

  // The agent logs in, goes on duty, sees who waits, and takes the offer.
  await logIn(desk);
  const row = desk.getByTestId("conversation-row");
  await row.waitFor();
  await shot(desk, "desk-queue");
  await desk.getByTestId("presence-switch").click();
  await desk.getByTestId("offer-claim").waitFor();
  await shot(desk, "desk-offer");
  await mustBeAccessible(desk);
  await desk.getByTestId("offer-claim").click();

  // Everything that was said and collected is there.
  const thread = desk.getByTestId("thread");
  await thread.waitFor();
  const transcript = desk.getByTestId("transcript");
  // The end of the talk is what is in sight, and the list draws no more than that.
  await transcript.getByText("机器人").first().waitFor();
  const card = desk.getByTestId("handoff-card");
  await card.waitFor();
  const handoff = await card.textContent();
  assert.match(handoff, /订单号\s*20261120002/);
  assert.match(handoff, /补发/);
  assert.match(handoff, /充值未到账/);
  await thread.getByText(number).first().waitFor();
  await shot(desk, "desk-claimed");
  await mustBeAccessible(desk);
  // The order system is asked again, and what it says is as new as that.
  await desk.getByRole("tab").nth(1).click();
  await desk.getByTestId("refresh-order").click();
  await desk.getByTestId("refresh-result").getByText("已是最新").waitFor();
  await desk.getByTestId("order-fetched-at").getByText(/刚刚|0 秒|秒前/).waitFor();
  await shot(desk, "desk-refreshed");
  await mustBeAccessible(desk);
  await desk.getByRole("tab").nth(0).click();
  await transcript.hover();
  await assertEventually(async () => {
    await desk.mouse.wheel(0, -400);
    assert.ok(await transcript.getByText("充值没到账", { exact: true }).isVisible());
  });
  await desk.getByTestId("to-bottom").click();

  // They talk.
  await desk.getByTestId("composer-text").fill("您好，我是李敏，正在核实这笔充值。");
  await desk.getByTestId("composer-text").press("Enter");
  await widget.hears("agent", "正在核实这笔充值");
  await widget.say("好的，麻烦快一点");
  await transcript.getByText("好的，麻烦快一点").waitFor();
  await shot(visitor, "shop-agent");

  // A note stays inside.
  await desk.getByTestId("mode-note").click();
  await desk.getByTestId("composer-text").fill("运营商接口今天不稳定");
  await desk.getByTestId("composer-send").click();
  await desk.getByTestId("note").getByText("运营商接口今天不稳定").waitFor();
  await desk.getByTestId("mode-reply").click();

  // The server dies; both go on writing; it comes back; both find each other again.
  await server.kill();
  await widget.get("offline").waitFor();
  await desk.getByTestId("connection-banner").waitFor();
  await widget.say("服务器断了我也在写");
  await hasCount(widget.get("pending"), 1);
  await desk.getByTestId("composer-text").fill("断线时写的回复：今天 18:00 前到账。");
  await desk.getByTestId("composer-text").press("Enter");
  await hasCount(desk.getByTestId("pending"), 1);
  await shot(desk, "desk-offline");
  await shot(visitor, "shop-offline-agent");
  await server.restart();
  await hasCount(desk.getByTestId("connection-banner"), 0);
  await hasCount(widget.get("offline"), 0);
  await widget.hears("agent", "断线时写的回复");
  await transcript.getByText("服务器断了我也在写").waitFor();
  await hasCount(widget.get("pending"), 0);
  await hasCount(desk.getByTestId("pending"), 0);
  await hasCount(transcript.getByText("断线时写的回复"), 1);
  await hasCount(transcript.getByText("服务器断了我也在写"), 1);
  await hasCount(widget.message("visitor", "服务器断了我也在写"), 1);
  await hasCount(widget.message("agent", "断线时写的回复"), 1);

  // What the server holds is what both have seen: every message once.
  const { token } = await widget.session();
  const log = await (await Visitor.join(server, { hello: { token } })).caughtUp();
  const said = log.filter(
    (event) => event.kind === "message" && ["visitor", "agent"].includes(event.from.role),
  );
  assert.deepEqual(
    said
      .map((event) => event.text)
      .slice(-5)
      .sort(),
    [
      "补发",
      "您好，我是李敏，正在核实这笔充值。",
      "好的，麻烦快一点",
      "服务器断了我也在写",
      "断线时写的回复：今天 18:00 前到账。",
    ].sort(),
  );
  assert.ok(!JSON.stringify(log).includes("运营商接口今天不稳定"));

  // The agent settles it; the visitor reads the result and rates it.
  await desk.getByTestId("open-resolve").click();
  await desk.getByTestId("resolve-dialog").waitFor();
  await desk.getByTestId("resolve-text").fill("已补发，请查收。");
  for (const answer of await desk.getByTestId(/^resolve-answer-/).all())
    await answer.fill("已补发 100 元话费");
  await shot(desk, "desk-resolve");
  await mustBeAccessible(desk);
  await desk.getByTestId("resolve-submit").click();
  await widget.hears("system", "已补发，请查收。");
  await assertEventually(async () => {
    assert.match(await widget.get("order-status").last().textContent(), /已给出处理结果/);
  });
  await widget.get("survey").waitFor();
  await shot(visitor, "shop-resolved");
  await mustBeAccessible(visitor);
  await widget
    .get("survey")
    .locator("label", { has: widget.page.getByLabel(/^5 分/) })
    .click();
  await widget.get("rate").click();
  await widget.hears("system", "谢谢您的评价");
  await widget.get("work-order").last().getByRole("button", { name: "接受结果" }).click();
  await assertEventually(async () => {
    assert.match(await widget.get("order-status").last().textContent(), /已关闭/);
  });
  await shot(visitor, "shop-closed");
  await shot(desk, "desk-resolved");
});

browserTest("an agent on duty is on duty again after the server came back", async () => {
  const desk = await openPage();
  await logIn(desk);
  const status = desk.getByTestId("presence-status");
  if ((await status.textContent()) !== "在线") await desk.getByTestId("presence-switch").click();
  await assertEventually(async () => assert.equal(await status.textContent(), "在线"));
  await server.kill();
  await desk.getByTestId("connection-banner").waitFor();
  await server.restart();
  await hasCount(desk.getByTestId("connection-banner"), 0);
  await shot(desk, "desk-presence-after-restart");
  assert.equal(await status.textContent(), "在线");
});

browserTest(
  "Enter of an input method does not send at the desk either, and Shift+Enter breaks the line",
  async () => {
    const visitor = await openPage();
    const widget = await complain(visitor);
    const page = await openPage();
    await logIn(page);
    await page.getByTestId("conversation-row").first().getByTestId("claim").click();
    const text = page.getByTestId("composer-text");
    await text.waitFor();
    await text.fill("nihao");
    for (const [isComposing, order] of [
      [true, ["start", "enter", "end"]],
      [false, ["start", "end", "enter"]],
    ]) {
      await text.evaluate(
        (area, { isComposing, order }) => {
          const events = {
            start: () => new CompositionEvent("compositionstart", { bubbles: true }),
            end: () => new CompositionEvent("compositionend", { data: "你好", bubbles: true }),
            enter: () =>
              new KeyboardEvent("keydown", {
                ...{ key: "Enter", keyCode: 229, isComposing, bubbles: true, cancelable: true },
              }),
          };
          for (const name of order) area.dispatchEvent(events[name]());
        },
        { isComposing, order },
      );
    }
    await text.press("Shift+Enter");
    await text.pressSequentially("second line");
    assert.equal(await text.inputValue(), "nihao\nsecond line");
    assert.equal(await page.getByTestId("pending").count(), 0);
    await text.press("Enter");
    await widget.hears("agent", "second line");
    await hasCount(widget.get("message-agent"), 1);
  },
);
