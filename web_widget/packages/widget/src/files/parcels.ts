/** What parcels amount to, and what is said of them. */
import { backoffDelay, newId, type ErrorCode } from "@yingda/protocol";
import type { Utterance } from "../core/client.ts";
import { ACCEPTED_TYPES, type LocalFile, type Parcel, type ParcelProblem } from "../core/parcel.ts";
import { isHeic } from "./image.ts";
import type { UploadResult } from "./upload.ts";

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

/** Where a file is meant to go; none: into the chat. */
export interface Place {
  readonly order?: string | undefined;
  /** The key of a form. */
  readonly form?: string | undefined;
  readonly field?: string | undefined;
}

/** The draft of that place, or a new one. */
export function draftFor(parcels: readonly Parcel[], { order, form }: Place): Parcel {
  const draft = parcels.find(
    (parcel) => parcel.state === "draft" && parcel.order === order && parcel.form?.key === form,
  );
  const fresh = { id: newId(), at: Date.now(), text: "", files: [], state: "draft", sentBytes: 0 } as const;
  return draft ?? { ...fresh, order, form: form === undefined ? undefined : { key: form } };
}

/** Under a name of its own: the server may know the one before. What it has of the files it keeps. */
export function draftAgain({ order, form }: Parcel, files: readonly LocalFile[]): Parcel {
  return {
    ...draftFor([], { order, form: form?.key }),
    files: files.map((file) => ({ ...file, problem: undefined })),
  };
}

/** Its message was refused. In another conversation than the one they were uploaded to nobody knows the files. */
export function refusedAgain(parcel: Parcel, conversation: string, code: ErrorCode | undefined): Parcel {
  const moved = parcel.files.some((file) => !isThere(file, conversation));
  return {
    ...parcel,
    // Under a name of its own: the one before may belong to another text.
    id: newId(),
    state: moved ? "queued" : "failed",
    problem: moved ? undefined : code,
    files: parcel.files.map((file) => ({ ...file, evidence: undefined })),
  };
}

/** A server that takes no more files so many times in a row will not do so soon. */
const MOST_REFUSALS = 5;

/** For later, after the `attempt`-th failure of any parcel in a row. */
export function postponed(
  parcel: Parcel,
  { retryAfterMs, full = false }: Extract<UploadResult, { retryAfterMs: number }>,
  attempt: number,
): Parcel {
  const refusals = full ? (parcel.refusals ?? 0) + 1 : 0;
  const problem = full ? ("quota" as const) : undefined;
  const delay = backoffDelay(full ? refusals - 1 : attempt, Math.random(), retryAfterMs);
  const state = refusals < MOST_REFUSALS ? "queued" : "failed";
  return { ...parcel, state, sentBytes: 0, refusals, problem, until: Date.now() + delay };
}

/** Forms are left behind without a word. */
const FORSAKEN_MS = 3 * 24 * 3600_000;
export const isForsaken = ({ state, form, at }: Parcel): boolean =>
  state === "draft" && form !== undefined && Date.now() - at > FORSAKEN_MS;

/** The files of a form, by its fields, as the server calls them. */
function fileValues(files: readonly LocalFile[]): Readonly<Record<string, readonly string[]>> {
  const values: Record<string, string[]> = {};
  for (const { field = "", evidence } of files) {
    if (evidence !== undefined) (values[field] ??= []).push(evidence);
  }
  return values;
}

/** What is said of a parcel, with these of its files. */
export function utteranceOf(
  { text, order, form, files: all }: Parcel,
  evidence: readonly string[],
): Utterance {
  if (form?.of !== undefined) {
    return { type: "submit", of: form.of, values: { ...form.values, ...fileValues(all) } };
  }
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
