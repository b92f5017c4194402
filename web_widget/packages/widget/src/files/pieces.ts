/**
 * A large file in pieces: announced once, then sent on from wherever the server has it, on this connection or a
 * later one, in this page or the next.
 */
import type { LocalFile } from "../core/parcel.ts";
import type { UploadEvents } from "./upload.ts";
import { ask, type UploadTarget } from "./request.ts";

const PIECE_BYTES = 4 * 1024 * 1024;
/** The server itself gives up on a sender that brings less than 32 KiB a second. */
const PIECE_TIMEOUT_MS = 180_000;

export class Pieces {
  private readonly target: UploadTarget;
  private readonly file: LocalFile;
  private readonly events: UploadEvents;
  private request = new XMLHttpRequest();
  private cancelled = false;

  constructor(target: UploadTarget, file: LocalFile, events: UploadEvents) {
    this.target = target;
    this.file = file;
    this.events = events;
  }

  cancel(): void {
    this.cancelled = true;
    this.request.abort();
  }

  /** The answer that decides: 201 with the file, or why there is none. */
  async send(): Promise<XMLHttpRequest> {
    let answer = await this.found();
    let path = "";
    while (!this.cancelled && [200, 201, 204].includes(answer.status)) {
      path = answer.getResponseHeader("Location") ?? path;
      if (path.startsWith("/v1/evidence/")) return answer;
      if (path === "") path = `/v1/uploads/${this.file.upload ?? ""}`;
      answer = await this.sendFrom(path, Number(answer.getResponseHeader("Upload-Offset") ?? 0));
    }
    return answer;
  }

  /** Where it stands; announced anew when the server does not know it (any more). */
  private async found(): Promise<XMLHttpRequest> {
    const { name, blob, upload, conversation } = this.file;
    if (upload !== undefined && conversation === this.target.conversation) {
      const known = await this.ask({ method: "GET", path: `/v1/uploads/${upload}` });
      if (known.status !== 404) return known;
    }
    const body = JSON.stringify({ name, media_type: blob.type, size: blob.size });
    const headers = { "Content-Type": "application/json" };
    const begun = await this.ask({ path: "/v1/uploads", headers, body });
    const id = begun.getResponseHeader("Location")?.split("/").pop();
    if (begun.status === 201) this.events.onBegun(id);
    return begun;
  }

  private sendFrom(path: string, offset: number): Promise<XMLHttpRequest> {
    this.events.onProgress(offset);
    return this.ask({
      method: "PATCH",
      path,
      headers: { "Content-Type": "application/offset+octet-stream", "Upload-Offset": String(offset) },
      body: this.file.blob.slice(offset, offset + PIECE_BYTES, "application/offset+octet-stream"),
      onProgress: (sent) => this.events.onProgress(offset + sent),
      timeoutMs: PIECE_TIMEOUT_MS,
    });
  }

  private ask(asked: Parameters<typeof ask>[1]): Promise<XMLHttpRequest> {
    this.request = new XMLHttpRequest();
    const answered = ask(this.target, asked, this.request);
    if (this.cancelled) this.request.abort();
    return answered;
  }
}
