// Files: up, into the conversation, to the desk, back down - and not where they do not belong.
import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { run } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { Server, temporaryDirectory } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const png = Buffer.concat([Buffer.from("89504e470d0a1a0a", "hex"), Buffer.alloc(600_000, 7)]);

function form(...parts) {
  const chunks = [];
  for (const { name, filename, type, bytes } of parts) {
    const file = filename === undefined ? "" : `; filename="${filename}"`;
    const claimed = type === undefined ? "" : `Content-Type: ${type}\r\n`;
    chunks.push(Buffer.from(`--e2e\r\nContent-Disposition: form-data; name="${name}"${file}\r\n${claimed}\r\n`));
    chunks.push(Buffer.from(bytes), Buffer.from("\r\n"));
  }
  return Buffer.concat([...chunks, Buffer.from("--e2e--\r\n")]);
}

const file = (bytes = png, filename = "付款截图.png", type = "image/png") => ({ name: "file", filename, type, bytes });

function post(server, body, headers) {
  return request(`${server.url}/v1/evidence`, {
    method: "POST",
    headers: { "content-type": "multipart/form-data; boundary=e2e", "content-length": body.length, ...headers },
    body,
  });
}

const bearer = (token) => ({ authorization: `Bearer ${token}` });
const upload = async (server, visitor, part = file()) => {
  const answer = await post(server, form(part), bearer(visitor.welcome.token));
  assert.equal(answer.status, 201, answer.text);
  return JSON.parse(answer.text);
};

