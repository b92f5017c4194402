// The demo shop and its widget, in a real browser against a real server.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
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
import { connectedTo, Server, startOrders } from "./support/server.mjs";
import { isOrderNumber } from "./support/work_order.mjs";

let orders;
let server;
before(async () => {
  orders = await startOrders();
  server = await Server.start({
    content: shippedContent,
    config: { demo: true, ...connectedTo(orders.url) },
  });
});
after(async () => {
  await server?.stop();
  await orders?.stop();
});

/** The shop with the widget open. */
async function shop(options) {
  const page = await openPage(options);
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  return { page, widget };
}

/** Nothing of it is scrolled out of the box. */
async function isInside(locator, box) {
  const [inner, outer] = await Promise.all([
    locator.boundingBox(),
    box.boundingBox(),
  ]);
  return inner.y >= outer.y && inner.y + inner.height <= outer.y + outer.height;
}

const texts = (locator) =>
  locator.evaluateAll((items) => items.map((item) => item.textContent));

describe("in the shop", () => {
  browserTest(
    "a question is answered with its source, then a person is called and a work order shown",
    async () => {
      const { page, widget } = await shop();
      await shot(page, "shop-greeting");
      await widget.say("提现多久到账");
      await widget.hears("bot", "2 小时内");
      assert.match(
        await widget.get("source").last().textContent(),
        /提现多久到账/,
      );
      await shot(page, "shop-answer");
      await widget.get("human").click();
      await widget.get("work-order").waitFor();
      const number = (await widget.get("order-number").textContent()).match(
        /GD[\d-]+/,
      )[0];
      assert.ok(isOrderNumber(number), number);
      await widget.get("queue").waitFor();
      // Number and promise are in view by themselves, and that nobody is there is said once.
      await assertEventually(async () => {
        assert.ok(
          await isInside(widget.get("order-number"), widget.get("log")),
        );
        assert.ok(await isInside(widget.get("countdown"), widget.get("log")));
        assert.ok(
          await isInside(
            widget.get("message-system").last(),
            widget.get("log"),
          ),
        );
      });
      const log = await widget.get("log").textContent();
      assert.equal(log.match(/没有(人|客服)在/g)?.length, 1, log);
      await shot(page, "shop-work-order");
      await mustBeAccessible(page);

      await page.reload();
      await page.getByTestId("yd-launcher").click();
      await widget.hears("bot", "2 小时内");
      await hasCount(widget.message("visitor", "提现多久到账"), 1);
      assert.equal(
        (await widget.get("order-number").textContent()).match(/GD[\d-]+/)[0],
        number,
      );
      await hasCount(widget.get("work-order"), 1);
      await shot(page, "shop-reloaded");
    },
  );

  browserTest("the main job runs by keyboard and buttons", async () => {
    const { page, widget } = await shop();
    await widget.get("suggestion").filter({ hasText: "充值没到账" }).click();
    await widget.hears("bot", "订单号");
    await widget.say("20261120002");
    await widget.get("work-order").waitFor();
    await widget.choose("补发");
    await widget.get("queue").waitFor();
    await shot(page, "shop-main-job");
  });

  browserTest(
    "the shop's own sample questions get an answer, and every one a way to a person",
    async () => {
      const { page, widget } = await shop();
      const samples = await page
        .locator("[data-ask]")
        .evaluateAll((all) => all.map((one) => one.dataset.ask));
      assert.ok(samples.length >= 3);
      await widget.say(samples[0]);
      await assertEventually(async () =>
        assert.ok((await widget.get("message-bot").count()) >= 1),
      );
      await widget.get("human").waitFor();
      await widget.get("urgent").waitFor();
    },
  );

  browserTest(
    "Enter of an input method does not send, in either order of events",
    async () => {
      const { page, widget } = await shop();
      const input = widget.get("input");
      await input.fill("tixian");
      // Chromium and Firefox: Enter comes while the composition is still running.
      await input.evaluate((area) => {
        area.dispatchEvent(
          new CompositionEvent("compositionstart", { bubbles: true }),
        );
        const enter = {
          key: "Enter",
          keyCode: 229,
          isComposing: true,
          bubbles: true,
          cancelable: true,
        };
        area.dispatchEvent(new KeyboardEvent("keydown", enter));
        area.dispatchEvent(
          new CompositionEvent("compositionend", {
            data: "提现",
            bubbles: true,
          }),
        );
      });
      // Safari: the composition has ended when Enter comes; only its key code tells.
      await input.evaluate((area) => {
        area.dispatchEvent(
          new CompositionEvent("compositionstart", { bubbles: true }),
        );
        area.dispatchEvent(
          new CompositionEvent("compositionend", {
            data: "提现",
            bubbles: true,
          }),
        );
        const enter = {
          key: "Enter",
          keyCode: 229,
          isComposing: false,
          bubbles: true,
          cancelable: true,
        };
        area.dispatchEvent(new KeyboardEvent("keydown", enter));
      });
      // A composition of the browser's own, ended by Enter.
      const debug = await page.context().newCDPSession(page);
      await input.fill("");
      await debug.send("Input.imeSetComposition", {
        text: "提现多久",
        selectionStart: 4,
        selectionEnd: 4,
      });
      await debug.send("Input.dispatchKeyEvent", {
        type: "rawKeyDown",
        key: "Process",
        windowsVirtualKeyCode: 229,
        nativeVirtualKeyCode: 13,
      });
      await debug.send("Input.insertText", { text: "提现多久" });
      assert.equal(await input.inputValue(), "提现多久");
      await input.press("Shift+Enter");
      await input.pressSequentially("到账");
      assert.equal(await input.inputValue(), "提现多久\n到账");
      assert.equal(await widget.get("message-visitor").count(), 0);
      assert.equal(await widget.get("pending").count(), 0);
      await input.press("Enter");
      await widget.get("message-visitor").waitFor();
      assert.deepEqual(
        await texts(widget.get("message-visitor").locator(".plain")),
        ["提现多久\n到账"],
      );
      assert.equal(await input.inputValue(), "");
    },
  );

  browserTest(
    "what is typed while the server is down is kept, over a reload too, and sent once when it is back",
    async () => {
      const { page, widget } = await shop();
      await widget.say("提现多久到账");
      await widget.hears("bot", "2 小时内");
      await server.kill();
      await widget.get("offline").waitFor();
      await widget.say("断线时写的第一句");
      await widget.say("断线时写的第二句");
      await hasCount(widget.get("pending"), 2);
      await shot(page, "shop-offline");
      await server.restart();
      await hasCount(widget.get("pending"), 0);
      await hasCount(widget.message("visitor", "断线时写的第一句"), 1);
      await hasCount(widget.message("visitor", "断线时写的第二句"), 1);
      await hasCount(widget.message("bot", "2 小时内"), 1);
      await page.reload();
      await page.getByTestId("yd-launcher").click();
      await widget.hears("visitor", "断线时写的第二句");
      await hasCount(widget.message("visitor", "断线时写的第一句"), 1);
    },
  );

  browserTest("an urgent complaint gives a number at once", async () => {
    const { page, widget } = await shop({
      viewport: { width: 390, height: 844 },
    });
    await widget.get("urgent").click();
    await widget.get("work-order").waitFor();
    await shot(page, "phone-urgent");
    await mustBeAccessible(page);
  });
});

