/**
 * What a host page and the framed chat say to each other. The page hands over one end of a channel, addressed to the
 * gateway's origin alone; from then on nobody else can listen or speak.
 */
import type { WidgetConfig } from "../core/config.ts";
import type { WidgetEventName, WidgetHandle, WidgetOptions } from "../options.ts";

export const CONNECT = "yingda:connect";

export interface ConnectMessage {
  readonly type: typeof CONNECT;
  readonly options: WidgetOptions;
  /** The page's own language, for visitors who have chosen none. */
  readonly lang: string;
  /** The shop's colour, as the page has set it; empty: ours. */
  readonly accent: string;
}

export const CALLS = [
  "open",
  "close",
  "toggle",
  "startFlow",
  "openArticle",
  "requestHuman",
  "newMessage",
  "openWorkOrder",
  "track",
  "update",
  "shutdown",
] as const satisfies readonly (keyof WidgetHandle)[];
export type CallName = (typeof CALLS)[number];

export type CallMessage =
  | { readonly call: CallName; readonly args: readonly unknown[] }
  /** The frame can be seen now: what is in one that cannot takes no focus. */
  | { readonly call: "shown" };

/** What the page may be asked for at any time, sent along with every event. */
export interface Snapshot {
  readonly unread: number;
  readonly visitor?: string;
  /** For when the gateway cannot be reached: the page keeps it, as the widget in the page does. */
  readonly config?: { readonly locale: string; readonly values: WidgetConfig };
}

export type FrameMessage =
  /** The channel has arrived; the core is still on its way. */
  | { readonly type: "connected" }
  /** The core is there; `brand`: the colours that the shop's one was made into. */
  | { readonly type: "mounted"; readonly brand: Readonly<Record<string, string>> }
  | { readonly type: "failed" }
  /** After `shutdown`: nothing is left on the device. */
  | { readonly type: "ended" }
  | {
      readonly type: "event";
      readonly name: WidgetEventName;
      readonly detail: unknown;
      readonly snapshot: Snapshot;
    };
