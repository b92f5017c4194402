// The widget on pages that are not made for it: their rules, their colours, a policy to agree to, little room.
import assert from "node:assert/strict";
import { createServer } from "node:http";
import { after, before } from "node:test";
import {
  assertEventually,
  browserTest,
  hasCount,
  mustBeAccessible,
  openPage,
  shot,
  Widget,
} from "./support/browser.mjs";
import { shippedContent } from "./support/command.mjs";
import { freePort, Server } from "./support/server.mjs";

const HOSTILE = `
  * { all: unset !important; display: inline !important; font: 40px/1 serif !important; color: lime !important;
      background: black !important; letter-spacing: 1em !important; text-transform: uppercase !important;
      transform: rotate(8deg) !important; opacity: 0.4 !important; pointer-events: none !important;
      visibility: hidden !important; direction: ltr; user-select: none !important }
  html, body { display: block !important; visibility: visible !important; pointer-events: auto !important;
      transform: none !important; opacity: 1 !important }
  button, textarea, dialog, p, div { margin: 3em !important; border: 9px dotted red !important; width: 7px !important }
`;

const PAGES = {
  "/plain": "",
  "/hostile": HOSTILE,
  "/yellow": "yingda-chat, yingda-launcher { --yd-accent: #ffe000; }",
  "/greets": "",
};

let host;
let server;
let strict;
before(async () => {
  host = createServer((request, response) => {
    const css = PAGES[request.url];
    if (css === undefined) return response.writeHead(404).end();
    const greets = request.url === "/greets" ? ' data-greet-after="0.2"' : "";
    response.writeHead(200, { "content-type": "text/html; charset=utf-8" });
    return response.end(
      `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>别人的商店</title>` +
        `<meta name="viewport" content="width=device-width"><style>${css}</style>` +
        `<script src="${server.url}/widget.js" async${greets}></script>` +
        "</head><body><main><h1>别人的商店</h1></main></body></html>",
    );
  });
  await new Promise((resolve) => host.listen(0, "127.0.0.1", resolve));
  host.origin = `http://127.0.0.1:${host.address().port}`;
  server = await Server.start({
    content: shippedContent,
    port: await freePort(),
    config: { allowed_origins: [host.origin] },
  });
  strict = await Server.start({
    content: shippedContent,
    config: { demo: true, policy_url: "/privacy", consent: true },
  });
});
after(async () => {
  await server?.stop();
  await strict?.stop();
  await new Promise((resolve) => host.close(resolve));
});

async function visit(path, options) {
  const page = await openPage(options);
  await page.goto(host.origin + path);
  return { page, widget: await Widget.open(page) };
}

/** Where the parts of the widget stand and how they are drawn. */
async function looks({ page, widget }) {
  const parts = [
    "panel",
    "human",
    "urgent",
    "input",
    "send",
    "launcher",
    "menu",
  ];
  const drawn = {};
  for (const part of parts) {
    const locator =
      part === "launcher" ? page.getByTestId("yd-launcher") : widget.get(part);
    drawn[part] = await locator.evaluate((element) => {
      const style = getComputedStyle(element);
      const { x, y, width, height } = element.getBoundingClientRect();
      const names = [
        "color",
        "backgroundColor",
        "fontSize",
        "fontFamily",
        "letterSpacing",
        "textTransform",
        "visibility",
        "pointerEvents",
      ];
      return {
        box: [x, y, width, height].map(Math.round),
        ...Object.fromEntries(names.map((name) => [name, style[name]])),
      };
    });
  }
  return drawn;
}

browserTest("by night the browser's own controls are dark, too", async () => {
  for (const colorScheme of ["light", "dark"]) {
    const { widget } = await visit("/plain", { colorScheme });
    await widget.get("menu").click();
    const scheme = await widget.get("sound").evaluate((box) => getComputedStyle(box).colorScheme);
    // `normal`: what nobody has changed is light.
    assert.equal(scheme === "dark", colorScheme === "dark", scheme);
  }
});

browserTest("rules of the host page change nothing in the widget", async () => {
  const plain = await visit("/plain");
  const expected = await looks(plain);
  const hostile = await visit("/hostile");
  assert.deepEqual(await looks(hostile), expected);
  await hostile.widget.say("提现多久到账");
  await hostile.widget.hears("bot", "2 小时内");
  await shot(hostile.page, "hostile-host");
  await hostile.page.keyboard.press("Escape");
  await hostile.page.getByTestId("yd-launcher").waitFor();
});

