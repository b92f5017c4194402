/**
 * The one global that widget.js puts on a page. Copy this file into your project, or reference it, to have your
 * editor complete and check the calls; docs/widget.md explains them.
 */

interface YingdaOptions {
  /** Where the gateway is; from the address of widget.js when absent. */
  server?: string;
  /** `zh-CN` or `en`; nearest of the two for others. */
  locale?: string;
  theme?: "light" | "dark" | "auto";
  position?: "left" | "right";
  /** `frame`: in a frame of the gateway's, out of reach of the page's own scripts. For `boot` only. */
  mode?: "panel" | "frame";
  textSize?: "normal" | "large";
  /** An HS256 token signed by your own server. */
  identity?: string;
  /** Seconds until the greeting stands beside the launcher, for those who have never spoken here; without: never. */
  greetAfter?: number;
  /** Instead of `greetAfter`: seconds without a key, a pointer or scrolling. */
  greetIdle?: number;
  /** Only on pages whose path begins so: `/cart`. All when absent. */
  greetOn?: string;
  /** The words of the launcher, instead of 在线客服. */
  label?: string;
  /** What the agent sees as the page; the document's own address and title when absent. */
  page?: { url: string; title: string };
  /** Up to 20 of what you know of the visitor, such as level or cart_total: the agent sees it, flows read it. */
  attributes?: Record<string, string | number | boolean>;
}

interface YingdaEvents {
  ready: undefined;
  open: undefined;
  /** `keyboard` when it was closed by Esc or the panel's own button. */
  close: "keyboard" | undefined;
  /** How many answers have not been seen. */
  unread: number;
  /** With `mode: "frame"` without the text: what is said stays in the frame. */
  message: { role: "visitor" | "bot" | "agent" | "system"; text?: string };
  handoff:
    { stage: "requested" } | { stage: "queued"; position: number } | { stage: "connected"; agent: string };
  work_order: { number: string; status: string };
  /** A rating of 1 to 5 has arrived. */
  csat: { score: number };
  /** A flow began, or came to its end: by itself, by a person taking over, or because it was called off. */
  flow: { flow: string; stage: "started" | "ended" };
  /** The connection of a conversation is lost, and is there again. */
  connection: "offline" | "online";
  /**
   * `identity`: the token that you signed does not hold (expired, mostly); pass a new one by `update`.
   * `flow`: what was asked for by `startFlow` or `track` did not begin; `fields` names the slots that are wrong.
   */
  error:
    | { code: "unavailable" | "identity" }
    | { code: "flow"; flow: string; message: string; fields?: { name: string; message: string }[] };
}

interface Yingda {
  (command: "boot" | "update", options?: YingdaOptions): void;
  (command: "open" | "close" | "toggle" | "shutdown" | "showLauncher" | "hideLauncher"): void;
  /** `reason`: why, in a sentence (300 characters): the agent reads it in the summary, as words of your page. */
  (command: "requestHuman", reason?: string): void;
  /** Words for the composer, for the visitor to change or send. */
  (command: "newMessage", prefill: string): void;
  /** `slots`: answers that your page knows already, to questions of that flow; never secrets. */
  (command: "startFlow", flow: string, slots?: Record<string, string | number | boolean>): void;
  /** Shows an article of the knowledge base in the panel. */
  (command: "openArticle", id: string): void;
  (command: "openWorkOrder", number: string): void;
  (command: "track", event: string): void;
  (command: "setLocale", locale: string): void;
  (command: "setTheme", theme: "light" | "dark" | "auto"): void;
  (command: "setContext", page: { url: string; title: string }): void;
  (command: "getUnread"): number;
  (command: "getVisitorId"): string | undefined;
  <E extends keyof YingdaEvents>(
    command: "on" | "off",
    event: E,
    listener: (detail: YingdaEvents[E]) => void,
  ): void;
  /** Calls of before the script was there: each an array of arguments. */
  q?: ArrayLike<unknown>[];
}

interface Window {
  yingda?: Yingda;
}
