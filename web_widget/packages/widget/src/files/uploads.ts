/**
 * Takes files from the visitor's hand to the server: collects them in drafts, keeps them on the device, uploads
 * what was sent one after the other, and says the message that names them. Of several tabs only the one that
 * leads does so; the others tell it what the visitor wants, and show what it tells them.
 */
import { newId } from "@yingda/protocol";
import {
  draftsOf,
  type LocalFile,
  type Parcel,
  type ParcelCommand,
  type ParcelMessage,
} from "../core/parcel.ts";
import { Asked } from "./asked.ts";
import { shrunk } from "./image.ts";
import {
  draftAgain,
  draftFor,
  isForsaken,
  isThere,
  LIMITS,
  postponed,
  problemOf,
  refusedAgain,
  sizeOf,
  utteranceOf,
  type Place,
  type UploadLimits,
} from "./parcels.ts";
import type { UploadPorts } from "./upload_ports.ts";
import type { Upload, UploadTarget } from "./upload.ts";

export class Uploads {
  private parcels: readonly Parcel[] = [];
  private readonly asked: Asked;
  private readonly done = new Set<string>();
  private readonly ports: UploadPorts;
  private readonly limits: UploadLimits;
  private running: { readonly id: string; readonly upload: Upload } | undefined;
  private busy = false;
  private ended = false;
  private attempt = 0;
  private wakeUp: ReturnType<typeof setTimeout> | undefined;

  constructor(ports: UploadPorts, limits = LIMITS) {
    this.ports = ports;
    this.limits = limits;
    this.asked = new Asked(ports);
  }

  /** This tab leads from now on, with what the device has kept. */
  lead(stored: readonly Parcel[]): void {
    for (const parcel of stored) if (isForsaken(parcel)) this.ports.forget(parcel.id);
    const kept = stored.filter((parcel) => this.find(parcel.id) === undefined && !isForsaken(parcel));
    const left = [...kept, ...this.parcels].map((parcel) =>
      // Whether it was said the conversation knows better.
      parcel.state === "sending" || parcel.state === "said"
        ? { ...parcel, state: "queued" as const }
        : parcel,
    );
    this.set(left);
    this.asked.takeOver((id, command) => this.obey(id, command));
    this.tell(undefined, true);
    this.go();
  }

  /** Another tab has taken over. */
  follow(): void {
    clearTimeout(this.wakeUp);
    this.running?.upload.cancel();
  }

  /** For good: what is under way is given up here, and stays on the device. */
  stop(): void {
    this.ended = true;
    this.follow();
  }

  heard(message: ParcelMessage): void {
    const leading = this.ports.leading();
    if (message.type === "parcel_command") {
      if (leading) this.obey(message.id, message.command);
    } else if (!leading) {
      this.parcels = message.parcels;
      this.ports.changed(this.parcels);
      if (message.done !== undefined) this.asked.settle(message.done);
      if (message.fresh) this.asked.again();
    }
  }

  /** Also `fresh`: to a tab that has just come, or from a leader that has. */
  tell(done?: string, fresh = false): void {
    this.ports.post({ type: "parcels", parcels: this.parcels, done, fresh });
  }

  /** Into the draft of the chat, of a work order or of a form. */
  async add(files: Iterable<File>, { order, form, field }: Place = {}): Promise<void> {
    this.ports.preparing(1);
    try {
      for (const file of files) {
        const picture = await shrunk(file, this.limits.maxBytes);
        this.command({ do: "add", order, form, file: { id: newId(), field, ...picture } });
      }
    } finally {
      if (!this.ended) this.ports.preparing(-1);
    }
  }

  command(command: ParcelCommand): void {
    if (this.ended) return;
    if (this.ports.leading()) this.obey(newId(), command);
    else this.asked.ask(command);
  }

  /** Called whenever the connection may have come back, or an answer in the conversation may have come. */
  go(): void {
    if (this.ended || !this.ports.leading()) return;
    for (const parcel of this.parcels) if (parcel.state === "said") this.settle(parcel);
    if (this.busy || this.ports.target() === undefined) return;
    clearTimeout(this.wakeUp);
    const queued = this.parcels.filter(({ state }) => state === "queued");
    const next = queued.find(({ until = 0 }) => until <= Date.now());
    if (next === undefined) {
      const soonest = Math.min(...queued.map(({ until = 0 }) => until));
      if (queued.length > 0) this.wakeUp = setTimeout(() => this.go(), soonest - Date.now());
      return;
    }
    this.busy = true;
    void this.deliver(next.id).finally(() => {
      this.busy = false;
      this.go();
    });
  }

