// Content reaches the running server: new releases, bad ones, back again.
import assert from "node:assert/strict";
import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { lines, run, shippedContent } from "./support/command.mjs";
import { Content } from "./support/content.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { PATIENCE_MS, pause } from "./support/wait.mjs";

const QUESTION = "提现多久到账";
const REACHES_WITHIN_MS = 1_000;

/** Asks until the bot answers like `pattern`; how long that took. */
async function answersLike(visitor, pattern) {
  const started = Date.now();
  for (;;) {
    const { seq } = await visitor.say(QUESTION);
    const reply = await visitor.event("a reply", (event) => event.from?.role === "bot", { after: seq });
    if (pattern.test(reply.text)) return Date.now() - started;
    assert.ok(Date.now() - started < PATIENCE_MS, `still "${reply.text}" after ${PATIENCE_MS} ms`);
    await pause(20);
  }
}

/** A visitor whom the flow has asked for the city. */
async function inMidFlow(server) {
  const visitor = await Visitor.join(server);
  await visitor.say("修改收货地址");
  await visitor.hears("bot", /哪个城市/);
  return visitor;
}

/** What the flow says at its end, and the test that holds it, differ from now on. */
function rewordTheEnd(content) {
  content.edit("flows/cases.yaml", "已改到 {city}。", "新地址是 {city}。");
  content.edit("flows/tests/cases.yaml", "已改到 杭州", "新地址是 杭州");
}

async function publish(server, path) {
  const said = await run(["publish", path, "--data", server.data, "--config", server.configFile]);
  assert.equal(said.code, 0, said.stderr);
  return Number(/release (\d+)/.exec(said.stdout)[1]);
}

