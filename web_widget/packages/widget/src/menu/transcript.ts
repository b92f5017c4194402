/** The conversation as a file to keep, of what this device has of it. */
import { changesOf, dayKey, formatClock } from "@yingda/protocol";
import type { Controller } from "../core/controller.ts";
import { eventWords, speakerName } from "../core/words.ts";

interface Entry {
  readonly at: string;
  readonly who: string;
  readonly words: string;
}

const STYLE = "body{max-width:46em;margin:2em auto;font:16px/1.6 sans-serif}dd{white-space:pre-wrap}";

export const transcriptName = (): string => `yingda-${dayKey(Date.now())}`;

function entriesOf(controller: Controller): Entry[] {
  const { texts, state } = controller;
  const { locale } = state.preferences;
  const { events } = state.conversation;
  const changes = changesOf(events);
  return events.flatMap((event) => {
    // What was recalled is not kept; what was edited says so itself, where it was.
    if (event.kind === "message" && changes.get(event.seq)?.kind === "recalled") return [];
    const spoken = eventWords(event, texts, locale, controller.serverNow());
    if (spoken === undefined) return [];
    const answers = event.kind === "message" ? (event.submitted?.values ?? []) : [];
    const files = event.kind === "message" ? (event.evidence ?? []) : [];
    const words = [
      spoken,
      ...answers.map(({ label, value }) => texts.labelled(label, value)),
      ...files.map(({ name }) => `[${name}]`),
    ];
    return {
      at: `${dayKey(event.at)} ${formatClock(event.at, locale)}`,
      who: event.kind === "message" ? speakerName(event.from, texts) : texts.system,
      words: words.filter((line) => line !== "").join("\n"),
    };
  });
}

export function transcriptText(controller: Controller): string {
  return entriesOf(controller)
    .map(({ at, who, words }) => `[${at}] ${who}: ${words}\n`)
    .join("");
}

/** Built as a document, not as text: what anybody has typed cannot become markup. */
export function transcriptHtml(controller: Controller): string {
  const { state, texts } = controller;
  const page = document.implementation.createHTMLDocument(state.config.brand || texts.name);
  page.documentElement.lang = state.preferences.locale;
  const add = (parent: Element, tag: string, text: string): Element => {
    const child = parent.appendChild(page.createElement(tag));
    child.textContent = text;
    return child;
  };
  page.head.prepend(page.createElement("meta"));
  page.head.firstElementChild?.setAttribute("charset", "utf-8");
  add(page.body, "h1", page.title);
  const list = add(page.body, "dl", "");
  for (const { at, who, words } of entriesOf(controller)) {
    add(list, "dt", `${who} · ${at}`);
    add(list, "dd", words);
  }
  const html = new XMLSerializer().serializeToString(page.documentElement);
  // Only now: the host page's policy holds for a style element of this document as well. What was typed is escaped.
  return `<!doctype html>\n${html.replace("</head>", `<style>${STYLE}</style></head>`)}`;
}
