// The learning queue in a real browser: what an editor sees and does.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { browserTest, hasCount, mustBeAccessible, openPage, shot } from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { Agent } from "./support/agent.mjs";
import { PASSWORD, Server } from "./support/server.mjs";
import { Visitor } from "./support/visitor.mjs";

const asked = [
  "海鲜礼盒能不能冷链寄到拉萨",
  "海鲜礼盒冷链能寄拉萨吗",
  "冷链寄海鲜礼盒到拉萨可以吗",
  "冷链寄海鲜礼盒到拉萨可以吗",
  "页面能不能调成深色模式",
  "深色模式在哪里打开",
  "谷歌商店礼品码你们卖不卖，我的手机是13812345678",
];

let server;
before(async () => {
  server = await Server.start({ content: shippedContent });
  await server.addUser("周编", { role: "editor" });
  await server.addUser("李敏");
  for (const text of asked) {
    const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
    await visitor.say(text);
    await visitor.socket.close();
  }
  await corrected("退款到哪里去了查不到", "refund-arrival-time");
});
after(() => server?.stop());

/** A question that the bot did not answer, and an agent did, with an article. */
async function corrected(text, article) {
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  await visitor.say(text);
  await visitor.human();
  const agent = await Agent.join(server, "李敏");
  await agent.queued(visitor.welcome.conversation);
  await agent.claim(visitor.welcome.conversation);
  await agent.say(visitor.welcome.conversation, "原路退回。", article);
  await agent.socket.close();
  await visitor.socket.close();
}

async function logIn(options) {
  const page = await openPage(options);
  await page.goto(`${server.url}/desk`);
  await page.getByTestId("login-name").fill("周编");
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("learning").waitFor();
  await page.getByTestId("cluster").first().waitFor();
  return page;
}

browserTest("an editor's desk is the learning queue; a group becomes an article", async () => {
  const page = await logIn();
  const first = page.getByTestId("cluster").first();
  assert.match(await first.textContent(), /冷链.*4 次/);
  await hasCount(page.getByTestId("samples").getByRole("listitem"), 3);
  await shot(page, "learning");
  await mustBeAccessible(page);
  await page.getByTestId("make-article").click();
  await page.getByTestId("article-submit").click();
  await page.getByText("请写回答").waitFor();
  await shot(page, "learning-article-incomplete");
  await mustBeAccessible(page);
  await page.getByTestId("article-id").fill("cold-chain");
  await page.getByTestId("article-body").fill("可以，**冷链 3 天**送到拉萨。");
  await shot(page, "learning-article");
  await page.getByTestId("article-submit").click();
  await page.getByText(/已发布为 r\d+/).waitFor({ timeout: 120_000 });
  const visitor = await Visitor.join(server, { hello: { locale: "zh-CN" } });
  const title = await page.getByTestId("cluster-detail").getByRole("heading", { level: 3 }).textContent();
  assert.ok(title !== null);
  await hasCount(page.getByTestId("cluster").filter({ hasText: "深色模式" }), 1);
  await visitor.socket.close();
});

browserTest("a wording is added to an article, and refused with the reason when it belongs elsewhere", async () => {
  const page = await logIn();
  await page.getByTestId("cluster").filter({ hasText: "谷歌商店" }).click();
  assert.match(await page.getByTestId("cluster-detail").textContent(), /138\*\*\*\*5678/);
  await page.getByTestId("make-variant").click();
  await page.getByTestId("variant-dialog").getByRole("radio").first().waitFor();
  await page.getByTestId("questions").fill("怎么开发票");
  await page.getByLabel("换一个说法找文章").fill("退款多久到账");
  await page.getByLabel("换一个说法找文章").press("Enter");
  await page.getByTestId("variant-dialog").getByRole("radio").first().waitFor();
  await shot(page, "learning-variant");
  await mustBeAccessible(page);
  await page.getByTestId("questions").fill("海鲜礼盒能不能冷链寄到拉萨");
  await page.getByTestId("variant-submit").click();
  await page.getByTestId("refused").waitFor({ timeout: 120_000 });
  await shot(page, "learning-refused");
  await page.getByTestId("questions").fill("卖不卖谷歌商店的礼品码");
  await page.getByTestId("variant-submit").click();
  await page.getByText(/已发布为 r\d+/).waitFor({ timeout: 120_000 });
});

browserTest("a group is dismissed and put back, in the dark and on a narrow screen", async () => {
  const page = await logIn({ colorScheme: "dark", viewport: { width: 820, height: 900 } });
  await page.getByTestId("cluster").filter({ hasText: "深色模式" }).click();
  await shot(page, "learning-dark-narrow");
  await mustBeAccessible(page);
  await page.getByTestId("dismiss").click();
  await page.getByText("已忽略，明显增多时会再出现。").waitFor();
  await hasCount(page.getByTestId("cluster").filter({ hasText: "深色模式" }), 0);
  await page.getByTestId("learning-dismissed").click();
  await page.getByTestId("restore").waitFor();
  await shot(page, "learning-dismissed");
  await page.getByTestId("restore").click();
  await page.getByTestId("learning-nothing").waitFor();
  await page.getByTestId("learning-open").click();
  await hasCount(page.getByTestId("cluster").filter({ hasText: "深色模式" }), 1);
});

browserTest("in English", async () => {
  const page = await logIn({ locale: "en-GB", colorScheme: "dark" });
  await page.getByText("Learning queue").first().waitFor();
  await page.getByTestId("make-article").click();
  await shot(page, "learning-en-dark");
  await mustBeAccessible(page);
});
