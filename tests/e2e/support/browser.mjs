// Chromium, as a visitor or an agent has it.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, test } from "node:test";
import { temporaryDirectory } from "./server.mjs";
import { assertEventually, PATIENCE_MS } from "./wait.mjs";

export { assertEventually, PATIENCE_MS } from "./wait.mjs";

// The packages are those of web_widget/, at its pinned versions.
const require = createRequire(new URL("../../../web_widget/package.json", import.meta.url));
const { chromium } = require("playwright-core");
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const pictures = process.env.YINGDA_SHOTS ?? temporaryDirectory("shots");

let browser;
after(() => browser?.close());

async function launched() {
  browser ??= await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      ...(process.env.YINGDA_CHROMIUM_ARGS ?? "").split(" ").filter((arg) => arg !== ""),
    ],
  });
  return browser;
}

const open = [];

/** A page in a context of its own, for the test that runs. */
export async function openPage({
  locale = "zh-CN",
  viewport = { width: 1366, height: 768 },
  colorScheme = "light",
  touch = false,
} = {}) {
  const context = await (
    await launched()
  ).newContext({ locale, viewport, colorScheme, reducedMotion: "reduce", hasTouch: touch, isMobile: touch, timezoneId: "Asia/Shanghai" });
  context.setDefaultTimeout(PATIENCE_MS);
  const page = await context.newPage();
  const problems = [];
  page.on("pageerror", (error) => problems.push(String(error)));
  page.on("console", (message) => {
    if (/content security policy|trusted type/i.test(message.text())) problems.push(message.text());
  });
  open.push({ context, page, problems });
  return page;
}

/**
 * A test with pages. None of them may throw or break its own policy; how they looked when it failed is kept in
 * pictures; all are closed at its end.
 */
export function browserTest(name, body) {
  test(name, async () => {
    try {
      await body();
      assert.deepEqual(
        open.flatMap(({ problems }) => problems),
        [],
      );
    } catch (error) {
      const slug = name.replace(/\W+/g, "-").slice(0, 60);
      await Promise.allSettled(open.map(({ page }, i) => shot(page, `failed-${slug}-${i}`)));
      throw error;
    } finally {
      await Promise.allSettled(open.splice(0).map(({ context }) => context.close()));
    }
  });
}

export async function shot(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), animations: "disabled" });
}

/**
 * Fails with everything axe finds, in the page and in each frame of it. It is evaluated by the debugger, which the
 * page's policy does not stop.
 */
export async function mustBeAccessible(page) {
  assert.deepEqual(await accessibilityFaults(page), []);
}

/** One line for each rule that is broken. */
export async function accessibilityFaults(page) {
  return (await Promise.all(page.frames().map(faultsIn))).flat();
}

async function faultsIn(frame) {
  await frame.evaluate(axe);
  return frame.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
      iframes: false,
    });
    return result.violations.map(
      ({ id, help, nodes }) =>
        `${id} (${help}): ${nodes.map(({ target }) => target.flat().join(" ")).join(" | ")}`,
    );
  });
}

/** The chat widget of a page, open. */
export class Widget {
  constructor(page) {
    this.page = page;
  }

  /** `framed`: on a page that has it in a frame. */
  static async open(page, { framed = false } = {}) {
    const widget = new Widget(framed ? page.frameLocator("yingda-frame iframe") : page);
    await page.getByTestId("yd-launcher").click();
    await widget.get("greeting").waitFor();
    return widget;
  }

  get(name) {
    return this.page.getByTestId(`yd-${name}`);
  }

  async say(text) {
    await this.get("input").fill(text);
    await this.get("input").press("Enter");
  }

  /** A message of that role with these words. */
  message(role, text) {
    return this.get(`message-${role}`).filter({ hasText: text });
  }

  async hears(role, text) {
    await this.message(role, text).last().waitFor();
  }

  async choose(label) {
    await this.get("options").getByRole("button", { name: label, exact: true }).last().click();
  }

  /** What the browser keeps of the conversation. */
  session() {
    return this.page.evaluate(() => JSON.parse(localStorage.getItem("yingda:session")));
  }
}

/** Waits until exactly `count` elements are there. */
export async function hasCount(locator, count) {
  await assertEventually(async () => {
    const found = await locator.count();
    assert.equal(found, count, `${found} instead of ${count}: ${locator}`);
  });
}
