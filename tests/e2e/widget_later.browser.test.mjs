// What comes in the widget's second file: files, the actions of work orders, the question before a secret is sent.
import assert from "node:assert/strict";
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
import { PICTURE } from "./support/picture.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent, config: { demo: true } });
});
after(() => server?.stop());

browserTest("what looks like a bank card is asked about before it leaves", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("卡号 4111 1111 1111 1111 被扣了两次");
  await widget.get("guard").waitFor();
  await hasCount(widget.get("message-visitor"), 0);
  await shot(page, "phone-guard");
  await mustBeAccessible(page);
  await widget.get("guard-mask").click();
  await widget.hears("visitor", "**** **** **** 1111");
});

browserTest("an order is urged, withdrawn and found again in the list", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("urgent").click();
  await widget.get("work-order").waitFor();
  const actions = widget.get("order-actions");
  await actions.locator('[data-action="urge"]').click();
  await actions.getByText("后可再次提交").waitFor();
  await shot(page, "phone-order-urged");
  await mustBeAccessible(page);
  await actions.locator('[data-action="withdraw"]').click();
  await widget.get("order-confirmed").click();
  await widget.get("order-status").filter({ hasText: "已关闭" }).waitFor();
  await widget.get("menu").click();
  await widget.get("my-orders").locator("button").click();
  await assertEventually(async () =>
    assert.equal(
      await widget.get("work-order").evaluate((card) => card.getRootNode().activeElement === card),
      true,
    ),
  );
  await shot(page, "phone-order-withdrawn");
});

browserTest("files wait in the tray, and their words with them, until they are sent", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  const uploads = [];
  // Uploads only begin when the visitor sends, and nothing is lost while the server cannot take them.
  await page.route("**/v1/evidence", (route) => {
    uploads.push(route.request().headers());
    return route.fulfill({ status: 503, body: "{}" });
  });
  await widget.get("file").setInputFiles([
    { name: "付款截图.png", mimeType: "image/png", buffer: PICTURE },
    { name: "流水.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") },
  ]);
  await hasCount(widget.get("tray-file"), 2);
  assert.equal(uploads.length, 0);
  await shot(page, "phone-tray");
  await mustBeAccessible(page);
  await widget.say("这是付款截图");
  await widget.get("parcel").waitFor();
  await assertEventually(() => assert.ok(uploads.length > 0));
  assert.match(uploads[0].authorization, /^Bearer \S+/);
  await shot(page, "phone-parcel");
  await mustBeAccessible(page);

  await page.reload();
  await page.getByTestId("yd-launcher").click();
  await widget.get("parcel").filter({ hasText: "这是付款截图" }).waitFor();
  await widget.get("parcel-cancel").click();
  await hasCount(widget.get("parcel"), 0);
});

/** A picture of noise: nothing makes it small but a worse quality. */
async function noise(page, width, height, name, type) {
  return page.evaluateHandle(
    async ([w, h, name, type]) => {
      const canvas = Object.assign(document.createElement("canvas"), { width: w, height: h });
      const context = canvas.getContext("2d");
      const image = context.createImageData(w, h);
      for (let i = 0; i < image.data.length; i++) image.data[i] = i % 4 === 3 ? 255 : Math.random() * 256;
      context.putImageData(image, 0, 0);
      const blob = await new Promise((done) => canvas.toBlob(done, type, 1));
      const transfer = new DataTransfer();
      transfer.items.add(new File([blob], name, { type }));
      return transfer;
    },
    [width, height, name, type],
  );
}

browserTest("a picture may be pasted and dropped, and a large photograph is made smaller", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  const large = await noise(page, 1200, 900, "照片.webp", "image/webp");
  await widget.get("input").evaluate((area, clipboardData) => {
    area.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, large);
  await widget.get("tray-file").filter({ hasText: "照片.jpg" }).waitFor();
  const small = await noise(page, 40, 30, "截图.png", "image/png");
  await widget.get("log").evaluate((log, dataTransfer) => {
    log.dispatchEvent(new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }));
  }, small);
  await widget.get("tray-file").filter({ hasText: "截图.png" }).waitFor();
  // The large one was more than 3 MB.
  const size = await widget.get("tray").textContent();
  assert.match(size, /共 (?:\d+ KB|1\.\d MB)/, size);
});