describe("in English", () => {
  browserTest(
    "the whole page speaks it to an English browser, and answers in it",
    async () => {
      const page = await openPage({ locale: "en-US" });
      await page.goto(`${server.url}/chat`);
      const widget = new Widget(page);
      await widget.get("greeting").waitFor();
      assert.match(await widget.get("human").textContent(), /Talk to a person/);
      await widget.say("How long does a withdrawal take?");
      await widget.get("message-bot").waitFor();
      const answer = await widget.get("message-bot").first().textContent();
      assert.doesNotMatch(answer, /[\u4e00-\u9fff]/, answer);
      await widget.get("human").click();
      await widget.get("work-order").waitFor();
      assert.doesNotMatch(
        await widget.get("work-order").textContent(),
        /[\u4e00-\u9fff]/,
      );
      assert.doesNotMatch(
        await widget.get("queue").textContent(),
        /[\u4e00-\u9fff]/,
      );
      await shot(page, "chat-english");
      await mustBeAccessible(page);
    },
  );

  browserTest("a visitor of the shop switches to it", async () => {
    const { page, widget } = await shop({ locale: "en-US" });
    await widget.get("menu").click();
    await page.getByRole("radio", { name: "English" }).check();
    await page.keyboard.press("Escape");
    await assertEventually(async () => {
      assert.match(
        await widget.get("greeting").textContent(),
        /automated assistant/,
      );
    });
    await widget.say("How long does a withdrawal take?");
    await widget.get("message-bot").waitFor();
    const answer = await widget.get("message-bot").first().textContent();
    assert.doesNotMatch(answer, /[\u4e00-\u9fff]/, answer);
    await shot(page, "shop-english");
  });
});
