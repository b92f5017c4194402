// A browser page over the real build, with the server's HTTP answers and desk socket played from a scene.
import { chromium } from "playwright-core";
import { cannedReplies, conversations, overview, picture, understanding } from "./answers.mjs";
import { session as agentSession } from "./scene.mjs";

const flags = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const launch = () => chromium.launch({ executablePath: "/usr/bin/chromium", args: flags });

const json = (status, body) => ({ status, contentType: "application/json", body: JSON.stringify(body) });

/** `onFrame(frame, send)` answers what the page says; `first` are the frames sent at once. */
export async function openPage(browser, origin, options = {}) {
  const {
    loggedIn = true,
    locale = "zh-CN",
    theme = "light",
    size = [1366, 768],
    first = [],
    onFrame,
    role = "agent",
  } = options;
  const session = { ...agentSession, role };
  const context = await browser.newContext({
    viewport: { width: size[0], height: size[1] },
    locale,
    colorScheme: theme,
    reducedMotion: "reduce",
    timezoneId: "Asia/Shanghai",
  });
  const page = await context.newPage();
  const problems = [];
  page.on("console", (message) => {
    // A browser reports every 401 itself: nobody being logged in is not a fault.
    if (["error", "warning"].includes(message.type()) && !message.text().includes("401"))
      problems.push(
        `${message.text().slice(0, 200)} @${message.location().url}:${message.location().lineNumber}:${message.location().columnNumber}`,
      );
  });
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.route("**/v1/session", (route) => route.fulfill(loggedIn ? json(200, session) : json(401, {})));
  await page.route("**/v1/login", (route) => {
    const { password } = route.request().postDataJSON();
    return route.fulfill(password === "right" ? json(200, session) : json(401, { title: "no" }));
  });
  await page.route("**/v1/conversations?*", (route) => {
    const wish = new URL(route.request().url()).searchParams;
    return route.fulfill(json(200, conversations(wish)));
  });
  await page.route("**/v1/canned-replies*", (route) => route.fulfill(json(200, cannedReplies)));
  await page.route("**/v1/ask?*", (route) => route.fulfill(json(200, understanding)));
  await page.route("**/v1/desk/overview", (route) => route.fulfill(json(200, overview())));
  await page.route("**/v1/evidence/*", (route) =>
    route.fulfill({ status: 200, contentType: "image/svg+xml", body: picture }),
  );
  const sockets = [];
  await page.routeWebSocket("**/v1/desk", (socket) => {
    sockets.push(socket);
    const send = (frame) => socket.send(JSON.stringify(frame));
    for (const frame of typeof first === "function" ? first() : first) send(frame);
    socket.onMessage((message) => onFrame?.(JSON.parse(message), send));
  });
  return { page, problems, sockets, origin, close: () => context.close() };
}
