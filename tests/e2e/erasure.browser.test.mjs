// "Delete my data" in the widget's menu: what goes and what stays is said before, and the widget begins anew.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent, config: { demo: true } });
});
after(() => server?.stop());

browserTest("a visitor deletes their data after reading what goes and what stays", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", /./);
  await widget.get("menu").click();
  await widget.get("export").waitFor();
  await widget.get("erase").click();
  const ask = widget.get("erase-ask");
  await ask.waitFor();
  const text = await ask.textContent();
  assert.match(text, /无法恢复/);
  assert.match(text, /1095 天/);
  await shot(page, "phone-erase");
  await mustBeAccessible(page);
  const reloaded = page.waitForEvent("load");
  await widget.get("erase-sure").click();
  await reloaded;
  const again = await Widget.open(page);
  await hasCount(again.get("message-visitor"), 0);
  await again.say("重新开始");
  await again.hears("visitor", "重新开始");
});

browserTest("with an open work order it is told what stays, and nothing is lost", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("urgent").click();
  await widget.get("work-order").waitFor();
  await widget.get("menu").click();
  await widget.get("erase").click();
  await widget.get("erase-sure").click();
  await widget.get("menu-panel").getByText(/还在处理/).waitFor();
  await mustBeAccessible(page);
  await shot(page, "phone-erase-kept");
});
