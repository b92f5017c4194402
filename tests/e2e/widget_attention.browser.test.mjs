// A visitor who looks elsewhere is called back: by the title of the page, and by a sound that can be switched off.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, openPage, shot, Widget } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ config: { demo: true } });
  await server.addUser("lin");
});
after(() => server?.stop());

/** Counts the sounds that the page makes, and lets the test say whether anybody looks at it. */
async function watch(page) {
  await page.addInitScript(() => {
    window.sounds = 0;
    window.titles = [];
    const Real = window.AudioContext;
    window.AudioContext = class extends Real {
      constructor(...args) {
        super(...args);
        window.sounds++;
      }
    };
    let hidden = false;
    Object.defineProperty(Document.prototype, "hidden", { configurable: true, get: () => hidden });
    window.lookAway = (away) => {
      hidden = away;
      document.dispatchEvent(new Event("visibilitychange"));
    };
    new MutationObserver(() => window.titles.push(document.title)).observe(document, {
      childList: true,
      subtree: true,
      characterData: true,
    });
  });
}
const sounds = (page) => page.evaluate(() => window.sounds);
const lookAway = (page, away = true) => page.evaluate((to) => window.lookAway(to), away);

/** A visitor with a person, in the panel of the demo shop. */
async function talking({ motion = "reduce" } = {}) {
  const page = await openPage();
  await page.emulateMedia({ reducedMotion: motion });
  await watch(page);
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  const { conversation } = await widget.session();
  const agent = await Agent.join(server, "lin", { capacity: 50 });
  await agent.queued(conversation);
  await agent.claim(conversation);
  // What says so is not counted among what comes afterwards.
  await page.getByTestId("yd-panel").getByText("已接入").last().waitFor();
  return { page, widget, agent, conversation };
}

browserTest("the title calls back who looks elsewhere, with how many there are, and rests when they look", async () => {
  const { page, widget, agent, conversation } = await talking();
  const own = await page.title();
  await lookAway(page);
  await agent.say(conversation, "您好，我是小林");
  await assertEventually(async () => assert.equal(await page.title(), "1 条新消息"));
  await agent.say(conversation, "您的订单我看到了");
  await assertEventually(async () => assert.equal(await page.title(), "2 条新消息"));
  await lookAway(page, false);
  assert.equal(await page.title(), own);
  await widget.hears("agent", "您的订单我看到了");
  // Who looks on is not called.
  const before = await sounds(page);
  await agent.say(conversation, "正在核对");
  await widget.hears("agent", "正在核对");
  assert.equal(await page.title(), own);
  assert.equal(await sounds(page), before);
  await agent.socket.cut();
});

browserTest("it flashes where motion is welcome, and leaves a title alone that the page has changed", async () => {
  const { page, agent, conversation } = await talking({ motion: "no-preference" });
  const own = await page.title();
  await lookAway(page);
  await agent.say(conversation, "您好");
  await assertEventually(async () => {
    const seen = await page.evaluate(() => window.titles);
    assert.ok(seen.filter((title) => title === "1 条新消息").length >= 2 && seen.includes(own), seen.join(" | "));
  });
  await page.evaluate(() => (document.title = "付款成功"));
  await lookAway(page, false);
  assert.equal(await page.title(), "付款成功");
  await agent.socket.cut();
});

browserTest("a short sound comes with it, unless the menu says no; that is remembered", async () => {
  const { page, widget, agent, conversation } = await talking();
  await lookAway(page);
  await agent.say(conversation, "您好");
  await assertEventually(async () => assert.equal(await sounds(page), 1));
  await lookAway(page, false);
  await widget.get("menu").click();
  await page.getByLabel("新消息提示音").uncheck();
  await shot(page, "menu-sound");
  await page.reload();
  const again = await Widget.open(page);
  await again.hears("agent", "您好");
  await lookAway(page);
  await agent.say(conversation, "还在吗？");
  await assertEventually(async () => assert.equal(await page.title(), "1 条新消息"));
  assert.equal(await sounds(page), 0);
  await lookAway(page, false);
  await again.get("menu").click();
  assert.equal(await page.getByLabel("新消息提示音").isChecked(), false);
  await agent.socket.cut();
});

/** Asks the page `expression` as nobody who touched it: what Playwright runs itself counts as a touch. */
async function untouching(page) {
  const session = await page.context().newCDPSession(page);
  return async (expression) => {
    const { result } = await session.send("Runtime.evaluate", { expression, returnByValue: true });
    return result.value;
  };
}

browserTest("no sound before the visitor has touched the page; the launcher counts", async () => {
  const { page: touched, agent, conversation } = await talking();
  // A reload may keep that the page was touched; a new tab knows nothing of it.
  const page = await touched.context().newPage();
  await touched.close();
  await watch(page);
  const ask = await untouching(page);
  await page.goto(`${server.url}/`);
  const badge = `document.querySelector("yingda-launcher")?.shadowRoot.querySelector(".badge")?.dataset.count`;
  await assertEventually(async () => assert.equal(await ask("typeof window.yingda"), "function"));
  await agent.say(conversation, "请您看一下");
  await assertEventually(async () => assert.match(await ask(badge), /^[1-9]/));
  const before = Number(await ask(badge));
  assert.equal(await ask("window.lookAway(true)"), undefined);
  await agent.say(conversation, "您还在吗");
  // The title comes with the sound, from the same file.
  await assertEventually(async () => assert.match(await ask("document.title"), new RegExp(`^${before + 1} `)));
  assert.equal(await ask("navigator.userActivation.hasBeenActive"), false);
  assert.equal(await ask("window.sounds"), 0);
  await ask("window.lookAway(false)");
  await page.mouse.click(5, 5);
  await agent.say(conversation, "我再等您一会儿");
  await assertEventually(async () => assert.equal(await ask("window.sounds"), 1));
  await agent.socket.cut();
});
