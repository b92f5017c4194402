// Where the panel stands and what it leaves of the page; one step back, long lists; much at once on a bad network.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { Content } from "./support/content.mjs";
import { hostPage } from "./support/host_page.mjs";
import { PICTURE } from "./support/picture.mjs";
import { freePort, Server } from "./support/server.mjs";

const DISTRICTS = ["南山", "福田", "罗湖", "盐田", "宝安", "龙岗", "龙华", "坪山", "光明", "大鹏", "前海", "蛇口", "沙井"];
const FLOWS = `flows:
  card_swap:
    name: {zh-CN: 换卡, en: Swap}
    triggers: {zh-CN: [我想换一张实体卡], en: [swap my physical card]}
    steps:
      - {collect: order_number, type: order_number, label: {zh-CN: 订单号, en: order number}, ask: {zh-CN: 订单号是多少？, en: Order number?}}
      - {collect: amount, type: money, label: {zh-CN: 金额, en: amount}, ask: {zh-CN: 付了多少钱？, en: Amount?}}
      - form: {zh-CN: 收货地址, en: Address}
        fields:
          - name: district
            label: {zh-CN: 区县, en: District}
            type: choice
            required: true
            options: [${DISTRICTS.map((name, index) => `{id: d${index}, label: {zh-CN: ${name}区, en: ${name}}}`).join(", ")}]
      - handoff: {reason: {zh-CN: "换卡：{district}", en: "Swap: {district}"}}
`;

let host;
let server;
before(async () => {
  const content = new Content();
  content.write("flows/card_swap.yaml", FLOWS);
  host = await hostPage({
    policy: (gateway) => `default-src 'none'; style-src 'unsafe-inline'; script-src ${gateway}; connect-src ${gateway} ${gateway.replace("http", "ws")}`,
    head: (gateway) =>
      '<meta name="viewport" content="width=device-width, initial-scale=1">' +
      "<style>body{min-height:3000px}yingda-chat,yingda-launcher{--yd-offset:64px;--yd-z-index:77}</style>" +
      `<script src="${gateway}/widget.js" data-locale="zh-CN" data-position="left" async></script>`,
  });
  server = await Server.start({ content: content.path, port: await freePort(), config: { allowed_origins: [host.origin] } });
  host.gateway = server.url;
  await server.addUser("li");
  await server.addUser("wang");
});
after(async () => {
  await server?.stop();
  await host?.close();
});

async function opened(options) {
  const page = await openPage(options);
  await page.goto(`${server.url}/chat`);
  const widget = new Widget(page);
  await widget.get("greeting").waitFor();
  return { page, widget };
}

const scrolled = (page) => page.evaluate(() => window.scrollY);
const sideways = (page) => page.evaluate(() => document.documentElement.scrollWidth - innerWidth);

browserTest("at a desk the panel stands where the page wants it, and the page goes on beside it", async () => {
  const page = await openPage({ viewport: { width: 1280, height: 800 } });
  await page.goto(host.origin);
  const launcher = await page.getByTestId("yd-launcher").boundingBox();
  assert.ok(launcher.x < 40, `the launcher stands at ${launcher.x}`);
  assert.ok(Math.abs(800 - launcher.y - launcher.height - 64) < 2, `${800 - launcher.y - launcher.height} px above the edge`);
  const widget = await Widget.open(page);
  const panel = await widget.get("panel").boundingBox();
  assert.ok(panel.x < 40 && panel.width <= 400, JSON.stringify(panel));
  assert.equal(await widget.get("panel").evaluate((dialog) => getComputedStyle(dialog).zIndex), "77");
  // Nothing of the page is locked.
  await page.mouse.move(1000, 400);
  await page.mouse.wheel(0, 500);
  await assertEventually(async () => assert.ok((await scrolled(page)) > 0));
  assert.equal(await widget.get("panel").evaluate((dialog) => dialog.matches(":modal")), false);
});

browserTest("on a phone it fills the screen, and the page behind it neither scrolls nor can be reached", async () => {
  const page = await openPage({ viewport: { width: 390, height: 844 }, touch: true });
  await page.goto(host.origin);
  const widget = await Widget.open(page);
  const panel = await widget.get("panel").boundingBox();
  assert.deepEqual([panel.x, panel.y, panel.width, panel.height], [0, 0, 390, 844]);
  assert.equal(await widget.get("panel").evaluate((dialog) => dialog.matches(":modal")), true);
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "hidden");
  await widget.get("close").click();
  await hasCount(widget.get("log"), 0);
  assert.equal(await page.evaluate(() => document.documentElement.style.overflow), "");
});

