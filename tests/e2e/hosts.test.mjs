// A name in DNS that anybody may point at the server opens nothing, when the operator names the right ones.
import assert from "node:assert/strict";
import { request } from "node:http";
import { test } from "node:test";
import { Server } from "./support/server.mjs";

/** The status that a request under that Host gets. */
const statusAs = (server, host) =>
  new Promise((resolve, reject) => {
    const { hostname, port } = new URL(server.url);
    request({ hostname, port, path: "/healthz", headers: { Host: host } }, (answer) => {
      answer.resume();
      resolve(answer.statusCode);
    })
      .on("error", reject)
      .end();
  });

test("only the names in allowed_hosts are answered, on any port", async () => {
  const server = await Server.start({ config: { allowed_hosts: ["help.shop.example"] } });
  try {
    assert.equal(await statusAs(server, "help.shop.example"), 200);
    assert.equal(await statusAs(server, "HELP.shop.example:8443"), 200);
    assert.equal(await statusAs(server, "evil.example"), 421);
    assert.equal(await statusAs(server, "help.shop.example.evil.example"), 421);
  } finally {
    await server.stop();
  }
});
