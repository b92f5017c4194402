/** A host page and the framed chat: who listens to whom, and what passes between them. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { mount } from "../src/frame/main.ts";
import { CONNECT, type CallMessage, type ConnectMessage, type FrameMessage } from "../src/frame/messages.ts";
import type { CoreModule, WidgetHandle } from "../src/options.ts";
import { framed } from "../src/pages/framed.ts";

const GATEWAY = "https://chat.example";
/** Ports deliver in their own time. */
const heard = (check: () => void): Promise<unknown> => vi.waitFor(check, { timeout: 5000 });

beforeEach(() => {
  vi.stubGlobal("matchMedia", () => ({ matches: false }));
  vi.stubGlobal("visualViewport", null);
  vi.stubGlobal(
    "CSSStyleSheet",
    class {
      replaceSync(): void {
        // jsdom has no style sheets of its own.
      }
    },
  );
  HTMLDialogElement.prototype.show = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
});
afterEach(() => {
  document.body.replaceChildren();
  vi.unstubAllGlobals();
});

/** The host's side, with a chat in the frame that the test speaks for. */
function host() {
  const emitted: [string, unknown][] = [];
  const mounting = Promise.resolve(
    mount({ server: GATEWAY, mode: "frame", identity: "jwt" }, (name, detail) =>
      emitted.push([name, detail]),
    ),
  );
  mounting.catch(() => undefined);
  const root = document.querySelector("yingda-frame")?.shadowRoot;
  const frame = root?.querySelector("iframe");
  const dialog = root?.querySelector("dialog");
  if (!frame || !dialog) throw new Error("there is no frame");
  const posted: { data: ConnectMessage; origin: string; port: MessagePort }[] = [];
  const post = (data: ConnectMessage, origin: string, [port]: [MessagePort]): void =>
    void posted.push({ data, origin, port });
  vi.spyOn(frame, "contentWindow", "get").mockReturnValue({ postMessage: post } as unknown as Window);
  frame.dispatchEvent(new Event("load"));
  const [connection] = posted;
  if (connection === undefined) throw new Error("nothing was posted into the frame");
  const calls: CallMessage[] = [];
  connection.port.onmessage = ({ data }: MessageEvent<CallMessage>) => calls.push(data);
  const tell = (message: FrameMessage): void => connection.port.postMessage(message);
  return { mounting, emitted, frame, dialog, connection, calls, tell };
}

describe("the host's side", () => {
  it("speaks to the gateway's origin alone, and tells what the page is", () => {
    const { frame, connection } = host();
    expect(frame.src).toBe(`${GATEWAY}/chat#frame`);
    expect(connection.origin).toBe(GATEWAY);
    expect(connection.data).toMatchObject({
      type: CONNECT,
      options: { identity: "jwt", page: { title: "" } },
    });
    expect(connection.data.options).not.toHaveProperty("server");
    expect(connection.data.options).not.toHaveProperty("mode");
  });

  it("passes calls in and events out, and is seen while the chat is open", async () => {
    const { mounting, emitted, dialog, calls, tell } = host();
    tell({ type: "connected" });
    tell({ type: "mounted", brand: {} });
    const handle: WidgetHandle = await mounting;
    handle.newMessage("你好");
    await heard(() => expect(calls).toContainEqual({ call: "newMessage", args: ["你好"] }));
    tell({ type: "event", name: "open", detail: undefined, snapshot: { unread: 3, visitor: "c1" } });
    await heard(() => expect(dialog.open).toBe(true));
    await heard(() => expect(calls).toContainEqual({ call: "shown" }));
    expect(emitted).toEqual([["open", undefined]]);
    expect([handle.getUnread(), handle.getVisitorId()]).toEqual([3, "c1"]);
    tell({ type: "event", name: "close", detail: "keyboard", snapshot: { unread: 0 } });
    await heard(() => expect(dialog.open).toBe(false));
    expect(emitted.at(-1)).toEqual(["close", "keyboard"]);
    handle.shutdown();
    tell({ type: "ended" });
    await heard(() => expect(document.querySelector("yingda-frame")).toBeNull());
  });

  it("keeps the emergency numbers for when the gateway is away", async () => {
    const { tell } = host();
    const values = { emergency: [{ label: "燃气", tel: "119" }], consent: true } as never;
    tell({
      type: "event",
      name: "ready",
      detail: undefined,
      snapshot: { unread: 0, config: { locale: "zh-CN", values } },
    });
    await heard(() =>
      expect(JSON.parse(localStorage.getItem("yingda:config:zh-CN") ?? "{}")).toEqual(values),
    );
  });

  it("fails when the core cannot be had in the frame, and leaves nothing behind", async () => {
    const { mounting, tell } = host();
    tell({ type: "failed" });
    await expect(mounting).rejects.toThrow("did not answer");
    expect(document.querySelector("yingda-frame")).toBeNull();
  });
});

