// A day at the desk in real browsers: searching, canned replies, articles, taking back, masking, the board.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import {
  assertEventually,
  browserTest,
  hasCount,
  mustBeAccessible,
  shot,
} from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { PICTURE } from "./support/picture.mjs";
import { Agent } from "./support/agent.mjs";
import { openDesk, rowOf, visitorWaiting } from "./support/desk_page.mjs";
import { Server } from "./support/server.mjs";

let server;
before(async () => {
  server = await Server.start({ content: shippedContent });
  await server.addUser("李敏");
  await server.addUser("王强");
  await server.addUser("赵岚", { role: "supervisor" });
});
after(() => server?.stop());

const logIn = (name, path, options) => openDesk(server, name, path, options);
const waiting = (...words) => visitorWaiting(server, ...words);

async function take(page, conversation) {
  await rowOf(page, conversation).getByTestId("claim").click();
  await page.getByTestId("composer-text").waitFor();
}

browserTest("a search finds Chinese words and numbers, lives in the address, and opens what it found", async () => {
  const { conversation, number } = await waiting("在高铁上充的点券一直没到");
  const page = await logIn("李敏");
  await page.getByTestId("search").fill("高铁");
  await rowOf(page, conversation).getByTestId("row-match").waitFor();
  await hasCount(page.getByTestId("conversation-row"), 1);
  await shot(page, "desk-search");
  await mustBeAccessible(page);
  await rowOf(page, conversation).locator(".row-open").click();
  await page.getByTestId("handoff-card").waitFor();
  assert.match(decodeURIComponent(page.url()), /q=高铁/);
  await page.reload();
  await rowOf(page, conversation).getByTestId("row-match").waitFor();
  await page.getByTestId("thread").getByText("在高铁上充的点券一直没到").first().waitFor();
  await page.getByTestId("search").fill(number);
  await hasCount(page.getByTestId("conversation-row"), 1);
  await page.getByTestId("search").fill("没有人说过这句话");
  await page.getByTestId("list-nothing").waitFor();
  await page.getByTestId("search").press("Escape");
  await page.getByTestId("tab-ended").click();
  assert.match(page.url(), /view=ended/);
});

browserTest("an agent answers with a canned reply and an article, takes one back and masks a card", async () => {
  const { visitor, conversation } = await waiting("提现多久到账");
  const page = await logIn("李敏");
  await take(page, conversation);
  const text = page.getByTestId("composer-text");

  await text.pressSequentially("、hello");
  await page.getByTestId("suggestion").first().waitFor();
  await shot(page, "desk-canned");
  await mustBeAccessible(page);
  await text.press("Enter");
  assert.match(await text.inputValue(), /我是李敏/);
  await text.press("Enter");
  // It has not left yet.
  await page.getByTestId("take-back").click();
  assert.match(await text.inputValue(), /我是李敏/);
  await hasCount(page.getByTestId("pending"), 0);
  await text.press("Enter");
  await visitor.event("the greeting", ({ kind, text: words }) => kind === "message" && /我是李敏/.test(words));

  // Two question marks as an input method writes them; without words they mean the visitor's last ones.
  await text.pressSequentially("？？");
  await page.getByTestId("suggestion").first().waitFor();
  await shot(page, "desk-articles");
  await text.press("Tab");
  assert.ok((await text.inputValue()).length > 20);
  await text.fill("卡号 6222021234567890128 收到了");
  await text.press("Enter");
  await page.getByTestId("secret-dialog").waitFor();
  await shot(page, "desk-secret");
  await mustBeAccessible(page);
  await page.getByTestId("secret-mask").click();
  const masked = await visitor.event("the masked reply", (event) => /收到了/.test(event.text ?? ""));
  assert.match(masked.text, /\*{15}0128/);

  const tab = page.getByRole("tab", { name: "知识" });
  await tab.click();
  await page.getByTestId("article").first().waitFor();
  await shot(page, "desk-knowledge");
  await mustBeAccessible(page);
  await page.getByTestId("article-insert").first().click();
  await assertEventually(async () => assert.ok((await text.inputValue()).length > 20));
});

browserTest("an agent sends a pasted screenshot with the words, and the customer sees both", async () => {
  const { visitor, conversation } = await waiting("退款到哪里了");
  const page = await logIn("李敏");
  await rowOf(page, conversation).getByTestId("claim").click();
  const text = page.getByTestId("composer-text");
  await text.waitFor();
  await page.getByTestId("file-input").setInputFiles([
    { name: "不认识.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ nothing to see") },
  ]);
  const chosen = page.getByTestId("chosen-file");
  await chosen.getByText("不支持这种文件").waitFor();
  assert.equal(await page.getByTestId("composer-send").isDisabled(), true);
  await page.getByTestId("remove-file").click();
  await hasCount(chosen, 0);

  await text.fill("退款凭证如图");
  await text.evaluate((box, picture) => {
    const bytes = Uint8Array.from(atob(picture), (each) => each.charCodeAt(0));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File([bytes], "退款凭证.png", { type: "image/png" }));
    box.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, PICTURE.toString("base64"));
  await page.locator('[data-testid=chosen-file][data-state="there"]').waitFor();
  await shot(page, "desk-files");
  await mustBeAccessible(page);
  await text.press("Enter");
  const heard = await visitor.hears("agent", /退款凭证如图/);
  assert.deepEqual(
    heard.evidence.map(({ name, media_type }) => [name, media_type]),
    [["退款凭证.png", "image/png"]],
  );
  const answer = await fetch(`${server.url}/v1/evidence/${heard.evidence[0].id}`, {
    headers: { Authorization: `Bearer ${visitor.welcome.token}` },
  });
  assert.equal(answer.status, 200, "it is the customer's to open");
  await page.locator("[data-testid=message][data-role=agent]").getByTestId("evidence").waitFor();
  await hasCount(chosen, 0);
  await mustBeAccessible(page);
});

