/** The frame on the host page: where it stands, when it is seen, and how it fills a phone. */
import { pickLocale } from "@yingda/protocol";
import type { WidgetOptions } from "../options.ts";
import css from "./frame.css?inline";

/** Below this width the frame fills the screen, and is modal: there is nothing beside it. */
const FULL_SCREEN = "(max-width: 480px)";
const TITLES = { "zh-CN": "在线客服", en: "Customer service" };

export class FrameView {
  readonly frame = document.createElement("iframe");
  private readonly host = document.createElement("yingda-frame");
  private readonly dialog = document.createElement("dialog");
  private overflow: string | undefined;

  /** `dismiss`: the browser was asked to close it, by the gesture or the key of the platform. */
  constructor(server: string, dismiss: () => void) {
    const root = this.host.attachShadow({ mode: "open" });
    // Adopted, never a <style> element: a host with `style-src 'self'` would refuse that.
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    root.adoptedStyleSheets = [sheet];
    this.frame.src = `${server}/chat#frame`;
    this.frame.allow = "clipboard-write";
    this.frame.dataset.testid = "yd-frame";
    this.dialog.setAttribute("part", "panel");
    this.dialog.append(this.frame);
    this.dialog.addEventListener("cancel", (event) => {
      event.preventDefault();
      dismiss();
    });
    root.append(this.dialog);
    window.visualViewport?.addEventListener("resize", this.fit);
    window.visualViewport?.addEventListener("scroll", this.fit);
  }

  update({ position, locale }: WidgetOptions): void {
    this.host.dataset.position = position ?? "right";
    const { lang } = document.documentElement;
    this.frame.title = TITLES[pickLocale(locale, lang, ...navigator.languages)];
    this.dialog.setAttribute("aria-label", this.frame.title);
  }

  /** Begins to load it. */
  place(): void {
    document.body.append(this.host);
  }

  show(): void {
    if (this.dialog.open) return;
    const full = matchMedia(FULL_SCREEN).matches;
    // showModal makes the host page inert by itself; show leaves it usable beside the frame.
    if (full) this.dialog.showModal();
    else this.dialog.show();
    if (full) {
      const { style } = document.documentElement;
      this.overflow = style.overflow;
      style.overflow = "hidden";
    }
    this.fit();
    this.frame.focus();
  }

  hide(): void {
    this.dialog.close();
    if (this.overflow !== undefined) document.documentElement.style.overflow = this.overflow;
    this.overflow = undefined;
  }

  remove(): void {
    this.hide();
    window.visualViewport?.removeEventListener("resize", this.fit);
    window.visualViewport?.removeEventListener("scroll", this.fit);
    this.host.remove();
  }

  /** iOS lays its keyboard over the page without telling CSS, and the frame knows nothing of it at all. */
  private readonly fit = (): void => {
    const viewport = window.visualViewport;
    if (viewport === null) return;
    this.dialog.style.setProperty("--vv-height", `${viewport.height}px`);
    this.dialog.style.setProperty("--vv-top", `${viewport.offsetTop}px`);
  };
}
