// Who gets to the desk, and how accounts are managed beside a running server.
import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run } from "./support/command.mjs";
import { postJson } from "./support/http.mjs";
import { PASSWORD, Server, temporaryDirectory } from "./support/server.mjs";
import { Refused, Socket } from "./support/socket.mjs";
import { eventually, within } from "./support/wait.mjs";

let server;
before(async () => {
  server = await Server.start();
  await server.addUser("li", { teams: ["topup", "cards"] });
});
after(() => server?.stop());

async function refused(status, options) {
  await assert.rejects(Socket.open(server.url, "/v1/desk", options), (error) => {
    assert.ok(error instanceof Refused, error.message);
    assert.equal(error.status, status, error.body);
    assert.match(error.headers["content-type"], /^application\/problem\+json/);
    return true;
  });
}

describe("the desk's socket", () => {
  test("wants a log-in", async () => {
    await refused(401, { headers: { Origin: server.url } });
    await refused(401, { headers: {} });
    await refused(401, { headers: { Origin: server.url, Cookie: "yingda_session=made-up" } });
    await refused(401, { headers: { Authorization: "Bearer yingda_made_up" } });
  });

  test("takes a cookie from our own pages only", async () => {
    const cookie = await server.cookie("li");
    await refused(403, { headers: { Cookie: cookie, Origin: "https://evil.example" } });
    await refused(403, { headers: { Cookie: cookie, Origin: "null" } });
    await refused(403, { headers: { Cookie: cookie } });
    const socket = await Socket.open(server.url, "/v1/desk", {
      headers: { Cookie: cookie, Origin: server.url },
      protocols: ["yingda.desk.v1"],
    });
    assert.equal(socket.protocol, "yingda.desk.v1");
    const welcome = await socket.next("welcome", (frame) => frame.type === "welcome");
    assert.equal(welcome.agent.name, "li");
    assert.equal(welcome.agent.role, "agent");
    assert.deepEqual(welcome.agent.teams, ["cards", "topup"]);
    assert.equal(welcome.agent.status, "away");
    assert.ok(welcome.agent.capacity > 0);
    assert.ok(welcome.teams.some(({ id, name }) => id === "topup" && name === "充值组"));
    assert.deepEqual([welcome.queue, welcome.mine], [[], []]);
    assert.match(welcome.server_time, /Z$/);
    await refused(400, { headers: { Cookie: cookie, Origin: server.url }, protocols: ["yingda.chat.v1"] });
  });

  test("takes an API token of `yingda user token`", async () => {
    const agent = await Agent.join(server, "li", { token: await server.token("li") });
    assert.equal(agent.welcome.agent.name, "li");
  });

  test("answers wrong frames and stays open", async () => {
    const agent = await Agent.join(server, "li");
    const table = [
      ["nonsense", "bad_frame"],
      ['{"type":"fly"}', "bad_frame"],
      ['{"type":"claim"}', "bad_frame"],
      ['{"type":"claim","conversation":"c_nobody"}', "not_found"],
      ['{"type":"message","id":"a","conversation":"c_nobody","text":"x"}', "not_found"],
      ['{"type":"presence","status":"asleep"}', "invalid"],
      [JSON.stringify({ type: "note", id: "n", conversation: "c", text: "长".repeat(4001) }), "too_large"],
    ];
    for (const [text, code] of table) {
      const from = agent.socket.frames.length;
      agent.socket.sendText(text);
      const error = await agent.socket.next("error", (frame) => frame.type === "error", { from });
      assert.equal(error.code, code, `${text.slice(0, 80)} → ${error.message}`);
    }
    agent.socket.sendText(JSON.stringify({ type: "ping", pad: "x".repeat(64 * 1024) }));
    assert.equal((await agent.socket.closed).code, 1009);
  });
});