browserTest("the panel opens with two requests for scripts; the rest comes behind it", async () => {
  const page = await openPage();
  const scripts = [];
  page.on("request", (request) => {
    if (request.resourceType() === "script") scripts.push(new URL(request.url()).pathname);
  });
  await page.goto(`${server.url}/`);
  await page.getByTestId("yd-launcher").hover();
  await assertEventually(() => assert.ok(scripts.some((path) => path.includes("widget-core"))));
  const before = scripts.filter((path) => !path.includes("/demo-"));
  assert.equal(before.length, 2, before.join(" "));
  await page.getByTestId("yd-launcher").click();
  for (const part of ["later", "forms", "menu", "files"]) {
    await assertEventually(() => assert.ok(scripts.some((path) => path.includes(`widget-${part}`)), part));
  }
});

browserTest("a file that is chosen while the server is away goes out with its words when it is back", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  const files = page.waitForResponse((response) => response.url().includes("widget-files"));
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await files;
  await server.kill();
  await widget.get("offline").waitFor();
  const pdf = { name: "流水.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") };
  await widget.get("file").setInputFiles([pdf]);
  await hasCount(widget.get("tray-file"), 1);
  await shot(page, "phone-tray-offline");
  await widget.say("付款流水在这里");
  await server.restart();
  await widget.hears("visitor", "付款流水在这里");
  await widget.message("visitor", "付款流水在这里").getByText("流水.pdf").waitFor();
  await hasCount(widget.get("message-visitor"), 1);
});

browserTest("the shop's page tries each call", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  const call = (name) => page.locator(`[data-call*='"${name}"']`).first();
  const heard = (text) => page.locator(".heard").filter({ hasText: text }).waitFor();
  await heard("事件 open");
  await call("requestHuman").click();
  await heard('"stage":"queued"');
  await heard("事件 work_order");
  const number = await widget.get("order-number").textContent();
  assert.match(number, /GD/);
  await call("newMessage").click();
  assert.equal(await widget.get("input").inputValue(), "提现多久到账");
  await page.locator(`[data-call='["setLocale", "en"]']`).click();
  await widget.get("human").filter({ hasText: "Talk to a person" }).waitFor();
  await page.locator(`[data-call='["setLocale", "zh-CN"]']`).click();
  await widget.get("human").filter({ hasText: "转人工" }).waitFor();
  // A name that no flow lists is refused, and the visitor is not bothered with it.
  await call("track").click();
  await hasCount(widget.get("pending"), 0);
  // An open conversation learns at once what the page knows of its visitor.
  await page.getByRole("button", { name: "客户资料" }).click();
  await widget.say("你好");
  const { token } = await widget.session();
  await assertEventually(async () => {
    const copy = await fetch(`${server.url}/v1/me/export`, { headers: { Authorization: `Bearer ${token}` } });
    assert.deepEqual((await copy.json()).page.attributes, { cart_total: "268", level: "gold" });
  });
  await call("toggle").click();
  await heard("事件 close");
  await call("hideLauncher").click();
  await page.getByTestId("yd-launcher").waitFor({ state: "hidden" });
  await call("showLauncher").click();
  await page.getByTestId("yd-launcher").waitFor();
  await call("getVisitorId").click();
  await heard(/yingda\("getVisitorId"\) "/);
  await mustBeAccessible(page);
  await call("shutdown").click();
  await page.getByTestId("yd-launcher").waitFor({ state: "detached" });
  assert.equal(await widget.session(), null);
  await call("boot").click();
  await page.getByTestId("yd-launcher").click();
  await widget.get("greeting").waitFor();
  await hasCount(widget.get("work-order"), 0);
});

browserTest("an order's progress page opens with its number, and its password is ready to be pasted", async () => {
  const page = await openPage();
  await page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("work-order").locator("summary").click();
  const number = (await widget.get("order-number").textContent()).trim();
  const secret = (await widget.get("order-secret").textContent()).trim();
  const [progress] = await Promise.all([page.waitForEvent("popup"), widget.get("track").click()]);
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), secret);
  assert.ok(!progress.url().includes(secret));
  assert.equal(await progress.locator("#number").inputValue(), number);
  await progress.locator("#secret").fill(secret);
  await progress.locator("form button").first().click();
  await progress.getByText(number).first().waitFor();
});

browserTest("the conversation is given to the device's own share sheet, where it has one", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 }, touch: true });
  await page.addInitScript(() => {
    window.shared = [];
    navigator.canShare = ({ files }) => files.length === 1;
    navigator.share = async ({ files }) => {
      window.shared.push([files[0].name, await files[0].text()]);
      throw new DOMException("thought better of it", "AbortError");
    };
  });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await widget.get("menu").click();
  await widget.get("share").click();
  await page.waitForFunction(() => window.shared.length > 0); // the file is read first
  const [[name, text]] = await page.evaluate(() => window.shared);
  assert.match(name, /\.txt$/);
  assert.match(text, /您：提现多久到账/);
  await mustBeAccessible(page);
});
