// One visitor with several tabs: one connection, one outbox.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import {
  assertEventually,
  browserTest,
  hasCount,
  openPage,
  Widget,
} from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent, config: { demo: true } });
});
after(() => server?.stop());

/** Counts the chat sockets that a page opens. */
function countSockets(page) {
  const sockets = [];
  page.on("websocket", (socket) => sockets.push(socket));
  return () => sockets.filter((socket) => !socket.isClosed()).length;
}

async function secondTab(page) {
  const other = await page.context().newPage();
  const sockets = countSockets(other);
  await other.goto(`${server.url}/`);
  return { page: other, sockets, widget: await Widget.open(other) };
}

browserTest("two tabs share one connection, and either may close", async () => {
  const page = await openPage();
  const sockets = countSockets(page);
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  const other = await secondTab(page);
  await other.widget.hears("bot", "2 小时内");
  await other.widget.say("从第二页说的");
  await widget.hears("visitor", "从第二页说的");
  await hasCount(other.widget.message("visitor", "从第二页说的"), 1);
  await hasCount(other.widget.get("pending"), 0);
  assert.deepEqual([sockets(), other.sockets()], [1, 0]);

  await page.close();
  await other.widget.say("第一页关了以后说的");
  await hasCount(other.widget.message("visitor", "第一页关了以后说的"), 1);
  await hasCount(other.widget.get("pending"), 0);
  await assertEventually(() => assert.equal(other.sockets(), 1));
});

browserTest("what either tab says while the server is down arrives once", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  const other = await secondTab(page);
  await other.widget.hears("bot", "2 小时内");
  await server.kill();
  await other.widget.get("offline").waitFor();
  await widget.say("第一页断线时写的");
  await other.widget.say("第二页断线时写的");
  await hasCount(widget.get("pending"), 2);
  await page.close();
  await server.restart();
  await hasCount(other.widget.get("pending"), 0);
  await hasCount(other.widget.message("visitor", "第一页断线时写的"), 1);
  await hasCount(other.widget.message("visitor", "第二页断线时写的"), 1);
});