browserTest("a draft survives a reload, and another tab has it too", async () => {
  const { conversation } = await waiting("草稿要留着");
  const page = await logIn("李敏");
  await take(page, conversation);
  await page.getByTestId("composer-text").fill("写到一半的");
  const second = await page.context().newPage();
  await second.goto(page.url());
  await second.getByTestId("composer-text").waitFor();
  assert.equal(await second.getByTestId("composer-text").inputValue(), "写到一半的");
  await second.getByTestId("composer-text").fill("在另一个标签页改了");
  await assertEventually(async () =>
    assert.equal(await page.getByTestId("composer-text").inputValue(), "在另一个标签页改了"),
  );
  await page.reload();
  assert.equal(await page.getByTestId("composer-text").inputValue(), "在另一个标签页改了");
});

browserTest("masked data is shown for a reason, and the reason stands in the thread", async () => {
  const { conversation } = await waiting("充到 13800138000 的话费没到");
  const page = await logIn("李敏");
  await take(page, conversation);
  const transcript = page.getByTestId("transcript");
  const wheel = async (by) => {
    await transcript.hover();
    await page.mouse.wheel(0, by);
  };
  await transcript.getByText("工单").first().waitFor();
  await wheel(-9000); // only what is in view is drawn
  await transcript.getByText("138****8000").first().waitFor();
  await page.getByTestId("reveal").click();
  await page.getByTestId("reveal-submit").click();
  await page.getByTestId("reveal-dialog").getByRole("alert").waitFor();
  await page.getByTestId("reveal-reason").fill("核对充值账号");
  await shot(page, "desk-reveal");
  await mustBeAccessible(page);
  await page.getByTestId("reveal-submit").click();
  await wheel(-9000);
  await transcript.getByText("13800138000").first().waitFor();
  await wheel(9000);
  await page.getByTestId("line-accessed").getByText("核对充值账号").waitFor();
  await shot(page, "desk-revealed");
});

browserTest("a dossier is taken for a reason, and the reason stands in the thread", async () => {
  const { conversation } = await waiting("充值没到，要投诉");
  const page = await logIn("李敏");
  await take(page, conversation);
  await page.getByRole("tab", { name: /工单/ }).click();
  await page.getByTestId("order-dossier").click();
  await page.getByTestId("dossier-submit").click();
  await page.getByTestId("dossier-dialog").getByRole("alert").waitFor();
  await page.getByTestId("dossier-reason").fill("回复监管部门");
  await mustBeAccessible(page);
  const saved = page.waitForEvent("download");
  await page.getByTestId("dossier-submit").click();
  assert.match((await saved).suggestedFilename(), /^GD\d{8}-\d{4}-\d\.zip$/);
  await page.getByTestId("line-accessed").getByText("回复监管部门").waitFor();
});

browserTest("a supervisor sees the board, watches and takes over", async () => {
  const { visitor, conversation } = await waiting("主管请看一下");
  const agent = await Agent.join(server, "王强");
  await agent.queued(conversation);
  await agent.claim(conversation);
  const page = await logIn("赵岚", "/desk/supervise");
  const live = page.getByTestId("live").filter({ hasText: "王强" });
  await live.waitFor();
  await page.getByTestId("agent").filter({ hasText: "王强" }).waitFor();
  assert.equal(await page.getByTestId("data-age").getAttribute("data-stale"), "false");
  await shot(page, "desk-supervise");
  await mustBeAccessible(page);
  // On a wall: the whole screen and dark, and afterwards as it was.
  const theme = () => page.evaluate(() => document.documentElement.dataset.theme);
  assert.equal(await theme(), "light");
  await page.getByTestId("wall").click();
  await page.locator("[data-testid=supervise][data-wall=true]").waitFor();
  await assertEventually(async () => assert.equal(await theme(), "dark"));
  await shot(page, "desk-wall");
  await mustBeAccessible(page);
  await page.getByTestId("wall").click();
  await page.locator("[data-testid=supervise][data-wall=false]").waitFor();
  await assertEventually(async () => assert.equal(await theme(), "light"));
  await live.getByRole("button").click();
  await page.getByTestId("thread").getByText("主管请看一下").first().waitFor();
  await page.getByTestId("line-accessed").waitFor();
  await page.getByTestId("open-take-over").click();
  await page.getByTestId("take-over-reason").fill("客户要求主管");
  await shot(page, "desk-take-over");
  await mustBeAccessible(page);
  await page.getByTestId("take-over-submit").click();
  await page.getByTestId("composer-text").fill("您好，我是主管赵岚。");
  await page.getByTestId("composer-send").click();
  await visitor.event("the supervisor's words", ({ text }) => /主管赵岚/.test(text ?? ""));
  await agent.event("that it was taken", ({ kind, reason }) => kind === "transferred" && reason === "客户要求主管");
  await agent.socket.close();
});

browserTest("single keys can be turned off, and the board stays a supervisor's", async () => {
  const page = await logIn("李敏", "/desk/supervise");
  await page.getByTestId("list-pane").waitFor();
  await hasCount(page.getByTestId("supervise"), 0);
  await page.getByTestId("open-settings").click();
  await page.getByTestId("setting-keys").click();
  await shot(page, "desk-settings");
  await mustBeAccessible(page);
  await page.getByTestId("dialog-close").click();
  await page.keyboard.press("s");
  assert.equal(await page.getByTestId("search").evaluate((box) => box === document.activeElement), false);
  // The list of the keys does nothing to a conversation: it can always be had.
  await page.keyboard.press("Shift+?");
  await page.getByTestId("shortcuts-dialog").waitFor();
});
