/** The golden frames, which the server's tests read as well. */
import { readFileSync } from "node:fs";

export interface GoldenFrame {
  readonly name: string;
  readonly frame: Readonly<Record<string, unknown>> & { readonly type: string };
}

export function goldenFrames(which: "chat" | "desk"): readonly GoldenFrame[] {
  const file = new URL(`../../../../tests/wire/fixtures/${which}_server_frames.json`, import.meta.url);
  return JSON.parse(readFileSync(file, "utf8")) as GoldenFrame[];
}
