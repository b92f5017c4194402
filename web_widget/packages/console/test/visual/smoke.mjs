// The ways of an agent through the real build: node test/visual/smoke.mjs DIST
import assert from "node:assert/strict";
import { launch, openPage } from "./browser.mjs";
import { chenMine, context, rows, welcome } from "./scene.mjs";
import { serve } from "./serve.mjs";

const server = await serve(process.argv[2]);
const browser = await launch();
const chen = rows.chen.conversation;
const heard = [];

function play(frame, send) {
  heard.push(frame);
  if (frame.type === "claim" && frame.conversation === rows.emma.conversation) {
    send({ type: "error", code: "conflict", message: "已被 王强 接入", conversation: frame.conversation });
    send({ type: "queue", queue: [rows.chen], online: 2 });
  }
  if (frame.type === "claim" && frame.conversation === chen) {
    claimed = true;
    send({ type: "mine", mine: [chenMine] });
    send({ type: "queue", queue: [], online: 2 });
    send({ type: "context", conversation: chen, context: context(true) });
  }
}

let claimed = false;
const first = () => [claimed ? welcome([], [chenMine]) : welcome([rows.chen, rows.emma], [])];
const view = await openPage(browser, server.origin, { first, onFrame: play });
const { page, sockets, problems } = view;
const id = (name) => page.getByTestId(name);
const last = (type) => heard.findLast((frame) => frame.type === type);

try {
  await page.goto(`${server.origin}/desk`);
  const emma = page.locator(`[data-conversation="${rows.emma.conversation}"]`).first();
  await emma.hover();
  await emma.getByTestId("claim").click();
  await page.getByText("已被 王强 接入").waitFor();

  await id("thread-empty").or(id("thread")).waitFor();
  await page.keyboard.press("a");
  await id("handoff-card").waitFor();
  assert.equal(last("claim").conversation, chen);

  await page.keyboard.press("t");
  await id("transfer-team").click();
  await page.getByText("支付组", { exact: true }).last().click();
  await id("transfer-reason").fill("需核对渠道流水");
  await id("transfer-submit").click();
  await id("transfer-dialog").waitFor({ state: "detached" });
  assert.deepEqual(last("transfer").to, { team: "payments" });

  await id("open-promise").click();
  await id("promise-text").fill("核实后回复您");
  await id("promise-in_30_min").click();
  await id("promise-submit").click();
  assert.equal(last("promise").text, "核实后回复您");

  await page.keyboard.press("e");
  await id("resolve-text").fill("已补发");
  await id("resolve-submit").click();
  assert.equal(last("resolve"), undefined, "an unanswered demand holds the solution back");
  await id("resolve-answer-0").fill("已补发到账");
  await id("resolve-answer-1").fill("无需退款");
  await id("resolve-submit").click();
  assert.deepEqual(last("resolve").resolution.answers[1], { demand: "refund", answer: "无需退款" });

  await page.keyboard.press("r");
  await id("composer-text").fill("您好");
  await page.keyboard.press("Enter");
  const sent = last("message");
  await page.waitForTimeout(200);
  const below = await page
    .locator(".transcript-items")
    .evaluate((box) => box.scrollHeight - box.scrollTop - box.clientHeight);
  assert.ok(below < 4, `the own message is in view, ${below} px are below`);
  heard.length = 0;
  await id("composer-text").fill("写到一半");
  await sockets.at(-1).close();
  await id("connection-banner").waitFor();
  await id("reconnect-now").click();
  await id("connection-banner").waitFor({ state: "detached" });
  assert.equal(last("message").id, sent.id, "sent again with the same id");

  sockets.at(-1).send(JSON.stringify({ type: "error", code: "unauthorized", message: "log in" }));
  await id("session-expired").waitFor();
  await id("login-password").fill("right");
  await id("login-submit").click();
  await id("session-expired").waitFor({ state: "detached" });
  assert.equal(await id("composer-text").inputValue(), "写到一半");

  await page.reload();
  await id("composer-text").waitFor();
  assert.equal(await id("composer-text").inputValue(), "写到一半", "the draft outlives the page");
  assert.deepEqual(problems, []);
  console.log("ok");
} finally {
  await view.close();
  await browser.close();
  server.close();
}
