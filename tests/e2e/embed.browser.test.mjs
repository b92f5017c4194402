// The widget on somebody else's page, by one line, under a strict policy.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { freePort, Server } from "./support/server.mjs";

/** A page that names the gateway and nothing else. Its address is known before the gateway's. */
async function hostPage() {
  const host = { gateway: undefined };
  const http = createServer((request, response) => {
    if (request.url === "/style.css") {
      response.writeHead(200, { "content-type": "text/css" }).end("body { margin: 2rem; }");
      return;
    }
    if (request.url !== "/") {
      response.writeHead(404).end();
      return;
    }
    const { gateway } = host;
    response.writeHead(200, {
      "content-type": "text/html; charset=utf-8",
      "content-security-policy":
        `default-src 'none'; script-src ${gateway}; style-src 'self'; ` +
        `connect-src ${gateway} ${gateway.replace("http:", "ws:")}; base-uri 'none'; ` +
        "require-trusted-types-for 'script'",
    });
    response.end(
      '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>别人的商店</title>' +
        '<link rel="stylesheet" href="/style.css">' +
        `<script src="${gateway}/widget.js" async></script>` +
        "</head><body><main><h1>别人的商店</h1><p>这里卖茶。</p></main></body></html>",
    );
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  host.origin = `http://127.0.0.1:${http.address().port}`;
  host.close = () => new Promise((resolve) => http.close(resolve));
  return host;
}

let friend;
let stranger;
let server;
before(async () => {
  friend = await hostPage();
  stranger = await hostPage();
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
  const buffer = Buffer.from(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
    "base64",
  );
  await widget.get("file").setInputFiles([{ name: "付款截图.png", mimeType: "image/png", buffer }]);
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
