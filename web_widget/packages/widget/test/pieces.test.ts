import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, expect, it } from "vitest";
import { upload, type UploadResult } from "../src/files/upload.ts";

/** A gateway that takes pieces, in a few lines; of another origin than the page. */
let server: Server;
let here: Buffer;
let announced: number;
let cutAt: number;
let known: boolean;
let asked: string[];

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(part as Buffer);
  return Buffer.concat(parts);
}

beforeEach(async () => {
  here = Buffer.alloc(0);
  announced = 0;
  cutAt = Infinity;
  known = false;
  asked = [];
  server = createServer((request, response) => {
    const { method = "", url = "", headers } = request;
    const end = (status: number, fields = {}, body = ""): void => {
      const shared = {
        "access-control-allow-origin": "*",
        "access-control-allow-methods": "PATCH",
        "access-control-allow-headers": "authorization,content-type,upload-offset",
        "access-control-expose-headers": "location,upload-offset",
      };
      response.writeHead(status, { ...shared, ...fields }).end(body);
    };
    if (method === "OPTIONS") return end(204);
    void bodyOf(request).then((body) => {
      asked.push(`${method} ${url} ${String(headers["upload-offset"] ?? "")}`.trim());
      const offset = { "upload-offset": here.length };
      if (method === "POST") {
        announced = (JSON.parse(body.toString()) as { size: number }).size;
        known = true;
        return end(201, { location: "/v1/uploads/u1", "upload-offset": 0 });
      }
      if (!known) return end(404);
      if (method === "GET") return end(200, offset);
      if (Number(headers["upload-offset"]) !== here.length) return end(409, offset);
      if (here.length + body.length > cutAt) {
        here = Buffer.concat([here, body.subarray(0, cutAt - here.length)]);
        cutAt = Infinity;
        return response.destroy();
      }
      here = Buffer.concat([here, body]);
      if (here.length < announced) return end(204, { "upload-offset": here.length });
      end(201, { location: "/v1/evidence/u1" }, '{"id":"u1"}');
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
});
afterEach(async () => {
  server.closeAllConnections();
  await new Promise((closed) => server.close(closed));
});

const MB = 1024 * 1024;
const bytes = new Uint8Array(9 * MB).map((_, i) => i % 251);
let begun: (string | undefined)[] = [];
let progress: number[] = [];

function send(known: { upload?: string; conversation?: string } = {}): Promise<UploadResult> {
  const { port } = server.address() as AddressInfo;
  const file = { id: "f", name: "a.mp4", blob: new Blob([bytes], { type: "video/mp4" }), ...known };
  begun = [];
  progress = [];
  const target = { server: `http://127.0.0.1:${port}`, token: "t", conversation: "c" };
  return upload(target, file, {
    onProgress: (sent) => progress.push(sent),
    onBegun: (id) => begun.push(id),
  }).result;
}

it("a large file goes in pieces", async () => {
  expect(await send()).toEqual({ id: "u1" });
  expect(asked).toEqual([
    "POST /v1/uploads",
    "PATCH /v1/uploads/u1 0",
    `PATCH /v1/uploads/u1 ${4 * MB}`,
    `PATCH /v1/uploads/u1 ${8 * MB}`,
  ]);
  expect(here.equals(Buffer.from(bytes))).toBe(true);
  expect(begun).toEqual(["u1"]);
  expect(progress).toContain(8 * MB);
});

it("goes on where a broken connection left it", async () => {
  cutAt = 5 * MB;
  expect(await send()).toEqual({ retryAfterMs: 0 });
  asked = [];
  expect(await send({ upload: "u1", conversation: "c" })).toEqual({ id: "u1" });
  expect(asked).toEqual(["GET /v1/uploads/u1", `PATCH /v1/uploads/u1 ${5 * MB}`]);
  expect(here.equals(Buffer.from(bytes))).toBe(true);
});

it("begins again where the server has forgotten it, or the conversation is another", async () => {
  expect(await send({ upload: "u0", conversation: "c" })).toEqual({ id: "u1" });
  expect(asked.slice(0, 2)).toEqual(["GET /v1/uploads/u0", "POST /v1/uploads"]);
  here = Buffer.alloc(0);
  asked = [];
  expect(await send({ upload: "u1", conversation: "another" })).toEqual({ id: "u1" });
  expect(asked[0]).toBe("POST /v1/uploads");
});
