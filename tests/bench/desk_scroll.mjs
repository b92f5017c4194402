// How smoothly the desk scrolls, in the real browser against the real server: an inbox of 5,000 that wait, and a
// conversation of 10,000 messages. Run by scripts/desk_bench, which lifts the browser's limit of frames a second:
// a frame then takes as long as its work, and not as long as the screen. Prints figures, and fails when 95 of 100
// frames take longer than a screen of 60 a second waits, or when something is missing.
import assert from "node:assert/strict";
import { after, before } from "node:test";
import { Agent } from "../e2e/support/agent.mjs";
import { assertEventually, browserTest, openPage } from "../e2e/support/browser.mjs";
import { crowd, longTalk } from "../e2e/support/many.mjs";
import { PASSWORD, Server } from "../e2e/support/server.mjs";

const ROWS = Number(process.env.ROWS ?? 5000);
const MESSAGES = Number(process.env.MESSAGES ?? 10_000);
/** Pixels a frame: at 60 frames a second faster than anybody reads. */
const STEP = 90;
const FRAMES = 1200;
/** What a frame may take at 60 a second. */
const GOAL_MS = 16;
const PATIENCE_MS = 240_000;

const servers = [];
const figures = [];
before(() => console.log(`${ROWS} rows, ${MESSAGES} messages, ${FRAMES} frames of ${STEP} px each`));
after(async () => {
  await Promise.all(servers.map((server) => server.stop()));
  for (const line of figures) console.log(line);
});

async function started() {
  const server = await Server.start();
  servers.push(server);
  await server.addUser("limin", { names: ["李敏", "Li Min"] });
  return server;
}

async function desk(server, path) {
  const page = await openPage();
  let bytes = 0;
  const cdp = await page.context().newCDPSession(page);
  await cdp.send("Network.enable");
  cdp.on("Network.loadingFinished", ({ encodedDataLength }) => (bytes += encodedDataLength));
  await page.goto(server.url + path);
  await page.getByTestId("login-name").waitFor();
  const login = bytes;
  await page.getByTestId("login-name").fill("limin");
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("desk").waitFor();
  return { page, login, all: () => bytes };
}

/** Goes to one end until everything on that way was read. */
async function readAll(page, selector, by, isOver) {
  await assertEventually(async () => {
    await page.evaluate(([where, dy]) => document.querySelector(where).scrollBy(0, dy), [selector, by]);
    assert.ok(await isOver());
  }, PATIENCE_MS);
}

/** Scrolls in every frame, back and forth, and takes the time from one frame to the next. */
function scrolled(page, selector, up) {
  return page.evaluate(
    async ([where, start, frames, step]) => {
      const scroller = document.querySelector(where);
      const times = [];
      let direction = start;
      let before = 0;
      await new Promise((resolve) => {
        const frame = (now) => {
          if (before > 0) times.push(now - before);
          before = now;
          if (times.length >= frames) return resolve();
          const top = scroller.scrollTop;
          const end = scroller.scrollHeight - scroller.clientHeight;
          if (top <= 0 && direction < 0) direction = 1;
          if (top >= end - 1 && direction > 0) direction = -1;
          scroller.scrollTop = top + direction * step;
          requestAnimationFrame(frame);
        };
        requestAnimationFrame(frame);
      });
      return times;
    },
    [selector, up ? -1 : 1, FRAMES, STEP],
  );
}

function report(name, times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  const late = times.filter((ms) => ms > GOAL_MS).length;
  const words = [
    `p50 ${at(0.5).toFixed(1)} ms`,
    `p95 ${at(0.95).toFixed(1)} ms`,
    `p99 ${at(0.99).toFixed(1)} ms`,
    `longest ${sorted.at(-1).toFixed(1)} ms`,
    `${late} of ${times.length} over ${GOAL_MS} ms`,
  ];
  const ok = at(0.95) <= GOAL_MS;
  figures.push(`${ok ? "ok  " : "OVER"} ${name}: ${words.join(", ")}`);
  assert.ok(ok, figures.at(-1));
}

browserTest(`an inbox of ${ROWS} that wait`, async () => {
  const server = await started();
  await crowd(server, ROWS);
  const { page, login, all } = await desk(server, "/desk");
  await page.getByTestId("conversation-row").first().waitFor();
  await page.getByTestId("tab-queue").getByText(String(ROWS)).waitFor({ timeout: PATIENCE_MS });
  const kib = (bytes) => `${(bytes / 1024).toFixed(0)} KiB`;
  figures.push(`first load, as sent (gzip or brotli): log-in ${kib(login)}, the desk with its rows ${kib(all())}`);
  const further = page.getByTestId("list-further");
  report(`inbox of ${ROWS}, the pages read on the way`, await scrolled(page, ".list-rows", false));
  await readAll(page, ".list-rows", 1_000_000, async () => (await further.count()) === 0);
  report(`inbox of ${ROWS}, all of it there`, await scrolled(page, ".list-rows", true));
});

browserTest(`a conversation of ${MESSAGES} messages`, async () => {
  const server = await started();
  const agent = await Agent.join(server, "limin");
  const { conversation } = await longTalk(server, agent, MESSAGES, (i) =>
    `第 ${i + 1} 条：订单 2026112${String(i).padStart(5, "0")} 的充值状态还是“处理中”，截图稍后发。`.slice(0, 30 + (i % 5) * 8),
  );
  await agent.socket.close();
  const { page } = await desk(server, `/desk?conversation=${conversation}`);
  const opened = Date.now();
  const transcript = page.getByTestId("transcript");
  await transcript.getByText(`第 ${MESSAGES} 条`, { exact: false }).first().waitFor({ timeout: PATIENCE_MS });
  figures.push(`     the end of ${MESSAGES} messages is shown ${Date.now() - opened} ms after the desk`);
  report(`conversation of ${MESSAGES}, read back on the way`, await scrolled(page, ".transcript-items", true));
  const first = transcript.getByText("最早的一句话", { exact: false });
  const back = Date.now();
  await readAll(page, ".transcript-items", -1_000_000, async () => (await first.count()) > 0);
  figures.push(`     its first message is reached after another ${Date.now() - back} ms`);
  report(`conversation of ${MESSAGES}, all of it there`, await scrolled(page, ".transcript-items", false));
});
