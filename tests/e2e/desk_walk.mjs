// From the alert to the resolved complaint, as an agent does it: each click, key and typed character is counted, and
// the time from the alert on the screen to the customer's result is taken. Run by scripts/desk_walk; prints figures,
// and fails when a step is missing or the way grows longer than it is meant to be.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { assertEventually, browserTest, openPage } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { connectedTo, PASSWORD, Server, startOrders } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const CLICKS_MAX = 6;

let orders;
let server;
before(async () => {
  orders = await startOrders();
  server = await Server.start({ content: shippedContent, config: connectedTo(orders.url) });
  await server.addUser("limin", { names: ["李敏", "Li Min"] });
});
after(async () => {
  await server?.stop();
  await orders?.stop();
});

/** Does what a hand does, and counts it. */
class Hand {
  clicks = 0;
  keys = 0;
  typed = 0;
  steps = [];
  #since = Date.now();

  constructor(page) {
    this.page = page;
  }

  begin() {
    this.#since = Date.now();
  }

  get seconds() {
    return (Date.now() - this.#since) / 1000;
  }

  done(what) {
    this.steps.push(
      `  ${this.seconds.toFixed(1).padStart(5)} s  ${String(this.clicks).padStart(2)} clicks ` +
        `${String(this.keys).padStart(2)} keys ${String(this.typed).padStart(3)} characters  ${what}`,
    );
  }

  async click(id) {
    await this.page.getByTestId(id).first().click();
    this.clicks += 1;
  }

  async press(key) {
    await this.page.keyboard.press(key);
    this.keys += 1;
  }

  async type(text) {
    await this.page.keyboard.type(text);
    this.typed += [...text].length;
  }
}

async function complaint() {
  const visitor = await Visitor.join(server);
  await visitor.say("我要投诉，充值两天还没到");
  await visitor.say("订单号 20261120002");
  await visitor.human();
  const { number } = await visitor.workOrder();
  return { visitor, number };
}

async function desk() {
  const page = await openPage();
  await page.goto(`${server.url}/desk`);
  await page.getByTestId("login-name").fill("limin");
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("desk").waitFor();
  await page.getByTestId("presence-switch").click();
  return page;
}

async function resolved(visitor, number) {
  await assertEventually(async () => {
    const order = (await visitor.caughtUp()).findLast(
      (event) => event.kind === "work_order" && event.number === number,
    );
    assert.equal(order.status, "resolved");
  });
}

async function walk(page, take) {
  const hand = new Hand(page);
  const { visitor, number } = await complaint();
  await page.getByTestId("offer-claim").waitFor();
  hand.begin();
  await take(hand);
  const card = page.getByTestId("handoff-card");
  await card.waitFor();
  // What is wanted, which order and what the bot did stands there: nothing has to be asked again.
  assert.match(await card.textContent(), /20261120002/);
  hand.done("taken, and the case is read");
  await page.getByTestId("composer-text").waitFor();
  await page.getByTestId("composer-text").focus();
  await hand.type("您好，已核实，正在为您补发。");
  await hand.press("Enter");
  await visitor.event("the answer", (event) => event.kind === "message" && event.text.includes("正在为您补发"));
  hand.done("the customer has the first answer");
  await hand.click("open-resolve");
  await page.getByTestId("resolve-dialog").waitFor();
  await page.getByTestId("resolve-text").focus();
  await hand.type("已补发，请查收。");
  for (const answer of await page.getByTestId(/^resolve-answer-/).all()) {
    await answer.click();
    hand.clicks += 1;
    await hand.type("已补发 100 元");
  }
  await hand.click("resolve-submit");
  await resolved(visitor, number);
  hand.done("resolved, and the customer has the result");
  return hand;
}

function report(name, hand) {
  console.log(`${name}: ${hand.clicks} clicks, ${hand.keys} keys, ${hand.typed} characters, ${hand.seconds.toFixed(1)} s`);
  for (const step of hand.steps) console.log(step);
  assert.ok(hand.clicks <= CLICKS_MAX, `${hand.clicks} clicks`);
}

browserTest("from the alert to the resolved complaint", async () => {
  const page = await desk();
  report("with the mouse", await walk(page, (hand) => hand.click("offer-claim")));
  await page.getByTestId("tab-queue").click();
  report("taken with the key A", await walk(page, (hand) => hand.press("a")));
});
