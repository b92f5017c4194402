// What recorded conversations would have come to with other content.
import assert from "node:assert/strict";
import { join } from "node:path";
import { describe, test } from "node:test";
import { run } from "./support/command.mjs";
import { Content } from "./support/content.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

/** Three conversations: an answer, a flow to its end, a flow that ends with a person. */
async function record(server) {
  const first = await Visitor.join(server);
  await first.say("提现多久到账");
  await first.hears("bot", /2 小时内/);
  await first.say("修改收货地址");
  await first.hears("bot", /哪个城市/);
  await first.say("杭州，电话 13800138000");
  await first.hears("bot", /^已改到/);
  const second = await Visitor.join(server);
  await second.say("我要报修");
  const form = await second.event("a form", (event) => event.form);
  await second.do({ type: "submit", of: form.seq, values: { device: "打印机", contact: "13900139000" } });
  const choice = await second.event("a choice", (event) => event.options);
  await second.do({ type: "choose", of: choice.seq, option: "today" });
  await second.workOrder();
  await second.event("its place in the queue", (event) => event.kind === "queue"); // the last thing recorded
  await first.socket.settled();
  await second.socket.settled();
}

async function replay(data, content, server) {
  const args = ["replay", "--data", data, "--content", content, "--config", server.configFile];
  const json = await run([...args, "--json"]);
  assert.equal(json.code, 0, json.stderr);
  const text = await run(args);
  assert.equal(text.code, 0, text.stderr);
  return { json: JSON.parse(json.stdout), bytes: json.stdout, text: text.stdout };
}

const changed = (counts) => Object.fromEntries(Object.entries(counts).filter(([, count]) => count > 0));

describe("yingda replay", () => {
  test("finds nothing on the content that was recorded, and every kind of change on other content", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    await record(server);

    const same = await replay(server.data, content.path, server);
    assert.deepEqual(same.json.not_reproduced, []);
    assert.deepEqual(changed(same.json.counts), {});
    assert.equal(same.json.conversations, 2);
    assert.equal(same.json.turns, 6);

    content.answer("提现 **半小时内** 到账。");
    content.edit("flows/cases.yaml", "say: \"已改到 {city}。\"\n        next: END", "handoff: {team: after_sales, reason: 改地址}");
    content.edit("flows/cases.yaml", "slot: urgency", "slot: hurry");
    const other = await replay(server.data, content.path, server);
    assert.deepEqual(changed(other.json.counts), { handed_off: 1, other_slot: 1, other_words: 1 });
    assert.equal(other.json.changed, other.json.changes.length);
    const handed = other.json.changes.find((change) => change.change === "handed_off");
    assert.match(handed.cause, /杭州/);
    assert.match(handed.recorded.said.join(), /已改到/);
    assert.equal(handed.other.handed_off, true);
    assert.match(other.text, /半小时内/);
    assert.match(other.text, /1 {2}answered by the bot -> handed off/);
    await server.stop();
  });

  test("masks personal data, and says the same again, from a backup and beside a running server", async () => {
    const content = new Content();
    const server = await Server.start({ content: content.path });
    await record(server);
    content.edit("flows/cases.yaml", "已改到 {city}。", "新地址是 {city}。");
    content.edit("flows/cases.yaml", "ask: 请问改到哪个城市？", "ask: 改到哪儿？");
    const live = await replay(server.data, content.path, server);
    const file = join(temporaryDirectory("backup"), "yingda.backup");
    await server.run(["backup", file]);
    const stored = await replay(file, content.path, server);
    assert.equal(stored.bytes, live.bytes);
    assert.equal(stored.text, live.text);
    assert.equal(live.json.counts.other_words, 2);
    for (const said of [live.bytes, live.text]) {
      assert.match(said, /138\*+8000/);
      assert.doesNotMatch(said, /13800138000|13900139000/);
    }
    const one = await run(["replay", "--data", file, "--content", content.path, "--config", server.configFile, "--last", "1", "--json"]);
    assert.equal(JSON.parse(one.stdout).conversations, 1);
    await server.stop();
  });

  test("of what is not there is a usage error", async () => {
    const content = new Content();
    const missing = await run(["replay", "--data", "/nonexistent", "--content", content.path]);
    assert.equal(missing.code, 2, missing.stdout + missing.stderr);
    assert.match(missing.stderr, /no Yingda database/);
  });
});
