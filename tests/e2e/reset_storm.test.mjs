// Phones lose their network in the middle of everything: sockets that are reset, not closed.
import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { connect } from "node:net";
import { test } from "node:test";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const CONNECTIONS = 600;
const AT_ONCE = 40;

/** A masked text frame, as a client must send it. */
function textFrame(value) {
  const payload = Buffer.from(JSON.stringify(value));
  const mask = randomBytes(4);
  const head =
    payload.length < 126
      ? Buffer.from([0x81, 0x80 | payload.length])
      : Buffer.from([0x81, 0xfe, payload.length >> 8, payload.length & 255]);
  const masked = payload.map((byte, i) => byte ^ mask[i % 4]);
  return Buffer.concat([head, mask, masked]);
}

const upgrade = (port) =>
  [
    "GET /v1/chat HTTP/1.1",
    `Host: 127.0.0.1:${port}`,
    "Upgrade: websocket",
    "Connection: Upgrade",
    "Sec-WebSocket-Version: 13",
    `Sec-WebSocket-Key: ${randomBytes(16).toString("base64")}`,
    "",
    "",
  ].join("\r\n");

/** Says much at once and is gone before the answers are written. */
function talkAndVanish(port) {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("error", (error) => (error.code === "ECONNREFUSED" ? reject(error) : resolve()));
    socket.on("close", () => resolve());
    socket.write(upgrade(port));
    socket.once("data", () => {
      const said = Array.from({ length: 1 + Math.floor(Math.random() * 8) }, (_, i) =>
        textFrame({ type: "message", id: `m${i}`, text: "怎么开发票" }),
      );
      const pings = Array.from({ length: 20 }, () => textFrame({ type: "ping" }));
      socket.write(Buffer.concat([textFrame({ type: "hello" }), ...said, ...pings]));
      setTimeout(() => socket.resetAndDestroy(), Math.random() * 15);
    });
  });
}

test("hundreds of connections that are reset in mid-sentence leave the server well", async () => {
  const server = await Server.start();
  let left = CONNECTIONS;
  const one = async () => {
    while (left-- > 0) await talkAndVanish(server.port);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, one));
  const visitor = await Visitor.join(server);
  await visitor.say("怎么开发票", "after");
  assert.equal((await server.get("/healthz")).status, 200);
  await server.stop();
});
