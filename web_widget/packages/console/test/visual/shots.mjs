// Screenshots and accessibility checks of the console's states. Usage: node test/visual/shots.mjs DIST OUT [NAME…]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { launch, openPage } from "./browser.mjs";
import { chenMine, context, rows, welcome } from "./scene.mjs";
import { serve } from "./serve.mjs";

const [dist, out, ...wanted] = process.argv.slice(2);
const axeSource = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
mkdirSync(out, { recursive: true });

const queue = [rows.chen, rows.anonymous, rows.emma];
const claimed = {
  first: [welcome([rows.anonymous, rows.emma], [chenMine, rows.zhou])],
  onFrame: (frame, send) => {
    if (frame.type === "claim" && frame.conversation === chenMine.conversation) {
      send({ type: "context", conversation: frame.conversation, context: context(true) });
    }
  },
};
const supervisor = { id: "s1", name: "赵岚", role: "supervisor", teams: [] };
const openChen = `?conversation=${chenMine.conversation}`;

const states = [
  ["login", { loggedIn: false }],
  [
    "login-error",
    { loggedIn: false },
    async ({ page }) => {
      await page.getByTestId("login-name").fill("limin");
      await page.getByTestId("login-password").fill("wrong");
      await page.getByTestId("login-submit").click();
      await page.getByTestId("login-error").getByText(/./).waitFor();
    },
  ],
  ["empty", { first: [welcome([], [])] }, ({ page }) => page.getByTestId("empty-queue").waitFor()],
  [
    "empty-away",
    { first: [welcome([], [], { status: "away" })] },
    ({ page }) => page.getByTestId("empty-queue").waitFor(),
  ],
  [
    "queue",
    { first: [welcome(queue, [rows.zhou])] },
    ({ page }) => page.getByTestId("conversation-row").first().waitFor(),
  ],
  [
    "preview",
    {
      first: [welcome(queue, [rows.zhou])],
      onFrame: (frame, send) => {
        if (frame.type !== "subscribe") return;
        for (const event of context(false).transcript)
          send({ type: "event", conversation: frame.conversation, ...event });
      },
      path: openChen,
    },
    ({ page }) => page.getByTestId("message").last().waitFor(),
  ],
  ["claimed", { ...claimed, path: openChen }, ({ page }) => page.getByTestId("handoff-card").waitFor()],
  [
    "claimed-orders",
    { ...claimed, path: openChen },
    async ({ page, sockets }) => {
      await page.getByTestId("handoff-card").getByRole("button").click();
      await page.getByRole("tab").nth(2).click();
      await page.getByTestId("work-order").first().waitFor();
      sockets[0].send(
        JSON.stringify({ type: "typing", conversation: chenMine.conversation, from: "visitor" }),
      );
      await page.getByTestId("visitor-typing").getByText(/./).waitFor();
    },
  ],
  [
    "note-pending",
    { ...claimed, path: openChen },
    async ({ page, sockets }) => {
      await page.getByTestId("composer-text").fill("陈先生，渠道已确认卡单，我正在为您补发。");
      await page.getByTestId("composer-send").click();
      const box = page.getByTestId("pending");
      await box.waitFor();
      await page.getByTestId("mode-note").click();
      await page.getByTestId("composer-text").fill("补发单号 BF-2231，等支付组确认");
      await sockets[0].close();
      await page.getByTestId("connection-banner").waitFor();
    },
  ],
  [
    "switch",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("mode-note").click();
      await page.getByTestId("composer-text").fill("这位客户上月也催过一次，注意语气");
      await page.getByTestId("mode-reply").click();
      await page.getByTestId("switch-dialog").waitFor();
    },
  ],
  [
    "transfer",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("open-transfer").click();
      await page.getByTestId("transfer-submit").click();
    },
  ],
  [
    "promise",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("open-promise").click();
      await page.getByTestId("promise-in_2_h").click();
    },
  ],
  [
    "resolve",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("open-resolve").click();
      await page.getByTestId("resolve-dialog").waitFor();
    },
  ],
  [
    "offer-alert",
    { ...claimed, path: openChen },
    async ({ page, sockets }) => {
      await page.getByTestId("handoff-card").waitFor();
      const send = (frame) => sockets[0].send(JSON.stringify(frame));
      send({ type: "offer", conversation: rows.emma.conversation, expires_in_s: 30, row: rows.emma });
      send({
        type: "alert",
        conversation: chenMine.conversation,
        number: "GD20261121-0042-8",
        alert: "promise_missed",
        due: new Date().toISOString(),
        text: "承诺“核实渠道流水并回复您”已到期。",
      });
      await page.getByTestId("offer-banner").waitFor();
      await page.waitForTimeout(300);
    },
  ],
  [
    "shortcuts",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("open-shortcuts").click();
      await page.getByTestId("shortcuts-dialog").waitFor();
    },
  ],
  [
    "canned",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("composer-text").fill("、");
      await page.getByTestId("suggestion").first().waitFor();
      await page.keyboard.press("ArrowDown");
    },
  ],
  [
    "articles",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("composer-text").fill("？？多久退款");
      await page.getByTestId("suggestion").first().waitFor();
    },
  ],
  [
    "secret",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("composer-text").fill("已为您登记卡号 6222021234567890128，请核对");
      await page.getByTestId("composer-send").click();
      await page.getByTestId("secret-dialog").waitFor();
    },
  ],
  [
    "held",
    {
      ...claimed,
      path: openChen,
      onFrame: (frame, send) => {
        claimed.onFrame(frame, send);
        if (frame.type === "claim") send({ type: "read", conversation: frame.conversation, seq: 14 });
      },
    },
    async ({ page }) => {
      await page.getByTestId("receipt-read").waitFor();
      await page.getByTestId("composer-text").fill("渠道已确认卡单，正在为您补发");
      await page.getByTestId("composer-send").click();
      await page.getByTestId("take-back").waitFor();
    },
  ],
  [
    "knowledge",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByRole("tab").nth(3).click();
      await page.getByTestId("article").first().waitFor();
    },
  ],
  [
    "evidence",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("evidence").first().click();
      await page.getByTestId("evidence-viewer").waitFor();
    },
  ],
  [
    "reveal",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("reveal").click();
      await page.getByTestId("reveal-dialog").waitFor();
    },
  ],
  [
    "ended",
    { first: [welcome(queue, [rows.zhou])], path: "?view=ended" },
    ({ page }) => page.getByTestId("conversation-row").first().waitFor(),
  ],
  [
    "search",
    { first: [welcome(queue, [rows.zhou])], path: "?q=%E7%82%B9%E5%88%B8" },
    ({ page }) => page.getByTestId("row-match").first().waitFor(),
  ],
  [
    "search-nothing",
    { first: [welcome(queue, [rows.zhou])], path: "?q=zzz" },
    ({ page }) => page.getByTestId("list-nothing").waitFor(),
  ],
  [
    "settings",
    { ...claimed, path: openChen },
    async ({ page }) => {
      await page.getByTestId("open-settings").click();
      await page.getByTestId("settings-dialog").waitFor();
    },
  ],
  [
    "supervise",
    { first: [welcome(queue, [], supervisor)], role: "supervisor", path: "/supervise" },
    ({ page }) => page.getByTestId("supervise").waitFor(),
  ],
  [
    "watch",
    {
      first: [welcome([rows.anonymous], [], supervisor)],
      role: "supervisor",
      path: openChen,
      onFrame: (frame, send) => {
        if (frame.type !== "subscribe") return;
        const row = { ...chenMine, agent: { id: "a2", name: "王强" } };
        send({ type: "context", conversation: frame.conversation, context: { ...context(true), row } });
      },
    },
    async ({ page }) => {
      await page.getByTestId("open-take-over").click();
      await page.getByTestId("take-over-dialog").waitFor();
    },
  ],
  [
    "narrow",
    { ...claimed, path: openChen, size: [1024, 768] },
    ({ page }) => page.getByTestId("handoff-card").waitFor(),
  ],
  [
    "phone",
    { ...claimed, path: openChen, size: [390, 780] },
    ({ page }) => page.getByTestId("handoff-card").waitFor(),
  ],
];