describe("a publish", () => {
  test("reaches a connected visitor within a second, and drops nobody", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const visitor = await Visitor.join(server);
    await answersLike(visitor, /2 小时内/);
    content.answer("提现 **半小时内** 到账。");
    assert.equal(await publish(server, content.path), 2);
    const took = await answersLike(visitor, /半小时内/);
    assert.ok(took <= REACHES_WITHIN_MS, `took ${took} ms`);
    assert.equal(visitor.socket.isClosed, false);
    await server.stop();
  });

  test("of the shipped content reaches the server within a second, too", async () => {
    const server = await Server.start();
    const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
    await publish(server, shippedContent);
    const took = await answersLike(visitor, /17:00/);
    assert.ok(took <= REACHES_WITHIN_MS, `took ${took} ms`);
    await server.stop();
  });

  test("under load swaps without a dropped connection, a lost message or a mixed answer", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const visitors = await Promise.all(Array.from({ length: 40 }, () => Visitor.join(server)));
    let running = true;
    const talking = visitors.map(async (visitor) => {
      let asked = 0;
      for (; running; asked++) await visitor.say(QUESTION);
      return asked;
    });
    content.answer("提现 **半小时内** 到账。");
    await publish(server, content.path);
    await answersLike(await Visitor.join(server), /半小时内/);
    running = false;
    const asked = (await Promise.all(talking)).reduce((sum, count) => sum + count, 0);
    let before = 0;
    let after = 0;
    for (const visitor of visitors) {
      await visitor.say(QUESTION);
      await visitor.socket.settled();
      assert.equal(visitor.socket.isClosed, false);
      const said = visitor.texts("bot");
      const first = said.findIndex((text) => /半小时内/.test(text));
      for (const text of said.slice(0, first)) assert.match(text, /2 小时内/);
      for (const text of said.slice(first)) assert.match(text, /半小时内/);
      before += first;
      after += said.length - first;
    }
    assert.equal(before + after, asked + visitors.length);
    console.log(`${visitors.length} visitors, ${before} answers of the old release, ${after} of the new, none lost`);
    await server.stop();
  });

  test("lets a conversation finish its flow on the release it began on", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const begun = await inMidFlow(server);
    rewordTheEnd(content);
    content.answer("提现 **半小时内** 到账。");
    await publish(server, content.path);
    await answersLike(await Visitor.join(server), /半小时内/);
    await begun.say("杭州");
    await begun.hears("bot", /^已改到 杭州。$/);
    const { seq } = await begun.say("换个收货地址");
    const next = await begun.event("the next words", (event) => event.from?.role === "bot", { after: seq });
    if (/哪个城市/.test(next.text)) await begun.say("苏州");
    await begun.hears("bot", /^新地址是 (苏州|杭州)。$/, seq);
    await server.stop();
  });

  test("is not what a conversation in the middle of a flow finishes on, not even after a kill", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const begun = await inMidFlow(server);
    rewordTheEnd(content);
    await publish(server, content.path);
    await server.kill();
    await server.restart({ content: null });
    await begun.resume();
    await begun.say("杭州");
    await begun.hears("bot", /^已改到 杭州。$/);
    const next = await inMidFlow(server);
    await next.say("苏州");
    await next.hears("bot", /^新地址是 苏州。$/);
    await server.stop();
  });

  test("whose release no longer fits the configuration leaves its conversations to a person", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const begun = await inMidFlow(server);
    content.edit("flows/cases.yaml", "team: after_sales", "team: general");
    await publish(server, content.path);
    await server.kill();
    server.configure({ teams: { general: "综合客服", disputes: "争议处理" } });
    await server.restart({ content: null });
    await begun.resume();
    const order = await begun.workOrder();
    assert.match(order.number, /^GD/);
    assert.match(server.log, /"event":"release_lost".*"release":"r1"|"release":"r1".*"event":"release_lost"/);
    await begun.say("杭州");
    await server.stop();
  });

  test("of two at once is won by one; the other is told", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const mine = ["--data", server.data, "--config", server.configFile];
    content.answer("提现 **半小时内** 到账。");
    assert.equal((await run(["publish", content.path, "--base", "1", ...mine])).code, 0);
    content.answer("提现 **一小时内** 到账。");
    const late = await run(["publish", content.path, "--base", "1", ...mine]);
    assert.equal(late.code, 1, late.stdout + late.stderr);
    assert.match(late.stderr, /release 2 .*--diff 1 2/);
    await answersLike(await Visitor.join(server), /半小时内/);
    const diff = await server.run(["publish", "--diff", "1", "2"]);
    assert.match(diff, /^--- a\/knowledge_base\/withdraw-arrival\.md$/m);
    assert.match(diff, /^-.*2 小时内/m);
    assert.match(diff, /^\+.*半小时内/m);
    await server.stop();
  });

  test("of broken content is refused with every finding, and the old release stays live", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const visitor = await Visitor.join(server);
    content.answer("提现 **明年** 到账。");
    content.break();
    const refused = await run(["publish", content.path, "--data", server.data]);
    assert.equal(refused.code, 1, refused.stdout + refused.stderr);
    const said = lines(refused.stderr);
    assert.ok(said.length >= 2, refused.stderr);
    for (const line of said) assert.match(line, /cases\.yaml:\d+:\d+: error: .+ \[[a-z-]+\]$/);
    await answersLike(visitor, /2 小时内/);
    assert.equal(lines(await server.run(["publish", "--list"])).length, 1);
    await server.stop();
  });

  test("of content whose conversation tests fail is refused", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    content.edit("flows/tests/cases.yaml", "哪个城市", "哪个星球");
    const refused = await run(["publish", content.path, "--data", server.data]);
    assert.equal(refused.code, 1, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /哪个星球/);
    assert.equal(lines(await server.run(["publish", "--list"])).length, 1);
    await server.stop();
  });

  test("of what is not there is a usage error", async () => {
    const server = await Server.start();
    for (const args of [["/nonexistent"], [], ["--rollback", "77"]]) {
      const result = await run(["publish", ...args, "--data", server.data]);
      assert.equal(result.code, 2, result.stdout + result.stderr);
      assert.equal(lines(result.stderr).length, 1, result.stderr);
    }
    await server.stop();
  });
});

