// What devices, networks and host pages do to the widget: nothing of it may cost the visitor a word or the way to a person.
import assert from "node:assert/strict";
import { createHmac } from "node:crypto";
import { createServer, request as ask } from "node:http";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, hasCount, mustBeAccessible, openPage, shot, Widget } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { PICTURE } from "./support/picture.mjs";
import { freePort, Server } from "./support/server.mjs";

const SITE = "a secret of the host site, 32 bytes or more";
process.env.YINGDA_E2E_WIDGET_SITE = SITE;

let proxy;
let server;
before(async () => {
  proxy = await badProxy();
  server = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: {
      demo: true,
      allowed_origins: [proxy.origin],
      identity: { secret_env: "YINGDA_E2E_WIDGET_SITE" },
    },
  });
  proxy.gateway = server.url;
  await server.addUser("li");
});
after(async () => {
  await server?.stop();
  await proxy.close();
});

/** Passes requests on to the gateway, but knows no WebSocket: `upgrade` says what becomes of one. */
async function badProxy() {
  const state = { gateway: undefined, upgrade: "refuse", seen: 0, polls: 0 };
  const open = new Set();
  const http = createServer((incoming, outgoing) => {
    const target = new URL(incoming.url, state.gateway);
    if (target.pathname === "/v1/chat/poll") state.polls++;
    const headers = { ...incoming.headers, host: target.host };
    const passed = ask(target, { method: incoming.method, headers }, (answer) => {
      outgoing.writeHead(answer.statusCode, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on("error", () => outgoing.writeHead(502).end());
    incoming.pipe(passed);
    outgoing.on("close", () => passed.destroy());
  });
  http.on("upgrade", (_, socket) => {
    state.seen++;
    open.add(socket);
    socket.on("error", () => undefined);
    // A proxy that has no answer, or one that swallows it.
    if (state.upgrade === "refuse") socket.end("HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
  });
  await new Promise((resolve) => http.listen(0, "127.0.0.1", resolve));
  state.origin = `http://127.0.0.1:${http.address().port}`;
  state.close = () => {
    for (const socket of open) socket.destroy();
    http.closeAllConnections();
    return new Promise((resolve) => http.close(resolve));
  };
  return state;
}

async function shop(options, origin = server.url) {
  const page = await openPage(options);
  await page.goto(`${origin}/`);
  return { page, widget: await Widget.open(page) };
}

const PHONE = { viewport: { width: 390, height: 844 }, touch: true };

const said = (widget) =>
  widget
    .get("message-visitor")
    .locator(".plain")
    .evaluateAll((all) => all.map((one) => one.textContent));

function identity(claims) {
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const signed = `${part({ alg: "HS256" })}.${part(claims)}`;
  return `${signed}.${createHmac("sha256", SITE).update(signed).digest("base64url")}`;
}
const inSeconds = (seconds) => Math.floor(Date.now() / 1000) + seconds;

browserTest("a proxy that answers every WebSocket with 502 is gone round, there and back", async () => {
  proxy.upgrade = "refuse";
  const { page, widget } = await shop(PHONE, proxy.origin);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await hasCount(widget.get("pending"), 0);
  assert.ok(proxy.seen > 0 && proxy.polls > 0, `${proxy.seen} upgrades, ${proxy.polls} polls`);
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  // The server goes away behind the proxy, which answers 502 to everything.
  await server.kill();
  await widget.get("offline").waitFor();
  await widget.say("断线时写的");
  await server.restart();
  await hasCount(widget.get("pending"), 0);
  assert.deepEqual(await said(widget), ["提现多久到账", "断线时写的"]);
  await page.reload();
  await page.getByTestId("yd-launcher").click();
  await hasCount(widget.message("visitor", "断线时写的"), 1);
});

browserTest("a proxy that swallows WebSockets without an answer is gone round, too", async () => {
  proxy.upgrade = "swallow";
  const { widget } = await shop(PHONE, proxy.origin);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  proxy.upgrade = "refuse";
});

/** Does the day of the gateway and of the page end within the 10 minutes of the first promise? */
function promisedForTomorrow() {
  const day = new Intl.DateTimeFormat("en", { dateStyle: "short", timeZone: "Asia/Shanghai" });
  return day.format(Date.now() + 10 * 60_000) !== day.format(Date.now());
}

for (const [days, what] of [
  [1, "ahead"],
  [-1, "behind"],
]) {
  browserTest(`a clock that is a day ${what} moves no deadline, no day and no message`, async () => {
    const page = await openPage(PHONE);
    await page.addInitScript((offset) => {
      const Real = Date;
      window.Date = class extends Real {
        constructor(...parts) {
          if (parts.length === 0) super(Real.now() + offset);
          else super(...parts);
        }
        static now() {
          return Real.now() + offset;
        }
      };
    }, days * 86_400_000);
    await page.goto(`${server.url}/`);
    const widget = await Widget.open(page);
    await widget.say("提现多久到账");
    await widget.hears("bot", "2 小时内");
    await widget.get("human").click();
    await widget.get("work-order").waitFor();
    const log = await widget.get("log").textContent();
    assert.match(log, /今天/);
    // In the last ten minutes of a day the promise really is for tomorrow.
    assert.doesNotMatch(log, promisedForTomorrow() ? /昨天/ : /昨天|明天/);
    assert.match(await widget.get("countdown").first().textContent(), /还剩 (9|10) 分/);
    assert.equal(await widget.get("log").locator(".overdue").count(), 0);
    // The order of what was said is the server's, over a reload too.
    await widget.say("第二句");
    await hasCount(widget.get("pending"), 0);
    await page.reload();
    await page.getByTestId("yd-launcher").click();
    await widget.hears("visitor", "第二句");
    assert.deepEqual(await said(widget), ["提现多久到账", "第二句"]);
  });
}

browserTest("of three tabs the leading one crashes: the others go on, and no word is lost or doubled", async () => {
  const { page: leader, widget: first } = await shop();
  await first.say("提现多久到账");
  await first.hears("bot", "2 小时内");
  const tabs = [];
  for (const _ of [1, 2]) {
    const page = await leader.context().newPage();
    await page.goto(`${server.url}/`);
    tabs.push(await Widget.open(page));
  }
  for (const tab of tabs) await tab.hears("bot", "2 小时内");
  const debugging = await leader.context().newCDPSession(leader);
  // It never answers: its renderer is gone.
  debugging.send("Page.crash").catch(() => undefined);
  await Promise.all(tabs.map((tab, index) => tab.say(`第 ${index + 2} 页在第一页崩溃后写的`)));
  for (const tab of tabs) {
    await hasCount(tab.get("pending"), 0);
    await hasCount(tab.message("visitor", "第 2 页在"), 1);
    await hasCount(tab.message("visitor", "第 3 页在"), 1);
  }
});

browserTest("a database that never answers, or refuses, costs nobody the conversation", async () => {
  for (const way of ["silent", "throwing", "missing"]) {
    const page = await openPage(PHONE);
    await page.addInitScript((kind) => {
      if (kind === "silent") IDBFactory.prototype.open = () => new EventTarget();
      if (kind === "throwing")
        IDBFactory.prototype.open = () => {
          throw new DOMException("denied", "SecurityError");
        };
      if (kind === "missing") Object.defineProperty(window, "indexedDB", { value: undefined });
    }, way);
    await page.goto(`${server.url}/`);
    const widget = await Widget.open(page);
    await widget.say("提现多久到账");
    await widget.hears("bot", "2 小时内");
    await hasCount(widget.get("pending"), 0);
  }
});

browserTest("a device without room keeps working, and says what does not survive", async () => {
  const page = await openPage(PHONE);
  await page.addInitScript(() => {
    const full = () => {
      throw new DOMException("full", "QuotaExceededError");
    };
    Storage.prototype.setItem = full;
    IDBObjectStore.prototype.put = full;
  });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await server.kill();
  await widget.get("offline").waitFor();
  await widget.say("没有地方可存的一句");
  await widget.get("pending").filter({ hasText: "请不要关闭页面" }).waitFor();
  await server.restart();
  await hasCount(widget.get("pending"), 0);
  await hasCount(widget.message("visitor", "没有地方可存的一句"), 1);
});

browserTest("an expired identity loses nobody: they are heard, and known again by the next token", async () => {
  const person = { external_id: "u-7001", name: "王女士" };
  const page = await openPage(PHONE);
  await page.goto(`${server.url}/`);
  const boot = (token) => page.evaluate((value) => window.yingda("update", { identity: value }), token);
  await boot(identity({ ...person, exp: inSeconds(600) }));
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));

  // The page was left open over night, and comes back with the token of yesterday.
  const expired = identity({ ...person, exp: inSeconds(-3600) });
  await page.reload();
  await page.evaluate(() => {
    window.told = [];
    window.yingda("on", "error", (problem) => window.told.push(problem.code));
  });
  await boot(expired);
  await page.getByTestId("yd-launcher").click();
  await widget.hears("bot", "2 小时内");
  await widget.say("登录过期以后写的");
  await hasCount(widget.get("pending"), 0);
  await hasCount(widget.message("visitor", "登录过期以后写的"), 1);
  assert.equal(await page.evaluate(() => window.yingda("getVisitorId")), conversation);
  assert.deepEqual(await page.evaluate(() => window.told), ["identity"]);

  await boot(identity({ ...person, exp: inSeconds(600) }));
  await widget.say("重新登录以后写的");
  await hasCount(widget.get("pending"), 0);
  assert.equal(await page.evaluate(() => window.yingda("getVisitorId")), conversation);

  // Somebody new, whose token is too old from the beginning.
  const other = await openPage(PHONE);
  await other.goto(`${server.url}/`);
  const token = identity({ external_id: "u-7002", exp: inSeconds(-3600) });
  await other.evaluate((value) => window.yingda("update", { identity: value }), token);
  const late = await Widget.open(other);
  await late.say("提现多久到账");
  await late.hears("bot", "2 小时内");
});

browserTest("a page that shuts the widget down in the middle of a word throws nothing and leaves nothing", async () => {
  const { page, widget } = await shop();
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  await page.evaluate(() => {
    const root = document.querySelector("yingda-chat").shadowRoot;
    const area = root.querySelector("textarea");
    for (const words of ["第一句", "第二句", "第三句"]) {
      area.value = words;
      area.dispatchEvent(new InputEvent("input", { bubbles: true }));
      area.dispatchEvent(new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true }));
    }
    window.yingda("shutdown");
    window.yingda("close");
    window.yingda("shutdown");
  });
  await hasCount(page.locator("yingda-chat"), 0);
  await assertEventually(async () => {
    // The gateway's own settings, with the emergency numbers, are nobody's.
    const left = await page.evaluate(() =>
      Object.keys(localStorage).filter((name) => name.startsWith("yingda:") && !name.startsWith("yingda:config:")),
    );
    assert.deepEqual(left, []);
  });
  await page.evaluate(() => window.yingda("boot"));
  const fresh = await Widget.open(page);
  await hasCount(fresh.get("message-visitor"), 0);
  await fresh.say("新的一位");
  await fresh.get("message-bot").first().waitFor();
  await hasCount(fresh.get("message-visitor"), 1);
});

