/** The conversation as a file to keep, of what this device has of it. */
import { changesOf, dayKey, formatClock, type ChatEvent, type Locale, type Role } from "@yingda/protocol";
import type { Controller } from "../core/controller.ts";
import { ordersOf } from "../core/waiting.ts";
import { laterParts } from "../core/later.tsx";
import { speakerName } from "../core/words.ts";
import { menuTexts } from "./text.ts";

interface Entry {
  readonly at: string;
  readonly role: Role;
  readonly who: string;
  readonly words: string;
}

/** Readable by day, by night and on paper, wherever it is opened. */
const STYLE = `:root{color-scheme:light dark}
body{max-width:44em;margin:2em auto;padding:0 1em;font:16px/1.6 "PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif}
h1{margin:0;font-size:1.4em}
.about{margin:0;opacity:.75}
dt{margin-top:1.2em;font-size:.85em;opacity:.8}
dd{margin:.2em 0 0;padding:.4em .8em;border-radius:.6em;background:#8882;white-space:pre-wrap;overflow-wrap:anywhere}
dd.visitor{background:#0b6b7530}
dd.agent{background:#3d4fc230}
dd.system{padding:0;background:none}
@media print{dd{border:1px solid #8888;break-inside:avoid}}`;

const when = (at: number | string, locale: Locale): string => `${dayKey(at)} ${formatClock(at, locale)}`;

export const transcriptName = (): string => `yingda-${dayKey(Date.now())}`;

function entriesOf(controller: Controller): Entry[] {
  const { texts, state } = controller;
  const { locale } = state.preferences;
  const { events } = state.conversation;
  const changes = changesOf(events);
  return events.flatMap((event) => {
    // What was recalled is not kept; what was edited says so itself, where it was.
    if (event.kind === "message" && changes.get(event.seq)?.kind === "recalled") return [];
    const spoken = laterParts.loaded?.eventWords(event, texts, locale, controller.serverNow());
    if (spoken === undefined) return [];
    const from = event.kind === "message" ? event.from : ({ role: "system" } as const);
    const words = [spoken, ...besides(event, controller)].filter((line) => line !== "");
    return {
      at: when(event.at, locale),
      role: from.role,
      who: speakerName(from, texts),
      words: words.join("\n"),
    };
  });
}

/** What stands in a message beside its words. */
function besides(event: ChatEvent, { texts }: Controller): string[] {
  if (event.kind !== "message") return [];
  return [
    ...(event.submitted?.values ?? []).map(({ label, value }) => texts.labelled(label, value)),
    ...(event.article_title === undefined ? [] : [texts.source(event.article_title)]),
  ];
}

/** What it is and when it was saved, then where each work order stood at that time. */
function aboutLines(controller: Controller): string[] {
  const { state } = controller;
  const { locale } = state.preferences;
  const now = controller.serverNow();
  const words = menuTexts(locale);
  const orders = ordersOf(state.conversation.events);
  return [
    `${words.transcriptTitle} · ${words.transcriptSaved(when(now, locale))}`,
    ...orders.flatMap((order) => laterParts.loaded?.orderNow(order, locale) ?? []),
  ];
}

const titleOf = ({ state, texts }: Controller): string => state.config.brand || texts.name;

export function transcriptText(controller: Controller): string {
  const { texts } = controller;
  const entries = entriesOf(controller).map(({ at, who, words }) => `[${at}] ${texts.labelled(who, words)}`);
  return [titleOf(controller), ...aboutLines(controller), "", ...entries, ""].join("\n");
}

/** Built as a document, not as text: what anybody has typed cannot become markup. */
export function transcriptHtml(controller: Controller): string {
  const page = document.implementation.createHTMLDocument(titleOf(controller));
  page.documentElement.lang = controller.state.preferences.locale;
  const add = (parent: Element, tag: string, text: string, name = ""): Element => {
    const child = parent.appendChild(page.createElement(tag));
    child.textContent = text;
    if (name !== "") child.className = name;
    return child;
  };
  page.head.prepend(page.createElement("meta"));
  page.head.firstElementChild?.setAttribute("charset", "utf-8");
  const view = page.head.appendChild(page.createElement("meta"));
  view.name = "viewport";
  view.content = "width=device-width, initial-scale=1";
  add(page.body, "h1", page.title);
  for (const line of aboutLines(controller)) add(page.body, "p", line, "about");
  const list = add(page.body, "dl", "");
  for (const { at, role, who, words } of entriesOf(controller)) {
    add(list, "dt", `${who} · ${at}`);
    add(list, "dd", words, role);
  }
  const html = new XMLSerializer().serializeToString(page.documentElement);
  // Only now: the host page's policy holds for a style element of this document as well. What was typed is escaped.
  return `<!doctype html>\n${html.replace("</head>", `<style>${STYLE}</style></head>`)}`;
}
