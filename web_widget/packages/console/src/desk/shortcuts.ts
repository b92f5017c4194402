/** Single keys of the desk. They are off while somebody types, composes or has a dialog open. */
import { isComposing } from "@yingda/protocol";
import { useEffect, useEffectEvent } from "react";
import { tinykeys } from "tinykeys";
import type { ActionName, Keys } from "./keys.ts";
import { ACTIONS, actionOf, isHelp, useKeys } from "./keys.ts";
import { useSettings } from "./settings.ts";

export type ShortcutName = ActionName | "palette" | "help";

/** Keys that are what they are. */
const ALSO: Partial<Record<ShortcutName, string>> = { next: "↓", previous: "↑" };
export const FIXED: Readonly<Record<"palette" | "help", string>> = { palette: "Ctrl K", help: "?" };

/** As people read them. */
export function keysShown(keys: Keys, name: ShortcutName): readonly string[] {
  if (name === "palette" || name === "help") return [FIXED[name]];
  const also = ALSO[name];
  return [keys[name].toLocaleUpperCase("en"), ...(also === undefined ? [] : [also])].filter(
    (key) => key !== "",
  );
}

export const SHORTCUTS: readonly ShortcutName[] = [...ACTIONS, "palette", "help"];

const TEXT_INPUTS = "input, textarea, select, [contenteditable], [role=textbox], [role=combobox]";

export function isBusy(event: KeyboardEvent): boolean {
  if (isComposing(event) || event.repeat || event.ctrlKey || event.metaKey || event.altKey) return true;
  if (event.target instanceof Element && event.target.closest(TEXT_INPUTS) !== null) return true;
  return document.querySelector("dialog[open]") !== null;
}

/** What a key press asks for; a letter with Shift is another key. */
function wished(event: KeyboardEvent): ShortcutName | undefined {
  if (isHelp(event.key)) return "help";
  if (!useSettings.getState().keys) return undefined;
  if (event.shiftKey && /^[a-z]$/i.test(event.key)) return undefined;
  return actionOf(useKeys.getState().keys, event.key);
}

export function useShortcuts(run: (name: ShortcutName) => void): void {
  const latest = useEffectEvent(run);
  useEffect(() => {
    const pressed = (event: KeyboardEvent): void => {
      const name = isBusy(event) ? undefined : wished(event);
      if (name === undefined) return;
      event.preventDefault();
      latest(name);
    };
    window.addEventListener("keydown", pressed);
    // Also out of a box that is being written in: a chord is no letter.
    const palette = (event: KeyboardEvent): void => {
      if (isComposing(event) || document.querySelector("dialog[open]") !== null) return;
      event.preventDefault();
      latest("palette");
    };
    const stop = tinykeys(window, { "$mod+k": palette });
    return () => {
      window.removeEventListener("keydown", pressed);
      stop();
    };
  }, []);
}
