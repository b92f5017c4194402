// Takes the pictures of docs/screenshots and writes down what axe finds in each state. Run by scripts/pictures.
import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { after, before } from "node:test";
import { accessibilityFaults, browserTest, openPage, Widget } from "./support/browser.mjs";
import { root, shippedContent } from "./support/command.mjs";
import { hostPage } from "./support/host_page.mjs";
import { shrunkPng } from "./support/png.mjs";
import { connectedTo, freePort, Server, startOrders } from "./support/server.mjs";
import { DESK, PHONE, STATES, throughAllStates } from "./support/widget_walk.mjs";

const directory = join(root, "docs/screenshots");
/** At a desk only the corner with the panel: the page around it is the demo shop's. */
const CORNER = { x: 852, y: 48, width: 428, height: 752 };
/** Which of the walks is kept as a picture; all are looked through by axe. */
const KEPT = new Set(["zh-light-390", "en-dark-1280"]);
const KEPT_BESIDES = {
  "zh-dark-390": ["greeting", "queue", "off_duty", "offline"],
  "en-light-390": ["greeting", "answer", "form"],
  "zh-light-1280": ["answer", "queue", "survey"],
};

let orders;
let server;
let host;
const found = {};
before(async () => {
  mkdirSync(directory, { recursive: true });
  orders = await startOrders();
  host = await hostPage({
    policy: (gateway) => `default-src 'none'; script-src ${gateway}; connect-src ${gateway} ${gateway.replace("http", "ws")}`,
    head: (gateway) =>
      '<meta name="viewport" content="width=device-width, initial-scale=1">' +
      `<script src="${gateway}/widget.js" data-locale="zh-CN" async></script>`,
  });
  const config = { demo: true, allowed_origins: [host.origin], ...connectedTo(orders.url) };
  server = await Server.start({ content: shippedContent, port: await freePort(), config });
  host.gateway = server.url;
  await server.addUser("li");
});
after(async () => {
  await server?.stop();
  await orders?.stop();
  await host?.close();
  writeMatrix();
});

async function picture(page, name, clip) {
  writeFileSync(join(directory, `${name}.png`), shrunkPng(await page.screenshot({ animations: "disabled", clip })));
}

for (const locale of ["zh-CN", "en-US"]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const viewport of [PHONE, DESK]) {
      const name = `${locale.slice(0, 2)}-${colorScheme}-${viewport.width}`;
      browserTest(`the states of the widget: ${name}`, async () => {
        const phone = viewport === PHONE;
        const page = await openPage({ locale, colorScheme, viewport, touch: phone });
        await page.goto(`${server.url}/`);
        found[name] = {};
        const checked = async (state) => {
          const kept = KEPT.has(name) || KEPT_BESIDES[name]?.includes(state);
          if (kept) await picture(page, `${state}-${name}`, phone ? undefined : CORNER);
          found[name][state] = await accessibilityFaults(page);
        };
        await throughAllStates(page, { server, locale, framed: false, checked });
        assert.deepEqual(Object.keys(found[name]), STATES);
        assert.deepEqual(Object.values(found[name]).flat(), []);
      });
    }
  }
}

browserTest("a page that is opened while the server is down", async () => {
  const page = await openPage({ viewport: PHONE, touch: true });
  await page.goto(host.origin);
  await Widget.open(page);
  await server.kill();
  await page.goto("about:blank");
  // What the browser has kept of the widget is enough to write, and to call.
  await page.goto(host.origin);
  await page.getByTestId("yd-launcher").click();
  const widget = new Widget(page);
  await widget.get("offline").waitFor();
  await widget.get("emergency").waitFor();
  await widget.say("你们的网站打不开，订单 20261120002 还没到账");
  await picture(page, "down-zh-light-390");
  assert.deepEqual(await accessibilityFaults(page), []);
  await server.restart();
});

function writeMatrix() {
  const names = Object.keys(found);
  const row = (cells) => `| ${cells.join(" | ")} |`;
  const lines = [
    "# What axe finds in the widget",
    "",
    "Written by `scripts/pictures`: violations of axe-core's rules for WCAG 2.0 to 2.2, A and AA, and of its best",
    "practices, in each state of the widget on the demo shop's page, in the real browser against the real server.",
    "",
    row(["state", ...names]),
    row(["---", ...names.map(() => "--:")]),
    ...STATES.map((state) => row([state, ...names.map((name) => found[name][state]?.length ?? "not reached")])),
    "",
  ];
  writeFileSync(join(directory, "accessibility.md"), lines.join("\n"));
  console.log(lines.slice(5).join("\n"));
}
