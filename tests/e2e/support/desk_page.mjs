// The desk as people come to it in a browser, and visitors who wait there for somebody.
import { openPage } from "./browser.mjs";
import { PASSWORD } from "./server.mjs";
import { Visitor } from "./visitor.mjs";

/** A page of the desk at `path`, with `name` logged in. `options` as of openPage. */
export async function openDesk(server, name, path = "/desk", options = {}) {
  const page = await openPage(options);
  await page.goto(server.url + path);
  await page.getByTestId("login-name").fill(name);
  await page.getByTestId("login-password").fill(PASSWORD);
  await page.getByTestId("login-submit").click();
  await page.getByTestId("desk").waitFor();
  return page;
}

/** Somebody who has said `words`, one message each, and waits for a person with a work order. */
export async function visitorWaiting(server, ...words) {
  const visitor = await Visitor.join(server);
  for (const text of words) await visitor.say(text);
  await visitor.human();
  const { number } = await visitor.workOrder();
  return { visitor, conversation: visitor.welcome.conversation, number };
}

export const rowOf = (page, conversation) =>
  page.locator(`[data-testid=conversation-row][data-conversation="${conversation}"]`);
