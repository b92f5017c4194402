/** What parcels amount to, and what is said of them. */
import type { Utterance } from "../core/client.ts";
import type { LocalFile, Parcel } from "../core/parcel.ts";

export const sizeOf = ({ files }: Parcel): number => files.reduce((sum, { blob }) => sum + blob.size, 0);

/** Whether the server has it for this conversation. */
export const isThere = (file: LocalFile, conversation: string): boolean =>
  file.evidence !== undefined && file.conversation === conversation;

/** What is said of a parcel, with these of its files. */
export function utteranceOf({ text, order }: Parcel, evidence: readonly string[]): Utterance {
  const words = text === "" ? {} : { text };
  const files = evidence.length === 0 ? {} : { evidence };
  if (order !== undefined) {
    return { type: "work_order", number: order, action: "add_evidence", ...files, ...words };
  }
  return evidence.length === 0 ? { type: "message", text } : { type: "attach", evidence, ...words };
}
