/**
 * Takes files from the visitor's hand to the server: collects them in a draft, keeps them on the device, uploads
 * what was sent one after the other, and says the message that names them. What fails by the network goes on by
 * itself; what was refused waits for the visitor.
 */
import { backoffDelay, newId } from "@yingda/protocol";
import { draftOf, sizeOf, type LocalFile, type Parcel, type ParcelProblem } from "../core/parcel.ts";
import type { Utterance } from "../core/client.ts";
import { shrunk } from "./image.ts";
import { upload, type Upload, type UploadTarget } from "./upload.ts";

export interface UploadLimits {
  readonly maxBytes: number;
  readonly maxFiles: number;
}
export const LIMITS: UploadLimits = { maxBytes: 20 * 1024 * 1024, maxFiles: 9 };

export interface UploadPorts {
  /** Nothing while there is no connection: the token may not be good any more. */
  readonly target: () => UploadTarget | undefined;
  readonly connect: () => void;
  readonly save: (parcel: Parcel) => void;
  readonly forget: (id: string) => void;
  readonly say: (utterance: Utterance, id: string) => void;
  readonly changed: (parcels: readonly Parcel[]) => void;
  readonly upload?: typeof upload;
}

export class Uploads {
  private parcels: readonly Parcel[] = [];
  private readonly ports: UploadPorts;
  private readonly limits: UploadLimits;
  private running: { readonly id: string; readonly upload: Upload } | undefined;
  private busy = false;
  private ended = false;
  private attempt = 0;
  private retryTimer: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: UploadPorts, limits = LIMITS) {
    this.ports = ports;
    this.limits = limits;
  }

  /** What an earlier page has left. */
  restore(stored: readonly Parcel[]): void {
    const left = stored.map((parcel) =>
      parcel.state === "sending" ? { ...parcel, state: "queued" as const } : parcel,
    );
    this.set([...left, ...this.parcels]);
    this.go();
  }

  /** Into the draft; `order`: of that work order. */
  async add(files: Iterable<File>, order?: string): Promise<void> {
    for (const file of files) {
      const picture = await shrunk(file, this.limits.maxBytes);
      const draft = this.draft(order);
      const problem = this.problemOf(draft, picture.blob);
      const added: LocalFile = { id: newId(), ...picture };
      this.put({ ...draft, problem, files: problem === undefined ? [...draft.files, added] : draft.files });
    }
  }

  removeFile(id: string): void {
    const draft = draftOf(this.parcels);
    if (draft === undefined) return;
    const files = draft.files.filter((file) => file.id !== id);
    if (files.length === 0) this.discard(draft.id);
    else this.put({ ...draft, files, problem: undefined });
  }

  /** The draft goes, with what was written beside it. */
  send(text: string): void {
    const draft = draftOf(this.parcels);
    if (draft === undefined || draft.files.length === 0) return;
    this.put({ ...draft, text, state: "queued", at: Date.now(), problem: undefined });
    this.ports.connect();
    this.go();
  }

  retry(id: string): void {
    const parcel = this.find(id);
    if (parcel?.state !== "failed") return;
    this.put({ ...parcel, state: "queued", problem: undefined });
    this.go();
  }

  /** Also stops an upload that is under way. */
  discard(id: string): void {
    this.set(this.parcels.filter((parcel) => parcel.id !== id));
    this.ports.forget(id);
    if (this.running?.id === id) this.running.upload.cancel();
  }

  /** For good: what is under way is given up here, and stays on the device. */
  stop(): void {
    this.ended = true;
    clearTimeout(this.retryTimer);
    this.running?.upload.cancel();
  }

  /** Called whenever the connection may have come back. */
  go(): void {
    if (this.ended || this.busy || this.retryTimer !== undefined || this.ports.target() === undefined) return;
    const next = this.parcels.find(({ state }) => state === "queued");
    if (next === undefined) return;
    this.busy = true;
    void this.deliver(next.id).finally(() => {
      this.busy = false;
      this.go();
    });
  }

  private async deliver(id: string): Promise<void> {
    for (;;) {
      const parcel = this.find(id);
      const target = this.ports.target();
      if (parcel === undefined) return;
      if (target === undefined) {
        this.put({ ...parcel, state: "queued", sentBytes: 0 });
        return;
      }
      const file = parcel.files.find(({ evidence }) => evidence === undefined);
      if (file === undefined) {
        this.handOver(parcel);
        return;
      }
      if (!(await this.deliverFile(parcel, file, target))) return;
    }
  }

  /** Whether the parcel may go on. */
  private async deliverFile(parcel: Parcel, file: LocalFile, target: UploadTarget): Promise<boolean> {
    const before = parcel.files.reduce((sum, { evidence, blob }) => sum + (evidence ? blob.size : 0), 0);
    this.put({ ...parcel, state: "sending", sentBytes: before });
    const under = (this.ports.upload ?? upload)(target, file, (sent) =>
      this.progress(parcel.id, before + sent),
    );
    this.running = { id: parcel.id, upload: under };
    const result = await under.result;
    this.running = undefined;
    const now = this.find(parcel.id);
    if (now === undefined || this.ended) return false;
    if ("id" in result) {
      this.attempt = 0;
      const files = now.files.map((one) => (one.id === file.id ? { ...one, evidence: result.id } : one));
      this.put({ ...now, files });
      return true;
    }
    if ("problem" in result) this.put({ ...now, state: "failed", problem: result.problem, sentBytes: 0 });
    else this.later(now, result.retryAfterMs);
    return false;
  }

  private later(parcel: Parcel, afterMs: number): void {
    this.put({ ...parcel, state: "queued", sentBytes: 0 });
    const delay = backoffDelay(this.attempt++, Math.random(), afterMs);
    this.retryTimer = setTimeout(() => {
      this.retryTimer = undefined;
      this.go();
    }, delay);
  }

  /** First into the outbox, then out of here: a page that ends between says it again, under the same id. */
  private handOver({ id, files, text, order }: Parcel): void {
    const evidence = files.flatMap((file) => file.evidence ?? []);
    const words = text === "" ? {} : { text };
    this.ports.say(
      order === undefined
        ? { type: "attach", evidence, ...words }
        : { type: "work_order", number: order, action: "add_evidence", evidence, ...words },
      id,
    );
    this.discard(id);
  }

  private draft(order: string | undefined): Parcel {
    const draft = draftOf(this.parcels);
    if (draft !== undefined) return order === undefined ? draft : { ...draft, order };
    return { id: newId(), at: Date.now(), text: "", order, files: [], state: "draft", sentBytes: 0 };
  }

  private problemOf(draft: Parcel, { size }: Blob): ParcelProblem | undefined {
    if (size > this.limits.maxBytes) return "too_large";
    return draft.files.length >= this.limits.maxFiles ? "too_many" : undefined;
  }

  private progress(id: string, sentBytes: number): void {
    const parcel = this.find(id);
    if (parcel === undefined) return;
    const most = { ...parcel, sentBytes: Math.min(sentBytes, sizeOf(parcel)) };
    this.set(this.parcels.map((one) => (one.id === id ? most : one)));
  }

  private find(id: string): Parcel | undefined {
    return this.parcels.find((parcel) => parcel.id === id);
  }

  private put(parcel: Parcel): void {
    const known = this.find(parcel.id) !== undefined;
    this.set(
      known ? this.parcels.map((one) => (one.id === parcel.id ? parcel : one)) : [...this.parcels, parcel],
    );
    if (parcel.files.length > 0) this.ports.save(parcel);
  }

  private set(parcels: readonly Parcel[]): void {
    this.parcels = parcels;
    this.ports.changed(parcels);
  }
}
