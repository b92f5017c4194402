/** What a host page may set, and what loader and core tell each other. Types only: both bundles import it. */

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
  /** `panel` floats over a page; `page` fills the document it stands in. */
  readonly mode?: "panel" | "page";
}

export type WidgetEventName =
  "ready" | "open" | "close" | "unread" | "message" | "handoff" | "work_order" | "error";

export type WidgetListener = (detail: unknown) => void;

/** What the core gives the loader. */
export interface WidgetHandle {
  open(): void;
  close(): void;
  /** The entrances a host may use; false when the id is not known. */
  startFlow(id: string): boolean;
  requestHuman(): void;
  newMessage(prefill: string): void;
  update(options: WidgetOptions): void;
  unread(): number;
  visitorId(): string | undefined;
  /** Ends the session on this device. */
  shutdown(): void;
}

export interface CoreModule {
  mount(options: WidgetOptions, emit: (name: WidgetEventName, detail: unknown) => void): WidgetHandle;
}
