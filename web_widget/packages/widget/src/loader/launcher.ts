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
  },
  en: {
    label: "Customer service",
    unread: "unread messages",
    close: "Close customer service",
    failed: "Cannot be reached. Please try again.",
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
  button.setAttribute("aria-haspopup", "dialog");
  const label = element("span", "label");
  const badge = element("span", "badge");
  const notice = element("p", "notice");
  notice.setAttribute("role", "status");
  const bubble = "M4 4h16a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2h-8l-5 4v-4H4a2 2 0 0 1-2-2V6a2 2 0 0 1 2-2Z";
  button.append(icon(bubble, "chat"), icon("M6 6 18 18M18 6 6 18", "cross"), label, badge);
  root.append(button, notice);
  button.addEventListener("click", actions.toggle);
  button.addEventListener("pointerenter", actions.warm, { once: true });
  button.addEventListener("focus", actions.warm, { once: true });
  document.body.append(host);
  return { host, button, label, badge, notice };
}

export class Launcher {
  private options: WidgetOptions;
  private unread = 0;
  private open = false;
  private readonly parts: ReturnType<typeof build>;

  constructor(options: WidgetOptions, actions: LauncherActions) {
    this.options = options;
    this.parts = build(actions);
    this.draw();
  }

  setUnread(count: number): void {
    this.unread = count;
    this.draw();
  }

  setOpen(open: boolean, focus: boolean): void {
    this.open = open;
    this.parts.notice.textContent = "";
    this.draw();
    if (!open && focus) this.parts.button.focus();
  }

  setFailed(): void {
    const { notice } = this.parts;
    notice.textContent = this.words().failed;
    // The numbers of the last visit: they must be there when the server is not.
    for (const { label, tel } of kept(`config:${this.locale()}`).emergency ?? []) {
      const link = element("a", "emergency");
      link.href = `tel:${tel}`;
      link.textContent = `${label} ${tel}`;
      notice.append(link);
    }
  }

  setHidden(hidden: boolean): void {
    this.parts.host.hidden = hidden;
  }

  update(options: WidgetOptions): void {
    this.options = options;
    this.draw();
  }

  remove(): void {
    this.parts.host.remove();
  }

  /** As the core chooses it. */
  private locale() {
    const { lang } = document.documentElement;
    return pickLocale(this.options.locale, kept("preferences").locale, lang, ...navigator.languages);
  }

  private words() {
    return WORDS[this.locale()];
  }

  private draw(): void {
    const { host, button, label, badge } = this.parts;
    const { open, unread } = this;
    const words = this.words();
    const count = unread > 99 ? "99+" : String(unread);
    label.textContent = words.label;
    badge.dataset.count = count;
    badge.hidden = unread === 0 || open;
    host.dataset.open = String(open);
    host.dataset.position = this.options.position ?? "right";
    button.setAttribute("aria-expanded", String(open));
    const closed = unread > 0 ? `${words.label} (${count} ${words.unread})` : words.label;
    button.setAttribute("aria-label", open ? words.close : closed);
  }
}
