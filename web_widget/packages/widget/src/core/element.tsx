/** The custom element: a shadow root with adopted style sheets, and the widget drawn into it. */
import { render } from "preact";
import { cssConstants, cssVariables, tokens } from "@yingda/protocol";
import { applyBrand } from "./brand.ts";
import type { Controller } from "./controller.ts";
import { whenStyles } from "./later.tsx";
import header from "./styles/header.css?inline";
import log from "./styles/log.css?inline";
import panel from "./styles/panel.css?inline";
import { App } from "./ui/app.tsx";

const dark = cssVariables("dark");
const accents = [tokens.color.light.accent, tokens.color.dark.accent];
const darkness = matchMedia("(prefers-color-scheme: dark)");

/**
 * The host element carries the values as `--yd-*`; a page that sets one of them on `yingda-chat` wins, since
 * rules of the page come before `:host` rules of the shadow tree.
 */
const theme = [
  `:host{${cssConstants()}${cssVariables("light")}}`,
  `@media (prefers-color-scheme: dark){:host([data-theme="auto"]){${dark}}}`,
  `:host([data-theme="dark"]){${dark}}`,
].join("");

/** Never a <style> element: a host page with `style-src 'self'` would leave the widget unstyled. */
function sheets(): CSSStyleSheet[] {
  return [theme, panel, header, log].map(sheetOf);
}

function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** Files may be dropped anywhere in the widget; elsewhere they are the host page's. */
function acceptDrops(mount: HTMLElement, controller: Controller): void {
  const over = (event: DragEvent): void => {
    const holdsFiles = event.dataTransfer?.types.includes("Files") === true;
    if (holdsFiles) event.preventDefault();
    mount.classList.toggle("drop", holdsFiles && event.type === "dragover");
    if (event.type === "drop") controller.attach(event.dataTransfer?.files ?? []);
  };
  for (const type of ["dragover", "dragleave", "drop"] as const) mount.addEventListener(type, over);
}

export class YingdaChat extends HTMLElement {
  private controller: Controller | undefined;
  private unsubscribe: (() => void) | undefined;
  private stopLater: (() => void) | undefined;
  private readonly root = this.attachShadow({ mode: "open", delegatesFocus: false });

  attach(controller: Controller): void {
    this.controller = controller;
    this.root.adoptedStyleSheets = sheets();
    this.unsubscribe = controller.subscribe(() => this.reflect());
    this.reflect();
    const mount = document.createElement("div");
    mount.className = "root";
    this.root.append(mount);
    acceptDrops(mount, controller);
    darkness.addEventListener("change", this.brand);
    render(<App controller={controller} />, mount);
  }

  detach(): void {
    darkness.removeEventListener("change", this.brand);
    this.unsubscribe?.();
    this.stopLater?.();
    const mount = this.root.lastElementChild;
    if (mount !== null) render(null, mount);
    this.remove();
  }

  place(position: "left" | "right"): void {
    this.dataset.position = position;
  }

  private reflect(): void {
    if (this.controller === undefined) return;
    const { open, greeting, preferences } = this.controller.state;
    if (open || greeting) this.stopLater ??= whenStyles((css) => this.adopt(css));
    this.lang = preferences.locale;
    if (this.dataset.theme !== preferences.theme) {
      this.dataset.theme = preferences.theme;
      if (this.isConnected) this.brand();
    }
    this.dataset.size = preferences.textSize;
    this.toggleAttribute("data-wide", preferences.wide);
    this.dataset.mode = this.controller.mode;
    if (this.controller.mode !== "panel") this.nameDocument(this.controller);
  }

  /** Once it stands in the page, whose rules may have given it a colour. */
  connectedCallback(): void {
    this.brand();
  }

  private readonly brand = (): void => {
    const launcher = document.querySelector<HTMLElement>("yingda-launcher");
    applyBrand(this, launcher === null ? [this] : [this, launcher], accents);
  };

  private adopt(css: string): void {
    this.root.adoptedStyleSheets = [...this.root.adoptedStyleSheets, sheetOf(css)];
  }

  /** The document is ours: its language and its title are read out before anything in it is. */
  private nameDocument({ state, texts }: Controller): void {
    const title = state.config.brand === "" ? texts.name : state.config.brand;
    document.documentElement.lang = state.preferences.locale;
    // Written only when it changes: screen readers may announce a title that is set.
    if (document.title !== title) document.title = title;
  }
}
