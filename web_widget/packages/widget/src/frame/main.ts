/** `mode="frame"`: the widget within a frame of the gateway's origin, out of reach of the host page's scripts. */
import type { CoreModule, WidgetEventName, WidgetHandle, WidgetOptions } from "../options.ts";
import {
  CONNECT,
  type CallMessage,
  type CallName,
  type ConnectMessage,
  type FrameMessage,
  type Snapshot,
} from "./messages.ts";
import { TitleCount } from "./title.ts";
import { FrameView } from "./view.ts";

/** The document is there or not: a page that the policy refuses loads too, but never answers. */
const ANSWER_MS = 5000;
const LOAD_MS = 20_000;

const launcher = (): HTMLElement | null => document.querySelector<HTMLElement>("yingda-launcher");

/** Where it is and in what it stands, the frame knows better. */
function forFrame(options: WidgetOptions): WidgetOptions {
  return Object.fromEntries(Object.entries(options).filter(([name]) => name !== "server" && name !== "mode"));
}

function connectMessage(options: WidgetOptions): ConnectMessage {
  const here = { url: location.href.split("#")[0] ?? "", title: document.title };
  const set = launcher();
  return {
    type: CONNECT,
    options: { page: here, ...forFrame(options) },
    lang: document.documentElement.lang,
    accent: set === null ? "" : getComputedStyle(set).getPropertyValue("--yd-accent").trim(),
  };
}

class FramedWidget {
  private snapshot: Snapshot = { unread: 0 };
  private readonly title = new TitleCount();
  private readonly channel = new MessageChannel();
  private readonly view: FrameView;
  private readonly origin: string;
  private options: WidgetOptions;
  private ended: (() => void) | undefined;
  private readonly emit: Parameters<CoreModule["mount"]>[1];

  constructor(options: WidgetOptions, emit: Parameters<CoreModule["mount"]>[1]) {
    this.options = options;
    this.emit = emit;
    const server = options.server ?? location.origin;
    this.origin = new URL(server).origin;
    this.view = new FrameView(server, () => this.call("close"));
    this.view.update(options);
  }

  /** Resolves once the chat in the frame can be told what to do. */
  start(): Promise<WidgetHandle> {
    return new Promise((resolve, reject) => {
      let timer = setTimeout(() => fail(), LOAD_MS);
      const fail = (): void => {
        clearTimeout(timer);
        this.remove();
        reject(new Error("the chat did not answer from its frame"));
      };
      this.channel.port1.onmessage = ({ data }: MessageEvent<FrameMessage>) => {
        if (data.type === "event") {
          this.happened(data.name, data.detail, data.snapshot);
          return;
        }
        if (data.type === "failed") {
          fail();
          return;
        }
        if (data.type === "ended") {
          this.remove();
          this.ended?.();
          return;
        }
        clearTimeout(timer);
        if (data.type === "connected") timer = setTimeout(() => fail(), LOAD_MS);
        else {
          this.paint(data.brand);
          resolve(this.handle());
        }
      };
      const connect = (): void => {
        clearTimeout(timer);
        timer = setTimeout(() => fail(), ANSWER_MS);
        // To that origin alone: whoever else may have come to stand in the frame gets nothing.
        this.view.frame.contentWindow?.postMessage(connectMessage(this.options), this.origin, [
          this.channel.port2,
        ]);
      };
      this.view.frame.addEventListener("load", connect, { once: true });
      this.view.place();
    });
  }

  private call(call: CallName, ...args: readonly unknown[]): void {
    this.channel.port1.postMessage({ call, args } satisfies CallMessage);
  }

  private happened(name: WidgetEventName, detail: unknown, snapshot: Snapshot): void {
    this.snapshot = snapshot;
    if (name === "open") {
      this.view.show();
      this.channel.port1.postMessage({ call: "shown" } satisfies CallMessage);
    }
    if (name === "close") this.view.hide();
    this.title.show(snapshot.unread);
    keep(snapshot.config);
    this.emit(name, detail);
  }

  private handle(): WidgetHandle {
    const call =
      (name: CallName) =>
      (...args: readonly unknown[]): void =>
        this.call(name, ...args);
    return {
      open: call("open"),
      close: call("close"),
      toggle: call("toggle"),
      startFlow: call("startFlow"),
      openArticle: call("openArticle"),
      requestHuman: call("requestHuman"),
      newMessage: call("newMessage"),
      openWorkOrder: call("openWorkOrder"),
      track: call("track"),
      update: (change) => {
        this.options = { ...this.options, ...change };
        this.view.update(this.options);
        this.call("update", forFrame(change));
      },
      getUnread: () => this.snapshot.unread,
      getVisitorId: () => this.snapshot.visitor,
      shutdown: () => {
        this.view.hide();
        this.title.rest();
        // Until the storage is cleared; who has gone away never answers.
        return new Promise<void>((resolve) => {
          this.ended = resolve;
          setTimeout(resolve, ANSWER_MS);
          this.call("shutdown");
        });
      },
    };
  }

  /** The launcher's colours as the chat has made them readable. */
  private paint(brand: Readonly<Record<string, string>>): void {
    for (const [name, value] of Object.entries(brand)) launcher()?.style.setProperty(name, value);
  }

  private remove(): void {
    this.channel.port1.close();
    this.view.remove();
  }
}

/** Where the launcher looks for emergency numbers when the gateway is away. */
function keep(config: Snapshot["config"]): void {
  if (config === undefined) return;
  try {
    localStorage.setItem(`yingda:config:${config.locale}`, JSON.stringify(config.values));
  } catch {
    // A page that may not store anything shows no numbers without the gateway.
  }
}

export const mount: CoreModule["mount"] = (options, emit) => new FramedWidget(options, emit).start();
