/** Which key does what at the desk: as it is by default, or as this agent has it, kept by the server. */
import type { SavedKeys } from "@yingda/protocol";
import { create } from "zustand";

/** What a single key can do. The list of keys and the palette keep theirs, so that nobody loses the way back. */
export const ACTIONS = [
  "next",
  "previous",
  "claim",
  "reply",
  "note",
  "promise",
  "transfer",
  "snooze",
  "resolve",
  "search",
] as const;
export type ActionName = (typeof ACTIONS)[number];
export type Keys = Readonly<Record<ActionName, string>>;

export const DEFAULT_KEYS: Keys = {
  next: "j",
  previous: "k",
  claim: "a",
  reply: "r",
  note: "n",
  promise: "p",
  transfer: "t",
  snooze: "z",
  resolve: "e",
  search: "s",
};

/** Shows the list of keys, whatever else is changed. */
const HELP = ["?", "？"];

/** Letters of either case are the same key. */
export const keyOf = (typed: string): string => typed.toLocaleLowerCase("en");

/** Only one visible character, and not the one that shows the list. */
export function isKey(typed: string): boolean {
  return Array.from(typed).length === 1 && typed.trim() !== "" && !HELP.includes(typed);
}

export function isHelp(typed: string): boolean {
  return HELP.includes(typed);
}

/** By default, but for what is another: of two that claim one key only the changed one has it. */
export function keysWith(changed: SavedKeys["keys"]): Keys {
  const own = ACTIONS.flatMap((name) => {
    const key = changed[name];
    return key === undefined ? [] : [[name, key] as const];
  });
  const taken = new Set(own.map(([, key]) => key));
  const rest = ACTIONS.map(
    (name) => [name, taken.has(DEFAULT_KEYS[name]) ? "" : DEFAULT_KEYS[name]] as const,
  );
  return { ...(Object.fromEntries(rest) as Keys), ...Object.fromEntries(own) };
}

/** What is kept: only what is another than by default. */
export function changesOf(keys: Keys): SavedKeys["keys"] {
  const changed = ACTIONS.filter((name) => keys[name] !== DEFAULT_KEYS[name]);
  return Object.fromEntries(changed.map((name) => [name, keys[name]]));
}

/** Who has that key already; undefined: nobody else. */
export function holderOf(keys: Keys, key: string, but: ActionName): ActionName | undefined {
  return ACTIONS.find((name) => name !== but && key !== "" && keys[name] === key);
}

export function actionOf(keys: Keys, typed: string): ActionName | undefined {
  const key = keyOf(typed);
  return ACTIONS.find((name) => keys[name] !== "" && keys[name] === key);
}

interface KeysStore {
  readonly version: number;
  readonly keys: Keys;
  readonly hear: (saved: SavedKeys) => void;
}

export const useKeys = create<KeysStore>()((set) => ({
  version: 0,
  keys: DEFAULT_KEYS,
  hear: ({ version, keys }) => set({ version, keys: keysWith(keys) }),
}));