describe("evidence", () => {
  let server;
  before(async () => {
    server = await Server.start();
    await server.addUser("li");
    await server.addUser("cards", { teams: ["cards"] });
    await server.addUser("editor", { role: "editor" });
  });

  test("goes from the visitor to the desk, and opens for these two only", async () => {
    const visitor = await Visitor.join(server);
    const made = await upload(server, visitor);
    assert.equal(made.name, "付款截图.png");
    assert.equal(made.sha256, createHash("sha256").update(png).digest("hex"));
    await visitor.do({ type: "attach", id: "a1", evidence: [made.id], text: "转人工" });
    const event = await visitor.event("the message", (got) => got.client_id === "a1");
    assert.deepEqual(event.evidence, [made]);
    assert.equal((await visitor.do({ type: "attach", id: "a1", evidence: [made.id], text: "转人工" })).dup, true);

    const agent = await Agent.join(server, "li");
    await agent.queued(visitor.welcome.conversation);
    const context = await agent.claim(visitor.welcome.conversation);
    assert.deepEqual(context.evidence, [made]);
    assert.deepEqual(context.work_orders[0].evidence, [made]);

    const path = `/v1/evidence/${made.id}`;
    const stranger = await Visitor.join(server);
    const status = async (headers, at = path) => server.get(at, headers);
    const got = await status(bearer(visitor.welcome.token));
    assert.equal(got.status, 200);
    assert.equal(Number(got.headers["content-length"]), png.length);
    assert.equal(got.headers["x-content-type-options"], "nosniff");
    assert.match(got.headers["content-disposition"], /^inline; .*filename\*=UTF-8''%E4%BB%98/);
    assert.equal((await status({ cookie: await server.cookie("li") })).status, 200);
    const unknown = await status(bearer(visitor.welcome.token), "/v1/evidence/e0");
    assert.equal(unknown.status, 404);
    for (const headers of [bearer(stranger.welcome.token), { cookie: await server.cookie("editor") }, { cookie: await server.cookie("cards") }]) {
      const answer = await status(headers);
      assert.equal(answer.status, 404);
      assert.equal(answer.text, unknown.text);
    }
    assert.equal((await status({})).status, 401);
    assert.equal((await stranger.refused({ type: "attach", evidence: [made.id] })).code, "not_found");
  });

  test("survives kill -9 between upload and attach, and a backup holds it", async () => {
    const visitor = await Visitor.join(server);
    const made = await upload(server, visitor);
    await server.kill();
    await server.restart();
    await visitor.resume();
    await visitor.do({ type: "attach", id: "later", evidence: [made.id] });
    const copy = join(temporaryDirectory("backup"), "copy");
    await server.run(["backup", copy]);
    const restored = temporaryDirectory("restored");
    const put = await run(["restore", copy, "--data", restored]);
    assert.equal(put.code, 0, put.stderr);
    assert.ok(readdirSync(join(restored, "evidence")).includes(made.id));
  });

  test("a film in pieces goes on after kill -9, loses where it was taken, and plays from the middle", async () => {
    const box = (type, body) => {
      const head = Buffer.alloc(8);
      head.writeUInt32BE(body.length + 8);
      head.write(type, 4, "latin1");
      return Buffer.concat([head, body]);
    };
    const film = Buffer.concat([
      box("ftyp", Buffer.from("qt  \0\0\0\0")),
      box("mdat", Buffer.alloc(30 * 1024 * 1024, "picture")),
      box("moov", box("udta", box("\xa9xyz", Buffer.from("+31.2304+121.4737/")))),
    ]);
    const visitor = await Visitor.join(server);
    const token = bearer(visitor.welcome.token);
    const send = (method, path, body, headers = {}) =>
      request(`${server.url}${path}`, { method, body, headers: { ...token, "content-length": body.length, ...headers } });
    const announcement = JSON.stringify({ name: "录屏.mov", media_type: "video/quicktime", size: film.length });
    const begun = await send("POST", "/v1/uploads", Buffer.from(announcement));
    assert.equal(begun.status, 201, begun.text);
    const path = begun.headers.location;
    const piece = (from, to) =>
      send("PATCH", path, film.subarray(from, to), {
        "content-type": "application/offset+octet-stream",
        "upload-offset": from,
      });
    assert.equal((await piece(0, 8_000_000)).headers["upload-offset"], "8000000");
    // A connection that breaks in the middle of a piece, and then the whole server.
    await new Promise((broken) => {
      const headers = { ...token, "content-type": "application/offset+octet-stream", "upload-offset": 8_000_000, "content-length": 9_000_000 };
      const half = httpRequest(`${server.url}${path}`, { method: "PATCH", headers }).on("error", broken);
      half.write(film.subarray(8_000_000, 12_000_000), () => setTimeout(() => half.destroy(new Error("tunnel")), 300));
    });
    await server.kill();
    await server.restart();
    const { headers } = await server.get(path, token);
    const at = Number(headers["upload-offset"]);
    assert.ok(at >= 8_000_000 && at <= 12_000_000, `${at}`);
    const kept = await piece(at, film.length);
    assert.equal(kept.status, 201, kept.text);
    const made = JSON.parse(kept.text);
    assert.equal(made.media_type, "video/quicktime");
    const back = await server.get(`/v1/evidence/${made.id}`, token);
    assert.equal(Number(back.headers["content-length"]), film.length);
    const part = await server.get(`/v1/evidence/${made.id}`, { ...token, range: `bytes=${film.length - 30}-` });
    assert.equal(part.status, 206);
    assert.doesNotMatch(part.text, /31\.2304/);
    assert.deepEqual(readdirSync(join(server.data, "evidence", "partial")), []);
    await visitor.resume();
    await visitor.do({ type: "attach", id: "film", evidence: [made.id] });
  });

  test("an upload that many finish at once is one file, and one that is left goes with its conversation", async () => {
    const visitor = await Visitor.join(server);
    const token = bearer(visitor.welcome.token);
    const picture = png;
    const begin = async () => {
      const body = JSON.stringify({ name: "a.png", media_type: "image/png", size: picture.length });
      const begun = await request(`${server.url}/v1/uploads`, { method: "POST", body, headers: token });
      assert.equal(begun.status, 201, begun.text);
      return begun.headers.location;
    };
    const patch = (path, body, offset) => {
      const headers = { ...token, "content-type": "application/offset+octet-stream", "upload-offset": offset };
      return request(`${server.url}${path}`, { method: "PATCH", body, headers: { ...headers, "content-length": body.length } });
    };
    const path = await begin();
    await patch(path, picture.subarray(0, -10), 0);
    const last = patch(path, picture.subarray(-10), picture.length - 10);
    const others = Array.from({ length: 20 }, () => patch(path, Buffer.alloc(0), picture.length));
    const answers = await Promise.all([last, ...others]);
    for (const { status, text } of answers) assert.ok([201, 409, 429, 503].includes(status), `${status} ${text}`);
    const made = answers.filter(({ status }) => status === 201).map(({ text }) => JSON.parse(text).id);
    assert.deepEqual([...new Set(made)].length, 1);
    assert.equal((await server.get(`/v1/evidence/${made[0]}`, token)).status, 200);

    await patch(await begin(), picture.subarray(0, 100_000), 0);
    assert.notDeepEqual(readdirSync(join(server.data, "evidence", "partial")), []);
    const erased = await request(`${server.url}/v1/me`, { method: "DELETE", headers: token });
    assert.equal(erased.status, 200, erased.text);
    assert.deepEqual(readdirSync(join(server.data, "evidence", "partial")), []);
  });

  test("unfinished uploads count against what a day allows, until they are given up", async () => {
    const limited = await Server.start({ config: { limits: { upload_size_per_day: "5MiB" } } });
    const visitor = await Visitor.join(limited);
    const token = bearer(visitor.welcome.token);
    const announce = (size, headers = token) => {
      const body = JSON.stringify({ name: "录屏.mp4", media_type: "video/mp4", size });
      return request(`${limited.url}/v1/uploads`, { method: "POST", body, headers });
    };
    const mebibyte = 1024 * 1024;
    const [first, second, ...more] = await Promise.all([1, 2, 3, 4].map(() => announce(2 * mebibyte)));
    const begun = [first, second, ...more].filter(({ status }) => status === 201);
    assert.equal(begun.length, 2);
    for (const { status, text } of [first, second, ...more].filter((answer) => !begun.includes(answer))) {
      assert.equal(status, 429, text);
      assert.match(text, /not finished/);
    }
    // A file that comes at once is held to the same.
    const fits = await post(limited, form(file()), token);
    assert.equal(fits.status, 201, fits.text);
    assert.equal((await announce(mebibyte)).status, 429);
    const stranger = await Visitor.join(limited);
    assert.equal((await announce(2 * mebibyte, bearer(stranger.welcome.token))).status, 201);
    // After a restart what is on the disk still counts.
    await limited.kill();
    await limited.restart();
    assert.equal((await announce(mebibyte)).status, 429);
    const dropped = await request(`${limited.url}${begun[0].headers.location}`, { method: "DELETE", headers: token });
    assert.equal(dropped.status, 204);
    assert.equal((await announce(mebibyte)).status, 201);
  });

  test("what is hostile or too much is refused, and nothing of it stays", async () => {
    const limited = await Server.start({ config: { limits: { upload_size: "1MiB", uploads_per_day: 2 } } });
    const visitor = await Visitor.join(limited);
    const token = bearer(visitor.welcome.token);
    const refused = async (expected, body, headers = token) => {
      // A server that refuses does not read on: Node then may tell of the broken pipe instead of the answer.
      const answer = await post(limited, body, headers).catch(() => post(limited, body, headers));
      assert.equal(answer.status, expected, answer.text);
      assert.match(answer.headers["content-type"], /problem\+json/);
    };
    await refused(415, form(file("<svg onload=alert(1)>", "a.png")));
    await refused(415, form(file("<html><script>", "a.txt", "text/plain")));
    await refused(413, form(file(Buffer.concat([png, Buffer.alloc(1_000_000)]))));
    await refused(400, form(file(png.subarray(0, 5000)), file(png.subarray(0, 5000))));
    await refused(400, form({ name: "file", bytes: "no file" }));
    await refused(400, form(file()).subarray(0, 5000));
    await refused(400, Buffer.from("nonsense"));
    await refused(401, form(file()), {});
    await refused(401, form(file()), bearer("cabc.0000"));
    assert.deepEqual(readdirSync(join(limited.data, "evidence")), ["incoming"]);
    await upload(limited, visitor);
    await upload(limited, visitor, file("%PDF-1.7 x", "../../etc/x.pdf", "application/pdf"));
    await refused(429, form(file()));
    assert.doesNotMatch(limited.log, /付款截图|etc\/x/);
  });

  test("staff upload with the conversation's id and the CSRF token", async () => {
    const visitor = await Visitor.join(server);
    await visitor.human();
    const login = await server.login("li");
    const cookie = login.headers["set-cookie"][0].split(";")[0];
    const { csrf } = JSON.parse(login.text);
    const body = form({ name: "conversation", bytes: visitor.welcome.conversation }, file());
    assert.equal((await post(server, body, { cookie })).status, 403);
    assert.equal((await post(server, body, { cookie, "x-csrf-token": csrf })).status, 201);
    const foreign = form({ name: "conversation", bytes: "cnone" }, file());
    assert.equal((await post(server, foreign, { cookie, "x-csrf-token": csrf })).status, 404);
  });
});
