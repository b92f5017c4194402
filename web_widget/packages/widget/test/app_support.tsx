/** The drawn widget without a server, for tests. */
import { render } from "preact";
import { afterEach, beforeAll, beforeEach, vi } from "vitest";
import { fileParts, formParts, laterParts } from "../src/core/later.tsx";
import { App } from "../src/core/ui/app.tsx";
import { AT, rig, type Rig } from "./support.ts";

export let root: HTMLElement;
/** What jsdom cannot tell. */
export const screen = { touch: false };

beforeAll(() => Promise.all([laterParts.load(), formParts.load(), fileParts.load()]));

beforeEach(() => {
  screen.touch = false;
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server")));
  vi.stubGlobal("matchMedia", (query: string) => ({ matches: screen.touch && query.includes("coarse") }));
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

/** Preact runs effects after the next frame, or after 35 ms when there is none. */
export const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

export async function start(): Promise<Rig> {
  const made = rig();
  render(<App controller={made.controller} />, root);
  await made.controller.begin();
  made.socket().welcome();
  await settle();
  return made;
}

export function find(id: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  if (found === null) throw new Error(`${id} is not there`);
  return found;
}

/** An event in which the bot says something. */
export const botMessage = (seq: number, extra: object) => ({
  type: "event",
  seq,
  at: AT,
  kind: "message",
  from: { role: "bot" },
  text: "哪一种？",
  ...extra,
});