browserTest("one step back is one tap, and a long list is searched", async () => {
  const { page, widget } = await opened({ viewport: { width: 390, height: 844 }, touch: true });
  await widget.say("我想换一张实体卡");
  await widget.hears("bot", "订单号是多少？");
  // Before the first answer there is nothing to go back to.
  await hasCount(widget.get("way-back"), 0);
  await widget.say("20261120001");
  await widget.hears("bot", "付了多少钱？");
  await widget.get("way-back").filter({ hasText: "返回上一步，修改订单号" }).waitFor();
  await shot(page, "way-back-390");
  await mustBeAccessible(page);
  await widget.get("way-back").click();
  await hasCount(widget.message("bot", "订单号是多少？"), 2);
  await hasCount(widget.get("way-back"), 0);
  await widget.say("20261120009");
  await widget.hears("bot", "付了多少钱？");
  await widget.say("50元");
  const form = widget.get("form");
  await form.waitFor();
  await widget.get("way-back").filter({ hasText: "修改金额" }).waitFor();
  await form.getByTestId("yd-list-filter").fill("华");
  assert.deepEqual(await form.getByLabel("区县", { exact: true }).locator("option").allTextContents(), ["请选择", "龙华区"]);
  await shot(page, "long-list-390");
  await mustBeAccessible(page);
  await form.getByTestId("yd-list-filter").press("Enter");
  await widget.get("form-submit").click();
  await widget.get("work-order").waitFor();
  await widget.hears("visitor", "龙华区");
  await hasCount(widget.get("way-back"), 0);
});

browserTest("who is passed on to another person reads so, and who has them now", async () => {
  const { page, widget } = await opened({ viewport: { width: 390, height: 844 } });
  await widget.say("转人工");
  await widget.get("work-order").waitFor();
  const { conversation } = await widget.session();
  const li = await Agent.join(server, "li", { capacity: 50 });
  const wang = await Agent.join(server, "wang", { capacity: 50 });
  await li.queued(conversation);
  await li.claim(conversation);
  await widget.get("status").filter({ hasText: "li" }).waitFor();
  await li.do({ type: "transfer", conversation, to: { agent: wang.welcome.agent.id }, reason: "更熟悉" });
  await widget.hears("system", "不用再讲一遍");
  await wang.claim(conversation);
  await widget.get("status").filter({ hasText: "wang" }).waitFor();
  await shot(page, "transferred-390");
  await li.socket.cut();
  await wang.socket.cut();
});

browserTest("five files, emoji and a word without end on a slow network, with a reload in between: all once, nothing sideways", async () => {
  const { page, widget } = await opened({ viewport: { width: 390, height: 844 }, touch: true });
  const network = await page.context().newCDPSession(page);
  await network.send("Network.enable");
  // The worst of mobile networks that still works.
  await network.send("Network.emulateNetworkConditions", {
    offline: false,
    latency: 400,
    downloadThroughput: 50 * 1024,
    uploadThroughput: 20 * 1024,
  });
  const long = "啊".repeat(300) + "x".repeat(600);
  await widget.say(`👨‍👩‍👧‍👦🏳️‍🌈 ${long}`);
  const files = Array.from({ length: 5 }, (_, index) => ({
    name: index === 4 ? `${"很长的文件名".repeat(12)}.png` : `截图${index}.png`,
    mimeType: "image/png",
    buffer: Buffer.concat([PICTURE, Buffer.alloc(8000)]),
  }));
  await widget.get("file").setInputFiles(files);
  await hasCount(widget.get("tray-file"), 5);
  assert.ok((await sideways(page)) <= 0);
  await shot(page, "five-files-390");
  await mustBeAccessible(page);
  await widget.say("五张截图🙏");
  await widget.get("parcel").waitFor();
  await page.reload();
  await widget.hears("visitor", "五张截图🙏");
  await hasCount(widget.get("parcel"), 0);
  const sent = widget.message("visitor", "五张截图🙏");
  await hasCount(sent, 1);
  await hasCount(sent.getByTestId("yd-evidence").locator("li"), 5);
  await hasCount(widget.message("visitor", "🏳️‍🌈"), 1);
  assert.ok((await sideways(page)) <= 0);
  const log = await widget.get("log").evaluate((element) => element.scrollWidth - element.clientWidth);
  assert.ok(log <= 0, `the log is ${log} px too wide`);
  await shot(page, "five-files-sent-390");
});
