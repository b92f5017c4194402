// The disk fills up under a running server: it says so, loses nothing, and goes on when there is room again.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { closeSync, openSync, rmSync, writeSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";
import { eventually } from "./support/wait.mjs";

/** A small file system, or why there is none. */
function mountSmall(size) {
  const path = temporaryDirectory("small");
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", `size=${size}`, "tmpfs", path], { stdio: "pipe" });
  } catch (error) {
    return { reason: `a tmpfs cannot be mounted here (${String(error.stderr).trim()})` };
  }
  return { path };
}

/** Writes until nothing more fits. */
function fill(path) {
  const file = openSync(path, "w");
  for (const size of [65536, 4096]) {
    try {
      for (;;) writeSync(file, Buffer.alloc(size, 1));
    } catch (error) {
      if (error.code !== "ENOSPC") throw error;
    }
  }
  closeSync(file);
}

test("a full disk", async (t) => {
  const { path, reason } = mountSmall("3m");
  if (path === undefined) return t.skip(`${reason}; run as root to test a full disk`);
  t.after(() => execFileSync("umount", ["--lazy", path]));
  const server = await Server.start({ data: join(path, "data") });
  const visitor = await Visitor.join(server);
  await visitor.say("满之前", "before");
  const ballast = join(path, "ballast");
  fill(ballast);

  const texts = new Map([["before", "满之前"]]);
  const accepted = new Set(["before"]);
  let refused;
  // A page or two may still be free inside the files.
  for (let i = 0; refused === undefined; i++) {
    assert.ok(i < 500, "500 messages were accepted on a full disk");
    const id = `full-${i}`;
    texts.set(id, `${"满".repeat(2000)}${i}`);
    const from = visitor.socket.frames.length;
    visitor.send({ type: "message", id, text: texts.get(id) });
    const answer = await visitor.socket.next("an answer", (frame) => frame.id === id, { from });
    if (answer.type === "accepted") accepted.add(id);
    else refused = answer;
  }
  assert.equal(refused.code, "unavailable", JSON.stringify(refused));
  assert.ok(refused.retry_after_ms > 0);
  const ready = await server.get("/readyz");
  assert.equal(ready.status, 503);
  assert.match(JSON.parse(ready.text).detail, /store|write/);
  assert.equal((await server.get("/healthz")).status, 200);
  // What is there can still be read.
  const reader = await visitor.again();
  assert.ok((await reader.caughtUp()).some((event) => event.client_id === "before"));

  rmSync(ballast);
  await eventually("readiness", async () => (await server.get("/readyz")).status === 200);
  await visitor.do({ type: "message", id: refused.id, text: texts.get(refused.id) });
  accepted.add(refused.id);
  await server.kill();
  await server.restart();
  const log = await (await visitor.resume()).caughtUp();
  for (const id of accepted) {
    const found = log.filter((event) => event.client_id === id);
    assert.deepEqual(
      found.map((event) => event.text),
      [texts.get(id)],
      id,
    );
  }
  await server.stop();
});
