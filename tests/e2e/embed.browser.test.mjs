// The widget on somebody else's page, by one line, under a strict policy.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { hostPage } from "./support/host_page.mjs";
import { PICTURE } from "./support/picture.mjs";
import { freePort, Server } from "./support/server.mjs";

/** A page that names the gateway and nothing else. */
const embedding = {
  policy: (gateway) =>
    `default-src 'none'; script-src ${gateway}; style-src 'self'; ` +
    `connect-src ${gateway} ${gateway.replace("http:", "ws:")}; base-uri 'none'; ` +
    "require-trusted-types-for 'script'",
  head: (gateway) =>
    `<link rel="stylesheet" href="/style.css"><script src="${gateway}/widget.js" async></script>`,
  files: { "/style.css": { type: "text/css", text: "body { margin: 2rem; }" } },
};

let friend;
let stranger;
let server;
before(async () => {
  friend = await hostPage(embedding);
  stranger = await hostPage(embedding);
  server = await Server.start({ port: await freePort(), config: { allowed_origins: [friend.origin] } });
  friend.gateway = stranger.gateway = server.url;
});
after(async () => {
  await server?.stop();
  await Promise.all([friend.close(), stranger.close()]);
});

browserTest("one line puts the widget on a page with a strict policy", async () => {
  const page = await openPage();
  await page.goto(friend.origin);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  await shot(page, "embedded");
  await mustBeAccessible(page);
  // The widget leaves nothing in the host page but its own elements and one global.
  const left = await page.evaluate(() => ({
    styles: document.querySelectorAll("style").length,
    elements: [...document.body.children].map((element) => element.localName),
  }));
  assert.deepEqual(left, { styles: 0, elements: ["main", "yingda-launcher", "yingda-chat"] });
  const background = await widget.get("human").evaluate((button) => getComputedStyle(button).backgroundColor);
  const plain = await page.evaluate(() => {
    const button = document.body.appendChild(document.createElement("button"));
    return getComputedStyle(button).backgroundColor;
  });
  assert.notEqual(background, plain, "the widget's own styles must apply");
});

browserTest("a picture is sent from that page, and shown on it", async () => {
  const page = await openPage();
  await page.goto(friend.origin);
  const widget = await Widget.open(page);
  await widget.get("file").setInputFiles([{ name: "付款截图.png", mimeType: "image/png", buffer: PICTURE }]);
  await widget.get("tray-file").waitFor();
  await widget.say("这是付款截图");
  await widget.hears("visitor", "这是付款截图");
  await hasCount(widget.get("parcel"), 0);
  await widget.get("evidence").locator("canvas:not([hidden])").waitFor();
});

browserTest("a page that is not allowed gets no conversation, and its visitor keeps the words", async () => {
  const page = await openPage();
  await page.goto(stranger.origin);
  await page.getByTestId("yd-launcher").click();
  const widget = new Widget(page);
  await widget.get("input").waitFor();
  await widget.say("有人吗");
  await widget.get("offline").waitFor();
  await hasCount(widget.get("pending"), 1);
  await hasCount(widget.get("message-visitor"), 0);
  assert.equal(await widget.session(), null);
});
