// A copy is taken beside the running server, put back elsewhere, and clients learn that time was turned back.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, test } from "node:test";
import { lines, run, smallContent } from "./support/command.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

describe("a backup", () => {
  test("taken while people talk holds what was accepted before, and resets clients when it is restored", async () => {
    const server = await Server.start();
    await server.addUser("li");
    const cookie = await server.cookie("li");
    const visitor = await Visitor.join(server);
    for (let i = 0; i < 20; i++) await visitor.say(`备份前第 ${i} 句`, `before-${i}`);
    await visitor.human();
    const order = await visitor.workOrder();

    const file = join(temporaryDirectory("backup"), "yingda.backup");
    let running = true;
    const talking = (async () => {
      for (let i = 0; running; i++) await visitor.say(`备份时第 ${i} 句`);
    })();
    await server.run(["backup", file]);
    running = false;
    await talking;
    await visitor.say("备份后", "after-backup");
    await visitor.socket.settled();
    const held = visitor.log;
    await server.stop();

    const restored = temporaryDirectory("restored");
    const put = await run(["restore", file, "--data", restored]);
    assert.equal(put.code, 0, put.stderr);
    const second = await Server.start({ data: restored, content: null });
    const back = await Visitor.join(second, {
      hello: { token: visitor.welcome.token, epoch: visitor.welcome.epoch, after: held.length },
    });
    assert.equal(back.welcome.conversation, visitor.welcome.conversation);
    assert.equal(back.welcome.resumed, true);
    assert.notEqual(back.welcome.epoch, visitor.welcome.epoch);
    const reset = await back.socket.next("reset", (frame) => frame.type === "reset");
    assert.equal(reset.epoch, back.welcome.epoch);
    assert.equal(reset.seq, back.welcome.seq);
    const log = await back.caughtUp();
    assert.deepEqual(log, held.slice(0, log.length), "the restored past is the true one");
    for (let i = 0; i < 20; i++) assert.ok(log.some((event) => event.client_id === `before-${i}`));
    assert.ok(log.some((event) => event.number === order.number));
    assert.ok(!log.some((event) => event.client_id === "after-backup"));
    // What was said after it may be said again, with its id.
    assert.equal((await back.say("备份后", "after-backup")).dup, undefined);
    // A client that holds less than there is and does not check the epoch just goes on.
    const unchecked = await Visitor.join(second, { hello: { token: visitor.welcome.token } });
    await unchecked.caughtUp();
    assert.ok(!unchecked.socket.frames.some((frame) => frame.type === "reset"));

    assert.equal((await second.get("/v1/session", { cookie })).status, 401, "old sessions end");
    assert.equal((await second.login("li")).status, 200, "accounts are there");
    const view = await second.get(`/v1/work-orders/${order.number}`, {
      authorization: `Bearer ${order.secret}`,
    });
    assert.equal(view.status, 200);
    const another = await Visitor.join(second);
    await another.human();
    assert.notEqual((await another.workOrder()).number, order.number);
    await second.stop();
  });

  test("never overwrites, and a restore needs a backup and an empty place", async () => {
    const server = await Server.start();
    const directory = temporaryDirectory("backup");
    const file = join(directory, "one.backup");
    await server.run(["backup", file]);
    const garbage = join(directory, "garbage");
    writeFileSync(garbage, "this is no backup ".repeat(500));
    for (const args of [
      ["backup", file, "--data", server.data],
      ["backup", join(directory, "none", "x"), "--data", server.data],
      ["backup", join(directory, "two.backup"), "--data", join(directory, "nothing-here")],
      ["restore", file, "--data", server.data],
      ["restore", garbage, "--data", join(directory, "empty")],
      ["restore", join(directory, "missing"), "--data", join(directory, "empty")],
    ]) {
      const result = await run(args);
      assert.equal(result.code, 2, `${args.join(" ")}: ${result.stdout}${result.stderr}`);
      assert.equal(lines(result.stderr).length, 1, result.stderr);
    }
    await (await Visitor.join(server)).say("还在");
    await server.stop();
  });

  test("of a stopped server works, too", async () => {
    const server = await Server.start({ content: smallContent });
    const visitor = await Visitor.join(server);
    await visitor.say("你好");
    await server.stop();
    const file = join(temporaryDirectory("backup"), "cold.backup");
    await server.run(["backup", file]);
    const restored = temporaryDirectory("restored");
    await run(["restore", file, "--data", restored]);
    const second = await Server.start({ data: restored, content: null });
    const back = await Visitor.join(second, { hello: { token: visitor.welcome.token } });
    assert.ok(back.welcome.seq >= 1);
    await second.stop();
  });
});
