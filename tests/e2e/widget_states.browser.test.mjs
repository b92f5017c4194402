// What must hold in every state, by day and by night, on a phone and at a desk; and that no word is lost or doubled.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
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
import { hostPage } from "./support/host_page.mjs";
import { connectedTo, freePort, Server, startOrders } from "./support/server.mjs";
import { DESK, PHONE, throughAllStates } from "./support/widget_walk.mjs";

let orders;
let host;
let server;
before(async () => {
  orders = await startOrders();
  host = await hostPage({
    policy: (gateway) => `default-src 'none'; script-src ${gateway}; frame-src ${gateway}`,
    head: (gateway) =>
      '<meta name="viewport" content="width=device-width, initial-scale=1">' +
      `<script src="${gateway}/widget.js" data-mode="frame" async></script>`,
  });
  server = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: { demo: true, allowed_origins: [host.origin], ...connectedTo(orders.url) },
  });
  host.gateway = server.url;
  await server.addUser("li");
});
after(async () => {
  await server?.stop();
  await orders?.stop();
  await host.close();
});

/** A phone speaks Chinese and a desk English: what differs is seen both ways. */
const SCREENS = [
  { locale: "zh-CN", viewport: PHONE },
  { locale: "en-US", viewport: DESK },
];

for (const framed of [false, true]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const { locale, viewport } of SCREENS) {
      const size = `${viewport.width} px`;
      browserTest(
        `every state is accessible: ${framed ? "frame" : "panel"}, ${colorScheme}, ${size}, ${locale}`,
        async () => {
          const page = await openPage({ colorScheme, locale, viewport, touch: viewport.width < 500 });
          await page.goto(framed ? host.origin : `${server.url}/`);
          const name = `${framed ? "frame-" : ""}${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`;
          const checked = async (state) => {
            await shot(page, `${name}-${state}`);
            await mustBeAccessible(page);
          };
          await throughAllStates(page, { server, locale, framed, checked });
        },
      );
    }
  }
}

browserTest(
  "1,000 messages are typed while the server is killed three times: none is lost, none doubled",
  async () => {
    const page = await openPage();
    await page.goto(`${server.url}/`);
    const widget = await Widget.open(page);
    const wanted = Array.from(
      { length: 1000 },
      (_, index) => `第 ${index + 1} 句，请记下`,
    );
    // Typed within the page: as fast as it can take them, so that much is under way whenever something breaks.
    const type = (texts) =>
      widget.get("input").evaluate(async (area, words) => {
        for (const text of words) {
          area.value = text;
          area.dispatchEvent(new InputEvent("input", { bubbles: true }));
          await new Promise((drawn) => setTimeout(drawn, 30));
          area.dispatchEvent(
            new KeyboardEvent("keydown", {
              key: "Enter",
              keyCode: 13,
              bubbles: true,
              cancelable: true,
            }),
          );
          while (area.value !== "")
            await new Promise((drawn) => setTimeout(drawn, 5));
        }
      }, texts);
    let typed = 0;
    const typeUntil = (end) => type(wanted.slice(typed, (typed = end)));
    await typeUntil(60);
    await Promise.all([typeUntil(140), server.kill()]);
    await Promise.all([typeUntil(180), server.restart()]);
    // At once after the last word.
    await page.reload();
    await page.getByTestId("yd-launcher").click();
    await typeUntil(420);
    await Promise.all([typeUntil(560), server.kill()]);
    await server.restart();
    await typeUntil(700);
    await Promise.all([typeUntil(900), server.kill()]);
    await server.restart();
    await typeUntil(1000);
    const said = async () => {
      // Of a long conversation the last part is drawn, until what was before is asked for.
      while ((await widget.get("earlier").count()) > 0) await widget.get("earlier").click();
      const words = widget.get("message-visitor").locator(".plain");
      return words.evaluateAll((all) => all.map((one) => one.textContent));
    };
    const settled = async () => {
      assert.equal(await widget.get("pending").count(), 0);
      const heard = await said();
      const missing = wanted.filter((text) => !heard.includes(text));
      assert.deepEqual(missing, []);
    };
    await assertEventually(settled, 180_000);
    assert.deepEqual(await said(), wanted);
    // As the server has it, too: a device that remembers nothing is told everything.
    await page.evaluate(async () => {
      for (const { name } of await indexedDB.databases())
        indexedDB.deleteDatabase(name);
    });
    await page.reload();
    await page.getByTestId("yd-launcher").click();
    await assertEventually(settled, 180_000);
    assert.deepEqual(await said(), wanted);
  },
);

browserTest("an address opens the urgent complaint, once", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/chat#flow=complaint`);
  const widget = new Widget(page);
  await widget.get("work-order").waitFor();
  await page.reload();
  await widget.get("work-order").waitFor();
  await hasCount(widget.message("visitor", "紧急投诉"), 1);
});

browserTest(
  "the conversation is saved as text and as a page, and what was typed stays text",
  async () => {
    const page = await openPage();
    await page.goto(`${server.url}/`);
    const widget = await Widget.open(page);
    await widget.say("<img src=x onerror=alert(1)> 提现多久到账");
    await widget.get("message-bot").first().waitFor();
    const saved = async (button) => {
      const [download] = await Promise.all([
        page.waitForEvent("download"),
        widget.get(button).click(),
      ]);
      return {
        name: download.suggestedFilename(),
        text: await readFile(await download.path(), "utf8"),
      };
    };
    await widget.get("menu").click();
    const text = await saved("transcript");
    assert.match(text.name, /\.txt$/);
    assert.match(text.text, /您：<img src=x/);
    assert.match(text.text, /聊天记录 · 保存于 \d{4}-\d/);
    const html = await saved("transcript-html");
    assert.match(html.name, /\.html$/);
    assert.doesNotMatch(html.text, /<img/);
    assert.match(html.text, /&lt;img src=x/);
  },
);

browserTest("an answer is copied", async () => {
  const page = await openPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  const answer = widget.message("bot", "2 小时内").last();
  await answer.hover();
  await answer.getByTestId("yd-copy").click();
  assert.match(
    await page.evaluate(() => navigator.clipboard.readText()),
    /2 小时内/,
  );
});
