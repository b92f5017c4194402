import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { TabMessage, TabPorts, Tabs } from "../src/core/tabs.ts";
import { AT, rig, type Rig } from "./support.ts";

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server")));
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

/** Tabs of one browser: messages arrive in order and as copies; the first that starts leads. */
class FakeBrowser {
  readonly tabs: FakeTab[] = [];

  join(ports: TabPorts): FakeTab {
    const tab = new FakeTab(this, ports);
    return tab;
  }

  elect(): void {
    if (this.tabs.some(({ leading }) => leading)) return;
    const [next] = this.tabs;
    if (next === undefined) return;
    next.leading = true;
    next.ports.lead();
  }
}

class FakeTab implements Tabs {
  leading = false;
  readonly ports: TabPorts;
  private readonly browser: FakeBrowser;

  constructor(browser: FakeBrowser, ports: TabPorts) {
    this.browser = browser;
    this.ports = ports;
  }
  start(): void {
    if (this.browser.tabs.includes(this)) return;
    this.browser.tabs.push(this);
    this.browser.elect();
    this.post({ type: "ask" });
  }
  post(message: TabMessage): void {
    if (!this.browser.tabs.includes(this)) return;
    const copy = structuredClone(message);
    for (const tab of this.browser.tabs) if (tab !== this) tab.ports.heard(copy);
  }
  stop(): void {
    this.leading = false;
    this.browser.tabs.splice(this.browser.tabs.indexOf(this), 1);
    this.browser.elect();
  }
}

async function tab(browser: FakeBrowser): Promise<Rig> {
  const made = rig({}, {}, (ports) => browser.join(ports));
  await made.controller.begin();
  return made;
}

const own = (seq: number, id: unknown, text: string) => ({
  type: "event",
  seq,
  at: AT,
  kind: "message",
  from: { role: "visitor" },
  text,
  client_id: id,
});
const words = ({ controller }: Rig): string[] =>
  controller.state.conversation.events.map((event) => (event.kind === "message" ? event.text : event.kind));

describe("two tabs", () => {
  it("have one connection, and both see what comes", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    first.socket().welcome();
    const second = await tab(browser);
    expect(second.sockets).toHaveLength(0);
    expect(second.controller.state.conversation.link).toBe("live");
    first.socket().serve(own(1, "x", "一"));
    expect(words(second)).toEqual(["一"]);
  });

  it("send what is said in either, once, and show it in both", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    first.socket().welcome();
    const second = await tab(browser);
    second.controller.say({ type: "message", text: "从第二页说的" });
    const sent = first.socket().ofType("message");
    expect(sent).toMatchObject([{ text: "从第二页说的" }]);
    const id = sent[0]?.id;
    // Kept by the tab that said it, whatever becomes of the leader.
    expect(second.store.saved.has(String(id))).toBe(true);
    first.socket().serve({ type: "accepted", id, seq: 1 });
    first.socket().serve(own(1, id, "从第二页说的"));
    for (const each of [first, second]) {
      expect(words(each)).toEqual(["从第二页说的"]);
      expect(each.controller.state.conversation.outbox).toEqual([]);
    }
  });

  it("lose nothing when the one that leads is closed before it has sent", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    const second = await tab(browser);
    second.controller.say({ type: "message", text: "还没发出" });
    first.controller.client.stop();
    second.socket().welcome();
    expect(second.socket().ofType("message")).toMatchObject([{ text: "还没发出" }]);
  });

  it("go on behind what they have seen", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    first.socket().welcome();
    const second = await tab(browser);
    first.socket().serve(own(1, "x", "一"));
    first.controller.client.stop();
    second.socket().onopen?.();
    expect(second.socket().sent[0]).toMatchObject({ type: "hello", token: "t", after: 1 });
  });

  it("tell a new one what only it knows, and take over what the leader knows", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    first.socket().welcome(1);
    first.socket().serve(own(1, "x", "一"));
    const second = rig({}, {}, (ports) => browser.join(ports));
    second.controller.say({ type: "message", text: "早说的" });
    await second.controller.begin();
    expect(words(second)).toEqual(["一"]);
    expect(first.socket().ofType("message")).toMatchObject([{ text: "早说的" }]);
  });

  it("forget together", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser);
    first.socket().welcome();
    const second = await tab(browser);
    first.socket().serve(own(1, "x", "一"));
    await second.controller.forget();
    expect(words(first)).toEqual([]);
    first.socket().onopen?.();
    expect(first.socket().sent[0]).not.toHaveProperty("token");
  });
});
