// One case in real browsers: names, slots put right, words edited and recalled, colleagues called in notes, and
// what supervisors do with many orders at once and look up afterwards.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import {
  browserTest,
  hasCount,
  mustBeAccessible,
  shot,
} from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { openDesk, rowOf, visitorWaiting } from "./support/desk_page.mjs";
import { Server } from "./support/server.mjs";

let server;
let limin;
let zhao;
let one;
let two;

before(async () => {
  server = await Server.start({ content: shippedContent });
  await server.addUser("limin", { names: ["李敏", "Li Min"] });
  await server.addUser("zhao", {
    role: "supervisor",
    names: ["赵岚", "Zhao Lan"],
  });
  await server.addUser("root1", {
    role: "admin",
    names: ["管小芸", "Guan Xiaoyun"],
  });
  one = await waiting("我充值的话费一直没到", "我的订单号是20261120001");
  two = await waiting("卡密用不了");
});
after(() => server?.stop());

const logIn = (name, path, options) => openDesk(server, name, path, options);
const waiting = (...words) => visitorWaiting(server, ...words);

async function say(page, text) {
  await page.getByTestId("composer-text").fill(text);
  await page.getByTestId("composer-send").click();
}

// Pages are closed with their test: the whole case is one, so that nobody logs in again and again.
browserTest(
  "a case from the first answer to what an auditor sees of it",
  async () => {
    await namesAndOwnWords();
    await slots();
    await mentions();
    await manyAtOnce();
    await views();
    await audit();
    await accounts();
  },
);

// Customers read a name, never the one to log in with; an agent edits and recalls.
async function namesAndOwnWords() {
  limin = await logIn("limin");
  await limin.getByTestId("presence-switch").click();
  await rowOf(limin, one.conversation).getByTestId("claim").click();
  await limin.getByTestId("composer-text").waitFor();
  await say(limin, "您好，订单已找到，今天 18:00 前到账");
  const joined = await one.visitor.event(
    "an agent",
    (event) => event.kind === "agent_joined",
  );
  assert.equal(joined.agent.name, "李敏");
  const said = await one.visitor.event(
    "an answer",
    (event) => event.from?.role === "agent",
  );
  assert.equal(said.from.name, "李敏");

  await limin.getByTestId("edit-own").first().click();
  await limin
    .getByTestId("edit-text")
    .fill("您好，订单已找到，今天 20:00 前到账");
  await mustBeAccessible(limin);
  await limin.getByTestId("edit-submit").click();
  const edited = await one.visitor.event(
    "an edit",
    (event) => event.kind === "edited",
  );
  assert.equal(edited.of, said.seq);
  assert.match(edited.text, /20:00/);
  await limin.getByTestId("edited").waitFor();

  await say(limin, "这句话发错了");
  await hasCount(limin.getByTestId("recall-own"), 2);
  await limin.getByTestId("recall-own").last().click();
  await one.visitor.event("a recall", (event) => event.kind === "recalled");
  await limin.getByTestId("recalled").waitFor();
  // The words are where they were written, to be said better.
  assert.match(await limin.getByTestId("composer-text").inputValue(), /发错了/);
  await limin.getByTestId("composer-text").fill("");
  assert.ok(!JSON.stringify(one.visitor.events).includes("limin"));
}

// A slot is put right with its sentence beside it; the timeline says who and what it was.
async function slots() {
  const slot = limin.locator('[data-slot="order_number"]');
  await slot.getByTestId("slot-source").click();
  await slot.getByTestId("edit-slot").click();
  await limin.getByTestId("slot-value").fill("20261120002");
  await limin.getByTestId("slot-reason").fill("客户抄错一位");
  await shot(limin, "desk-slot-dialog");
  await mustBeAccessible(limin);
  await limin.getByTestId("slot-submit").click();
  await slot.getByTestId("slot-change").waitFor();
  assert.match(await slot.textContent(), /20261120002/);
  const line = limin.getByTestId("line-slot_corrected");
  await line.waitFor();
  assert.match(
    await line.textContent(),
    /李敏.*20261120001 → 20261120002.*抄错/,
  );
  await shot(limin, "desk-slot");
  await mustBeAccessible(limin);
}

// A colleague who is called in a note is told, finds it, and has looked once it is open.
async function mentions() {
  zhao = await logIn("zhao");
  await limin.getByTestId("mode-note").click();
  await limin.getByTestId("composer-text").pressSequentially("请看一下 @赵");
  await limin.getByTestId("suggestion").first().waitFor();
  await shot(limin, "desk-mention");
  await limin.keyboard.press("Enter");
  await limin.getByTestId("composer-send").click();
  await zhao.getByTestId("mentions").waitFor();
  await shot(zhao, "desk-mentions");
  await mustBeAccessible(zhao);
  await zhao.getByTestId("mention").click();
  await zhao.getByTestId("note").waitFor();
  await hasCount(zhao.getByTestId("mentions"), 0);
  assert.ok(!JSON.stringify(one.visitor.events).includes("请看一下"));
  // She has not the conversation: she can answer her colleague, and nobody else.
  await zhao.getByTestId("open-note").click();
  await zhao.getByTestId("notes-only").waitFor();
  await hasCount(zhao.getByTestId("mode-reply"), 0);
  await say(zhao, "渠道说今晚恢复");
  await hasCount(zhao.getByTestId("note"), 2);
  await shot(zhao, "desk-note-only");
  await mustBeAccessible(zhao);
  assert.ok(!JSON.stringify(one.visitor.events).includes("渠道说"));
}

