// Takes the pictures of the desk in docs/screenshots, by day and by night, in Chinese and in English, at the size that
// it is made for, and fails with whatever axe finds. Run by scripts/pictures desk.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { accessibilityFaults, browserTest, openPage, shot } from "./support/browser.mjs";
import { root } from "./support/command.mjs";
import { deskScene } from "./support/desk_scene.mjs";
import { shrunkPng } from "./support/png.mjs";
import { PASSWORD, startOrders } from "./support/server.mjs";

const directory = join(root, "docs/screenshots");
/** Which are kept; all four are looked at, and by axe. */
const KEPT = new Set(["zh-light", "en-dark"]);

let orders;
const scenes = {};
before(async () => {
  mkdirSync(directory, { recursive: true });
  orders = await startOrders();
  for (const locale of ["zh-CN", "en"]) scenes[locale] = await deskScene(locale, orders.url);
});
after(async () => {
  for (const scene of Object.values(scenes)) await scene.stop();
  await orders?.stop();
});

const tabs = (page, at) => page.getByRole("tab").nth(at).click();

/** What stands there until the answer comes is no picture of a page. */
const gone = (page, selector) => page.waitForFunction((wanted) => document.querySelector(wanted) === null, selector);

/** Who looks, at what, and what is done there until it is to be seen. */
const SCREENS = [
  ["inbox", "limin", "/desk?view=queue", (page) => page.getByTestId("conversation-row").nth(3).waitFor()],
  [
    "conversation",
    "limin",
    ({ main }) => `/desk?view=mine&conversation=${main.conversation}`,
    async (page) => {
      await page.getByTestId("handoff-card").waitFor();
      await page.getByTestId("note").nth(1).waitFor();
    },
  ],
  [
    "order",
    "limin",
    ({ main }) => `/desk?view=mine&conversation=${main.conversation}`,
    async (page) => {
      await tabs(page, 1);
      await page.getByTestId("context-order").waitFor();
    },
  ],
  [
    "work-order",
    "limin",
    ({ main }) => `/desk?view=mine&conversation=${main.conversation}`,
    async (page) => {
      await tabs(page, 2);
      await page.getByTestId("work-order").first().waitFor();
    },
  ],
  [
    "snooze",
    "limin",
    ({ main }) => `/desk?view=mine&conversation=${main.conversation}`,
    async (page) => {
      await page.getByTestId("open-snooze").click();
      await page.getByTestId("snooze-dialog").waitFor();
    },
  ],
  [
    "knowledge",
    "limin",
    ({ main }) => `/desk?view=mine&conversation=${main.conversation}`,
    async (page) => {
      await tabs(page, 4);
      await page.getByTestId("article").first().waitFor();
    },
  ],
  [
    "orders",
    "zhao",
    "/desk/orders?state=any",
    async (page) => {
      await page.getByTestId("order").nth(3).waitFor();
      await page.getByTestId("choose-order").nth(1).click();
      await page.getByTestId("bulk-bar").waitFor();
    },
  ],
  [
    "views",
    "zhao",
    "/desk/orders?owner=me&urgent=true",
    async (page, { words }) => {
      await page.getByTestId("views").click();
      if ((await page.getByTestId("view").count()) === 0) {
        await page.getByTestId("view-name").fill(words.view);
        await page.getByTestId("save-view").click();
      }
      await page.getByTestId("view").waitFor();
    },
  ],
  ["wallboard", "zhao", "/desk/supervise", (page) => page.getByTestId("live").first().waitFor()],
  ["figures", "zhao", "/desk/figures", (page) => page.getByTestId("chart").first().waitFor()],
  [
    "scorecards",
    "zhao",
    "/desk/figures?show=scorecards",
    async (page) => {
      await page.getByTestId("scorecard").first().waitFor();
      await page.getByTestId("scorecard").first().scrollIntoViewIfNeeded();
    },
  ],
  [
    "learning",
    "zhao",
    "/desk/learning",
    async (page) => {
      await page.getByTestId("cluster").first().waitFor();
      await page.locator("[data-testid=learning][aria-busy=false]").waitFor();
      await gone(page, "[class*=skeleton]");
    },
  ],
  [
    "audit",
    "zhao",
    "/desk/admin",
    async (page) => {
      await page.getByTestId("audit-line").first().waitFor();
      await page.getByTestId("verify-chain").click();
      await page.locator("[data-testid=chain-report][data-over=true][data-sound=true]").waitFor();
    },
  ],
  ["accounts", "guan", "/desk/admin?tab=accounts", (page) => page.getByTestId("account").nth(4).waitFor()],
  ["policies", "zhao", "/desk/admin?tab=policies", (page) => page.getByTestId("policies").waitFor()],
  [
    "policies-2",
    "zhao",
    "/desk/admin?tab=policies",
    async (page) => {
      await page.getByTestId("policies").waitFor();
      await page.getByTestId("policies").evaluate((element) => element.lastElementChild.scrollIntoView());
    },
  ],
];

async function logIn(page, scene, name, path) {
  await page.goto(scene.server.url + path);
  const box = page.getByTestId("login-name");
  const desk = page.getByTestId("desk");
  await box.or(desk).first().waitFor();
  if ((await box.count()) === 0) return;
  await box.fill(name);
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await desk.waitFor();
}

for (const locale of ["zh-CN", "en"]) {
  for (const colorScheme of ["light", "dark"]) {
    const name = `${locale.slice(0, 2)}-${colorScheme}`;
    browserTest(`the desk: ${name}`, async () => {
      const scene = scenes[locale];
      const faults = [];
      const pages = {};
      for (const [screen, who, where, look] of SCREENS) {
        const path = typeof where === "function" ? where(scene) : where;
        pages[who] ??= await openPage({ locale: locale === "en" ? "en-US" : locale, colorScheme });
        const page = pages[who];
        await logIn(page, scene, who, path);
        await look(page, scene);
        await page.waitForTimeout(400); // charts and tables draw themselves in
        await shot(page, `desk-${screen}-${name}`);
        if (KEPT.has(name)) {
          const png = shrunkPng(await page.screenshot({ animations: "disabled" }));
          writeFileSync(join(directory, `desk-${screen}-${name}.png`), png);
        }
        faults.push(...(await accessibilityFaults(page)).map((fault) => `${screen}: ${fault}`));
      }
      assert.deepEqual(faults, []);
    });
  }
}
