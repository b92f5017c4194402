// The widget in a frame of the gateway's, on a page that may only frame it: it can be told what to do, tells what
// happens, and keeps the conversation to itself.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertEventually, browserTest, hasCount, openPage, shot, Widget } from "./support/browser.mjs";
import { hostPage } from "./support/host_page.mjs";
import { freePort, Server } from "./support/server.mjs";

const PHONE = { width: 390, height: 844 };

/** A page that may load the gateway's scripts and frame it; it connects to nobody. */
const framing = {
  policy: (gateway) =>
    `default-src 'none'; script-src ${gateway}; frame-src ${gateway}; ` +
    "base-uri 'none'; require-trusted-types-for 'script'",
  head: (gateway) =>
    '<meta name="viewport" content="width=device-width, initial-scale=1">' +
    `<script src="${gateway}/widget.js" data-mode="frame" async></script>`,
};

let friend;
let stranger;
let server;
before(async () => {
  friend = await hostPage(framing);
  stranger = await hostPage(framing);
  server = await Server.start({ port: await freePort(), config: { allowed_origins: [friend.origin] } });
  friend.gateway = stranger.gateway = server.url;
});
after(async () => {
  await server?.stop();
  await Promise.all([friend.close(), stranger.close()]);
});

/** The widget within its frame; what is asked of the page stays with the page. */
const inside = (page) => new Widget(page.frameLocator("yingda-frame iframe"));

/** Collects what the host page hears, from before the widget has come. */
async function listenTo(page, ...names) {
  await page.addInitScript((events) => {
    window.heard = [];
    window.yingda = Object.assign((...call) => window.yingda.q.push(call), { q: [] });
    for (const name of events) {
      window.yingda("on", name, (detail) => window.heard.push({ name, detail }));
    }
  }, names);
  return () => page.evaluate(() => window.heard);
}

browserTest("one attribute puts the widget into a frame, on a page that connects to nobody", async () => {
  const page = await openPage();
  const heard = await listenTo(page, "ready", "open", "message", "close");
  await page.goto(friend.origin);
  await page.getByTestId("yd-launcher").click();
  const widget = inside(page);
  await widget.get("greeting").waitFor();
  // The visitor can write at once, and nothing of ours stands in the page but the launcher and the frame.
  await assertEventually(async () =>
    assert.equal(
      await widget.get("input").evaluate((area) => area.getRootNode().activeElement === area),
      true,
    ),
  );
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await shot(page, "framed");
  const elements = await page.evaluate(() => [...document.body.children].map(({ localName }) => localName));
  assert.deepEqual(elements, ["main", "yingda-launcher", "yingda-frame"]);

  const events = await heard();
  assert.deepEqual(
    events
      .slice(0, 2)
      .map(({ name }) => name)
      .sort(),
    ["open", "ready"],
  );
  const messages = events.filter(({ name }) => name === "message");
  assert.deepEqual(
    messages.map(({ detail }) => detail),
    messages.map(({ detail: { role } }) => ({ role })),
    "what is said is not told to the page",
  );
  assert.ok(messages.some(({ detail }) => detail.role === "bot"));
  assert.equal(await page.evaluate(() => localStorage.getItem("yingda:session")), null);
  const visitor = await page.evaluate(() => window.yingda("getVisitorId"));
  assert.match(visitor, /\S/);

  // Esc within the frame closes it and gives the focus back to the launcher.
  await widget.get("input").press("Escape");
  await page.locator("yingda-frame iframe").waitFor({ state: "hidden" });
  await assertEventually(async () =>
    assert.equal(await page.evaluate(() => document.activeElement.localName), "yingda-launcher"),
  );
});

browserTest("the page's calls reach into the frame", async () => {
  const page = await openPage();
  const heard = await listenTo(page, "handoff", "work_order");
  await page.goto(friend.origin);
  await page.evaluate(() => window.yingda("newMessage", "我要开发票"));
  const widget = inside(page);
  await assertEventually(async () => assert.equal(await widget.get("input").inputValue(), "我要开发票"));
  await page.evaluate(() => window.yingda("setLocale", "en"));
  await widget.get("human").filter({ hasText: "Talk to a person" }).waitFor();
  await page.evaluate(() => window.yingda("requestHuman"));
  await widget.get("work-order").waitFor();
  await assertEventually(async () => {
    const events = await heard();
    assert.ok(events.some(({ name, detail }) => name === "handoff" && detail.stage === "queued"));
    assert.ok(events.some(({ name, detail }) => name === "work_order" && /^GD/.test(detail.number)));
  });
  await page.evaluate(() => window.yingda("close"));
  await page.locator("yingda-frame iframe").waitFor({ state: "hidden" });
  await page.evaluate(() => window.yingda("shutdown"));
  await hasCount(page.locator("yingda-frame"), 0);
  await hasCount(page.locator("yingda-launcher"), 0);
});

browserTest("on a phone the frame fills the screen, and the page behind it cannot be used", async () => {
  const page = await openPage({ viewport: PHONE });
  await page.goto(friend.origin);
  await page.getByTestId("yd-launcher").click();
  const widget = inside(page);
  await widget.get("greeting").waitFor();
  const box = await page.locator("yingda-frame iframe").boundingBox();
  assert.deepEqual(box, { x: 0, y: 0, ...PHONE });
  await shot(page, "framed-phone");
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
  await widget.get("close").click();
  await page.locator("yingda-frame iframe").waitFor({ state: "hidden" });
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "");
});

browserTest("a page that is not allowed cannot frame it, and its visitor is told", async () => {
  const page = await openPage();
  const heard = await listenTo(page, "error");
  // The browser says of the refused frame that a policy refused it: that is what is wanted here.
  page.removeAllListeners("console");
  await page.goto(stranger.origin);
  await page.getByTestId("yd-launcher").click();
  await assertEventually(async () =>
    assert.deepEqual(await heard(), [{ name: "error", detail: { code: "unavailable" } }]),
  );
  await hasCount(page.locator("yingda-frame"), 0);
});
