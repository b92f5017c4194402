/** One file to `POST /v1/evidence`. XMLHttpRequest, because `fetch` does not tell how far an upload has come. */
import type { LocalFile, ParcelProblem } from "../core/parcel.ts";

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

export interface UploadTarget {
  readonly server: string;
  readonly token: string;
  /** What the token is for: files that are uploaded belong to it. */
  readonly conversation: string;
}

export function upload(
  { server, token }: UploadTarget,
  { blob, name }: LocalFile,
  onProgress: (sentBytes: number) => void,
): Upload {
  const request = new XMLHttpRequest();
  const result = new Promise<UploadResult>((done) => {
    request.upload.onprogress = ({ loaded }) => onProgress(Math.min(loaded, blob.size));
    request.onload = () => done(resultOf(request));
    request.onerror = request.onabort = request.ontimeout = () => done({ retryAfterMs: 0 });
  });
  const body = new FormData();
  body.append("file", blob, name);
  request.open("POST", new URL("/v1/evidence", server));
  request.setRequestHeader("Authorization", `Bearer ${token}`);
  request.send(body);
  return { result, cancel: () => request.abort() };
}

function resultOf(request: XMLHttpRequest): UploadResult {
  const { status } = request;
  if (status === 201 || status === 200) return stored(request.responseText);
  if (status === 413) return { problem: "too_large" };
  if (status === 415 || status === 422) return { problem: "media_type" };
  if (status === 0 || status === 408 || status === 429 || status >= 500) {
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
