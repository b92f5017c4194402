// The launcher on somebody else's page: its words, its dot, the greeting beside it, and what shutdown leaves.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before } from "node:test";
import { assertEventually, browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { freePort, Server } from "./support/server.mjs";

const PAGES = {
  "/": "",
  "/label": 'data-label="问问小应"',
  "/idle": 'data-greet-idle="1"',
  "/cart/7": 'data-greet-after="0.2" data-greet-on="/cart"',
  "/news": 'data-greet-after="0.2" data-greet-on="/cart"',
  "/manual": "data-manual",
  "/frame": 'data-mode="frame"',
};

let host;
let server;
before(async () => {
  host = createServer((request, response) => {
    const attributes = PAGES[request.url];
    if (attributes === undefined) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(
      '<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>别人的商店</title>' +
        '<meta name="viewport" content="width=device-width">' +
        "<script>window.yingda ??= Object.assign((...call) => yingda.q.push(call), { q: [] });</script>" +
        `<script src="${server.url}/widget.js" async ${attributes}></script>` +
        "</head><body><main><h1>别人的商店</h1></main></body></html>",
    );
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  host.origin = `http://127.0.0.1:${host.address().port}`;
  server = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: { allowed_origins: [host.origin] },
  });
});
after(async () => {
  await server?.stop();
  await new Promise((resolve) => host.close(resolve));
});

async function visit(path, options) {
  const page = await openPage(options);
  await page.goto(host.origin + path);
  await page.getByTestId("yd-launcher").waitFor();
  return { page, widget: new Widget(page) };
}

const nameOf = (page) => page.getByTestId("yd-launcher").evaluate((button) => button.getAttribute("aria-label"));

browserTest("the launcher has the words that the page gives it", async () => {
  const { page, widget } = await visit("/label");
  await widget.get("launcher").getByText("问问小应").waitFor();
  assert.equal(await nameOf(page), "问问小应");
  await page.evaluate(() => window.yingda("update", { label: "要帮忙吗" }));
  await widget.get("launcher").getByText("要帮忙吗").waitFor();
});

browserTest("the greeting waits until nothing has moved for a while", async () => {
  const { page, widget } = await visit("/idle");
  const end = Date.now() + 2500;
  for (let x = 1; Date.now() < end; x++) {
    await page.mouse.move(100 + (x % 50), 100);
    await page.waitForTimeout(100);
  }
  await hasCount(widget.get("teaser"), 0);
  await widget.get("teaser").waitFor();
  await mustBeAccessible(page);
});

browserTest("the greeting stands only on the pages that were named", async () => {
  const cart = await visit("/cart/7");
  await cart.widget.get("teaser").waitFor();
  const news = await visit("/news");
  await news.page.waitForTimeout(1500);
  await hasCount(news.widget.get("teaser"), 0);
  // An application that changes its address without loading anew.
  await news.page.evaluate(() => history.pushState({}, "", "/cart/8"));
  await news.widget.get("teaser").waitFor();
});

browserTest("the greeting comes although its words come late", async () => {
  const page = await openPage();
  let answer;
  const asked = new Promise((resolve) => (answer = resolve));
  await page.route("**/v1/widget/config*", (route) => answer(route));
  await page.goto(`${host.origin}/cart/7`);
  const route = await asked;
  await page.waitForTimeout(600); // three times what the page waits before it greets
  await route.continue();
  await new Widget(page).get("teaser").waitFor();
});

for (const path of ["/", "/frame"]) {
  browserTest(`a closed launcher says that the connection is gone, and when it is back (${path})`, async () => {
    const framed = path === "/frame";
    for (const colorScheme of ["light", "dark"]) {
      const page = await openPage({ colorScheme });
      await page.goto(host.origin + path);
      const widget = await Widget.open(page, { framed });
      await widget.say("提现多久到账");
      await widget.hears("bot", "2 小时内");
      await widget.get("close").click();
      await page.evaluate(() => {
        window.told = [];
        window.yingda("on", "connection", (state) => window.told.push(state));
      });
      await server.kill();
      await assertEventually(async () => assert.match(await nameOf(page), /连接中断/));
      await shot(page, `launcher-offline-${colorScheme}`);
      // In a closed frame there is nothing to look at.
      if (!framed) await mustBeAccessible(page);
      await server.restart();
      await assertEventually(async () => assert.equal(await nameOf(page), "在线客服"));
      assert.deepEqual(await page.evaluate(() => window.told), ["offline", "online"]);
    }
  });
}

browserTest("when the core cannot be had the dot says so, and words only to those who press", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.route("**/widget-core-*", (route) => route.abort());
  await page.goto(host.origin);
  await assertEventually(async () => assert.match(await nameOf(page), /连接中断/));
  const notice = page.locator("yingda-launcher .notice");
  assert.equal(await notice.textContent(), "");
  await page.getByTestId("yd-launcher").click();
  await notice.getByText("连不上客服").waitFor();
  await page.unroute("**/widget-core-*");
  const widget = await Widget.open(page);
  await widget.get("close").click();
  assert.equal(await nameOf(page), "在线客服");
});

