// What a page may call: a flow with what it knows, a person with a reason, an article; and what it hears of it.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "./support/agent.mjs";
import {
  assertEventually,
  browserTest,
  hasCount,
  mustBeAccessible,
  openPage,
  shot,
  Widget,
} from "./support/browser.mjs";
import { Content } from "./support/content.mjs";
import { freePort, Server } from "./support/server.mjs";
import { hostPage } from "./support/host_page.mjs";

const FLOW = `flows:
  lookup:
    name: 查订单
    triggers: {zh-CN: [帮我查一下订单吧], events: [lookup]}
    steps:
      - call: ask_order
      - say: "订单 {order_number} 在路上。"
  ask_order:
    steps:
      - {collect: order_number, type: order_number, ask: 请发一下订单号。}
`;

const LONG = `---
id: overtime
title: 超时补偿怎么算
locale: zh-CN
questions: [超时补偿怎么算, 超时了赔多少]
---
${Array.from({ length: 12 }, (_, i) => `**第 ${i + 1} 条** 我们承诺的时间到了还没有答复，就按下面的标准补偿，不用申请，自动发放到原支付账户。`).join("\n\n")}
`;

let server;
let host;
before(async () => {
  host = await hostPage({
    policy: (gateway) =>
      `default-src 'none'; script-src ${gateway}; connect-src ${gateway} ${gateway.replace("http:", "ws:")}; ` +
      `style-src 'self'; frame-src ${gateway}`,
    head: (gateway) =>
      `<script src="${gateway}/widget.js" data-mode="frame" async></script>`,
  });
  const content = new Content();
  content.write("flows/lookup.yaml", FLOW);
  content.write("knowledge_base/overtime.md", LONG);
  server = await Server.start({
    content: content.path,
    port: await freePort(),
    config: { demo: true, allowed_origins: [host.origin] },
  });
  await server.addUser("lin");
  host.gateway = server.url;
});
after(async () => {
  await server?.stop();
  await host?.close();
});

/** Calls the one global, and keeps what the page hears. */
async function listen(page) {
  await page.waitForFunction(() => typeof window.yingda === "function");
  await page.evaluate(() => {
    window.heard = [];
    for (const name of ["flow", "error", "handoff", "ready"]) {
      window.yingda("on", name, (detail) =>
        window.heard.push({ name, detail }),
      );
    }
  });
  return {
    call: (...call) => page.evaluate((args) => window.yingda(...args), call),
    heard: (name) =>
      page.evaluate(
        (of) =>
          window.heard
            .filter((one) => one.name === of)
            .map((one) => one.detail),
        name,
      ),
  };
}

browserTest(
  "startFlow begins with what the page knows, and the page hears of begin and end",
  async () => {
    const page = await openPage();
    await page.goto(`${server.url}/`);
    const yingda = await listen(page);
    await yingda.call("startFlow", "lookup", {
      order_number: "20261120001",
    });
    const widget = new Widget(page);
    await widget.hears("bot", "20261120001");
    await assertEventually(async () =>
      assert.deepEqual((await yingda.heard("flow"))[0], {
        flow: "lookup",
        stage: "started",
      }),
    );
    assert.deepEqual(await yingda.heard("error"), []);
    await hasCount(widget.get("pending"), 0);
  },
);

browserTest(
  "slots that are wrong begin nothing; the page hears which, and the visitor sees nothing",
  async () => {
    const page = await openPage();
    await page.goto(`${server.url}/`);
    const yingda = await listen(page);
    await yingda.call("startFlow", "lookup", {
      order_number: "abc",
      card_secret: "x",
    });
    await assertEventually(async () =>
      assert.equal((await yingda.heard("error")).length, 1),
    );
    const [error] = await yingda.heard("error");
    assert.equal(error.code, "flow");
    assert.equal(error.flow, "lookup");
    assert.deepEqual(
      error.fields.map(({ name }) => name),
      ["card_secret", "order_number"],
    );
    assert.match(error.message, /slots\.card_secret/);
    await yingda.call("startFlow", "nobody_wrote_it");
    await assertEventually(async () =>
      assert.equal((await yingda.heard("error")).length, 2),
    );
    assert.deepEqual(await yingda.heard("flow"), []);
    const widget = new Widget(page);
    await hasCount(widget.get("message-visitor"), 0);
    await hasCount(widget.get("pending"), 0);
  },
);