browserTest("a picture outlives a reload in the middle of its upload and a server that is killed", async () => {
  const { page, widget } = await shop(PHONE);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  let held = 0;
  await page.route("**/v1/evidence", async (route) => {
    held++;
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue().catch(() => undefined);
  });
  await widget.get("file").setInputFiles([{ name: "付款截图.png", mimeType: "image/png", buffer: PICTURE }]);
  await widget.get("tray-file").waitFor();
  await widget.say("这是付款截图");
  await assertEventually(() => assert.ok(held > 0));
  await page.reload();
  await page.getByTestId("yd-launcher").click();
  await assertEventually(() => assert.ok(held > 1));
  await server.kill();
  await widget.get("offline").waitFor();
  await page.unroute("**/v1/evidence");
  await server.restart();
  await widget.hears("visitor", "这是付款截图");
  await hasCount(widget.get("parcel"), 0);
  await hasCount(widget.message("visitor", "这是付款截图"), 1);
  await widget.get("evidence").locator("canvas:not([hidden])").waitFor();
});

/** Opens a conversation with an order, a form and a rating, for looking at it. */
async function busy({ page, widget }) {
  await widget.say("我要投诉");
  await widget.choose("付了钱没到账");
  await widget.get("work-order").waitFor();
  await widget.choose("补发");
  await widget.get("form-submit").waitFor();
  return page;
}

