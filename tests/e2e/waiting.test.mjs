// How long one waits is said as it was measured, or not at all.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Agent } from "./support/agent.mjs";
import { shippedContent } from "./support/command.mjs";
import { Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent });
  await server.addUser("li");
});
after(() => server?.stop());

const STEP_MS = 1500;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

async function waiting() {
  const visitor = await Visitor.join(server);
  await visitor.human();
  await visitor.workOrder();
  return { visitor, conversation: visitor.welcome.conversation };
}

const places = ({ visitor }) => visitor.log.filter((event) => event.kind === "queue");

test("the range comes from how fast this team took people, and is left out before that is known", async () => {
  const early = [];
  for (let i = 0; i < 5; i++) early.push(await waiting());
  const late = await waiting();
  const agent = await Agent.join(server, "li", { capacity: 50 });
  await late.visitor.event("somebody on duty", (event) => event.kind === "queue" && event.online > 0);
  for (const { conversation } of early) {
    await pause(STEP_MS);
    await agent.claim(conversation);
  }
  const next = await late.visitor.event("the first place", (event) => event.kind === "queue" && event.position === 1);
  for (const told of places(late)) {
    // Only two were taken by then.
    if (told.position > 3) {
      assert.equal(told.estimated_wait_s, null, JSON.stringify(told));
      assert.equal(told.wait_range_s, undefined);
    }
  }
  assert.ok(next.waits_measured >= 3, JSON.stringify(next));
  const [least, most] = next.wait_range_s;
  assert.ok(least <= next.estimated_wait_s && next.estimated_wait_s <= most, JSON.stringify(next));
  // One place took a good second each, give or take what a busy machine adds.
  assert.ok(least >= 1 && most <= 8, JSON.stringify(next));
  await agent.socket.cut();
});
