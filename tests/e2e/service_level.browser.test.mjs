// What was promised beside what happened: for programs, and as a page without scripts.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { request } from "./support/http.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

describe("the service level", () => {
  let server;
  before(async () => {
    server = await Server.start();
    await server.addUser("limin");
    const agent = await Agent.join(server, "limin");
    const visitor = await Visitor.join(server);
    const { conversation } = visitor.welcome;
    await visitor.human();
    const { number } = await visitor.workOrder();
    await agent.queued(conversation);
    await agent.claim(conversation);
    await agent.do({ type: "message", conversation, text: "已为您补发，请查收。" });
    await agent.do({ type: "resolve", conversation, work_order: number, resolution: { text: "已补发。" } });
    await visitor.do({ type: "rate", score: 5 });
    const waiting = await Visitor.join(server);
    await waiting.human();
    await waiting.workOrder();
    for (const { socket } of [agent, visitor, waiting]) await socket.close();
  });
  after(() => server?.stop());

  test("is computed from what happened", async () => {
    const { status, text } = await request(`${server.url}/v1/service-level`);
    assert.equal(status, 200);
    const { periods, now, promises } = JSON.parse(text);
    assert.deepEqual(
      periods.map(({ days }) => days),
      [30, 90],
    );
    for (const period of periods) {
      assert.deepEqual([period.opened, period.settled, period.reopened], [2, 1, 0]);
      assert.deepEqual(period.satisfaction, { ratings: 1, satisfied: 1, mean: 5 });
      const answered = period.by_promise.reduce((sum, { first_response }) => sum + first_response.kept, 0);
      assert.equal(answered, 1, "whose promise still runs is not counted");
    }
    assert.equal(now.waiting, 1);
    assert.ok(promises.some(({ urgent, first_response_s }) => urgent && first_response_s === 7200));
  });

  for (const [width, height] of [
    [390, 844],
    [1280, 900],
  ]) {
    for (const colorScheme of ["light", "dark"]) {
      browserTest(`the page is readable at ${width} px, ${colorScheme}`, async () => {
        const page = await openPage({ viewport: { width, height }, colorScheme });
        await page.goto(`${server.url}/service-level`);
        assert.match(await page.locator("h1").innerText(), /服务承诺与实际/);
        assert.match(await page.locator("main").innerText(), /最近 30 天/);
        await mustBeAccessible(page);
        await shot(page, `service-level-${width}-${colorScheme}`);
        const wider = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wider, false, "the page scrolls sideways");
      });
    }
  }

  browserTest("in English", async () => {
    const page = await openPage({ locale: "en-GB", viewport: { width: 1280, height: 900 } });
    await page.goto(`${server.url}/service-level`);
    assert.match(await page.locator("main").innerText(), /The last 90 days/);
    await mustBeAccessible(page);
    await shot(page, "service-level-en");
  });
});
