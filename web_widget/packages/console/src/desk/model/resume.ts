/** What has to be said on a new connection so that nothing is missing, before the outbox goes out. */
import type { DeskAgent, DeskClientFrame } from "@yingda/protocol";
import type { DeskState } from "./state.ts";
import { lastPos, ownership } from "./state.ts";

function presence({ wanted }: DeskState, known: DeskAgent): readonly DeskClientFrame[] {
  if (wanted === null) return [];
  const { status, capacity, reason = "" } = known;
  if (status === wanted.status && capacity === wanted.capacity && reason === wanted.reason) return [];
  return [{ type: "presence", ...wanted }];
}

/**
 * `known`: the agent as the server's `welcome` has it. Held conversations continue after what is held; an own
 * one that is not held yet comes with its context.
 */
export function resumeFrames(state: DeskState, known: DeskAgent): readonly DeskClientFrame[] {
  const frames: DeskClientFrame[] = [...presence(state, known)];
  const wanted = new Set(state.mine.map((row) => row.conversation));
  if (state.selected !== null) wanted.add(state.selected);
  for (const conversation of wanted) {
    const held = state.conversations[conversation];
    if ((held?.context ?? null) === null && ownership(state, conversation) === "mine") {
      frames.push({ type: "claim", conversation });
    } else {
      const context = (held?.context ?? null) === null;
      frames.push({ type: "subscribe", conversation, after: lastPos(held), ...(context && { context }) });
    }
  }
  return frames;
}
