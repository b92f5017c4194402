// The tracking page: a work order for whoever has number and secret, without the chat and without scripts.
import assert from "node:assert/strict";
import { after, before, describe } from "node:test";
import { browserTest, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const PHONE = { width: 390, height: 844 };

describe("the tracking page", () => {
  let server;
  let visitor;
  let order;
  before(async () => {
    server = await Server.start();
    visitor = await Visitor.join(server);
    await visitor.human();
    order = await visitor.workOrder();
  });
  after(async () => {
    await visitor?.socket.close();
    await server?.stop();
  });

  async function opened(options) {
    const page = await openPage({ viewport: PHONE, ...options });
    await page.goto(`${server.url}/track`);
    return page;
  }
  const fill = async (page, number, secret) => {
    await page.locator("#number").fill(number);
    await page.locator("#secret").fill(secret);
    await page.locator("button.main").click();
  };

  browserTest("a wrong secret is told; the right one shows status, promise and what happened", async () => {
    const page = await opened();
    await mustBeAccessible(page);
    await fill(page, order.number, "aaaa-aaaa-aaaa-aaaa");
    assert.match(await page.locator("[role=alert]").innerText(), /工单号或跟踪密码不对/);
    assert.equal(await page.locator("#number").inputValue(), order.number);
    await shot(page, "track-wrong-390");
    await fill(page, order.number, order.secret.toUpperCase());
    assert.equal(await page.locator("h1").innerText(), "已受理，等客服接手");
    assert.match(new URL(page.url()).search, /^(\?lang=[-\w]+)?$/);
    assert.match(await page.locator("main").innerText(), /首次答复\s+最迟 \d{4}年/);
    assert.equal((await page.content()).includes(order.secret), false);
    await mustBeAccessible(page);
    await shot(page, "track-order-390");
  });

  browserTest("what is written there reaches the chat, once, and withdrawing ends it", async () => {
    const page = await opened({ locale: "en", viewport: { width: 1280, height: 900 } });
    await fill(page, order.number, order.secret);
    await page.locator("textarea").fill("付款截图在支付宝账单里");
    await page.locator("button[value=add_evidence]").click();
    assert.match(await page.locator("[role=status]").innerText(), /Noted on the case/);
    await visitor.event("what was added", ({ kind, text }) => kind === "work_order_request" && /支付宝账单/.test(text));
    await mustBeAccessible(page);
    await shot(page, "track-order-1280");
    await page.locator("button[value=withdraw]").click();
    assert.equal(await page.locator("h1").innerText(), "Closed");
    await visitor.workOrder(({ status }) => status === "closed");
    await page.locator("nav a[href*=other]").click();
    assert.equal(await page.locator("#number").inputValue(), "");
  });
});
