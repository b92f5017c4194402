// Looks at the built widget in a real browser: pictures of its states, and axe on each.
// Run from web_widget/: node packages/widget/test/browser/shots.mjs [directory]
import { mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { attachGateway, config, scenarios } from "./scenarios.mjs";
import { serveDist } from "./server.mjs";

const out = process.argv[2] ?? "shots";
const only = process.argv[3];
mkdirSync(out, { recursive: true });
const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
/** Something that looks like evidence: a picture of the shop. */
const picture = readFileSync(join(import.meta.dirname, "../../../../../docs/images/chat.png"));
const site = await serveDist();
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true, deviceScaleFactor: 2 };
const desktop = { viewport: { width: 1280, height: 800 } };
const cases = [
  { name: "demo-desktop", path: "/", device: desktop, closed: true, fullPage: true },
  { name: "demo-phone", path: "/", device: phone, closed: true, fullPage: true },
  { name: "demo-dark", path: "/", device: desktop, closed: true, dark: true, fullPage: true },
  { name: "empty-desktop", path: "/", device: desktop },
  { name: "empty-phone-en", path: "/", device: phone, locale: "en" },
  { name: "answer-phone", path: "/", device: phone, scenario: "answer" },
  { name: "answer-desktop-dark", path: "/", device: desktop, scenario: "answer", dark: true },
  { name: "choices-desktop", path: "/", device: desktop, scenario: "choices" },
  { name: "form-phone", path: "/", device: phone, scenario: "form", wrong: true },
  { name: "form-desktop-dark", path: "/", device: desktop, scenario: "form", dark: true },
  { name: "order-desktop", path: "/", device: desktop, scenario: "order" },
  { name: "order-phone-dark-en", path: "/", device: phone, scenario: "order", dark: true, locale: "en" },
  { name: "agent-desktop", path: "/", device: desktop, scenario: "agent" },
  { name: "agent-phone-dark", path: "/", device: phone, scenario: "agent", dark: true },
  { name: "menu-desktop", path: "/", device: desktop, scenario: "answer", menu: true },
  { name: "files-phone", path: "/", device: phone, scenario: "files", tray: true },
  { name: "files-desktop-dark-en", path: "/", device: desktop, scenario: "files", dark: true, locale: "en" },
  { name: "orders-phone-dark", path: "/", device: phone, scenario: "files", dark: true, menu: true },
  { name: "guard-phone-en", path: "/", device: phone, scenario: "answer", locale: "en", secret: true },
  { name: "reject-desktop", path: "/", device: desktop, scenario: "agent", reject: true },
  { name: "large-phone", path: "/", device: phone, scenario: "order", large: true },
  { name: "offline-phone", path: "/", device: phone, scenario: "answer", offline: true },
  { name: "page-desktop", path: "/chat", device: desktop, scenario: "agent" },
  { name: "page-urgent-phone", path: "/chat#flow=complaint", device: phone },
];

let violations = 0;
for (const shot of cases.filter(({ name }) => only === undefined || name.includes(only))) {
  const context = await browser.newContext({
    ...shot.device,
    locale: shot.locale ?? "zh-CN",
    timezoneId: "Asia/Shanghai",
    colorScheme: shot.dark ? "dark" : "light",
    reducedMotion: "reduce",
    bypassCSP: false,
  });
  const page = await context.newPage();
  page.on("console", (message) => {
    if (message.type() === "error") console.log(`  ${shot.name}: ${message.text()}`);
  });
  page.on("pageerror", (error) => console.log(`  ${shot.name}: ${error.message}`));
  await prepare(page, shot);
  await page.goto(site.origin + shot.path);
  await show(page, shot);
  await page.screenshot({
    path: join(out, `${shot.name}.png`),
    fullPage: shot.fullPage ?? false,
    animations: "disabled",
  });
  violations += await audit(page, shot.name);
  await context.close();
}
await browser.close();
site.close();
console.log(`${violations} violations`);
process.exit(violations > 0 ? 1 : 0);

async function prepare(page, shot) {
  await page.addInitScript(
    (preferences) => localStorage.setItem("yingda:preferences", JSON.stringify(preferences)),
    { ...(shot.locale && { locale: shot.locale }), ...(shot.large && { textSize: "large" }) },
  );
  await page.route("**/v1/widget/config**", (route) =>
    route.fulfill({ json: config[new URL(route.request().url()).searchParams.get("locale") ?? "zh-CN"] }),
  );
  await page.route("**/v1/evidence/**", (route) =>
    route.fulfill({ body: picture, contentType: "image/png" }),
  );
  await page.routeWebSocket("**/v1/chat", (socket) => {
    if (shot.offline && page.sawSocket) return socket.close();
    page.sawSocket = true;
    page.lastSocket = socket;
    attachGateway(socket, scenarios[shot.scenario ?? "empty"]);
  });
}

async function show(page, shot) {
  if (shot.path === "/") await page.getByTestId("yd-launcher").waitFor();
  if (shot.closed) return;
  if (shot.path === "/") await page.getByTestId("yd-launcher").click();
  await page.getByTestId("yd-greeting").waitFor();
  await page.waitForTimeout(400);
  if (shot.menu) await page.getByTestId("yd-menu").click();
  if (shot.tray) {
    await page
      .getByTestId("yd-file")
      .setInputFiles([{ name: "卡密页面.png", mimeType: "image/png", buffer: picture }]);
    await page.getByTestId("yd-tray-file").waitFor();
  }
  if (shot.secret) {
    await page.getByTestId("yd-input").fill("My card 4111 1111 1111 1111 was charged twice");
    await page.getByTestId("yd-send").click();
  }
  if (shot.reject) await page.locator('[data-action="reject"]').click();
  if (shot.wrong) {
    await page.getByLabel("支付金额").fill("一百");
    await page.getByTestId("yd-form-submit").click();
  }
  if (shot.offline) {
    await page.lastSocket.close();
    await page.getByTestId("yd-input").fill("还在吗？我先把问题写在这里。");
    await page.getByTestId("yd-send").click();
    await page.getByTestId("yd-input").fill("订单号 20261120002");
  }
  await page.waitForTimeout(300);
}

/** axe is evaluated by the debugger, which the page's own policy does not stop. */
async function audit(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"],
    });
    return result.violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map((n) => n.target.flat().join(" ")).join(" | ")}`,
    );
  });
  for (const line of found) console.log(`  ${name}: ${line}`);
  return found.length;
}
