// docs/openapi.yaml against the server: the same routes, and only answers that the document names.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { before, describe, test } from "node:test";
import { root } from "./support/command.mjs";
import { request } from "./support/http.mjs";
import { freePort, PASSWORD, Server } from "./support/server.mjs";
import { Socket } from "./support/socket.mjs";
import { Visitor } from "./support/visitor.mjs";

const { load } = createRequire(join(root, "web_widget/package.json"))("js-yaml");
const page = load(readFileSync(join(root, "docs/openapi.yaml"), "utf8"));
const METHODS = ["get", "post", "put", "patch", "delete"];
const { operations, faults } = operationsOf(page);

function operationsOf({ paths }) {
  const operations = new Map();
  const faults = [];
  for (const [path, item] of Object.entries(paths)) {
    for (const method of METHODS.filter((name) => name in item)) {
      const operation = { path, method: method.toUpperCase(), ...item[method] };
      operations.set(`${operation.method} ${path}`, operation);
      const named = (operation.parameters ?? []).filter((each) => each.in === "path").map(({ name }) => name);
      const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
      if (named.join() !== inPath.join()) faults.push(`${method} ${path}: parameters ${named}`);
    }
  }
  return { operations, faults };
}

/** Whatever `$ref` names, within the document. */
function resolved(node) {
  if (node?.$ref === undefined) return node;
  const found = node.$ref
    .slice(2)
    .split("/")
    .reduce((at, key) => at?.[key], page);
  assert.ok(found, `${node.$ref} is not in the document`);
  return resolved(found);
}

const isType = {
  object: (value) => typeof value === "object" && value !== null && !Array.isArray(value),
  array: Array.isArray,
  string: (value) => typeof value === "string",
  integer: Number.isInteger,
  number: (value) => typeof value === "number",
  null: (value) => value === null,
  boolean: (value) => typeof value === "boolean",
};

/** As far as this document uses JSON Schema. Fields that it does not name are faults, too. */
function matches(value, reference, at) {
  const schema = resolved(reference);
  if (schema.type !== undefined) {
    const types = [schema.type].flat();
    assert.ok(
      types.some((type) => isType[type](value)),
      `${at} is no ${types.join(" or ")}`,
    );
  }
  if (schema.enum !== undefined) assert.ok(schema.enum.includes(value), `${at} is ${value}`);
  for (const name of schema.required ?? []) assert.ok(name in value, `${at}.${name} is missing`);
  for (const [name, part] of Object.entries(schema.properties === undefined ? {} : value)) {
    assert.ok(name in schema.properties, `${at}.${name} is not in the document`);
    matches(part, schema.properties[name], `${at}.${name}`);
  }
  if (schema.items !== undefined) value.forEach((each, i) => matches(each, schema.items, `${at}[${i}]`));
}

/** The answer must be one that the operation names by its number: `default` is for what any request may meet. */
function holds(route, { status, headers, text }) {
  const operation = operations.get(route);
  const what = `${route}: ${status}`;
  const response = resolved(operation.responses[status]);
  assert.ok(response, `${what} is not in the document: ${text.slice(0, 200)}`);
  const type = headers["content-type"]?.split(";")[0];
  const content = response.content ?? {};
  if (type === undefined) return assert.deepEqual(content, {}, `${what} has no Content-Type`);
  assert.ok(type in content, `${what} is ${type}`);
  if (type.endsWith("json")) matches(JSON.parse(text), content[type].schema, what);
}

const sent = ({ path, parameters = [] }) =>
  parameters.reduce((url, { in: place, name, example }) => (place === "path" ? url.replace(`{${name}}`, example) : url), path);

