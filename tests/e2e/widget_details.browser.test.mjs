// Small things that visitors count on: how the composer grows, what is copied, who is typing, how large things are.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, hasCount, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { freePort, Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: { demo: true, limits: { agent_message_rate: 0, agent_message_burst: 0 } },
  });
  await server.addUser("li");
});
after(() => server?.stop());

async function shop(options) {
  const page = await openPage(options);
  await page.goto(`${server.url}/`);
  return { page, widget: await Widget.open(page) };
}

const style = (locator, name) => locator.evaluate((element, key) => getComputedStyle(element)[key], name);

browserTest("the composer grows with its lines, up to six, and then scrolls", async () => {
  const { widget } = await shop();
  const input = widget.get("input");
  const height = async () => Math.round((await input.boundingBox()).height);
  const one = await height();
  const line = Number.parseFloat(await style(input, "lineHeight"));
  await input.press("1");
  for (let lines = 2; lines <= 6; lines++) {
    await input.press("Shift+Enter");
    await input.press("1");
    assert.ok(Math.abs((await height()) - one - (lines - 1) * line) <= 2, `${lines} lines: ${await height()} px, one has ${one}`);
  }
  const six = await height();
  for (let more = 0; more < 4; more++) await input.press("Shift+Enter");
  assert.equal(await height(), six);
  assert.ok(await input.evaluate((area) => area.scrollHeight > area.clientHeight));
  await hasCount(widget.get("message-visitor"), 0);
  await input.press("Enter");
  await hasCount(widget.get("message-visitor"), 1);
  assert.equal(await height(), one);
});

browserTest("a tap copies the order's number; who is typing is told until their words are there", async () => {
  const { page, widget } = await shop();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  const number = (await widget.get("order-number").textContent()).trim();
  await widget.get("work-order").getByRole("button", { name: "复制工单号" }).click();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), number);
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  const li = await Agent.join(server, "li", { capacity: 50 });
  await li.claim(conversation);
  await widget.get("status").filter({ hasText: "li" }).waitFor();
  await widget.get("order-updated").filter({ hasText: "最近更新：刚刚" }).waitFor();
  li.socket.send({ type: "typing", conversation });
  await widget.get("log").getByText("客服正在输入").waitFor();
  await shot(page, "agent-typing");
  await li.say(conversation, "您好");
  await widget.hears("agent", "您好");
  await hasCount(widget.get("log").getByText("客服正在输入"), 0);

  // Of what comes while the panel is closed no more than 99 are counted.
  await widget.get("close").click();
  for (let count = 0; count < 100; count++) await li.say(conversation, `第 ${count} 句`);
  await page.locator('yingda-launcher [data-count="99+"]').waitFor();
  assert.match(await page.getByTestId("yd-launcher").getAttribute("aria-label"), /99\+ 条未读消息/);
  await shot(page, "launcher-99");
  await li.socket.cut();
});

browserTest("large text is 20 px, and whatever is pressed then has 48 px", async () => {
  const { page, widget } = await shop({ viewport: { width: 390, height: 844 }, touch: true });
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await widget.get("menu").click();
  await widget.get("menu-panel").locator('input[value="large"]').check();
  await page.keyboard.press("Escape");
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  assert.equal(await style(widget.message("visitor", "提现多久到账").locator(".plain"), "fontSize"), "20px");
  const small = await widget.get("panel").evaluate((panel) =>
    Array.from(panel.querySelectorAll("button, summary, textarea"))
      .map((element) => ({ name: element.textContent || element.ariaLabel, box: element.getBoundingClientRect() }))
      .filter(({ box }) => box.width > 0 && (box.height < 48 || box.width < 48))
      .map(({ name, box }) => `${name}: ${box.width} × ${box.height}`),
  );
  assert.deepEqual(small, []);
  const sideways = await widget.get("log").evaluate((log) => log.scrollWidth - log.clientWidth);
  assert.ok(sideways <= 0, `the log is ${sideways} px too wide`);
  await shot(page, "elder-390");
});

browserTest("the page chooses the theme, and no field is so small that a phone magnifies the page", async () => {
  const { page, widget } = await shop({ viewport: { width: 390, height: 844 }, touch: true });
  const light = await style(widget.get("panel"), "backgroundColor");
  await page.evaluate(() => window.yingda("setTheme", "dark"));
  await assertEventually(async () => assert.notEqual(await style(widget.get("panel"), "backgroundColor"), light));
  await page.evaluate(() => window.yingda("setTheme", "light"));
  await assertEventually(async () => assert.equal(await style(widget.get("panel"), "backgroundColor"), light));
  await widget.say("我要投诉");
  await widget.choose("付了钱没到账");
  await widget.choose("补发");
  await widget.get("form-submit").waitFor();
  const fields = widget.get("form").locator("textarea, input:not([type=radio], [type=checkbox], [type=file])");
  const sizes = await fields.evaluateAll((all) => all.map((one) => Number.parseFloat(getComputedStyle(one).fontSize)));
  assert.ok(sizes.length >= 3, String(sizes));
  assert.ok(Math.min(...sizes, Number.parseFloat(await style(widget.get("input"), "fontSize"))) >= 16, String(sizes));
});