describe("the chat's side", () => {
  const connect = (options: object = {}): ConnectMessage => ({
    type: CONNECT,
    options,
    lang: "en",
    accent: "",
  });
  const arrive = (data: unknown, port: MessagePort | undefined, source: Window | null = window): void => {
    const event = new MessageEvent("message", {
      data,
      source,
      origin: "https://shop.example",
      ports: port ? [port] : [],
    });
    dispatchEvent(event);
  };

  function chat() {
    const commands: unknown[][] = [];
    const note =
      (name: string) =>
      (...args: unknown[]) =>
        void commands.push([name, ...args]);
    let emit: Parameters<CoreModule["mount"]>[1] = () => undefined;
    const mounted = vi.fn((options: object, tell: typeof emit) => {
      emit = tell;
      commands.push(["mount", options]);
      return {
        open: note("open"),
        update: note("update"),
        getUnread: () => 2,
        getVisitorId: () => "c1",
      } as never;
    });
    framed(() => Promise.resolve({ mount: mounted }));
    const { port1, port2 } = new MessageChannel();
    const messages: FrameMessage[] = [];
    port1.onmessage = ({ data }: MessageEvent<FrameMessage>) => messages.push(data);
    return { commands, emit: (...args: Parameters<typeof emit>) => emit(...args), port1, port2, messages };
  }

  it("obeys the page around it and nobody else", async () => {
    const { commands, port1, port2, messages } = chat();
    arrive(connect(), port2, null);
    arrive({ type: "other" }, port2);
    arrive(connect(), undefined);
    expect(commands).toEqual([]);
    arrive(connect({ server: "https://evil.example", locale: "en" }), port2);
    await heard(() => expect(messages.map(({ type }) => type)).toEqual(["connected", "mounted"]));
    expect(commands).toEqual([["mount", { server: location.origin, locale: "en", mode: "frame" }]]);
    expect(document.documentElement.lang).toBe("en");
    port1.postMessage({ call: "getConfig", args: [] });
    port1.postMessage({ call: "constructor", args: [] });
    port1.postMessage({ call: "open", args: [] });
    await heard(() => expect(commands.slice(1)).toEqual([["open"]]));
    // Later pages find nobody who listens.
    const late = new MessageChannel();
    arrive(connect(), late.port2);
    expect(commands).toHaveLength(2);
  });

  it("tells what happens, but not what is said", async () => {
    const { emit, port2, messages } = chat();
    arrive(connect(), port2);
    await heard(() => expect(messages).toHaveLength(2));
    emit("message", { role: "agent", text: "您的密码是……" });
    await heard(() =>
      expect(messages.at(-1)).toMatchObject({
        name: "message",
        detail: { role: "agent" },
        snapshot: { unread: 2, visitor: "c1" },
      }),
    );
    expect(JSON.stringify(messages)).not.toContain("密码");
  });
});