browserTest("right-to-left words and marks that turn text round stay where they are", async () => {
  const { page, widget } = await shop(PHONE);
  await widget.say("مرحبا، لم يصل طلبي 20261120002");
  await widget.hears("visitor", "20261120002");
  const words = widget.message("visitor", "20261120002").locator(".plain");
  assert.equal(await words.evaluate((element) => getComputedStyle(element).direction), "ltr");
  assert.equal(await words.evaluate((element) => getComputedStyle(element).unicodeBidi), "plaintext");
  const input = widget.get("input");
  assert.equal(await input.evaluate((element) => element.getAttribute("dir")), "auto");
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  const agent = await Agent.join(server, "li", { capacity: 50 });
  await agent.claim(conversation);
  // A mark that would turn everything after it round.
  await agent.say(conversation, "请看 \u202Etxt.exe 这个文件");
  await widget.hears("agent", "请看");
  await widget.get("order-number").scrollIntoViewIfNeeded();
  await shot(page, "phone-rtl");
  await mustBeAccessible(page);
  await agent.socket.cut();
});

browserTest("at 320 px, which is 400 % of 1280, nothing is cut off and nothing scrolls sideways", async () => {
  for (const viewport of [
    { width: 320, height: 256 },
    { width: 320, height: 568 },
  ]) {
    const { page, widget } = await shop({ viewport, touch: true });
    await busy({ page, widget });
    const wide = await widget.get("log").evaluate((log) => log.scrollWidth - log.clientWidth);
    assert.ok(wide <= 0, `the log scrolls sideways by ${wide} px at ${viewport.height}`);
    for (const part of ["human", "urgent", "input", "send", "close", "menu"]) {
      const box = await widget.get(part).boundingBox();
      assert.ok(
        box.x >= 0 && box.x + box.width <= viewport.width && box.y >= 0 && box.y + box.height <= viewport.height,
        `${part} ${JSON.stringify(box)} at ${viewport.height}`,
      );
    }
    const log = await widget.get("log").boundingBox();
    assert.ok(log.height >= 40, `the log has ${log.height} px at ${viewport.height}`);
    await shot(page, `reflow-${viewport.height}`);
    await mustBeAccessible(page);
  }
});

