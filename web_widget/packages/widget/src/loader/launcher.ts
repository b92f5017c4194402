/** The round button in the corner: drawn by the loader alone, so it is there before anything else is. */
import { pickLocale } from "@yingda/protocol";
import type { WidgetOptions } from "../options.ts";
import css from "./launcher.css?inline";

const WORDS = {
  "zh-CN": {
    label: "在线客服",
    unread: "条未读消息",
    close: "关闭客服窗口",
    failed: "连不上客服，请稍后再点",
    offline: "连接中断",
  },
  en: {
    label: "Customer service",
    unread: "unread messages",
    close: "Close customer service",
    failed: "Not reachable. Please try again.",
    offline: "offline",
  },
};

interface LauncherActions {
  readonly toggle: () => void;
  /** The visitor is about to open it. */
  readonly warm: () => void;
}

const SVG = "http://www.w3.org/2000/svg";

function icon(path: string, name: string): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg");
  const shape = svg.appendChild(document.createElementNS(SVG, "path"));
  shape.setAttribute("d", path);
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  svg.setAttribute("class", name);
  return svg;
}

function element<K extends keyof HTMLElementTagNameMap>(tag: K, name: string): HTMLElementTagNameMap[K] {
  const node = document.createElement(tag);
  node.className = name;
  node.setAttribute("part", name);
  return node;
}

/** Adopted, never a <style> element: a host with `style-src 'self'` would refuse that. */
function adopt(root: ShadowRoot): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [sheet];
}

interface Kept {
  readonly locale?: string;
  readonly emergency?: readonly { readonly label: string; readonly tel: string }[];
}

/** What the core has kept of the last visit under this name. */
function kept(name: string): Kept {
  try {
    return JSON.parse(localStorage.getItem(`yingda:${name}`) ?? "{}") as Kept;
  } catch {
    return {};
  }
}

/** The elements, without any state. */
function build(actions: LauncherActions) {
  const host = document.createElement("yingda-launcher");
  const root = host.attachShadow({ mode: "open" });
  adopt(root);
  const button = element("button", "launcher");
  button.type = "button";
  button.dataset.testid = "yd-launcher";
  button.ariaHasPopup = "dialog";
  const label = element("span", "label");
  const badge = element("span", "badge");
  const notice = element("p", "notice");
  notice.role = "status";
  const bubble = "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z";
  button.append(icon(bubble, "chat"), icon("M6 6 18 18M18 6 6 18", "cross"), label, badge);
  root.append(button, notice);
  button.addEventListener("click", actions.toggle);
  for (const near of ["pointerenter", "focus"]) button.addEventListener(near, actions.warm, { once: true });
  document.body.append(host);
  return { host, button, label, badge, notice };
}

/** What it shows besides its options. */
interface Shown {
  readonly unread?: number;
  readonly open?: boolean;
  /** There is no connection, and somebody waits for one. */
  readonly connection?: "offline" | "online";
  readonly hidden?: boolean;
}

/** Functions around the elements: as small as it gets, for every page waits for this file. */
export function putLauncher(options: WidgetOptions, actions: LauncherActions) {
  const { host, button, label, badge, notice } = build(actions);
  let shown: Shown = {};

  /** As the core chooses it. */
  const locale = () =>
    pickLocale(
      options.locale,
      kept("preferences").locale,
      document.documentElement.lang,
      ...navigator.languages,
    );

  const draw = (): void => {
    const { unread = 0, open = false, connection, hidden = false } = shown;
    const words = WORDS[locale()];
    const name = options.label ?? words.label;
    const count = unread > 99 ? "99+" : String(unread);
    label.textContent = name;
    badge.dataset.count = count;
    badge.hidden = unread === 0 || open;
    host.hidden = hidden;
    Object.assign(host.dataset, { open, connection, position: options.position ?? "right" });
    button.ariaExpanded = String(open);
    const news = unread > 0 ? ` (${count} ${words.unread})` : "";
    button.ariaLabel = open
      ? words.close
      : name + news + (connection === "offline" ? ` (${words.offline})` : "");
  };
  draw();

  return {
    host,

    show(change: Shown): void {
      shown = { ...shown, ...change };
      draw();
    },

    setOpen(open: boolean, focus: boolean): void {
      notice.textContent = "";
      this.show({ open });
      if (!open && focus) button.focus();
    },

    setFailed(): void {
      notice.textContent = WORDS[locale()].failed;
      // The numbers of the last visit: they must be there when the server is not.
      for (const { label: whom, tel } of kept(`config:${locale()}`).emergency ?? []) {
        const link = element("a", "emergency");
        link.href = `tel:${tel}`;
        link.textContent = `${whom} ${tel}`;
        notice.append(link);
      }
    },

    update(changed: WidgetOptions): void {
      options = changed;
      draw();
    },
  };
}
