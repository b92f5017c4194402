// Evidence from the visitor's hand to the log and back.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { PICTURE } from "./support/picture.mjs";
import { freePort, Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent, port: await freePort(), config: { demo: true } });
});
after(() => server?.stop());

browserTest("a picture is sent with its words, and is there after a reload", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 } });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("file").setInputFiles([{ name: "付款截图.png", mimeType: "image/png", buffer: PICTURE }]);
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
  await widget.get("order-file").setInputFiles([{ name: "截图.png", mimeType: "image/png", buffer: PICTURE }]);
  await widget.get("tray-file").waitFor();
  await widget.get("send").click();
  await hasCount(widget.get("parcel"), 0);
  await page.getByTestId("yd-line-work_order_request").waitFor();
});

/** A film of 24 MB, as a browser takes it from a telephone. */
function film() {
  const head = Buffer.from("\0\0\0\x0cftypqt  ", "latin1");
  const size = Buffer.alloc(4);
  const data = Buffer.alloc(24_000_000, "recorded");
  size.writeUInt32BE(data.length + 8);
  return { name: "录屏.mov", mimeType: "video/quicktime", buffer: Buffer.concat([head, size, Buffer.from("mdat"), data]) };
}

browserTest("a film goes on where it was after a killed server and a reload, and shows how far it is", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 }, touch: true });
  const pieces = [];
  page.on("request", (asked) => {
    if (asked.method() === "PATCH") pieces.push(Number(asked.headers()["upload-offset"]));
  });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  const recorded = film();
  await widget.get("file").setInputFiles([recorded]);
  await widget.get("tray-file").waitFor();
  // As slow as a telephone: the film is on its way for some seconds.
  const slow = await page.context().newCDPSession(page);
  await slow.send("Network.emulateNetworkConditions", { offline: false, latency: 20, downloadThroughput: -1, uploadThroughput: 4_000_000 });
  await widget.say("录屏在这里");
  await widget.get("parcel").getByText(/上传中 [2-9]\d%/).waitFor();
  await shot(page, "phone-uploading");
  await mustBeAccessible(page);
  await server.kill();
  await widget.get("offline").waitFor();
  await widget.get("parcel").getByText("已保存，联网后自动上传").waitFor();
  const before = pieces.length;
  // The page goes while the server is away.
  await page.goto("about:blank");
  await server.restart();
  await page.goto(`${server.url}/`);
  await page.getByTestId("yd-launcher").click();
  await hasCount(widget.get("parcel"), 0);
  await widget.hears("visitor", "录屏在这里");
  assert.ok(pieces[before] > 0, `it began again at ${pieces[before]}`);
  await hasCount(widget.message("visitor", "录屏在这里"), 1);
  const [{ id, sha256, media_type: type }] = await page.evaluate(async () => {
    const { token } = JSON.parse(localStorage.getItem("yingda:session"));
    const answer = await fetch("/v1/me/export", { headers: { Authorization: `Bearer ${token}` } });
    return (await answer.json()).files;
  });
  assert.equal(type, "video/quicktime");
  assert.equal(sha256, createHash("sha256").update(recorded.buffer).digest("hex"), id);
});

browserTest("a HEIC photograph that cannot be read here is not sent, and its sender is told what to do", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 }, touch: true });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("file").setInputFiles([{ name: "IMG_0042.HEIC", mimeType: "image/heic", buffer: Buffer.from("ftypheic") }]);
  await widget.get("tray").getByText(/IMG_0042.HEIC.*HEIC 照片.*JPEG/).waitFor();
  await hasCount(widget.get("tray-file"), 0);
});
