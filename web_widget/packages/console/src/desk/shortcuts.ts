/** Single keys of the desk. They are off while somebody types, composes or has a dialog open. */
import { isComposing } from "@yingda/protocol";
import { useEffect, useEffectEvent } from "react";
import { tinykeys } from "tinykeys";
import { useSettings } from "./settings.ts";

export type ShortcutName =
  | "next"
  | "previous"
  | "claim"
  | "reply"
  | "note"
  | "promise"
  | "transfer"
  | "resolve"
  | "snooze"
  | "search"
  | "palette"
  | "help";

export const SHORTCUTS: readonly { readonly name: ShortcutName; readonly keys: readonly string[] }[] = [
  { name: "next", keys: ["J", "↓"] },
  { name: "previous", keys: ["K", "↑"] },
  { name: "claim", keys: ["A"] },
  { name: "reply", keys: ["R"] },
  { name: "note", keys: ["N"] },
  { name: "promise", keys: ["P"] },
  { name: "transfer", keys: ["T"] },
  { name: "snooze", keys: ["Z"] },
  { name: "resolve", keys: ["E"] },
  { name: "search", keys: ["S"] },
  { name: "palette", keys: ["Ctrl K"] },
  { name: "help", keys: ["?"] },
];

const bindings: Readonly<Record<string, ShortcutName>> = {
  j: "next",
  k: "previous",
  a: "claim",
  r: "reply",
  n: "note",
  p: "promise",
  s: "search",
  t: "transfer",
  z: "snooze",
  e: "resolve",
  "Shift+?": "help",
  "？": "help",
  "Shift+？": "help",
};

const TEXT_INPUTS = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";

export function isBusy(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(TEXT_INPUTS) !== null) return true;
  return document.querySelector("dialog[open]") !== null;
}

export function useShortcuts(run: (name: ShortcutName) => void): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    const handlers = Object.fromEntries(
      Object.entries(bindings).map(([key, name]) => [
        key,
        (event: KeyboardEvent) => {
          if (isBusy(event) || (!useSettings.getState().keys && name !== "help")) return;
          event.preventDefault();
          latest(name);
        },
      ]),
    );
    // Also out of a box that is being written in: a chord is no letter.
    const palette = (event: KeyboardEvent): void => {
      if (isComposing(event) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      latest("palette");
    };
    return tinykeys(window, { ...handlers, "$mod+k": palette });
  }, []);
}
