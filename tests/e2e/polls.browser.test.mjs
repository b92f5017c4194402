// The widget where no WebSocket comes through: the visitor must not notice.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, hasCount, openPage, shot, Widget } from "./support/browser.mjs";
import { hostPage } from "./support/host_page.mjs";
import { freePort, Server } from "./support/server.mjs";

const shop = {
  policy: (gateway) =>
    `default-src 'none'; script-src ${gateway}; connect-src ${gateway} ${gateway.replace("http:", "ws:")}; ` +
    "style-src 'self'; base-uri 'none'; require-trusted-types-for 'script'",
  head: (gateway) => `<script src="${gateway}/widget.js" async></script>`,
};

let host;
let server;
before(async () => {
  host = await hostPage(shop);
  server = await Server.start({ port: await freePort(), config: { allowed_origins: [host.origin] } });
  host.gateway = server.url;
  await server.addUser("li");
});
after(async () => {
  await server?.stop();
  await host.close();
});

/** How often the page has polled so far. */
function countPolls(page) {
  const seen = { polls: 0 };
  page.on("request", (request) => {
    if (request.method() === "POST" && request.url().endsWith("/v1/chat/poll")) seen.polls++;
  });
  return seen;
}

const visitorTexts = (widget) =>
  widget
    .get("message-visitor")
    .locator(".plain")
    .evaluateAll((all) => all.map((one) => one.textContent));

browserTest("a browser without WebSocket asks, gets a person, and outlives a killed server", async () => {
  const page = await openPage();
  await page.addInitScript(() => {
    window.WebSocket = class {
      constructor() {
        throw new DOMException("blocked", "SecurityError");
      }
    };
  });
  const seen = countPolls(page);
  await page.goto(host.origin);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await hasCount(widget.get("pending"), 0);
  assert.ok(seen.polls > 0);
  await widget.get("human").click();
  await widget.get("work-order").waitFor();

  const agent = await Agent.join(server, "li", { capacity: 50 });
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  await agent.claim(conversation);
  await agent.do({ type: "message", conversation, text: "您好，我来处理" });
  await widget.hears("agent", "我来处理");
  // At most every few seconds is told that somebody types.
  await page.waitForTimeout(5000);
  await widget.get("input").pressSequentially("我");
  await agent.socket.next("typing", (frame) => frame.type === "typing" && frame.conversation === conversation);
  await widget.get("input").fill("");
  agent.socket.send({ type: "typing", conversation });
  await page.getByText("客服正在输入").waitFor();
  await shot(page, "polls-agent");

  await server.kill();
  await widget.get("offline").waitFor();
  await widget.say("断线时写的");
  await server.restart();
  await hasCount(widget.get("offline"), 0);
  await hasCount(widget.get("pending"), 0);
  assert.deepEqual(await visitorTexts(widget), ["提现多久到账", "断线时写的"]);

  // A reload goes on with the same conversation.
  await page.reload();
  await page.getByTestId("yd-launcher").click();
  await widget.hears("agent", "我来处理");
  assert.equal(await page.evaluate(() => window.yingda("getVisitorId")), conversation);
});

browserTest("a network that closes every WebSocket is polled through, until one comes through", async () => {
  const page = await openPage();
  let broken = true;
  await page.routeWebSocket(/\/v1\/chat$/, (socket) => {
    if (broken) socket.close({ code: 1011 });
    else socket.connectToServer();
  });
  const seen = countPolls(page);
  await page.goto(host.origin);
  const widget = await Widget.open(page);
  await widget.say("第一句");
  await widget.get("message-bot").last().waitFor();
  await hasCount(widget.get("pending"), 0);
  assert.ok(seen.polls > 0);

  broken = false;
  await page.evaluate(() => window.dispatchEvent(new Event("online")));
  // The polls leave when the WebSocket has answered; then there are no more.
  await assertEventually(async () => {
    const before = seen.polls;
    await page.waitForTimeout(1500);
    await widget.say("在吗");
    await page.waitForTimeout(500);
    assert.equal(seen.polls, before);
  });
  await widget.say("最后一句");
  await hasCount(widget.get("pending"), 0);
  const texts = await visitorTexts(widget);
  assert.equal(texts.filter((text) => text === "第一句").length, 1);
  assert.equal(texts.filter((text) => text === "最后一句").length, 1);
  await hasCount(widget.get("offline"), 0);
});
