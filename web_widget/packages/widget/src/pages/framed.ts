/** The chat's side of a frame: does what the page around it asks for, once it is sure who that is. */
import {
  CALLS,
  CONNECT,
  type CallMessage,
  type ConnectMessage,
  type FrameMessage,
} from "../frame/messages.ts";
import type { CoreModule, WidgetHandle } from "../options.ts";

const BRAND = ["--yd-accent", "--yd-accent-hover", "--yd-accent-soft", "--yd-accent-text"];

/**
 * Only the page that frames this one, and no page in between that has come there since: the browser has checked the
 * list of allowed origins (`frame-ancestors`) when it loaded us, and tells whom it has checked where it can.
 */
function isFromEmbedder({ source, origin }: MessageEvent): boolean {
  const checked = (location as { ancestorOrigins?: DOMStringList }).ancestorOrigins?.[0];
  return source === parent && origin !== "null" && (checked === undefined || checked === origin);
}

function isConnect(data: unknown): data is ConnectMessage {
  return typeof data === "object" && data !== null && (data as Partial<ConnectMessage>).type === CONNECT;
}

/** Waits for the page around us, from now on and for the first that may. */
export function framed(core: () => Promise<CoreModule>): void {
  const listen = (event: MessageEvent<unknown>): void => {
    const [port] = event.ports;
    if (!isFromEmbedder(event) || !isConnect(event.data) || port === undefined) return;
    removeEventListener("message", listen);
    const tell = (message: FrameMessage): void => port.postMessage(message);
    tell({ type: "connected" });
    const connect = event.data;
    core()
      .then((loaded) => serve(loaded, connect, port, tell))
      .catch(() => tell({ type: "failed" }));
  };
  addEventListener("message", listen);
}

async function serve(
  core: CoreModule,
  { options, lang, accent }: ConnectMessage,
  port: MessagePort,
  tell: (message: FrameMessage) => void,
): Promise<void> {
  document.documentElement.lang = lang;
  paint(accent);
  let handle: WidgetHandle | undefined = undefined;
  const snapshot = () => ({
    unread: handle?.getUnread() ?? 0,
    visitor: handle?.getVisitorId(),
    config: handle?.getConfig?.(),
  });
  handle = await core.mount({ ...options, server: location.origin, mode: "frame" }, (name, detail) =>
    tell({ type: "event", name, detail: withoutWords(name, detail), snapshot: snapshot() }),
  );
  const obey = handle as unknown as Readonly<Record<string, (...args: readonly unknown[]) => unknown>>;
  port.onmessage = ({ data }: MessageEvent<CallMessage>) => {
    if (data.call === "shown") {
      takeFocus();
      return;
    }
    if (!CALLS.includes(data.call)) return;
    const done = obey[data.call]?.(...data.args);
    if (data.call === "shutdown") void Promise.resolve(done).then(() => tell({ type: "ended" }));
  };
  tell({ type: "mounted", brand: accent === "" ? {} : brandOf() });
}

/** As opening the panel in a page does; on a phone the keyboard would cover half of what there is to read. */
function takeFocus(): void {
  const panel = document.querySelector("yingda-chat")?.shadowRoot?.querySelector<HTMLElement>("dialog");
  const composer = panel?.querySelector<HTMLElement>("textarea");
  (matchMedia("(pointer: coarse)").matches ? panel : (composer ?? panel))?.focus();
}

/** What is said stays in the frame: that is what it is for. */
function withoutWords(name: string, detail: unknown): unknown {
  return name === "message" ? { role: (detail as { role: unknown }).role } : detail;
}

/** The shop's colour, as a rule of the document: rules of the document reach the element, as on any page. */
function paint(accent: string): void {
  if (accent === "" || !CSS.supports("color", accent)) return;
  const sheet = new CSSStyleSheet();
  sheet.insertRule("yingda-chat {}");
  (sheet.cssRules[0] as CSSStyleRule).style.setProperty("--yd-accent", accent);
  document.adoptedStyleSheets = [sheet];
}

function brandOf(): Record<string, string> {
  const element = document.querySelector("yingda-chat");
  if (element === null) return {};
  const styles = getComputedStyle(element);
  return Object.fromEntries(BRAND.map((name) => [name, styles.getPropertyValue(name).trim()]));
}
