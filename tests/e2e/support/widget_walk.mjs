// A visitor's way through everything the widget can show, from the greeting to a dead server.
import assert from "node:assert/strict";
import { Agent } from "./agent.mjs";
import { hasCount, Widget } from "./browser.mjs";

/** A phone and a desk, each in both languages. */
export const PHONE = { width: 390, height: 844 };
export const DESK = { width: 1280, height: 800 };

const WORDS = {
  "zh-CN": {
    ask: "提现多久到账",
    happened: "昨晚 21:05 付的款，到现在没到账",
    offline: "断线时写的：订单 20261120002",
    agent: "您好，我是小李。款项已经核实，正在为您补发，请稍等。",
    resolved: "已补发到账，并退还手续费。",
    paid: "这是付款截图",
    evidence: "付款截图.png",
    statement: "流水.pdf",
    complain: "我要投诉",
    kind: "付了钱没到账",
    demand: "补发",
    number: "订单号是多少",
  },
  "en-US": {
    ask: "How long does a withdrawal take?",
    happened: "Paid last night at 21:05, nothing has arrived",
    offline: "Written without a connection: order 20261120002",
    agent: "Hello, this is Li. The payment is there; I am sending it again now.",
    resolved: "Sent again, and the fee was paid back.",
    paid: "This is the receipt",
    evidence: "receipt.png",
    statement: "statement.pdf",
    complain: "I want to complain",
    kind: "Paid, nothing arrived",
    demand: "Send it again",
    number: "what is the order number",
  },
};

/** What each state is called, in the order in which they come. */
export const STATES = [
  "greeting",
  "answer",
  "unsolved",
  "reason",
  "menu",
  "guard",
  "queue",
  "tracking",
  "off_duty",
  "confirm",
  "tray",
  "refused",
  "evidence",
  "agent",
  "survey",
  "rated",
  "form",
  "complaint",
  "orders",
  "elder",
  "offline",
];

/** A picture that looks like a receipt, made by the browser itself. */
async function receipt(page) {
  const url = await page.evaluate(() => {
    const canvas = Object.assign(document.createElement("canvas"), { width: 320, height: 240 });
    const draw = canvas.getContext("2d");
    draw.fillStyle = "#0b6b75";
    draw.fillRect(0, 0, 320, 240);
    draw.fillStyle = "#fff";
    draw.fillRect(24, 24, 272, 192);
    draw.fillStyle = "#15202b";
    draw.font = "bold 40px sans-serif";
    draw.fillText("¥268.00", 84, 110);
    draw.fillStyle = "#b6c2ce";
    for (const y of [140, 164, 188]) draw.fillRect(56, y, 208 - (y - 140) * 2, 10);
    return canvas.toDataURL("image/png");
  });
  return Buffer.from(url.split(",")[1], "base64");
}

/** Somebody takes the conversation, answers, and settles the order, so that a rating is asked for. */
async function served({ page, server, checked, widget, words }) {
  const conversation = await page.evaluate(() => window.yingda("getVisitorId"));
  const number = (await widget.get("order-number").textContent()).match(/GD[\d-]+/)[0];
  const agent = await Agent.join(server, "li", { capacity: 50 });
  await agent.claim(conversation);
  await agent.do({ type: "message", conversation, text: words.agent });
  await widget.hears("agent", words.agent);
  await checked("agent");
  await agent.do({ type: "resolve", conversation, work_order: number, resolution: { text: words.resolved } });
  await widget.get("survey").waitFor();
  // The second star: what was not good is asked, and may be named by one tap each.
  await widget.get("survey").locator(".star").nth(1).click();
  await widget.get("tags").locator("label").first().click();
  await widget.get("survey").scrollIntoViewIfNeeded();
  // A tap on a star must not scroll the way to a person out of the panel.
  const { y } = await widget.get("human").boundingBox();
  assert.ok(y >= 0, `转人工 stands at ${y}`);
  await checked("survey");
  await widget.get("rate").click();
  await hasCount(widget.get("rate"), 0);
  await checked("rated");
  await agent.socket.cut();
}