describe("a rollback", () => {
  test("reaches the running server and is remembered after a restart", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    const visitor = await Visitor.join(server);
    content.answer("提现 **半小时内** 到账。");
    await publish(server, content.path);
    await answersLike(visitor, /半小时内/);
    await server.run(["publish", "--rollback", "1"]);
    const took = await answersLike(visitor, /2 小时内/);
    assert.ok(took <= REACHES_WITHIN_MS, `took ${took} ms`);
    const listed = lines(await server.run(["publish", "--list"]));
    assert.deepEqual(
      listed.map((line) => line.slice(0, 3)),
      ["  2", "* 1"],
    );
    await server.stop();
    await server.restart({ content: null });
    await visitor.resume();
    await answersLike(visitor, /2 小时内/);
    await server.stop();
  });
});

describe("serve --content", () => {
  test("publishes at the start what has changed, and only that", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    await server.stop();
    await server.restart();
    await server.stop();
    assert.equal(lines(await server.run(["publish", "--list"])).length, 1);
    content.answer("提现 **半小时内** 到账。");
    await server.restart();
    await answersLike(await Visitor.join(server), /半小时内/);
    assert.equal(lines(await server.run(["publish", "--list"])).length, 2);
    await server.stop();
  });

  test("--watch publishes changes, not broken ones", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path, args: ["--watch"] });
    const visitor = await Visitor.join(server);
    content.answer("提现 **半小时内** 到账。");
    await answersLike(visitor, /半小时内/);
    content.break();
    content.answer("提现 **明年** 到账。");
    await visitor.hears("bot", /半小时内/);
    while (!server.log.includes("publish_failed")) await answersLike(visitor, /半小时内/);
    assert.match(server.log, /nowhere/);
    content.repair();
    await answersLike(visitor, /明年/);
    await server.stop();
  });

  test("--watch says so when what it watched is gone, and what is live stays", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path, args: ["--watch"] });
    const visitor = await Visitor.join(server);
    const aside = `${content.path}.aside`;
    renameSync(content.path, aside);
    while (!server.log.includes("publish_failed")) await pause(50);
    assert.match(server.log, /no flows and no articles are there any more; release 1 stays live/);
    await answersLike(visitor, /2 小时内/);
    renameSync(aside, content.path);
    content.answer("提现 **半小时内** 到账。");
    await answersLike(visitor, /半小时内/);
    assert.equal(server.log.match(/publish_failed/g).length, 1);
    await server.stop();
  });

  test("--watch publishes nothing that is half saved", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path, args: ["--watch"] });
    const releases = async () => lines(await server.run(["publish", "--list"])).length;
    assert.equal(await releases(), 1);
    const file = join(content.path, "flows/extra.yaml");
    const whole =
      "flows:\n  extra:\n    triggers: [有个特别的事情]\n    steps:\n" +
      Array.from({ length: 40 }, (_, i) => `      - say: 第 ${i} 句\n`).join("");
    // Every prefix that ends behind a step is sound by itself.
    for (let end = 60; end < whole.length; end += 20) {
      writeFileSync(file, whole.slice(0, end));
      await pause(30);
    }
    writeFileSync(file, whole);
    const saved = Date.now();
    while ((await releases()) === 1) await pause(20);
    const took = Date.now() - saved;
    assert.ok(took <= REACHES_WITHIN_MS, `took ${took} ms`);
    await pause(600);
    assert.equal(await releases(), 2);
    assert.match(await server.run(["publish", "--diff", "1", "2"]), /第 39 句/);
    await server.stop();
  });

  test("--watch publishes no empty file, and no directory whose flows are gone", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path, args: ["--watch"] });
    const visitor = await Visitor.join(server);
    const flows = readFileSync(join(content.path, "flows/cases.yaml"), "utf8");
    content.write("flows/cases.yaml", "");
    while (!server.log.includes("this file is empty")) await pause(20);
    content.write("flows/cases.yaml", flows);
    renameSync(join(content.path, "flows"), join(content.path, "flows.away"));
    while (!server.log.includes("there are no flows left")) await pause(20);
    assert.equal(lines(await server.run(["publish", "--list"])).length, 1);
    await answersLike(visitor, /2 小时内/);
    // Whoever means it says so.
    const refused = await run(["publish", content.path, "--data", server.data]);
    assert.equal(refused.code, 1);
    assert.match(refused.stderr, /flows: there are no flows left, .* --allow-empty/);
    await server.run(["publish", content.path, "--allow-empty"]);
    await server.stop();
  });
});