const looks = [
  ["light", "zh-CN"],
  ["dark", "zh-CN"],
  ["light", "en"],
];

async function violations(page) {
  await page.evaluate(axeSource);
  const result = await page.evaluate(() =>
    globalThis.axe.run({
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    }),
  );
  return result.violations.map(
    ({ id, nodes }) =>
      `${id} ×${nodes.length}: ${nodes[0].html.slice(0, 160)} ${nodes[0].any[0]?.message ?? ""}`,
  );
}

const server = await serve(dist);
const browser = await launch();
let bad = 0;
try {
  for (const [name, options, prepare] of states) {
    if (wanted.length > 0 && !wanted.includes(name)) continue;
    for (const [theme, locale] of looks) {
      const view = await openPage(browser, server.origin, { ...options, theme, locale });
      await view.page.goto(`${server.origin}/desk${options.path ?? ""}`);
      await view.page.waitForSelector("[data-testid=desk],[data-testid=login-page]");
      await prepare?.(view);
      await view.page.waitForTimeout(250);
      await view.page.screenshot({ path: `${out}/${name}-${theme}-${locale}.png`, animations: "disabled" });
      const found = [...(await violations(view.page)).map((text) => `axe ${text}`), ...view.problems];
      bad += found.length;
      console.log(`${name} ${theme} ${locale}: ${found.length === 0 ? "ok" : `\n  ${found.join("\n  ")}`}`);
      await view.close();
    }
  }
} finally {
  await browser.close();
  server.close();
}
process.exitCode = bad === 0 ? 0 : 1;