describe("a session", () => {
  test("is opened by name and password, and says who one is", async () => {
    const answer = await server.login("li");
    assert.equal(answer.status, 200);
    const session = JSON.parse(answer.text);
    assert.equal(session.name, "li");
    assert.equal(session.role, "agent");
    assert.ok(session.csrf.length >= 16);
    assert.deepEqual(session.teams.map(({ id }) => id).sort(), ["cards", "topup"]);
    const [cookie] = answer.headers["set-cookie"];
    assert.match(cookie, /HttpOnly/i);
    assert.match(cookie, /SameSite=Strict/i);
    const current = await server.get("/v1/session", { cookie: cookie.split(";")[0] });
    assert.deepEqual(JSON.parse(current.text), session);
    assert.equal((await server.get("/v1/session")).status, 401);
  });

  test("is refused with a wrong password, in the same words as an unknown name", async () => {
    const wrong = await server.login("li", "wrong password here");
    const unknown = await server.login("nobody", "wrong password here");
    assert.equal(wrong.status, 401);
    assert.deepEqual([unknown.status, unknown.text], [wrong.status, wrong.text]);
    assert.match(wrong.headers["content-type"], /^application\/problem\+json/);
    assert.equal(wrong.headers["set-cookie"], undefined);
  });

  test("ends by log-out, with its socket; only with the CSRF token", async () => {
    const answer = await server.login("li");
    const cookie = answer.headers["set-cookie"][0].split(";")[0];
    const { csrf } = JSON.parse(answer.text);
    const socket = await Socket.open(server.url, "/v1/desk", {
      headers: { Cookie: cookie, Origin: server.url },
    });
    const logout = (headers) => postJson(`${server.url}/v1/logout`, {}, { cookie, ...headers });
    assert.equal((await logout({})).status, 403);
    assert.equal((await logout({ "x-csrf-token": "wrong" })).status, 403);
    assert.equal((await logout({ "x-csrf-token": csrf, origin: "https://evil.example" })).status, 403);
    assert.equal((await logout({ "x-csrf-token": csrf })).status, 204);
    assert.equal((await within(5_000, "the end of the socket", socket.closed)).code, 4401);
    assert.equal((await server.get("/v1/session", { cookie })).status, 401);
  });

  test("is not guessed: five wrong tries close the account to that address", async () => {
    const careful = await Server.start({ config: { limits: {} } });
    await careful.addUser("li");
    const statuses = [];
    for (let i = 0; i < 6; i++) statuses.push((await careful.login("li", `wrong password ${i}`)).status);
    assert.deepEqual(statuses, [401, 401, 401, 401, 401, 429]);
    assert.equal((await careful.login("li")).status, 429, "not even with the right password");
    await careful.stop();
  });
});

describe("beside the running server", () => {
  test("a new user logs in at once", async () => {
    await server.addUser("fresh", { role: "supervisor" });
    assert.equal(JSON.parse((await server.login("fresh")).text).role, "supervisor");
    const listed = await server.run(["user", "list"]);
    assert.match(listed, /^fresh\tsupervisor\t/m);
  });

  test("a disabled user is out at once and cannot come back until enabled", async () => {
    await server.addUser("leaver");
    const agent = await Agent.join(server, "leaver");
    const token = await server.token("leaver");
    const cookie = await server.cookie("leaver");
    await server.run(["user", "disable", "leaver"]);
    const { code } = await within(10_000, "the end of the socket", agent.socket.closed);
    assert.equal(code, 4401);
    await refused(401, { headers: { Cookie: cookie, Origin: server.url } });
    await refused(401, { headers: { Authorization: `Bearer ${token}` } });
    assert.equal((await server.login("leaver")).status, 401);
    await server.run(["user", "enable", "leaver"]);
    await Agent.join(server, "leaver");
  });

  test("a changed password counts at once and ends the old sessions", async () => {
    await server.addUser("changer");
    const cookie = await server.cookie("changer");
    const agent = await Agent.join(server, "changer");
    const program = await Agent.join(server, "changer", { token: await server.token("changer") });
    await server.run(["user", "password", "changer", "--password-stdin"], {
      input: "another long password\r\n",
    });
    assert.equal((await within(10_000, "the end of the socket", agent.socket.closed)).code, 4401);
    // An API token is not a password: its socket goes on.
    assert.equal((await program.try({ type: "claim", conversation: "none" })).type, "error");
    assert.equal(program.socket.isClosed, false);
    assert.equal((await server.login("changer")).status, 401);
    assert.equal((await server.login("changer", "another long password")).status, 200);
    await eventually("the end of the old session", async () => {
      return (await server.get("/v1/session", { cookie })).status === 401;
    });
  });

  test("a team that does not exist is told, and refused where the configuration is named", async () => {
    const add = (name, ...more) =>
      run(["user", "add", name, ...["--role", "agent", "--team", "topp", "--password-stdin"], ...more], {
        input: `${PASSWORD}\n`,
      });
    const config = join(temporaryDirectory("config"), "my.yaml");
    writeFileSync(config, "teams: {topup: 充值}\ndefault_team: topup\n");
    const refused = await add("lost", "--data", server.data, "--config", config);
    assert.equal(refused.code, 2, refused.stdout + refused.stderr);
    assert.match(refused.stderr, /^yingda: there is no team `topp`; teams are topup\n$/);
    const warned = await add("lost", "--data", server.data);
    assert.equal(warned.code, 0, warned.stderr);
    assert.match(warned.stderr, /^yingda: warning: there is no team `topp`; .*--config FILE\)\n$/);
  });

  test("what cannot be is refused with one line", async () => {
    const add = (name, role, password) =>
      run(["user", "add", name, "--role", role, "--password-stdin", "--data", server.data], {
        input: `${password}\n`,
      });
    for (const result of [
      await add("li", "agent", PASSWORD),
      await add("king", "king", PASSWORD),
      await add("short", "agent", "abc"),
      await add("", "agent", PASSWORD),
      await run(["user", "disable", "nobody", "--data", server.data]),
      await run(["user", "token", "nobody", "--data", server.data]),
    ]) {
      assert.equal(result.code, 2, result.stdout + result.stderr);
      assert.match(result.stderr, /^yingda: .+\n$/);
    }
  });
});
