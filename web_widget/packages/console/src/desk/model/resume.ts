/** What has to be said on a new connection so that nothing is missing, before the outbox goes out. */
import type { DeskClientFrame } from "@yingda/protocol";
import type { DeskState } from "./state.ts";
import { lastPos, ownership } from "./state.ts";

function presence(state: DeskState): readonly DeskClientFrame[] {
  const { wanted, me } = state;
  if (wanted === null || me === null) return [];
  if (me.status === wanted.status && me.capacity === wanted.capacity) return [];
  return [{ type: "presence", ...wanted }];
}

/** Held conversations continue after what is held; an own one that is not held yet comes with its context. */
export function resumeFrames(state: DeskState): readonly DeskClientFrame[] {
  const frames: DeskClientFrame[] = [...presence(state)];
  const wanted = new Set(state.mine.map((row) => row.conversation));
  if (state.selected !== null) wanted.add(state.selected);
  for (const conversation of wanted) {
    const held = state.conversations[conversation];
    if ((held?.context ?? null) === null && ownership(state, conversation) === "mine") {
      frames.push({ type: "claim", conversation });
    } else {
      frames.push({ type: "subscribe", conversation, after: lastPos(held) });
    }
  }
  return frames;
}
