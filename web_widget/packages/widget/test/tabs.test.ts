import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fileParts } from "../src/core/later.tsx";
import type { TabMessage, TabPorts, Tabs } from "../src/core/tabs.ts";
import type { WidgetOptions } from "../src/options.ts";
import { AT, rig, tokenOf, type Rig } from "./support.ts";

beforeAll(() => fileParts.load());

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

  join(name: string, ports: TabPorts): FakeTab {
    return new FakeTab(this, name, ports);
  }

  elect(name: string): void {
    const group = this.tabs.filter((tab) => tab.name === name);
    if (group.some(({ leading }) => leading)) return;
    const [next] = group;
    if (next === undefined) return;
    next.leading = true;
    next.ports.lead();
  }
}

class FakeTab implements Tabs {
  leading = false;
  readonly name: string;
  readonly ports: TabPorts;
  private readonly browser: FakeBrowser;

  constructor(browser: FakeBrowser, name: string, ports: TabPorts) {
    this.browser = browser;
    this.name = name;
    this.ports = ports;
  }
  start(): void {
    if (this.browser.tabs.includes(this)) return;
    this.browser.tabs.push(this);
    this.browser.elect(this.name);
    this.post({ type: "ask" });
  }
  post(message: TabMessage): void {
    if (!this.browser.tabs.includes(this)) return;
    // jsdom's files cannot be cloned; nothing of a message is ever changed.
    const copy = message.type.startsWith("parcel") ? message : structuredClone(message);
    for (const tab of [...this.browser.tabs]) {
      if (tab !== this && tab.name === this.name) tab.ports.heard(copy);
    }
  }
  stop(): void {
    this.leading = false;
    const at = this.browser.tabs.indexOf(this);
    if (at >= 0) this.browser.tabs.splice(at, 1);
    this.browser.elect(this.name);
  }
}

async function tab(browser: FakeBrowser, options: WidgetOptions = {}): Promise<Rig> {
  const made = rig(options, {}, (name, ports) => browser.join(name, ports));
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
    const second = rig({}, {}, (name, ports) => browser.join(name, ports));
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

describe("tabs of different people", () => {
  const [identityOfA, identityOfB] = ["A", "B"].map((id) => tokenOf({ external_id: id }));

  it("have nothing in common", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser, { identity: identityOfA });
    first.socket().welcome();
    const others = [await tab(browser, { identity: identityOfB }), await tab(browser)];
    first.socket().serve(own(1, "x", "A 的话"));
    for (const other of others) {
      expect(other.sockets).toHaveLength(1);
      other.socket().onopen?.();
      expect(other.socket().sent[0]).not.toHaveProperty("token");
      expect(words(other)).toEqual([]);
    }
    expect(others[0]?.socket().sent[0]).toMatchObject({ identity: identityOfB });
  });

  it("are one again when the same person signs in with another token", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser, { identity: identityOfA });
    first.socket().welcome();
    const second = await tab(browser, { identity: tokenOf({ external_id: "A", exp: 2 }) });
    expect(second.sockets).toHaveLength(0);
  });
});

describe("somebody else who signs in on an open page", () => {
  const signedIn = (id: string): WidgetOptions => ({ identity: tokenOf({ external_id: id }) });

  it("neither sends what the other has not sent, nor goes on with the other's conversation", async () => {
    const made = await tab(new FakeBrowser(), signedIn("A"));
    const { controller, store, sockets } = made;
    controller.say({ type: "message", text: "A 还没发出的话" });
    expect(store.saved.size).toBe(1);
    controller.update(signedIn("B"));
    await vi.advanceTimersByTimeAsync(0);
    expect(sockets[0]?.closed).toBe(true);
    expect(sockets).toHaveLength(2);
    made.socket().welcome();
    const [hello] = made.socket().ofType("hello");
    expect(hello).toMatchObject(signedIn("B"));
    expect(hello).not.toHaveProperty("token");
    expect(made.socket().ofType("message")).toEqual([]);
    // It waits for A.
    expect(store.saved.size).toBe(1);
    expect(controller.state.conversation.outbox).toEqual([]);
  });

  it("leaves the tabs of the one before", async () => {
    const browser = new FakeBrowser();
    const first = await tab(browser, signedIn("A"));
    first.socket().welcome();
    const second = await tab(browser, signedIn("A"));
    second.controller.update(signedIn("B"));
    await vi.advanceTimersByTimeAsync(0);
    second.socket().welcome();
    second.controller.say({ type: "message", text: "B 的话" });
    expect(first.socket().ofType("message")).toEqual([]);
    expect(second.socket().ofType("message")).toMatchObject([{ text: "B 的话" }]);
    second.socket().serve(own(1, second.socket().ofType("message")[0]?.id, "B 的话"));
    expect(words(first)).toEqual([]);
  });

  it("has drafts, read mark and session of their own; how the widget looks stays", async () => {
    const { controller } = await tab(new FakeBrowser());
    controller.prefer({ theme: "dark" });
    controller.values.write("session", { conversation: "c", token: "t", epoch: "e" });
    controller.values.write("draft", "半句话");
    controller.update(signedIn("B"));
    expect(controller.values.read("session")).toBeUndefined();
    expect(controller.values.read("draft")).toBeUndefined();
    expect(controller.values.read("preferences")).toEqual({ theme: "dark" });
    controller.values.write("draft", "B");
    controller.values.clear();
    expect(controller.values.read("draft")).toBeUndefined();
    controller.update({ identity: undefined });
    expect(controller.values.read("draft")).toBe("半句话");
    controller.values.clear();
    expect(Object.keys(localStorage)).toEqual([]);
  });
});

describe("files in two tabs", () => {
  it("are restored and uploaded by the one that leads, and seen in both", async () => {
    const uploads: string[] = [];
    vi.spyOn(XMLHttpRequest.prototype, "send").mockImplementation(() => void uploads.push("one"));
    const browser = new FakeBrowser();
    const parcel = {
      id: "p",
      at: 1,
      text: "截图",
      files: [{ id: "f", name: "pay.png", blob: new Blob(["x"], { type: "image/png" }) }],
      state: "queued",
      sentBytes: 0,
    } as const;
    const open = async (): Promise<Rig> => {
      const made = rig({}, {}, (name, ports) => browser.join(name, ports));
      made.store.parcels = [parcel];
      await made.controller.begin();
      return made;
    };
    const first = await open();
    await vi.waitFor(() => expect(first.controller.state.parcels).toHaveLength(1));
    const second = await open();
    await vi.waitFor(() => expect(second.controller.state.parcels).toHaveLength(1));
    first.socket().welcome();
    expect(uploads).toEqual(["one"]);
    await vi.waitFor(() =>
      expect(second.controller.state.parcels).toMatchObject([{ id: "p", state: "sending" }]),
    );
    second.controller.uploads((files) => files.command({ do: "discard", parcel: "p" }));
    await vi.waitFor(() => expect(first.controller.state.parcels).toEqual([]));
    expect(first.store.saved.size).toBe(0);
  });

  it("are nobody else's when somebody else signs in", async () => {
    const { controller } = await tab(new FakeBrowser());
    controller.attach([new File(["x"], "pay.png", { type: "image/png" })]);
    await vi.waitFor(() => expect(controller.state.parcels).toHaveLength(1));
    controller.update({ identity: tokenOf({ external_id: "B" }) });
    expect(controller.state.parcels).toEqual([]);
  });
});