  /** Once, however often it is heard. */
  private obey(id: string, command: ParcelCommand): void {
    if (!this.done.has(id)) {
      this.done.add(id);
      this.carryOut(command);
    }
    this.tell(id);
    this.go();
  }

  private carryOut(command: ParcelCommand): void {
    switch (command.do) {
      case "add":
        return this.addFile(command.file, command);
      case "fill_in":
        return this.fillIn(command);
      case "remove":
        return this.removeFile(command.file);
      case "send":
        return this.send(command.text);
      case "retry":
        return this.retry(command.parcel);
      case "words_only":
        return this.sayWords(command.parcel);
      case "discard":
        return this.discard(command.parcel);
    }
  }

  private addFile(file: LocalFile, place: Place): void {
    if (this.parcels.some(({ files }) => files.some(({ id }) => id === file.id))) return;
    const draft = draftFor(this.parcels, place);
    const problem = problemOf(draft, file, this.limits);
    const refused = problem === undefined ? undefined : file.name;
    this.put({
      ...draft,
      problem,
      refused,
      refusedIn: file.field,
      files: problem === undefined ? [...draft.files, file] : draft.files,
    });
  }

  /** The rest of a message that had failed goes on its way. */
  private removeFile(id: string): void {
    const parcel = this.parcels.find(({ files }) => files.some((file) => file.id === id));
    if (parcel?.state !== "draft" && parcel?.state !== "failed") return;
    const files = parcel.files.filter((file) => file.id !== id);
    if (parcel.form !== undefined && files.length === 0) return this.drop(parcel.id);
    // Whoever takes a file out of a form that was sent looks at the form again.
    if (parcel.form !== undefined && parcel.state === "failed") return this.reopen(parcel, files);
    if (files.length === 0)
      return parcel.state === "failed" ? this.sayWords(parcel.id) : this.discard(parcel.id);
    const refused = parcel.state === "failed" && files.some(({ problem }) => problem !== undefined);
    const state = parcel.state === "failed" && !refused ? "queued" : parcel.state;
    this.put({ ...parcel, files, state, problem: undefined, unkept: undefined });
  }

  /** The drafts go. The words go with the files for the chat, or with those for the only order. */
  private send(text: string): void {
    const drafts = draftsOf(this.parcels);
    const full = drafts.filter(({ files }) => files.length > 0);
    const speaker =
      full.find(({ order }) => order === undefined) ?? (full.length === 1 ? full[0] : undefined);
    for (const draft of drafts) {
      if (draft.files.length === 0) this.discard(draft.id);
      else {
        const words = draft === speaker ? text : "";
        this.put({ ...draft, text: words, state: "queued", at: Date.now(), problem: undefined });
      }
    }
    if (speaker === undefined && text !== "") this.ports.say({ type: "message", text }, newId());
    this.ports.connect();
  }

  /** The form with its files; they go up first. Without them when they are gone: the server says what it misses. */
  private fillIn({ key, of, values }: Extract<ParcelCommand, { do: "fill_in" }>): void {
    const parcels = this.parcels.filter(({ form }) => form?.key === key);
    if (parcels.some(({ state }) => state !== "draft")) return;
    const [draft] = parcels;
    if (draft === undefined) return this.ports.say({ type: "submit", of, values }, newId());
    const at = Date.now();
    this.put({ ...draft, form: { key, of, values }, state: "queued", at, problem: undefined });
    this.ports.connect();
  }

  private retry(id: string): void {
    const parcel = this.find(id);
    if (parcel?.state !== "failed") return;
    const files = parcel.files.map((file) => ({ ...file, problem: undefined }));
    this.put({ ...parcel, files, state: "queued", problem: undefined, until: undefined, refusals: 0 });
  }

  /** What was written need not wait for files that do not get through. */
  private sayWords(id: string): void {
    const parcel = this.find(id);
    if (parcel === undefined || parcel.state === "said") return;
    if (parcel.text !== "") this.ports.say(utteranceOf(parcel, []), id);
    this.discard(id);
  }

  /** Also stops an upload that is under way. */
  private discard(id: string): void {
    const form = this.find(id);
    // Who calls a form back has it open again, files and all.
    if (form?.form !== undefined && ["queued", "sending", "failed"].includes(form.state))
      return this.reopen(form);
    this.drop(id);
  }

  /** The form with these files, and with those that were added to it meanwhile. */
  private reopen(parcel: Parcel, files = parcel.files): void {
    const added = this.parcels.filter(
      ({ state, form }) => state === "draft" && form?.key === parcel.form?.key,
    );
    this.replace(parcel, draftAgain(parcel, [...files, ...added.flatMap((draft) => draft.files)]));
    for (const { id } of added) this.drop(id);
    this.cancel(parcel.id);
  }

