/** What a host page may set, and what loader and core tell each other. Types only: both bundles import it. */
import type { FlowSlots } from "@yingda/protocol";
import type { WidgetConfig } from "./core/config.ts";

export type ThemeChoice = "light" | "dark" | "auto";
export type TextSize = "normal" | "large";

export interface WidgetOptions {
  /** Where the server is; from the address of widget.js when absent. */
  readonly server?: string;
  readonly locale?: string;
  readonly theme?: ThemeChoice;
  readonly position?: "left" | "right";
  readonly textSize?: TextSize;
  /** An HS256 token signed by the host's own server. */
  readonly identity?: string;
  readonly page?: { readonly url: string; readonly title: string };
  /** What the page tells of its visitor, for the agent and the flows. */
  readonly attributes?: Readonly<Record<string, string | number | boolean>>;
  /** The greeting stands beside the launcher after this many seconds; absent or 0: it does not. */
  readonly greetAfter?: number | string;
  /** Instead of `greetAfter`: after this many seconds without a key, a pointer or scrolling. */
  readonly greetIdle?: number | string;
  /** Only on pages whose path begins so. Absent: on all. */
  readonly greetOn?: string;
  /** The words of the launcher, instead of 在线客服. */
  readonly label?: string;
  /**
   * `panel` floats over a page; `page` fills the document it stands in. `frame`: on a host page, the panel in a frame
   * of the gateway's; in that frame, the panel that fills it.
   */
  readonly mode?: "panel" | "page" | "frame";
}

export type WidgetEventName =
  | "ready"
  | "open"
  | "close"
  | "unread"
  | "message"
  | "handoff"
  | "work_order"
  | "csat"
  | "flow"
  | "connection"
  | "error";

export type WidgetListener = (detail: unknown) => void;

/** What the core gives the loader: the commands that are more than the loader's own. */
export interface WidgetHandle {
  open(): void;
  close(): void;
  toggle(): void;
  /** `urgent` and `complaint` are the urgent complaint; others are flows that the server knows by this event. */
  startFlow(id: string, slots?: FlowSlots): void;
  openArticle(id: string): void;
  /** `reason`: why, for the agent. */
  requestHuman(reason?: string): void;
  newMessage(prefill: string): void;
  openWorkOrder(number: string): void;
  /** Tells the server's flows that something has happened on the page. */
  track(name: string): void;
  update(options: WidgetOptions): void;
  getUnread(): number;
  getVisitorId(): string | undefined;
  /** As the server has sent it; nothing before it has, and nothing from a frame. */
  getConfig?(): { readonly locale: string; readonly values: WidgetConfig } | undefined;
  /** Ends the session on this device. */
  shutdown(): unknown;
}

export interface CoreModule {
  mount(
    options: WidgetOptions,
    emit: (name: WidgetEventName, detail: unknown) => void,
  ): WidgetHandle | Promise<WidgetHandle>;
}