async function asked({ widget, page, checked, words }) {
  await checked("greeting");
  await widget.say(words.ask);
  await widget.get("source").waitFor();
  await checked("answer");
  await widget.get("unsolved").click();
  await widget.get("reasons").waitFor();
  await checked("unsolved");
  await widget.get("reasons").getByRole("button").first().click();
  await hasCount(widget.get("reasons"), 0);
  await checked("reason");
  await widget.get("menu").click();
  await widget.get("transcript").waitFor();
  await checked("menu");
  await page.keyboard.press("Escape");
  await widget.say("4111 1111 1111 1111");
  await widget.get("guard").waitFor();
  await checked("guard");
  await widget.get("guard-mask").click();
  await hasCount(widget.get("pending"), 0);
}

async function handedOver({ widget, page, checked, words }) {
  await widget.get("human").click();
  await widget.get("work-order").waitFor();
  await widget.get("queue").waitFor();
  await checked("queue");
  const tracking = widget.get("work-order").locator("summary");
  await tracking.click();
  await widget.get("track").scrollIntoViewIfNeeded();
  await checked("tracking");
  await tracking.click();
  await widget.get("form-begin").click();
  await widget.get("form").locator("textarea").fill(words.happened);
  await widget.get("form").locator('[type="tel"]').fill("138");
  await widget.get("form-submit").click();
  await widget.get("form").locator(".problem").first().waitFor();
  await checked("off_duty");
  await widget.get("form-skip").click();
  await hasCount(widget.get("form"), 0);
  await widget.get("order-actions").locator('[data-action="withdraw"]').click();
  await widget.get("order-confirm").waitFor();
  await checked("confirm");
  const files = [
    { name: words.evidence, mimeType: "image/png", buffer: await receipt(page) },
    { name: words.statement, mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.4") },
  ];
  await widget.get("file").setInputFiles(files);
  await hasCount(widget.get("tray-file"), 2);
  await checked("tray");
  const heic = { name: "IMG_0042.HEIC", mimeType: "image/heic", buffer: Buffer.from("no picture") };
  await widget.get("file").setInputFiles([heic]);
  await widget.get("tray").getByRole("alert").waitFor();
  await checked("refused");
  await widget.say(words.paid);
  await widget.hears("visitor", words.paid);
  await hasCount(widget.get("parcel"), 0);
  await widget.get("evidence").locator("canvas:not([hidden])").waitFor();
  await checked("evidence");
}

async function complained({ widget, page, checked, words }) {
  await widget.say(words.complain);
  await widget.choose(words.kind);
  await hasCount(widget.get("work-order"), 2);
  await widget.choose(words.demand);
  await widget.get("form-submit").waitFor();
  await checked("form");
  await widget.get("urgent").click();
  await hasCount(widget.get("work-order"), 3);
  await widget.hears("bot", words.number);
  await checked("complaint");
  await widget.get("menu").click();
  await widget.get("my-orders").waitFor();
  await checked("orders");
  await widget.get("menu-panel").locator('input[value="large"]').check();
  await page.keyboard.press("Escape");
  await checked("elder");
  await widget.get("menu").click();
  await widget.get("menu-panel").locator('input[value="normal"]').check();
  await page.keyboard.press("Escape");
}

/** `checked(state)` is called in each of STATES. The server is killed at the end, and started again. */
export async function throughAllStates(page, { server, locale, framed, checked }) {
  const words = WORDS[locale];
  const widget = await Widget.open(page, { framed });
  if (locale !== "zh-CN") {
    await widget.get("menu").click();
    await widget.page.getByRole("radio", { name: "English" }).check();
    await page.keyboard.press("Escape");
    await widget.get("human").filter({ hasText: "Talk to a person" }).waitFor();
  }
  const walk = { page, server, checked, widget, words };
  await asked(walk);
  await handedOver(walk);
  await served(walk);
  await complained(walk);
  await server.kill();
  await widget.get("offline").waitFor();
  await widget.say(words.offline);
  await checked("offline");
  await server.restart();
  await hasCount(widget.get("offline"), 0);
}