// A supervisor does something to many orders at once, sees what became of each, and undoes it.
async function manyAtOnce() {
  await zhao.getByTestId("nav-orders").click();
  await hasCount(zhao.getByTestId("order"), 2);
  await zhao.getByTestId("choose-all").click();
  await zhao.getByTestId("bulk-tag").click();
  await zhao.getByTestId("bulk-add").fill("大客户，赠卡");
  await zhao.getByTestId("bulk-submit").click();
  await zhao
    .locator("[data-testid=bulk-item][data-state=done]")
    .nth(1)
    .waitFor();
  await shot(zhao, "desk-bulk-result");
  await mustBeAccessible(zhao);
  await zhao.getByTestId("bulk-undo").click();
  await hasCount(zhao.getByTestId("bulk-undo"), 0);
  await zhao.getByTestId("bulk-close").click();

  // Nobody else is on duty: of two, each says for itself why not.
  await zhao.getByTestId("choose-all").click();
  await zhao.getByTestId("bulk-assign").click();
  await zhao.getByTestId("bulk-agent").click();
  await zhao.getByTitle("李敏").last().click();
  await zhao.getByTestId("bulk-reason").fill("他熟悉这类问题");
  await zhao.getByTestId("bulk-submit").click();
  await hasCount(zhao.locator("[data-testid=bulk-item][data-state=failed]"), 1);
  await hasCount(zhao.locator("[data-testid=bulk-item][data-state=done]"), 1);
  await shot(zhao, "desk-bulk-partial");
  await zhao.getByTestId("bulk-close").click();
}

// A view is kept by the server and opened at another desk.
async function views() {
  await zhao.goto(`${server.url}/desk/orders?state=any&sort=newest`);
  await zhao.getByTestId("views").click();
  await zhao.getByTestId("view-name").fill("全部最新");
  await zhao.getByTestId("save-view").click();
  await zhao.getByTestId("view").waitFor();
  await shot(zhao, "desk-orders");
  await mustBeAccessible(zhao);
  const other = await logIn("zhao", "/desk/orders");
  await other.getByTestId("views").click();
  await other.getByTestId("view").click();
  await other.waitForURL(/sort=newest/);
  await other.getByRole("button", { name: "切换到深色" }).click();
  await other.getByText("EN", { exact: true }).click();
  await other.getByText("General").first().waitFor();
  await other.getByText("Li Min").first().waitFor();
  await shot(other, "desk-orders-en-dark");
  await mustBeAccessible(other);
  await other.getByTestId("nav-admin").click();
  await other.getByTestId("audit-line").first().waitFor();
  await shot(other, "desk-audit-en-dark");
  await mustBeAccessible(other);
}

// Who did what is found, and the chain of the whole log is recomputed.
async function audit() {
  await zhao.getByTestId("nav-admin").click();
  await zhao
    .locator("[data-testid=audit-line][data-act=slot_corrected]")
    .waitFor();
  await zhao.getByTestId("verify-chain").click();
  await zhao
    .locator("[data-testid=chain-report][data-over=true][data-sound=true]")
    .waitFor();
  await shot(zhao, "desk-audit");
  await mustBeAccessible(zhao);
  await zhao.goto(`${server.url}/desk/admin?tab=policies`);
  await zhao.getByTestId("policies").waitFor();
  await shot(zhao, "desk-policies");
  await mustBeAccessible(zhao);
  await zhao.goto(`${server.url}/desk/admin?tab=accounts`);
  await zhao.locator("[data-login=limin]").waitFor();
  await hasCount(zhao.getByTestId("edit-account"), 0);
}

// An administrator names and disables somebody: their work waits for others at once, and an heir answers for it.
async function accounts() {
  const root = await logIn("root1", "/desk/admin?tab=accounts");
  await root.locator("[data-login=limin]").getByTestId("edit-account").click();
  await root.getByTestId("account-zh").fill("李敏敏");
  await shot(root, "desk-account");
  await mustBeAccessible(root);
  await root.getByTestId("account-submit").click();
  await root.getByText("李敏敏").waitFor();
  await root
    .locator("[data-login=limin]")
    .getByTestId("toggle-account")
    .click();
  await root.getByTestId("owned-orders").waitFor();
  await root.getByTestId("heir").click();
  await root.getByTitle("赵岚").last().click();
  await shot(root, "desk-disable");
  await mustBeAccessible(root);
  await root.getByTestId("toggle-submit").click();
  await hasCount(root.getByTestId("moved"), 2);
  await root.getByTestId("moved-dialog").getByText(one.number).waitFor();
  await shot(root, "desk-moved");
  await mustBeAccessible(root);
  await root.getByTestId("moved-close").click();
  await limin
    .getByTestId("login-name")
    .or(limin.getByTestId("login-password"))
    .first()
    .waitFor();
  await zhao.goto(`${server.url}/desk?view=queue`);
  await rowOf(zhao, one.conversation).waitFor();
  await zhao.goto(`${server.url}/desk/orders?owner=me`);
  await hasCount(zhao.getByTestId("order"), 2);
  await zhao.goto(`${server.url}/desk/admin?staff=system`);
  const moved = zhao.locator("[data-testid=audit-line][data-act=staff_gone]");
  await hasCount(moved, 2);
  assert.match(await moved.first().textContent(), /系统.*李敏敏.*→ 赵岚/);
  await shot(zhao, "desk-audit-moved");
}
