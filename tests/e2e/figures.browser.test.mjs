// The figures of supervisors: what happened is what is counted, for programs, spreadsheets and eyes.
import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { assertEventually, browserTest, hasCount, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { request } from "./support/http.mjs";
import { PASSWORD, Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

/** A name that a spreadsheet would run. */
const FORMULA = "=1+1";

describe("figures", () => {
  let server;
  let cookie;
  before(async () => {
    server = await Server.start();
    await server.addUser("李敏");
    await server.addUser(FORMULA);
    await server.addUser("赵岚", { role: "supervisor" });
    cookie = await server.cookie("赵岚", PASSWORD);
    for (const [name, score] of [
      ["李敏", 5],
      [FORMULA, 2],
    ]) {
      const agent = await Agent.join(server, name);
      const visitor = await Visitor.join(server);
      const { conversation } = visitor.welcome;
      await visitor.human();
      const { number } = await visitor.workOrder();
      await agent.queued(conversation);
      await agent.claim(conversation);
      await agent.do({ type: "message", conversation, text: "已为您补发，请查收。" });
      await agent.do({ type: "resolve", conversation, work_order: number, resolution: { text: "已补发。" } });
      await visitor.do({ type: "rate", score });
      if (score === 2) await visitor.do({ type: "work_order", number, action: "reopen", text: "还是没有" });
      for (const { socket } of [agent, visitor]) await socket.close();
    }
  });
  after(() => server?.stop());

  const get = (query) => request(`${server.url}/v1/figures${query}`, { headers: { cookie } });
  async function figures(query) {
    const { status, text } = await get(query);
    assert.equal(status, 200, text);
    return JSON.parse(text);
  }

  test("are computed from what happened, and say what they mean", async () => {
    const { total, lines, definitions, by } = await figures("?by=agent");
    assert.equal(by, "agent");
    assert.deepEqual([total.opened, total.settled, total.reopened], [2, 1, 1]);
    assert.equal(total.first_response.kept, 2, "reopening takes no first answer away");
    assert.equal(total.first_response.n, 2);
    assert.equal(typeof total.first_response.p90_s, "number");
    assert.deepEqual(total.satisfaction, { n: 2, satisfied: 0.5, mean: 3.5 });
    assert.deepEqual(lines.map(({ name }) => name).sort(), [FORMULA, "李敏"]);
    assert.equal(lines.find(({ name }) => name === "李敏").satisfaction.mean, 5);
    assert.ok(definitions.deflection.includes("72 h"));
    assert.equal(lines.every(({ deflection }) => deflection === null), true);
  });

  test("are grouped by whatever is asked for", async () => {
    for (const by of ["team", "type", "tier", "hour", "day"]) {
      const { lines, total } = await figures(`?by=${by}`);
      assert.equal(
        lines.reduce((sum, { opened }) => sum + opened, 0),
        total.opened,
        by,
      );
    }
    const day = await figures("?from=2020-01-01&to=2020-02-01");
    assert.equal(day.total.opened, 0);
    assert.match(day.from, /^2020-01-01T00:00:00\+08:00$/);
    assert.match(day.to, /^2020-02-02T00:00:00\+08:00$/);
  });

  test("a wrong question says what would be right", async () => {
    for (const [query, words] of [
      ["?by=volume", "`by` is none, team"],
      ["?from=yesterday", "`from` is a day such as 2026-11-01"],
      ["?to=2026-13-01", "`to` is a day"],
      ["?from=2026-11-02&to=2026-11-01", "`from` must lie before `to`"],
      ["?from=2024-01-01&to=2026-01-01", "at most 366 days"],
      ["?format=xml", "`format` is json or csv"],
    ]) {
      const { status, text } = await get(query);
      assert.equal(status, 400, query);
      assert.ok(JSON.parse(text).detail.includes(words), `${query}: ${text}`);
    }
  });

  test("come as a table that spreadsheets open and never run", async () => {
    const { status, headers, text } = await get("?by=agent&format=csv");
    assert.equal(status, 200);
    assert.match(headers["content-type"], /^text\/csv; charset=utf-8/);
    assert.match(headers["content-disposition"], /attachment/);
    assert.ok(text.startsWith("\uFEFFfrom,to,group,key,name,opened,"), text.slice(0, 60));
    const rows = text.slice(1).trim().split("\r\n");
    assert.equal(rows.length, 4);
    assert.ok(rows.some((line) => line.includes(`"'${FORMULA}"`)), text);
    assert.match(rows.at(-1), /^\d{4}-\d\d-\d\dT00:00:00\+08:00,.*,total,,,2,/);
  });

  async function logIn(path, options) {
    const page = await openPage(options);
    await page.goto(server.url + path);
    await page.getByTestId("login-name").fill("赵岚");
    await page.getByTestId("login-password").fill(PASSWORD);
    await page.getByTestId("login-submit").click();
    await page.getByTestId("figures").waitFor();
    return page;
  }

  for (const colorScheme of ["light", "dark"]) {
    browserTest(`are seen as charts, as a table and as scorecards, ${colorScheme}`, async () => {
      const page = await logIn("/desk/figures?by=tier", { viewport: { width: 1366, height: 768 }, colorScheme });
      await page.getByTestId("chart").first().locator("canvas").waitFor();
      await page.waitForTimeout(400); // drawn
      await shot(page, `figures-charts-${colorScheme}`);
      await mustBeAccessible(page);
      await page.getByText("表格", { exact: true }).click();
      await hasCount(page.getByTestId("figure-line"), 1);
      await page.getByText("这些数字的含义").click();
      await shot(page, `figures-table-${colorScheme}`);
      await mustBeAccessible(page);
      await page.getByText("记分卡", { exact: true }).click();
      await hasCount(page.getByTestId("scorecard"), 2);
      await assertEventually(async () => assert.match(page.url(), /show=scorecards/));
      await shot(page, `figures-scorecards-${colorScheme}`);
      await mustBeAccessible(page);
    });
  }
});
