// The work order's whole life on its card, and how honestly the queue is told of, as the visitor sees it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
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
import { freePort, Server } from "./support/server.mjs";

const DAY = 86_400_000;
const PHONE = { width: 390, height: 844 };
/** Somebody works in three days' time, and today nobody. */
const workday = new Date(Date.now() + 3 * DAY)
  .toLocaleDateString("en-US", { weekday: "long", timeZone: "Asia/Shanghai" })
  .toLowerCase();

let server;
let closed;
before(async () => {
  server = await Server.start({
    content: shippedContent,
    config: {
      demo: true,
      // Short enough to be broken while one looks on.
      sla: { urgent_complaint: { target: "300ms", promise: "600ms", next_response: "30m", resolve: "24h" } },
      compensation: { amounts: { urgent_complaint: { first_response: "15.00" } }, per_order: "50.00", pay_within: "24h" },
    },
  });
  await server.addUser("boss", { role: "supervisor", names: ["李敏", "Li Min"] });
  closed = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: { demo: true, calendar: { hours: { [workday]: ["09:00-18:00"] } } },
  });
  await closed.addUser("li", { names: ["李敏", "Li Min"] });
});
after(async () => {
  await server?.stop();
  await closed?.stop();
});

const status = (widget, text) => widget.get("order-status").filter({ hasText: text }).waitFor();
const button = (widget, action) => widget.get("order-actions").locator(`[data-action="${action}"]`);

async function complaint() {
  const page = await openPage({ viewport: PHONE, touch: true });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("urgent").click();
  await widget.get("work-order").waitFor();
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  const number = await widget.get("order-number").textContent();
  return { page, widget, conversation, number };
}

/** Everything of the card stands within it. */
async function nothingSticksOut(widget) {
  const out = await widget.get("work-order").evaluate((card) => {
    const edge = card.getBoundingClientRect();
    return [...card.querySelectorAll("*")]
      .filter((part) => part.getClientRects().length > 0)
      .map((part) => ({ name: part.className || part.localName, box: part.getBoundingClientRect() }))
      .filter(({ box }) => box.right > edge.right + 1 || box.left < edge.left - 1)
      .map(({ name }) => String(name));
  });
  assert.deepEqual(out, []);
}

browserTest("a promise that is broken stands on the card with what it is worth, and a supervisor is called once", async () => {
  const { page, widget, conversation, number } = await complaint();
  await widget.get("ledger").getByText("¥15.00").waitFor();
  await nothingSticksOut(widget);
  await button(widget, "escalate").click();
  await widget.get("work-order").getByText("后可再次提交").waitFor();
  assert.equal(await button(widget, "escalate").getAttribute("aria-disabled"), "true");
  await shot(page, "order-escalated");
  await mustBeAccessible(page);
  const boss = await Agent.join(server, "boss");
  await boss.claim(conversation);
  const args = { work_order: number, promise: "first_response", reference: "T-20261123-77" };
  await boss.do({ type: "action", conversation, action: "pay_compensation", arguments: args });
  // A reference is read out to somebody: it is never broken over two lines.
  const lines = await widget.get("ledger").getByText("T-20261123-77").evaluate((part) => part.getClientRects().length);
  assert.equal(lines, 1);
  await nothingSticksOut(widget);
  await boss.socket.cut();
});

browserTest("a result is rejected, given anew, accepted, and the order opened again", async () => {
  const { page, widget, conversation, number } = await complaint();
  const boss = await Agent.join(server, "boss", { capacity: 50 });
  const resolve = async (text) => {
    await boss.claim(conversation);
    await boss.do({ type: "resolve", conversation, work_order: number, resolution: { text } });
    await status(widget, "已给出处理结果");
  };
  await resolve("账号已找回");
  await widget.get("work-order").getByText("账号已找回").waitFor();
  await button(widget, "reject").click();
  await widget.get("order-confirm").locator("textarea").fill("还是登不上");
  await shot(page, "order-reject");
  await mustBeAccessible(page);
  await widget.get("order-confirmed").click();
  await status(widget, "已重新打开");
  await widget.get("line-work_order_request").filter({ hasText: "还是登不上" }).waitFor();
  await resolve("密码已重置");
  await button(widget, "accept").click();
  await status(widget, "已关闭");
  await button(widget, "reopen").click();
  await widget.get("order-confirm").locator("textarea").fill("又收到异地登录提醒");
  await widget.get("order-confirmed").click();
  await status(widget, "已重新打开");
  await nothingSticksOut(widget);
  await boss.socket.cut();
});

