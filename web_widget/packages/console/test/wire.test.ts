/** The golden frames that the server's tests read as well: what it sends, the desk can hold and draw. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { decodeDeskFrame } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { initialState } from "../src/desk/model/state.ts";
import { threadItems } from "../src/desk/model/thread_items.ts";
import { hear } from "./builders.ts";

interface Golden {
  readonly name: string;
  readonly frame: unknown;
}

const file = join(import.meta.dirname, "../../../../tests/wire/fixtures/desk_server_frames.json");
const golden = JSON.parse(readFileSync(file, "utf8")) as readonly Golden[];

describe("the golden frames", () => {
  it.each(golden.map(({ name, frame }) => [name, frame] as const))("%s is understood", (_name, frame) => {
    const decoded = decodeDeskFrame(JSON.stringify(frame));
    if (!("frame" in decoded)) throw new Error(decoded.problem);
    const state = hear(initialState, decoded.frame);
    for (const held of Object.values(state.conversations)) {
      expect(threadItems(held.events, []).length).toBeGreaterThanOrEqual(0);
    }
  });
});
