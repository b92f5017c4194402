/** One file to the server: a small one by `POST /v1/evidence`, a large one in pieces that need not come twice. */
import type { LocalFile, ParcelProblem } from "../core/parcel.ts";
import { Pieces } from "./pieces.ts";
import { ask, type UploadTarget } from "./request.ts";

export type { UploadTarget } from "./request.ts";

export type UploadResult =
  | { readonly id: string }
  /** Final: the same file would be refused again. */
  | { readonly problem: ParcelProblem }
  /** Time may heal it; `full`: the server takes no more files for now. */
  | { readonly retryAfterMs: number; readonly full?: boolean };

export interface Upload {
  readonly result: Promise<UploadResult>;
  cancel(): void;
}

export interface UploadEvents {
  readonly onProgress: (sentBytes: number) => void;
  /** The server knows the upload by this name from now on; nothing: it has forgotten it. */
  readonly onBegun: (id: string | undefined) => void;
}

/** From here on the time that a broken connection would cost is worth more than two requests. */
const WORTH_PIECES = 4 * 1024 * 1024;

export function upload(target: UploadTarget, file: LocalFile, events: UploadEvents): Upload {
  if (file.blob.size > WORTH_PIECES) {
    const pieces = new Pieces(target, file, events);
    return { result: pieces.send().then(resultOf), cancel: () => pieces.cancel() };
  }
  const request = new XMLHttpRequest();
  const body = new FormData();
  body.append("file", file.blob, file.name);
  const onProgress = (sent: number): void => events.onProgress(Math.min(sent, file.blob.size));
  const answered = ask(target, { path: "/v1/evidence", body, onProgress }, request);
  return { result: answered.then(resultOf), cancel: () => request.abort() };
}

function resultOf(request: XMLHttpRequest): UploadResult {
  const { status } = request;
  if (status === 201 || status === 200) return stored(request.responseText);
  if (status === 413) return { problem: "too_large" };
  if (status === 415 || status === 422) return { problem: "media_type" };
  if (status === 0 || status === 408 || status === 409 || status === 429 || status >= 500) {
    const retryAfterMs = patienceOf(request.getResponseHeader("Retry-After"));
    return status === 429 ? { retryAfterMs, full: true } : { retryAfterMs };
  }
  return { problem: "refused" };
}

/** Seconds, or a date. */
function patienceOf(header: string | null): number {
  const ms = Number(header ?? 0) * 1000;
  return Math.max(0, Number.isNaN(ms) ? Date.parse(header ?? "") - Date.now() || 0 : ms);
}

function stored(text: string): UploadResult {
  try {
    const { id } = JSON.parse(text) as { id?: unknown };
    if (typeof id === "string") return { id };
  } catch {
    // Not the gateway's answer: something between has made it up.
  }
  return { retryAfterMs: 0 };
}