browserTest("in forced colours a form, an order and what is chosen in them can be told apart", async () => {
  const page = await openPage(PHONE);
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await busy({ page, widget });
  await shot(page, "phone-forced-form");
  const edge = (locator) => locator.evaluate((element) => parseFloat(getComputedStyle(element).borderTopWidth));
  for (const part of ["work-order", "form", "form-submit"]) assert.ok((await edge(widget.get(part).last())) >= 1, part);
});

browserTest("a line or a form field that is confirmed by Enter of an input method is not sent, as browsers really do it", async () => {
  const { page, widget } = await shop();
  const debugging = await page.context().newCDPSession(page);
  const compose = async (halves, whole) => {
    for (const text of halves) {
      await debugging.send("Input.imeSetComposition", { text, selectionStart: text.length, selectionEnd: text.length });
    }
    await debugging.send("Input.dispatchKeyEvent", {
      type: "rawKeyDown",
      key: "Process",
      code: "Enter",
      windowsVirtualKeyCode: 229,
    });
    await debugging.send("Input.insertText", { text: whole });
    await debugging.send("Input.dispatchKeyEvent", { type: "keyUp", key: "Enter", code: "Enter", windowsVirtualKeyCode: 13 });
  };
  await widget.get("input").focus();
  await compose(["w", "wo", "wo'de"], "我的");
  await compose(["d", "ding", "ding'dan"], "订单");
  assert.equal(await widget.get("input").inputValue(), "我的订单");
  await hasCount(widget.get("message-visitor"), 0);
  await widget.get("input").press("Enter");
  await hasCount(widget.message("visitor", "我的订单"), 1);
});
