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

/** Scrolls in every frame, back and forth; the times from one frame to the next. */
function scroll(page, selector, up) {
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

/**
 * What the page's main thread worked for each frame: its processor time, which is the same on a busy machine, where
 * the clock also counts the work of others.
 */
function workOf(trace) {
  const { traceEvents } = JSON.parse(trace);
  const isFrame = ({ name }) => name === "FireAnimationFrame";
  const frames = traceEvents.filter(isFrame).sort((a, b) => a.ts - b.ts);
  const { pid, tid } = frames[0];
  const tasks = traceEvents
    .filter((event) => event.name === "RunTask" && event.pid === pid && event.tid === tid && event.tdur !== undefined)
    .sort((a, b) => a.ts - b.ts);
  assert.ok(tasks.length > 0, "the browser's trace tells no processor time");
  const times = [];
  let task = 0;
  for (const { ts } of frames) {
    let worked = 0;
    for (; task < tasks.length && tasks[task].ts < ts; task += 1) worked += tasks[task].tdur;
    times.push(worked / 1000);
  }
  return times.slice(1);
}

function figuresOf(times) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (share) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))];
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), longest: sorted.at(-1) };
}

async function measure(page, name, selector, up) {
  const browser = page.context().browser();
  await browser.startTracing(page, { categories: ["toplevel", "devtools.timeline", "disabled-by-default-devtools.timeline"] });
  const clock = figuresOf(await scroll(page, selector, up));
  const work = figuresOf(workOf(await browser.stopTracing()));
  const words = Object.entries(work).map(([share, ms]) => `${share} ${ms.toFixed(1)} ms`);
  const ok = work.p95 <= GOAL_MS;
  figures.push(`${ok ? "ok  " : "OVER"} ${name}: ${words.join(", ")} of work a frame (p95 on the clock ${clock.p95.toFixed(1)} ms)`);
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
  await measure(page, `inbox of ${ROWS}, the pages read on the way`, ".list-rows", false);
  await readAll(page, ".list-rows", 1_000_000, async () => (await further.count()) === 0);
  await measure(page, `inbox of ${ROWS}, all of it there`, ".list-rows", true);
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
  await measure(page, `conversation of ${MESSAGES}, read back on the way`, ".transcript-items", true);
  const first = transcript.getByText("最早的一句话", { exact: false });
  const back = Date.now();
  await readAll(page, ".transcript-items", -1_000_000, async () => (await first.count()) > 0);
  figures.push(`     its first message is reached after another ${Date.now() - back} ms`);
  await measure(page, `conversation of ${MESSAGES}, all of it there`, ".transcript-items", false);
});
