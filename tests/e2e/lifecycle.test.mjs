// How the server starts, refuses to start, says how it is, and ends.
import assert from "node:assert/strict";
import { cpSync, mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { lines, run, smallContent } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { freePort, Server, temporaryDirectory } from "./support/server.mjs";
import { Socket } from "./support/socket.mjs";
import { Visitor } from "./support/visitor.mjs";

describe("SIGTERM", () => {
  test("tells everybody, finishes what is under way, and exits 0", async () => {
    const server = await Server.start();
    await server.addUser("li");
    const visitor = await Visitor.join(server);
    const agent = await Agent.join(server, "li");
    await visitor.say("提现多久到账", "said");
    const ended = server.stop();
    const goodbyes = await Promise.all(
      [visitor.socket, agent.socket].map((socket) =>
        socket.next("going_away", (frame) => frame.type === "going_away"),
      ),
    );
    for (const goodbye of goodbyes) assert.ok(goodbye.retry_after_ms >= 0, JSON.stringify(goodbye));
    assert.equal((await visitor.socket.closed).code, 1012);
    assert.equal((await agent.socket.closed).code, 1012);
    await assert.rejects(Socket.open(server.url, "/v1/chat"));
    const { code, signal, ms } = await ended;
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    assert.ok(ms < 10_000, `took ${ms} ms though everybody left`);
    assert.match(server.log, /"event":"draining"/);

    await server.restart();
    await visitor.resume();
    assert.equal((await visitor.caughtUp()).filter((event) => event.client_id === "said").length, 1);
    await server.stop();
  });

  test("answers a frame that is under way: what is stored was also accepted", async () => {
    const server = await Server.start();
    const visitors = await Promise.all(Array.from({ length: 8 }, () => Visitor.join(server)));
    const ids = Array.from({ length: 50 }, (_, i) => `words-${i}`);
    for (const visitor of visitors) {
      for (const id of ids) visitor.send({ type: "message", id, text: "怎么开发票" });
    }
    await visitors[0].socket.next("some are accepted", (frame) => frame.type === "accepted");
    await server.stop();
    await Promise.all(visitors.map((visitor) => visitor.socket.closed));
    await server.restart();
    for (const visitor of visitors) {
      const accepted = visitor.socket.frames.filter((frame) => frame.type === "accepted").map(({ id }) => id);
      await visitor.resume();
      const stored = (await visitor.caughtUp()).flatMap((event) => event.client_id ?? []);
      assert.deepEqual(accepted, stored);
    }
    await server.stop();
  });

  test("ends at once when nobody is connected", async () => {
    const server = await Server.start();
    assert.equal((await server.get("/readyz")).status, 200);
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    // Waiting for peers would take the grace time of ten seconds.
    assert.ok(ms < 5_000, `took ${ms} ms`);
  });

  test("is what a closed terminal means, too, however often it says so", async () => {
    const server = await Server.start();
    const visitor = await Visitor.join(server);
    await visitor.say("提现多久到账", "said");
    const ended = server.stop({ signal: "SIGHUP" });
    await visitor.socket.next("going_away", (frame) => frame.type === "going_away");
    // The shell and the terminal each send one.
    process.kill(server.pid, "SIGHUP");
    assert.equal((await visitor.socket.closed).code, 1012);
    const { code, signal } = await ended;
    assert.deepEqual({ code, signal }, { code: 0, signal: null });
    assert.match(server.log, /"event":"draining"/);
  });

  test("is not what SIGHUP means to a server started by nohup", async () => {
    const server = await Server.start({ under: ["nohup"] });
    process.kill(server.pid, "SIGHUP");
    const visitor = await Visitor.join(server);
    await visitor.say("提现多久到账", "said");
    const { code } = await server.stop();
    assert.equal(code, 0);
  });

  test("ends in time though a peer never answers", async () => {
    const server = await Server.start();
    const deaf = await Socket.open(server.url, "/v1/chat", { answersClose: false });
    deaf.send({ type: "hello" });
    await deaf.next("welcome", (frame) => frame.type === "welcome");
    const { code, ms } = await server.stop();
    assert.equal(code, 0);
    assert.ok(ms < 25_000, `took ${ms} ms`);
    await deaf.cut();
  });
});

describe("probes", () => {
  test("say that it lives and is ready; the figures are on the admin address only", async () => {
    const admin = await freePort();
    const server = await Server.start({
      port: await freePort(),
      config: { admin_listen: `127.0.0.1:${admin}` },
    });
    for (const path of ["/healthz", "/readyz"]) {
      assert.equal((await server.get(path)).status, 200);
      assert.equal((await request(`http://127.0.0.1:${admin}${path}`)).status, 200);
    }
    assert.equal((await server.get("/metrics")).status, 404);
    const visitor = await Visitor.join(server);
    await visitor.say("你好");
    const figures = await request(`http://127.0.0.1:${admin}/metrics`);
    assert.equal(figures.status, 200);
    assert.match(figures.headers["content-type"], /^text\/plain/);
    assert.match(figures.text, /^yingda_messages_accepted_total\{role="visitor"\} 1$/m);
    assert.match(figures.text, /^# TYPE yingda_ack_seconds histogram$/m);
    assert.match(figures.text, /^yingda_commit_batch_size_bucket\{le="1"\} [1-9]/m, "counts, not seconds");
    assert.equal((await request(`http://127.0.0.1:${admin}/desk`)).status, 404);
    await server.stop();
  });

  test("wrong paths and methods get problem documents", async () => {
    const server = await Server.start();
    const missing = await server.get("/v1/nothing");
    assert.equal(missing.status, 404);
    assert.match(missing.headers["content-type"], /^application\/problem\+json/);
    const wrong = await request(`${server.url}/v1/login`);
    assert.equal(wrong.status, 405);
    assert.equal(wrong.headers.allow, "POST");
    assert.equal((await server.get("/")).status, 404, "the demo page is off by default");
    await server.stop();
  });
});

describe("serve refuses to start,", () => {
  /** Runs `serve` that must fail; returns the lines it said. */
  async function refuses({ data = temporaryDirectory(), args = [] }) {
    const result = await run(["serve", "--data", data, "--listen", "127.0.0.1:0", ...args], { ms: 60_000 });
    assert.equal(result.code, 2, result.stdout + result.stderr);
    assert.ok(!result.stdout.includes("listening"), result.stdout);
    return lines(result.stderr);
  }

  function broken(files) {
    const content = temporaryDirectory("content");
    cpSync(smallContent, content, { recursive: true });
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(join(content, path, ".."), { recursive: true });
      writeFileSync(join(content, path), text);
    }
    return content;
  }

  test("a second time on the same data, and leaves the first alone", async () => {
    const server = await Server.start();
    const said = await refuses({ data: server.data, args: ["--content", smallContent] });
    assert.equal(said.length, 1, said.join("\n"));
    assert.ok(said[0].includes(server.data), said[0]);
    const visitor = await Visitor.join(server);
    await visitor.say("你好");
    await server.stop();
  });

  test("without content", async () => {
    const said = await refuses({});
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /--content/);
  });

  test("with a content directory that is not there", async () => {
    const said = await refuses({ args: ["--content", "/nonexistent/content"] });
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /\/nonexistent\/content/);
  });

  test("with broken content, and lists every error with its place", async () => {
    const content = broken({
      "flows/bad.yaml":
        "flows:\n  one:\n    name: x\n    steps:\n      - id: a\n        say: hi\n        next: nowhere\n",
      "flows/worse.yaml": "flows:\n  two:\n    name: y\n    steps:\n      - id: a\n        fly: away\n",
      "knowledge_base/bad.md": "---\nid: Bad Id\ntitle: x\n---\n",
    });
    const said = await refuses({ args: ["--content", content] });
    for (const file of ["flows/bad.yaml", "flows/worse.yaml", "knowledge_base/bad.md"]) {
      const found = said.filter((line) => line.includes(file));
      assert.ok(found.length > 0, `nothing about ${file} in\n${said.join("\n")}`);
      for (const line of found) assert.match(line, /^\S+:\d+:\d+: (error|warning): .+ \[[a-z-]+\]$/);
    }
    const place = said.find((line) => line.includes("nowhere"));
    assert.match(place, /bad\.yaml:7:\d+: error: .*\[unknown-reference\]$/);
  });

  test("with a wrong key in the configuration", async () => {
    const file = join(temporaryDirectory("config"), "my.yaml");
    writeFileSync(file, 'listen: "127.0.0.1:0"\nlistne: "127.0.0.1:1"\n');
    const said = await refuses({ args: ["--config", file, "--content", smallContent] });
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /my\.yaml:2:1: error: .*listne/);
    assert.match(said[0], /listen\b(?!ne)/, "says what would be right");
  });

  test("with wrong values in the configuration", async () => {
    const file = join(temporaryDirectory("config"), "my.yaml");
    writeFileSync(file, 'listen: "nowhere"\noffer_time: soon\nmax_transfers: -1\n');
    const said = await refuses({ args: ["--config", file, "--content", smallContent] });
    assert.deepEqual(
      said.map((line) => /my\.yaml:(\d+):\d+: error: /.exec(line)?.[1]),
      ["1", "2", "3"],
      said.join("\n"),
    );
  });

  test("with both broken, and one does not hide the other", async () => {
    const file = join(temporaryDirectory("config"), "my.yaml");
    writeFileSync(file, "max_transfers: -1\nteams: 5\n");
    const content = broken({
      "flows/bad.yaml": "flows:\n  one:\n    name: x\n    steps:\n      - {say: hi, next: nowhere}\n",
    });
    const said = await refuses({ args: ["--config", file, "--content", content] });
    assert.match(said[0], /my\.yaml:1:\d+: error: /);
    assert.match(said[1], /my\.yaml:2:\d+: error: /);
    assert.match(said[2], /bad\.yaml:5:\d+: error: .*nowhere/);
    assert.equal(said.length, 3, `teams that cannot be read are not missing ones:\n${said.join("\n")}`);
  });

  test("with a configuration that is not there", async () => {
    const said = await refuses({ args: ["--config", "/nonexistent.yaml", "--content", smallContent] });
    assert.equal(said.length, 1, said.join("\n"));
    assert.match(said[0], /\/nonexistent\.yaml/);
  });

  test("on a port that is taken", async () => {
    const taken = createServer().listen(0, "127.0.0.1");
    await new Promise((resolve) => taken.on("listening", resolve));
    const address = `127.0.0.1:${taken.address().port}`;
    const data = temporaryDirectory();
    const config = join(temporaryDirectory("config"), "my.yaml");
    writeFileSync(config, 'admin_listen: "127.0.0.1:0"\n');
    const result = await run([
      "serve",
      ...["--config", config, "--data", data, "--content", smallContent, "--listen", address],
    ]);
    taken.close();
    assert.equal(result.code, 2, result.stderr);
    const said = lines(result.stderr).filter((line) => !line.startsWith("{"));
    assert.equal(said.length, 1, result.stderr);
    assert.ok(said[0].includes(address), `does not name ${address}: ${said[0]}`);
  });

  test("with options nobody knows", async () => {
    assert.equal((await run(["serve", "--fly"])).code, 2);
    assert.equal((await run(["fly"])).code, 2);
    assert.equal((await run([])).code, 2);
    assert.equal((await run(["serve", "--listen", "nowhere"])).code, 2);
  });
});