describe("docs/openapi.yaml", () => {
  let server;
  let admin;
  const base = (path) => (path === "/metrics" ? admin : server.url);
  /** Asks what the document calls `route`, and holds the answer against it. */
  async function ask(route, { path, status, ...options } = {}) {
    const operation = operations.get(route);
    assert.ok(operation, `${route} is not in the document`);
    const { method } = operation;
    const answer = await request(base(operation.path) + (path ?? sent(operation)), { method, ...options });
    if (status !== undefined) assert.equal(answer.status, status, `${route}: ${answer.text}`);
    holds(route, answer);
    return answer;
  }

  before(async () => {
    const adminPort = await freePort();
    admin = `http://127.0.0.1:${adminPort}`;
    const config = { admin_listen: `127.0.0.1:${adminPort}` };
    server = await Server.start({ config, port: await freePort() });
    await server.addUser("limin");
  });

  test("has exactly the routes of the server", () => {
    const table = readFileSync(join(root, "src/net/routes.cpp"), "utf8");
    const routes = [...table.matchAll(/\bRoute\{"([A-Z]+)", "([^"]+)"/g)].map(([, method, path]) => `${method} ${path}`);
    assert.equal(routes.length, table.match(/\bRoute\{/g).length, "a route that this test cannot read");
    // `/assets/*` takes the rest of the path, which OpenAPI has no sign for.
    const documented = [...operations.keys()].map((route) => route.replace(/^(GET \/(?:assets|desk)\/)\{\w+\}$/, "$1*"));
    assert.deepEqual(documented.sort(), routes.sort());
    assert.deepEqual(faults, []);
  });

  for (const route of operations.keys()) {
    test(`${route} answers a bare request as the document says`, () => ask(route));
  }

  test("a chat by polls is opened, goes on and ends", async () => {
    const route = "POST /v1/chat/poll";
    const json = { "content-type": "application/json" };
    const hello = JSON.stringify({ frames: [{ type: "hello" }] });
    await ask(route, { status: 400, headers: json, body: "{}" });
    await ask(route, { status: 403, headers: { ...json, origin: "https://evil.example" }, body: hello });
    await ask(route, { status: 413, headers: json, body: JSON.stringify({ frames: ["x".repeat(17_000)] }) });
    const { session } = JSON.parse((await ask(route, { status: 200, headers: json, body: hello })).text);
    const headers = { ...json, authorization: `Bearer ${session}` };
    const ping = (first) => JSON.stringify({ first, frames: [{ type: "ping" }], got: 1 });
    await ask(route, { status: 200, headers, body: ping(2) });
    await ask(route, { status: 409, headers, body: ping(9) });
    await ask(route, { status: 200, headers, body: JSON.stringify({ leave: true }) });
    await ask(route, { status: 401, headers, body: ping(3) });
  });

  test("a session begins, is asked for and ends", async () => {
    const json = { "content-type": "application/json" };
    const body = (password) => JSON.stringify({ name: "limin", password });
    await ask("POST /v1/login", { status: 415 });
    await ask("POST /v1/login", { status: 400, headers: json, body: "{}" });
    await ask("POST /v1/login", { status: 401, headers: json, body: body("wrong") });
    await ask("POST /v1/login", { status: 403, headers: { ...json, origin: "https://evil.example" }, body: body(PASSWORD) });
    const { headers, text } = await ask("POST /v1/login", { status: 200, headers: json, body: body(PASSWORD) });
    const cookie = headers["set-cookie"][0].split(";")[0];
    await ask("GET /v1/session", { status: 401 });
    await ask("GET /v1/session", { status: 200, headers: { cookie } });
    await ask("POST /v1/logout", { status: 403, headers: { cookie } });
    await ask("POST /v1/logout", { status: 204, headers: { cookie, "x-csrf-token": JSON.parse(text).csrf } });
    await ask("POST /v1/logout", { status: 401, headers: { cookie } });
  });

  test("a work order is shown to whoever has its secret", async () => {
    const visitor = await Visitor.join(server);
    await visitor.human();
    const { number, secret } = await visitor.workOrder();
    const path = `/v1/work-orders/${number}`;
    const route = "GET /v1/work-orders/{number}";
    await ask(route, { path, status: 200, headers: { authorization: `Bearer ${secret}` } });
    await ask(route, { path, status: 404, headers: { authorization: "Bearer wrong" } });
    await ask(route, { path, status: 401 });
    const dossier = { route: `${route}/dossier`, path: `${path}/dossier` };
    const { headers } = await ask(dossier.route, {
      path: dossier.path,
      status: 200,
      headers: { authorization: `Bearer ${secret}` },
    });
    assert.equal(headers["transfer-encoding"], "chunked");
    await ask(dossier.route, { path: dossier.path, status: 404, headers: { authorization: "Bearer wrong" } });
    await ask(dossier.route, { path: dossier.path, status: 401 });
    const act = "POST /v1/work-orders/{number}/actions";
    const acts = `${path}/actions`;
    const json = { "content-type": "application/json", authorization: `Bearer ${secret}` };
    const urge = JSON.stringify({ id: "t1", action: "urge", text: "麻烦快一点" });
    await ask(act, { path: acts, status: 200, headers: json, body: urge });
    await ask(act, { path: acts, status: 409, headers: json, body: JSON.stringify({ id: "t1", action: "withdraw" }) });
    await ask(act, { path: acts, status: 409, headers: json, body: JSON.stringify({ action: "accept" }) });
    await ask(act, { path: acts, status: 400, headers: json, body: JSON.stringify({ action: "dance" }) });
    await ask(act, { path: acts, status: 401, body: urge });
    await ask(act, { path: acts, status: 404, headers: { ...json, authorization: "Bearer wrong" }, body: urge });
    await visitor.event("the wish to hurry", ({ kind, action }) => kind === "work_order_request" && action === "urge");
    await visitor.socket.close();
  });

  test("an uploaded file is its conversation's", async () => {
    const visitor = await Visitor.join(server);
    const authorization = `Bearer ${visitor.welcome.token}`;
    const form = (bytes) =>
      `--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n${bytes}\r\n--b--\r\n`;
    const headers = { authorization, "content-type": "multipart/form-data; boundary=b" };
    await ask("POST /v1/evidence", { status: 401, headers: { "content-type": headers["content-type"] }, body: form("%PDF-1") });
    await ask("POST /v1/evidence", { status: 415, headers, body: form("<svg/>") });
    await ask("POST /v1/evidence", { status: 400, headers, body: "none" });
    const { text } = await ask("POST /v1/evidence", { status: 201, headers, body: form("%PDF-1") });
    const path = `/v1/evidence/${JSON.parse(text).id}`;
    await ask("GET /v1/evidence/{id}", { path, status: 200, headers: { authorization } });
    await ask("GET /v1/evidence/{id}", { path, status: 401 });
    await ask("GET /v1/evidence/{id}", { path: "/v1/evidence/e0", status: 404, headers: { authorization } });
    await ask("GET /v1/me/export", { status: 401 });
    await ask("GET /v1/me/export", { status: 200, headers: { authorization } });
    await ask("GET /v1/me/transcript", { status: 401 });
    await ask("GET /v1/me/transcript", { status: 404, headers: { authorization } });
    await ask("POST /v1/me/transcript", { status: 401 });
    await ask("POST /v1/me/transcript", { status: 404, headers: { authorization } });
    await ask("DELETE /v1/me", { status: 401 });
    await ask("DELETE /v1/me", { status: 200, headers: { authorization } });
    await ask("GET /v1/me/export", { status: 404, headers: { authorization } });
    await visitor.socket.close();
  });

  test("a film comes in pieces", async () => {
    const visitor = await Visitor.join(server);
    const authorization = { authorization: `Bearer ${visitor.welcome.token}` };
    const json = { ...authorization, "content-type": "application/json" };
    const film = Buffer.from("\0\0\0\x0cftypisom\0\0\0\0mdat and so on", "latin1");
    const announce = (body, headers = json) => ({ headers, body: JSON.stringify({ name: "a.mp4", media_type: "video/mp4", size: film.length, ...body }) });
    await ask("POST /v1/uploads", { status: 401, ...announce({}, { "content-type": "application/json" }) });
    await ask("POST /v1/uploads", { status: 400, ...announce({ size: 0 }) });
    await ask("POST /v1/uploads", { status: 413, ...announce({ size: 300 * 1024 * 1024 }) });
    await ask("POST /v1/uploads", { status: 415, ...announce({ media_type: "image/heic" }) });
    const begun = await ask("POST /v1/uploads", { status: 201, ...announce({}) });
    const path = begun.headers.location;
    const route = "PATCH /v1/uploads/{id}";
    const piece = (offset, bytes) => ({
      path,
      headers: { ...authorization, "content-type": "application/offset+octet-stream", "upload-offset": offset, "content-length": bytes.length },
      body: bytes,
    });
    await ask(route, { status: 204, ...piece(0, film.subarray(0, 20)) });
    await ask(route, { status: 409, ...piece(0, film.subarray(0, 20)) });
    await ask("GET /v1/uploads/{id}", { path, status: 200, headers: authorization });
    const { text } = await ask(route, { status: 201, ...piece(20, film.subarray(20)) });
    await ask("GET /v1/uploads/{id}", { path, status: 201, headers: authorization });
    const file = { path: `/v1/evidence/${JSON.parse(text).id}` };
    await ask("GET /v1/evidence/{id}", { ...file, status: 416, headers: { ...authorization, range: "bytes=9999-" } });
    const given = (await ask("POST /v1/uploads", { status: 201, ...announce({}) })).headers.location;
    await ask("DELETE /v1/uploads/{id}", { path: given, status: 204, headers: authorization });
    await ask("DELETE /v1/uploads/{id}", { path: given, status: 404, headers: authorization });
    await visitor.socket.close();
  });

  test("the widget's settings, and what is no language", async () => {
    await ask("GET /v1/widget/config", { path: "/v1/widget/config?locale=en", status: 200 });
    await ask("GET /v1/widget/config", { path: "/v1/widget/config?locale=%22", status: 400 });
  });

  test("the WebSockets refuse as the document says", async () => {
    const refused = async (route, status, options) => {
      const path = route.slice("GET ".length);
      const error = await Socket.open(server.url, path, options).then(
        () => assert.fail(`${route} was opened`),
        (reason) => reason,
      );
      assert.equal(error.status, status, error.message);
      holds(route, { status, headers: error.headers, text: error.body });
    };
    await refused("GET /v1/chat", 400, { protocols: ["soap"] });
    await refused("GET /v1/chat", 403, { headers: { Origin: "https://evil.example" } });
    await refused("GET /v1/desk", 401, { headers: { Origin: server.url } });
    await refused("GET /v1/desk", 403, { headers: { Cookie: await server.cookie("limin") } });
  });
});
