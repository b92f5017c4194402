/** How this browser's desk behaves: chosen by whoever works at it, kept here. */
import { create } from "zustand";
import { safeStorage } from "../app/storage.ts";

export interface DeskSettings {
  /** How long a reply can be taken back; 0: it goes at once. */
  readonly undoSeconds: number;
  /** Single keys do something. */
  readonly keys: boolean;
  /** Enter sends; otherwise Ctrl+Enter does, and Enter breaks the line. */
  readonly enterSends: boolean;
  readonly sound: boolean;
  readonly desktop: boolean;
  /** Until then nothing rings and nothing pops up outside of the page; 0: not now. */
  readonly quietUntil: number;
  /** After so long without a key or a click somebody on duty is away; 0: never. */
  readonly awayMinutes: number;
}

const KEY = "yd.desk.settings";
export const UNDO_CHOICES = [0, 3, 5, 10] as const;
export const AWAY_CHOICES = [0, 10, 15, 30, 60] as const;
const defaults: DeskSettings = {
  undoSeconds: 3,
  keys: true,
  enterSends: true,
  sound: false,
  desktop: false,
  quietUntil: 0,
  awayMinutes: 0,
};
const lasting = safeStorage("local");

function stored(): DeskSettings {
  try {
    const value = JSON.parse(lasting.getItem(KEY) ?? "{}") as Partial<Record<keyof DeskSettings, unknown>>;
    const { undoSeconds, awayMinutes } = value;
    const away = AWAY_CHOICES.find((choice) => choice === awayMinutes);
    const known = UNDO_CHOICES.find((choice) => choice === undoSeconds);
    const flag = (name: "keys" | "enterSends" | "sound" | "desktop"): boolean =>
      typeof value[name] === "boolean" ? value[name] : defaults[name];
    return {
      undoSeconds: known ?? defaults.undoSeconds,
      keys: flag("keys"),
      enterSends: flag("enterSends"),
      sound: flag("sound"),
      desktop: flag("desktop"),
      quietUntil: typeof value.quietUntil === "number" ? value.quietUntil : 0,
      awayMinutes: away ?? defaults.awayMinutes,
    };
  } catch {
    return defaults;
  }
}

interface SettingsStore extends DeskSettings {
  readonly change: (changed: Partial<DeskSettings>) => void;
}

export const useSettings = create<SettingsStore>()((set, get) => ({
  ...stored(),
  change: (changed) => {
    set(changed);
    const { undoSeconds, keys, enterSends, sound, desktop, quietUntil, awayMinutes } = get();
    const all: DeskSettings = { undoSeconds, keys, enterSends, sound, desktop, quietUntil, awayMinutes };
    lasting.setItem(KEY, JSON.stringify(all));
  },
}));

/** Whether somebody asked not to be disturbed. */
export function isQuiet({ quietUntil }: Pick<DeskSettings, "quietUntil">, now = Date.now()): boolean {
  return quietUntil > now;
}
