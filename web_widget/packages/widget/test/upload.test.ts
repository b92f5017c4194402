import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { upload } from "../src/files/upload.ts";

/** A server of a few lines, of another origin than the page, as the gateway is on a host's page. */
let server: Server;
let answer: { status: number; body: string; headers?: Record<string, string> };
let seen: { method: string; url: string; authorization: string; type: string; body: string }[];

async function bodyOf(request: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts).toString("latin1");
}

beforeEach(async () => {
  seen = [];
  server = createServer((request, response) => {
    const allowed = {
      "access-control-allow-origin": "*",
      "access-control-allow-headers": "authorization",
      "access-control-expose-headers": "retry-after",
    };
    if (request.method === "OPTIONS") {
      response.writeHead(204, allowed).end();
      return;
    }
    void bodyOf(request).then((body) => {
      const { method = "", url = "", headers } = request;
      seen.push({
        method,
        url,
        authorization: headers.authorization ?? "",
        type: headers["content-type"] ?? "",
        body,
      });
      response.writeHead(answer.status, { ...allowed, ...answer.headers }).end(answer.body);
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

function send() {
  const { port } = server.address() as AddressInfo;
  const file = { id: "f", name: "付款.txt", blob: new Blob(["hello"], { type: "text/plain" }) };
  return upload({ server: `http://127.0.0.1:${port}`, token: "secret", conversation: "c" }, file, {
    onProgress: () => undefined,
    onBegun: () => undefined,
  }).result;
}

describe("one upload", () => {
  it("is a multipart form with the conversation's key", async () => {
    answer = {
      status: 201,
      body: '{"id":"ev_1","name":"a","media_type":"text/plain","size":5,"sha256":"x"}',
    };
    expect(await send()).toEqual({ id: "ev_1" });
    expect(seen).toMatchObject([{ method: "POST", url: "/v1/evidence", authorization: "Bearer secret" }]);
    expect(seen[0]?.type).toMatch(/^multipart\/form-data; boundary=/);
    expect(seen[0]?.body).toContain("hello");
  });

  it.each([
    [413, { problem: "too_large" }],
    [415, { problem: "media_type" }],
    [403, { problem: "refused" }],
    [503, { retryAfterMs: 0 }],
  ])("answered by %d", async (status, expected) => {
    answer = { status, body: "{}" };
    expect(await send()).toEqual(expected);
  });

  it("waits as long as the server asks", async () => {
    answer = { status: 429, body: "{}", headers: { "retry-after": "7" } };
    expect(await send()).toEqual({ retryAfterMs: 7000, full: true });
  });

  it("waits until the time that the server names", async () => {
    const soon = new Date(Date.now() + 60_000).toUTCString();
    answer = { status: 503, body: "{}", headers: { "retry-after": soon } };
    const result = await send();
    expect(result).toEqual({ retryAfterMs: expect.any(Number) as number });
    expect("retryAfterMs" in result && result.retryAfterMs).toBeGreaterThan(50_000);
  });

  it("is tried again when something between has answered", async () => {
    answer = { status: 200, body: "<html>Welcome to the hotel</html>" };
    expect(await send()).toEqual({ retryAfterMs: 0 });
  });
});
