// Evidence from the visitor's hand to the log and back.
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent, config: { demo: true } });
});
after(() => server?.stop());

const png = Buffer.from(
  "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==",
  "base64",
);

browserTest("a picture is sent with its words, and is there after a reload", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("file").setInputFiles([{ name: "付款截图.png", mimeType: "image/png", buffer: png }]);
  await widget.get("tray-file").waitFor();
  await widget.say("这是付款截图");
  await widget.hears("visitor", "这是付款截图");
  await hasCount(widget.get("parcel"), 0);
  await widget.get("evidence").locator("canvas:not([hidden])").waitFor();
  await shot(page, "phone-evidence");
  await mustBeAccessible(page);
  await page.reload();
  await page.getByTestId("yd-launcher").click();
  await widget.get("evidence").locator("canvas:not([hidden])").waitFor();
  await hasCount(widget.message("visitor", "这是付款截图"), 1);
});

browserTest("a file is added to a work order", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("urgent").click();
  await widget.get("work-order").waitFor();
  await widget.get("order-file").setInputFiles([{ name: "截图.png", mimeType: "image/png", buffer: png }]);
  await widget.get("tray-file").waitFor();
  await widget.get("send").click();
  await hasCount(widget.get("parcel"), 0);
  await page.getByTestId("yd-line-work_order_request").waitFor();
});
