// A long queue and a long conversation in the real browser: scrolled, claimed, read back, and never pulled away from
// what is being read.
import assert from "node:assert/strict";
import { after } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { crowd, longTalk } from "./support/many.mjs";
import { PASSWORD, Server } from "./support/server.mjs";

const servers = [];
after(() => Promise.all(servers.map((server) => server.stop())));

async function started() {
  const server = await Server.start();
  servers.push(server);
  await server.addUser("limin", { names: ["李敏", "Li Min"] });
  return server;
}

async function logIn(page, url) {
  await page.goto(url);
  await page.getByTestId("login-name").fill("limin");
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("desk").waitFor();
}

const scrollBy = (page, selector, by) =>
  page.evaluate(([where, dy]) => void document.querySelector(where).scrollBy(0, dy), [selector, by]);

browserTest("1,200 who wait are counted, scrolled through, and taken from behind", async () => {
  const server = await started();
  await crowd(server, 1200);
  const page = await openPage();
  await logIn(page, `${server.url}/desk`);
  await page.getByTestId("tab-queue").getByText("1200").waitFor();
  await page.getByTestId("list-further").getByText("1200").waitFor();
  await mustBeAccessible(page);
  await shot(page, "desk-long-queue");
  await page.getByTestId("conversation-row").first().getByTestId("claim").click();
  await page.getByTestId("composer-text").waitFor();
  await page.getByTestId("tab-queue").click();
  await page.getByTestId("tab-queue").getByText("1199").waitFor();
  // To the end, however many pages that takes.
  await assertEventually(async () => {
    await scrollBy(page, ".list-rows", 1_000_000);
    assert.equal(await page.getByTestId("list-further").count(), 0);
  });
  // The list grows when a page has come: the end is in sight once the last of all is drawn.
  const last = page.locator('.list-rows [data-item-index="1198"]').getByTestId("conversation-row");
  await assertEventually(async () => {
    await scrollBy(page, ".list-rows", 1_000_000);
    assert.equal(await last.count(), 1);
  });
  const taken = await last.getAttribute("data-conversation");
  await last.getByTestId("claim").click();
  await page.getByTestId("composer-text").waitFor();
  await assertEventually(async () => {
    assert.equal(await page.getByTestId("thread").getAttribute("data-conversation"), taken);
  });
  await page.getByTestId("tab-queue").getByText("1198").waitFor();
  assert.equal(await page.getByTestId("connection-banner").count(), 0);
});

browserTest("3,000 messages open at their end and are read back to the first one", async () => {
  const server = await started();
  const agent = await Agent.join(server, "limin");
  const { conversation, visitor } = await longTalk(server, agent, 3000);
  await agent.socket.close();
  const page = await openPage();
  await logIn(page, `${server.url}/desk?conversation=${conversation}`);
  const transcript = page.getByTestId("transcript");
  await transcript.getByText("第 3000 条", { exact: false }).first().waitFor();
  await shot(page, "desk-long-thread");

  // Whoever has just scrolled up stays there, however late a row is measured.
  const pulledBack = await page.evaluate(async () => {
    const scroller = document.querySelector(".transcript-items");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const wait = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
    let times = 0;
    for (let i = 0; i < 24; i += 1) {
      scroller.scrollTop = scroller.scrollHeight;
      await wait(120);
      const rows = scroller.querySelectorAll("[data-index]");
      const row = rows[rows.length - 1];
      row.style.paddingBottom = `${20 + (i % 2) * 40}px`;
      await frame();
      if (i % 3 > 0) await wait(i % 3);
      // As a browser does it: the wheel first, then the movement.
      scroller.dispatchEvent(new WheelEvent("wheel", { deltaY: -400, bubbles: true }));
      scroller.scrollTop -= 400;
      await wait(150);
      if (scroller.scrollHeight - scroller.clientHeight - scroller.scrollTop < 200) times += 1;
    }
    return times;
  });
  assert.equal(pulledBack, 0);

  // What is said meanwhile does not move what is read, and is counted.
  await visitor.say("还在等");
  await page.getByTestId("to-bottom").getByText("1").waitFor();

  const first = transcript.getByText("最早的一句话", { exact: false });
  await assertEventually(async () => {
    await scrollBy(page, ".transcript-items", -1_000_000);
    assert.ok((await first.count()) > 0);
  });
  await page.getByTestId("thread-beginning").waitFor();
  await page.getByTestId("to-bottom").click();
  await transcript.getByText("还在等").waitFor();
  await page.getByTestId("composer-text").fill("马上好");
  await page.getByTestId("composer-text").press("Enter");
  await transcript.getByText("马上好").waitFor();
});
