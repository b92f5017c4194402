/** One file of an agent's on its way to the server, for the conversation that it is for. */
import type { Evidence } from "@yingda/protocol";

export type UploadFailure = "size" | "kind" | "busy" | "session" | "network";

export interface UploadWish {
  readonly file: File;
  readonly conversation: string;
  readonly csrf: string;
  readonly signal: AbortSignal;
  /** From 0 to 1. */
  readonly onProgress: (part: number) => void;
}

export class UploadError extends Error {
  readonly why: UploadFailure;

  constructor(why: UploadFailure) {
    super(why);
    this.why = why;
  }
}

function failureOf(status: number): UploadFailure {
  if (status === 413) return "size";
  if (status === 415 || status === 400) return "kind";
  if (status === 401 || status === 403) return "session";
  return status === 429 || status === 507 ? "busy" : "network";
}

/** XMLHttpRequest, because fetch tells nobody how far it is. */
export function upload({ file, conversation, csrf, signal, onProgress }: UploadWish): Promise<Evidence> {
  return new Promise((resolve, reject) => {
    const form = new FormData();
    // The server has to know whose it is before the first byte of it.
    form.append("conversation", conversation);
    form.append("file", file, file.name === "" ? "file" : file.name);
    const request = new XMLHttpRequest();
    request.open("POST", "/v1/evidence");
    request.setRequestHeader("X-CSRF-Token", csrf);
    request.responseType = "json";
    request.upload.addEventListener("progress", ({ loaded, total }) => {
      if (total > 0) onProgress(loaded / total);
    });
    request.addEventListener("load", () => {
      if (request.status === 201) resolve(request.response as Evidence);
      else reject(new UploadError(failureOf(request.status)));
    });
    request.addEventListener("error", () => reject(new UploadError("network")));
    request.addEventListener("abort", () => reject(new DOMException("", "AbortError")));
    signal.addEventListener("abort", () => request.abort());
    request.send(form);
  });
}
