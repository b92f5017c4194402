// Two numbers for one matter, and the other way round: merged, split and linked at the desk, seen by the customer.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { browserTest, hasCount, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { request } from "./support/http.mjs";
import { PASSWORD, Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

describe("arranging work orders", () => {
  let server;
  before(async () => {
    server = await Server.start();
    for (const name of ["李敏", "王强"]) await server.addUser(name);
    await server.addUser("赵岚", { role: "supervisor" });
  });
  after(() => server?.stop());

  async function claimed(name) {
    const agent = await Agent.join(server, name);
    const visitor = await Visitor.join(server);
    const { conversation } = visitor.welcome;
    await visitor.human();
    const { number, secret } = await visitor.workOrder();
    await agent.queued(conversation);
    await agent.claim(conversation);
    return { agent, visitor, conversation, number, secret };
  }
  const act = (agent, conversation, action, values) =>
    agent.do({ type: "action", conversation, action, arguments: values });
  const orders = (visitor) => visitor.log.filter(({ kind }) => kind === "work_order");
  /** The newest state of each order, as the visitor heard it. */
  const latest = (visitor) => new Map(orders(visitor).map((order) => [order.number, order]));

  test("a split number and a merged one both work for their customer", async () => {
    const { agent, visitor, conversation, number, secret } = await claimed("李敏");
    await act(agent, conversation, "split", { work_order: number, title: "退款单独处理", reason: "两件事" });
    await visitor.caughtUp();
    const part = [...latest(visitor).values()].find((order) => order.number !== number);
    assert.ok(part, "the customer has the new number");
    assert.ok(part.secret);
    const seen = async (which, key) => {
      const { status, text } = await request(`${server.url}/v1/work-orders/${which}`, {
        headers: { authorization: `Bearer ${key}` },
      });
      assert.equal(status, 200, text);
      return JSON.parse(text);
    };
    assert.equal((await seen(part.number, part.secret)).number, part.number);
    await act(agent, conversation, "merge", { work_order: part.number, with: number, reason: "还是一件事" });
    const merged = await seen(part.number, part.secret);
    assert.equal(merged.number, number, "it shows where the matter lives now");
    assert.deepEqual(merged.merged, [part.number]);
    assert.equal((await seen(number, secret)).status, "assigned");
    // What the customer does with the old number is done to the order that goes on.
    await visitor.do({ type: "work_order", number: part.number, action: "urge", text: "快点" });
    assert.equal((await seen(number, secret)).timeline.at(-1).what, "urged");
    const body = new URLSearchParams({ number: part.number, secret: part.secret });
    const entry = await fetch(`${server.url}/track`, { method: "POST", body, redirect: "manual" });
    assert.equal(entry.status, 303);
    const cookie = entry.headers.get("set-cookie").split(";")[0];
    const page = await request(`${server.url}/track`, { headers: { cookie } });
    assert.match(page.text, new RegExp(`工单 ${part.number} 已并入 ${number}`));
    await agent.socket.close();
  });

  test("who is second hears who was first, and what they did", async () => {
    const { agent, conversation, number } = await claimed("李敏");
    const boss = await Agent.join(server, "赵岚");
    const before = 2; // opened, assigned
    await act(agent, conversation, "split", { work_order: number, title: "另一件", reason: "两件事", version: before });
    const refused = await boss.try({
      type: "action",
      conversation,
      action: "split",
      arguments: { work_order: number, title: "再一件", reason: "两件事", version: before },
    });
    assert.equal(refused.code, "conflict");
    assert.deepEqual(
      refused.changes.map(({ who, what }) => [who, what]),
      [["李敏", "split"]],
    );
    for (const { socket } of [agent, boss]) await socket.close();
  });

  browserTest("an agent splits and merges at the desk", async () => {
    const { agent, conversation, number } = await claimed("王强");
    await agent.socket.close();
    const page = await openPage({ viewport: { width: 1366, height: 768 } });
    await page.goto(`${server.url}/desk?conversation=${conversation}`);
    await page.getByTestId("login-name").fill("王强");
    await page.getByTestId("login-password").fill(PASSWORD);
    await page.getByTestId("login-submit").click();
    await page.getByTestId("desk").waitFor();
    await page.getByTestId("context-pane").getByRole("tab", { name: /工单/ }).click();
    await page.getByTestId("order-split").first().click();
    await page.getByTestId("arrange-title").fill("退款单独处理");
    await page.getByTestId("arrange-reason").fill("两件事");
    await shot(page, "arrange-split");
    await mustBeAccessible(page);
    await page.getByTestId("arrange-submit").click();
    await hasCount(page.getByTestId("work-order"), 2);
    await page.getByTestId("answered-order").waitFor();
    await page.getByTestId("order-merge").first().click();
    await page.getByTestId("arrange-reason").fill("还是一件事");
    await shot(page, "arrange-merge");
    await page.getByTestId("arrange-submit").click();
    await page.getByTestId("merged-into").waitFor();
    assert.match(await page.getByTestId("merged-into").innerText(), new RegExp(number));
    await shot(page, "arrange-merged");
    await mustBeAccessible(page);
  });
});
