import type { Session } from "@yingda/protocol";

/** Who works on the content, and so on the learning queue. */
export function edits(role: Session["role"]): boolean {
  return role !== "agent";
}