for (const colorScheme of ["light", "dark"]) {
  browserTest(
    `a colour that cannot be read is made readable (${colorScheme})`,
    async () => {
      const { page, widget } = await visit("/yellow", { colorScheme });
      await widget.say("提现多久到账");
      await widget.hears("bot", "2 小时内");
      const launcher = await page
        .getByTestId("yd-launcher")
        .evaluate((button) => getComputedStyle(button).backgroundColor);
      assert.notEqual(launcher, "rgb(255, 224, 0)");
      await mustBeAccessible(page);
      await shot(page, `brand-${colorScheme}`);
    },
  );
}

browserTest(
  "a page may have the greeting stand beside the launcher, until it is seen",
  async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 } });
    await page.goto(`${host.origin}/greets`);
    const widget = new Widget(page);
    await widget.get("teaser").waitFor();
    await mustBeAccessible(page);
    await shot(page, "phone-greeting-bubble");
    await widget.get("teaser-dismiss").click();
    await hasCount(widget.get("teaser"), 0);
    await page.reload();
    await widget.get("launcher").click();
    await widget.get("greeting").waitFor();
    await widget.get("close").click();
    await hasCount(widget.get("teaser"), 0);
  },
);

browserTest(
  "nothing is sent before the visitor has agreed, and what was asked for is sent then",
  async () => {
    const page = await openPage({ viewport: { width: 390, height: 844 } });
    const sockets = [];
    page.on("websocket", (socket) => sockets.push(socket.url()));
    await page.goto(`${strict.url}/`);
    const widget = await Widget.open(page);
    await widget.get("consent").waitFor();
    await hasCount(widget.get("input"), 0);
    await mustBeAccessible(page);
    await shot(page, "phone-consent");
    await widget.get("human").click();
    await assertEventually(async () =>
      assert.ok(
        await widget
          .get("agree")
          .evaluate((button) => button.getRootNode().activeElement === button),
      ),
    );
    assert.deepEqual(sockets, []);
    // What was asked for before is not lost with the page, and neither is that it may not be sent yet.
    await page.reload();
    await page.getByTestId("yd-launcher").click();
    await widget.get("agree").waitFor();
    assert.deepEqual(sockets, []);
    await widget.get("agree").click();
    await widget.get("work-order").waitFor();
    assert.equal(sockets.length, 1);
    await page.reload();
    await page.getByTestId("yd-launcher").click();
    await widget.get("work-order").waitFor();
    await hasCount(widget.get("consent"), 0);
  },
);

browserTest(
  "Esc closes the panel and gives the focus back; at 200 % all that matters has room",
  async () => {
    // A window of 1280 by 720 at 200 % is one of 640 by 360.
    const { page, widget } = await visit("/plain", {
      viewport: { width: 640, height: 360 },
    });
    for (const part of ["human", "urgent", "input", "send", "close"]) {
      const box = await widget.get(part).boundingBox();
      assert.ok(
        box.y >= 0 &&
          box.y + box.height <= 360 &&
          box.x >= 0 &&
          box.x + box.width <= 640,
        part,
      );
    }
    const log = await widget.get("log").boundingBox();
    assert.ok(log.height >= 60, `the log has ${log.height} px`);
    await shot(page, "zoomed");
    await page.keyboard.press("Escape");
    await assertEventually(async () =>
      assert.equal(
        await page.evaluate(() => document.activeElement.localName),
        "yingda-launcher",
      ),
    );
  },
);

browserTest("in forced colours every control has an edge", async () => {
  const page = await openPage();
  await page.emulateMedia({ forcedColors: "active" });
  await page.goto(`${host.origin}/plain`);
  const widget = await Widget.open(page);
  await widget.say("提现多久到账");
  await widget.hears("bot", "2 小时内");
  for (const part of ["human", "urgent", "send", "launcher"]) {
    const edge = await widget
      .get(part)
      .evaluate((element) =>
        parseFloat(getComputedStyle(element).borderTopWidth),
      );
    assert.ok(edge >= 1, part);
  }
  await shot(page, "forced-colors");
});