browserTest("outside of the hours the header says so and when somebody is there, and a place once somebody is", async () => {
  const page = await openPage({ viewport: PHONE, touch: true });
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("queue").waitFor();
  await widget.get("status").filter({ hasText: /现在没有客服值班，\d+月\d+日 09:00 上班/ }).waitFor();
  await widget.get("queue").getByText("您排在第 1 位").waitFor();
  assert.doesNotMatch(await widget.get("status").textContent(), /排队/);
  await shot(page, "nobody-on-duty");
  await mustBeAccessible(page);
  // Somebody has come in all the same. They have all hands full, so that the visitor goes on waiting.
  const li = await Agent.join(closed, "li", { capacity: 0 });
  await widget.get("status").filter({ hasText: "排队中，第 1 位" }).waitFor();
  await li.socket.cut();
});

browserTest("who withdraws their order in the queue is in no queue any more", async () => {
  const page = await openPage({ viewport: PHONE, touch: true });
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("queue").waitFor();
  await button(widget, "withdraw").click();
  await widget.get("order-confirmed").click();
  await status(widget, "已关闭");
  await hasCount(widget.get("queue"), 0);
  await widget.get("status").filter({ hasText: "机器人在线" }).waitFor();
});

browserTest("on the narrowest screen with large text the order's number stays in one piece", async () => {
  const page = await openPage({ viewport: { width: 320, height: 568 }, touch: true });
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  await widget.get("menu").click();
  await widget.get("menu-panel").locator('input[value="large"]').check();
  await page.keyboard.press("Escape");
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  const lines = await widget.get("order-number").evaluate((part) => part.getClientRects().length);
  assert.equal(lines, 1);
  await nothingSticksOut(widget);
  await shot(page, "order-320-large");
  await mustBeAccessible(page);
});

browserTest("what came while the panel was closed is counted on the launcher, in words too", async () => {
  const page = await openPage();
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("queue").waitFor();
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  const li = await Agent.join(closed, "li", { capacity: 50 });
  await li.claim(conversation);
  await widget.get("close").click();
  await li.say(conversation, "您好");
  const launcher = page.getByTestId("yd-launcher");
  await assertEventually(async () => assert.match(await launcher.getAttribute("aria-label"), /\d+ 条未读消息/));
  await shot(page, "launcher-unread");
  await mustBeAccessible(page);
  await li.socket.cut();
});

browserTest("the page at /chat is accessible with its menu open, and the larger window is remembered", async () => {
  const chat = await openPage();
  await chat.goto(`${closed.url}/chat`);
  const whole = new Widget(chat);
  await whole.get("menu").click();
  await whole.get("my-orders").waitFor();
  await mustBeAccessible(chat);
  await hasCount(whole.get("wide"), 0);

  const page = await openPage();
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  const before = (await widget.get("panel").boundingBox()).width;
  await widget.get("menu").click();
  await widget.get("wide").check();
  await assertEventually(async () => assert.ok((await widget.get("panel").boundingBox()).width > before + 100));
  await page.reload();
  await Widget.open(page);
  assert.ok((await widget.get("panel").boundingBox()).width > before + 100);
  await shot(page, "wide");
});

browserTest("who writes into a form as soon as it is there is not torn out of their field", async () => {
  const page = await openPage({ viewport: PHONE, touch: true });
  await page.goto(`${closed.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("form-begin").waitFor();
  // Within the page, so that nothing can come between: the field is reached before the next frame is drawn.
  const reached = await widget.get("form-begin").evaluate(async (button) => {
    const root = button.getRootNode();
    button.click();
    let phone = null;
    while (phone === null) {
      await Promise.resolve().then(() => new Promise((next) => setTimeout(next)));
      phone = root.querySelector('[data-testid="yd-form"] [type="tel"]');
    }
    phone.focus();
    for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
    return root.activeElement === phone;
  });
  assert.equal(reached, true);
});

for (const viewport of [PHONE, { width: 1280, height: 720 }, { width: 640, height: 360 }, { width: 320, height: 568 }]) {
  browserTest(`all of the menu is reached by scrolling it, and the header stays: ${viewport.width} px`, async () => {
    const page = await openPage({ viewport });
    await page.goto(`${closed.url}/`);
    const widget = await Widget.open(page);
    await widget.get("human").click();
    await widget.get("work-order").waitFor();
    const { y } = await widget.get("human").boundingBox();
    await widget.get("menu").click();
    const last = widget.get("erase");
    await last.waitFor();
    await widget.get("menu-panel").hover();
    await page.mouse.wheel(0, 2000);
    const panel = await widget.get("panel").boundingBox();
    await assertEventually(async () => {
      const box = await last.boundingBox();
      assert.ok(box.y + box.height <= panel.y + panel.height, `${box.y} in ${panel.y} to ${panel.y + panel.height}`);
    });
    assert.equal((await widget.get("human").boundingBox()).y, y);
    await shot(page, `menu-end-${viewport.width}`);
    await mustBeAccessible(page);
  });
}
