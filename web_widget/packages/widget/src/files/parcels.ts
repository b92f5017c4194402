/** What parcels amount to, and what is said of them. */
import type { Utterance } from "../core/client.ts";
import { ACCEPTED_TYPES, type LocalFile, type Parcel, type ParcelProblem } from "../core/parcel.ts";
import { isHeic } from "./image.ts";

export interface UploadLimits {
  readonly maxBytes: number;
  /** Of a film. */
  readonly maxFilmBytes: number;
  readonly maxFiles: number;
}
export const LIMITS: UploadLimits = {
  maxBytes: 20 * 1024 * 1024,
  maxFilmBytes: 200 * 1024 * 1024,
  maxFiles: 9,
};

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

/** Why a file cannot go into the draft. */
export function problemOf(
  draft: Parcel,
  { name, blob: { size, type } }: LocalFile,
  { maxBytes, maxFilmBytes, maxFiles }: UploadLimits,
): ParcelProblem | undefined {
  if (isHeic(name, type)) return "heic";
  if (!ACCEPTED_TYPES.includes(type.split(";")[0] ?? "")) return "media_type";
  if (size > (type.startsWith("video/") ? maxFilmBytes : maxBytes)) return "too_large";
  return draft.files.length >= maxFiles ? "too_many" : undefined;
}