  private cancel(id: string): void {
    if (this.running?.id === id) this.running.upload.cancel();
  }

  private replace(parcel: Parcel, by: Parcel): void {
    this.set(this.parcels.map((one) => (one.id === parcel.id ? by : one)));
    this.save(by);
    this.ports.forget(parcel.id);
  }

  private drop(id: string): void {
    this.set(this.parcels.filter((parcel) => parcel.id !== id));
    this.ports.forget(id);
    this.cancel(id);
  }

  private async deliver(id: string): Promise<void> {
    for (;;) {
      const parcel = this.find(id);
      const target = this.ports.target();
      if (parcel === undefined || this.ended || !this.ports.leading()) return;
      if (target === undefined) {
        this.put({ ...parcel, state: "queued", sentBytes: 0 });
        return;
      }
      const file = parcel.files.find(
        (one) => one.problem === undefined && !isThere(one, target.conversation),
      );
      if (file === undefined) {
        this.finish(parcel);
        return;
      }
      if (file.missing === true) this.note(id, { ...file, problem: "lost" });
      else if (!(await this.deliverFile(parcel, file, target))) return;
    }
  }

  /** Whether the parcel may go on. */
  private async deliverFile(parcel: Parcel, file: LocalFile, target: UploadTarget): Promise<boolean> {
    const there = parcel.files.filter((one) => isThere(one, target.conversation));
    const before = there.reduce((sum, { blob }) => sum + blob.size, 0);
    this.put({ ...parcel, state: "sending", sentBytes: before });
    const under = this.ports.upload(target, file, {
      onProgress: (sent) => this.progress(parcel.id, before + sent),
      onBegun: (upload) => this.note(parcel.id, { ...file, upload, conversation: target.conversation }),
    });
    this.running = { id: parcel.id, upload: under };
    const result = await under.result;
    this.running = undefined;
    const now = this.find(parcel.id);
    if (now === undefined || this.ended || !this.ports.leading()) return false;
    if ("retryAfterMs" in result) {
      // Others need not wait for it.
      this.put(postponed(now, result, this.attempt));
      if (result.full !== true) this.attempt++;
      return false;
    }
    this.attempt = 0;
    const known =
      "id" in result
        ? { evidence: result.id, upload: undefined, conversation: target.conversation }
        : { problem: result.problem };
    const files = now.files.map((one) => (one.id === file.id ? { ...one, ...known } : one));
    this.put({ ...now, files, refusals: 0, problem: undefined });
    return true;
  }

  /** First into the outbox; a page that ends between says it again, under the same id. */
  private finish(parcel: Parcel): void {
    if (parcel.files.some(({ problem }) => problem !== undefined)) {
      this.put({ ...parcel, state: "failed", sentBytes: 0 });
      return;
    }
    if (this.ports.fate(parcel.id) === undefined) {
      this.ports.say(
        utteranceOf(
          parcel,
          parcel.files.flatMap(({ evidence }) => evidence ?? []),
        ),
        parcel.id,
      );
    }
    this.put({ ...parcel, state: "said" });
  }

  /** The files are kept until the server has the message that names them, and go up again if it needs them. */
  private settle(parcel: Parcel): void {
    const fate = this.ports.fate(parcel.id);
    // Neither waiting nor said: the server has found something wrong in the form, which is open again.
    if (fate === undefined && parcel.form !== undefined) return this.reopen(parcel);
    const { state, error } = fate ?? { state: "accepted" };
    const target = this.ports.target();
    if (state === "accepted") return this.drop(parcel.id);
    if (state !== "failed" || target === undefined) return;
    const again = refusedAgain(parcel, target.conversation, error?.code);
    this.replace(parcel, again);
    this.ports.unsay(parcel.id);
  }

  /** On the device as well: the next page goes on with it. */
  private note(id: string, file: LocalFile): void {
    const parcel = this.find(id);
    if (parcel === undefined || this.ended) return;
    this.put({ ...parcel, files: parcel.files.map((one) => (one.id === file.id ? file : one)) });
  }

  private progress(id: string, sentBytes: number): void {
    const parcel = this.find(id);
    if (parcel === undefined || this.ended || !this.ports.leading()) return;
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
    this.save(parcel);
  }

  private save(parcel: Parcel): void {
    if (parcel.files.length === 0) return;
    void this.ports.save(parcel).then((kept) => {
      const now = this.find(parcel.id);
      if (kept || this.ended || now === undefined || now.unkept === true) return;
      this.set(this.parcels.map((one) => (one === now ? { ...now, unkept: true } : one)));
    });
  }

  private set(parcels: readonly Parcel[]): void {
    this.parcels = parcels;
    this.ports.changed(parcels);
    this.tell();
  }
}