browserTest(
  "the reason that a page gives reaches the agent's summary",
  async () => {
    const page = await openPage();
    await page.goto(`${server.url}/`);
    const yingda = await listen(page);
    const agent = await Agent.join(server, "lin");
    await yingda.call("requestHuman", "结账页付款失败两次" + "！".repeat(400));
    const widget = new Widget(page);
    await widget
      .get("line-human_requested")
      .filter({ hasText: "结账页付款失败两次" })
      .waitFor();
    const { conversation } = await widget.session();
    await agent.queued(conversation);
    const context = await agent.claim(conversation);
    assert.match(context.summary, /所在页面说明：“结账页付款失败两次！/);
    await agent.socket.cut();
  },
);

for (const [width, height] of [
  [390, 844],
  [1280, 800],
]) {
  browserTest(
    `openArticle shows an article in full, and goes back (${width} px)`,
    async () => {
      const page = await openPage({ viewport: { width, height } });
      await page.goto(`${server.url}/`);
      const yingda = await listen(page);
      await yingda.call("openArticle", "overtime");
      const widget = new Widget(page);
      const reading = widget.get("reading");
      await reading.getByRole("heading", { name: "超时补偿怎么算" }).waitFor();
      await reading.locator(".rich").waitFor();
      await shot(page, `article-view-${width}`);
      await mustBeAccessible(page);
      assert.equal(
        await widget.get("human").isVisible(),
        true,
        "the way to a person stays",
      );
      await hasCount(reading.getByTestId("yd-feedback"), 0);
      await page.keyboard.press("Escape");
      await hasCount(reading, 0);
      await widget.get("log").waitFor();
      await yingda.call("openArticle", "no-such-article");
      await reading.filter({ hasText: "没有这篇文章" }).waitFor();
      await widget.get("reading-back").click();
      // Asking for a person leads back to the log, where what comes of it stands.
      await yingda.call("openArticle", "overtime");
      await reading.locator(".rich").waitFor();
      await widget.get("human").click();
      await hasCount(reading, 0);
    },
  );

  browserTest(
    `a long answer is a card: cut, with all of it one tap away (${width} px)`,
    async () => {
      const page = await openPage({ viewport: { width, height } });
      await page.goto(`${server.url}/chat`);
      const widget = new Widget(page);
      await widget.get("greeting").waitFor();
      await widget.say("超时补偿怎么算");
      const card = widget.get("article").last();
      await card.getByTestId("yd-article-more").waitFor();
      await shot(page, `article-card-${width}`);
      await mustBeAccessible(page);
      await card.getByTestId("yd-article-more").click();
      const reading = widget.get("reading");
      await reading.locator(".rich").waitFor();
      // What helped is asked here too, and counts for that answer.
      await reading.getByTestId("yd-solved").click();
      await reading.getByText("感谢反馈").waitFor();
      await shot(page, `article-full-${width}`);
      await mustBeAccessible(page);
      await widget.get("reading-back").click();
      await hasCount(reading, 0);
      await widget.get("log").getByText("感谢反馈").waitFor();
    },
  );
}

browserTest("the calls reach a widget in a frame", async () => {
  const page = await openPage();
  await page.goto(host.origin);
  const yingda = await listen(page);
  await yingda.call("openArticle", "overtime");
  const widget = new Widget(page.frameLocator("yingda-frame iframe"));
  await widget.get("reading").locator(".rich").waitFor();
  await yingda.call("startFlow", "lookup", {
    order_number: "20261120001",
  });
  await assertEventually(async () =>
    assert.deepEqual((await yingda.heard("flow"))[0], {
      flow: "lookup",
      stage: "started",
    }),
  );
});

browserTest("the demo page has a button for each call", async () => {
  const page = await openPage();
  await page.goto(`${server.url}/`);
  const { commands } = await page.evaluate(() => {
    const buttons = [...document.querySelectorAll("[data-call]")];
    return {
      commands: buttons.map((button) => JSON.parse(button.dataset.call)[0]),
    };
  });
  for (const name of [
    "openArticle",
    "startFlow",
    "requestHuman",
    "track",
    "update",
  ]) {
    assert.ok(commands.includes(name), name);
  }
  await page.getByRole("button", { name: "打开文章" }).click();
  await new Widget(page).get("reading").waitFor();
});
