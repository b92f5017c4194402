/**
 * Several tabs of one person, one connection. One tab leads: it has the socket and carries out what the
 * conversation wants done. All tabs take the same actions in the same order and so come to the same state; a new
 * one begins with the leader's. Whoever says something keeps it on the device first, so that it is not lost with
 * a leader that goes. Where the browser has no locks (plain-http pages), every tab leads for itself.
 */
import type { ChatClientFrame, ConversationAction, ConversationState } from "@yingda/protocol";
import type { ParcelMessage } from "./parcel.ts";

export type TabMessage =
  | { readonly type: "action"; readonly action: ConversationAction }
  /** Not kept by anybody, so not an action: the leader just sends it. */
  | { readonly type: "frame"; readonly frame: ChatClientFrame }
  /** The language was changed: a new `hello` says so. */
  | { readonly type: "renew"; readonly locale: string | undefined }
  | { readonly type: "ask" }
  | ParcelMessage
  | { readonly type: "state"; readonly state: ConversationState }
  /** The visitor has cleared this device. */
  | { readonly type: "forgotten" };

export interface TabPorts {
  /** This tab leads from now on. */
  lead(): void;
  /** Another tab has taken over: a browser that put this one to sleep let it. */
  follow(): void;
  heard(message: TabMessage): void;
}

export interface Tabs {
  readonly leading: boolean;
  start(): void;
  post(message: TabMessage): void;
  stop(): void;
}

/** A leader that says nothing for so long after being asked is asleep or broken. */
const PATIENCE_MS = 3000;

export class BrowserTabs implements Tabs {
  leading = false;
  private readonly ports: TabPorts;
  private readonly name: string;
  private channel: BroadcastChannel | undefined;
  private release: (() => void) | undefined;
  private impatience: ReturnType<typeof setTimeout> | undefined;
  private ended = false;

  constructor(name: string, ports: TabPorts) {
    this.name = name;
    this.ports = ports;
  }

  start(): void {
    if (this.channel !== undefined) return;
    this.channel = new BroadcastChannel(this.name);
    this.channel.onmessage = ({ data }: MessageEvent<TabMessage>) => {
      if (data.type !== "ask" && data.type !== "parcel_command") this.settle();
      this.ports.heard(data);
    };
    this.queue({});
    this.post({ type: "ask" });
  }

  post(message: TabMessage): void {
    if (this.channel === undefined) return;
    this.channel.postMessage(message);
    // The leader answers each of these.
    const answered = ["ask", "action", "parcel_command"].includes(message.type);
    if (answered && !this.leading && !this.ended && this.impatience === undefined) {
      this.impatience = setTimeout(() => this.takeOver(), PATIENCE_MS);
    }
  }

  stop(): void {
    this.ended = true;
    this.settle();
    this.release?.();
    this.channel?.close();
  }

  private takeOver(): void {
    this.settle();
    // Nobody looks at a hidden tab; when somebody does, it asks again.
    if (!this.leading && !this.ended && !document.hidden) this.queue({ steal: true });
  }

  private queue(options: LockOptions): void {
    void navigator.locks.request(this.name, options, () => this.hold()).catch(() => this.robbed());
  }

  private async hold(): Promise<void> {
    if (this.ended || this.leading) return;
    this.settle();
    this.leading = true;
    const released = new Promise<void>((done) => (this.release = done));
    this.ports.lead();
    await released;
  }

  private robbed(): void {
    if (!this.leading) return;
    this.leading = false;
    this.ports.follow();
    if (!this.ended) this.queue({});
  }

  private settle(): void {
    clearTimeout(this.impatience);
    this.impatience = undefined;
  }
}

/** For pages where tabs cannot find each other. */
export class LoneTab implements Tabs {
  readonly leading = true;
  private readonly ports: TabPorts;

  constructor(ports: TabPorts) {
    this.ports = ports;
  }
  start(): void {
    this.ports.lead();
  }
  post(): void {
    // Nobody is there.
  }
  stop(): void {
    // As above.
  }
}

export type MakeTabs = (name: string, ports: TabPorts) => Tabs;

export const tabsOf: MakeTabs = (name, ports) => {
  // Both are undefined on insecure pages of some browsers, whatever the types say.
  const able = typeof BroadcastChannel === "function" && "locks" in navigator;
  return able ? new BrowserTabs(name, ports) : new LoneTab(ports);
};