browserTest("shutdown clears the device even when the widget is still on its way", async () => {
  const { page } = await visit("/");
  const widget = await Widget.open(page);
  await widget.say("我的订单 20261120002 没到账");
  await widget.get("message-bot").first().waitFor();
  assert.notEqual(await widget.session(), null);
  // Logged out on the next page before the core has come.
  await page.route("**/widget-core-*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.goto(`${host.origin}/manual`);
  await page.evaluate(() => {
    window.yingda("boot");
    window.yingda("shutdown");
  });
  await hasCount(page.getByTestId("yd-launcher"), 0);
  await assertEventually(async () => {
    assert.equal(await widget.session(), null);
    assert.equal(await page.locator("yingda-chat").count(), 0);
  });
  const words = await page.evaluate(async () => {
    const found = Object.keys(localStorage).filter((name) => /session|out:|draft/.test(name));
    for (const { name } of await indexedDB.databases()) {
      const database = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(name);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      for (const store of database.objectStoreNames) {
        const keys = await new Promise((resolve) => {
          const asking = database.transaction(store).objectStore(store).getAllKeys();
          asking.onsuccess = () => resolve(asking.result);
        });
        found.push(...keys);
      }
      database.close();
    }
    return found;
  });
  assert.deepEqual(words, []);
});

browserTest("who boots after shutdown is nobody known, and has one widget", async () => {
  const { page } = await visit("/");
  await Widget.open(page);
  await page.evaluate(() => {
    window.yingda("update", { label: "会员客服", identity: "a.b.c" });
    window.yingda("shutdown");
    window.yingda("boot");
  });
  await assertEventually(async () => assert.equal(await nameOf(page), "在线客服"));
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  assert.deepEqual(
    await page.evaluate(() => ["yingda-launcher", "yingda-chat"].map((name) => document.querySelectorAll(name).length)),
    [1, 1],
  );
});

browserTest("who boots while the one before is still being shut down never gets their conversation", async () => {
  const { page } = await visit("/");
  const widget = await Widget.open(page);
  await widget.say("我的订单 20261120002 没到账");
  await widget.get("message-bot").first().waitFor();
  const before = await widget.session();
  await page.route("**/widget-core-*", async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    await route.continue();
  });
  await page.goto(`${host.origin}/manual`);
  await page.evaluate(() => {
    window.told = [];
    for (const name of ["ready", "unread", "open"]) window.yingda("on", name, () => window.told.push(name));
    window.yingda("boot");
    window.yingda("open");
    window.yingda("shutdown");
    window.yingda("boot");
    window.yingda("open");
  });
  await widget.get("greeting").waitFor();
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await hasCount(widget.get("message-visitor"), 1);
  assert.notEqual((await widget.session()).conversation, before.conversation);
  // Nothing of the first one is told to the page, nor shows on the launcher of the second.
  const told = await page.evaluate(() => window.told);
  assert.deepEqual(
    told.filter((name) => name !== "unread").sort(),
    ["open", "ready"],
  );
  await hasCount(page.locator("yingda-chat"), 1);
});
