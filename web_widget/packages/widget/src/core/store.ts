/**
 * What outlives the page. The outbox and the log go to IndexedDB, one record a message, so that two tabs
 * never overwrite each other's unsent words. What is closed before IndexedDB has written is lost with it, so a
 * message stands in localStorage until then; the small things stand there alone.
 */
import { createStore, del, entries, set, type UseStore } from "idb-keyval";
import { decodeChatEvent, type ChatEvent, type ChatSession, type Pending } from "@yingda/protocol";
import { ANONYMOUS } from "./identity.ts";

export interface StoredConversation {
  readonly session?: ChatSession;
  readonly events: readonly ChatEvent[];
  readonly outbox: readonly Pending[];
}

export type Records = readonly (readonly [string, unknown])[];

/** Whatever else is kept below names of its own: those who send files have theirs. */
export interface Vault {
  records(): Promise<Records>;
  /** Whether the device has kept it: it may have no room for a film. */
  put(key: string, value: unknown): Promise<boolean>;
  remove(key: string): void;
}

export interface ChatStore extends Vault {
  /** False when nothing survives a reload: private windows, blocked storage. */
  readonly durable: boolean;
  load(): Promise<StoredConversation>;
  saveEntry(entry: Pending): void;
  forgetEntry(id: string): void;
  saveSession(session: ChatSession | undefined): void;
  saveLog(session: ChatSession | undefined, events: readonly ChatEvent[]): void;
  clear(): Promise<void>;
}

/** A longer log is read from the server again: cheaper than writing it whole at every event. */
const MAX_STORED_EVENTS = 1000;
const SAVE_LOG_AFTER_MS = 400;
const LOG_KEY = "log";

interface StoredLog {
  readonly conversation: string;
  readonly epoch: unknown;
  readonly events: readonly unknown[];
}

/** Those whose names begin so, the oldest first. */
export function below<T extends { readonly at: number }>(records: Records, prefix: string): T[] {
  return records
    .filter(([key]) => key.startsWith(prefix))
    .map(([, value]) => value as T)
    .sort((a, b) => a.at - b.at);
}

/** Some browsers never answer, neither with a database nor with an error: nobody is to wait for that. */
const PATIENCE_MS = 3000;
function inTime<T>(asked: Promise<T>): Promise<T> {
  return new Promise((resolve, reject) => {
    asked.then(resolve, reject);
    setTimeout(() => reject(new Error("the database does not answer")), PATIENCE_MS);
  });
}

export class BrowserStore implements ChatStore {
  durable = true;
  private database: UseStore | undefined;
  private saveLogTimer: ReturnType<typeof setTimeout> | undefined;
  private readonly local: LocalValues;

  constructor(local: LocalValues) {
    this.local = local;
    try {
      // A database a person: what one has not sent yet can never be found, and sent, by another.
      this.database = createStore(`yingda${local.scope}`, "conversation");
    } catch {
      this.durable = false;
    }
  }

  async load(): Promise<StoredConversation> {
    const session = this.local.read<ChatSession>("session");
    const records = await this.records();
    const log = records.find(([key]) => key === LOG_KEY)?.[1] as StoredLog | undefined;
    const same = log?.conversation === session?.conversation && log?.epoch === session?.epoch;
    const events = same ? (log?.events ?? []).flatMap((event) => decodeChatEvent(event) ?? []) : [];
    return { session, events, outbox: this.joined(below<Pending>(records, "out:")) };
  }

  saveEntry(entry: Pending): void {
    const key = `out:${entry.frame.id}`;
    this.local.write(key, entry);
    void this.write(async (database) => {
      await set(key, entry, database);
      this.local.write(key, undefined);
    });
  }

  forgetEntry(id: string): void {
    this.local.write(`out:${id}`, undefined);
    this.remove(`out:${id}`);
  }

  /** With those that IndexedDB had not written when their page was closed. */
  private joined(written: readonly Pending[]): readonly Pending[] {
    const known = new Set(written.map(({ frame }) => frame.id));
    const hasty = this.local
      .names("out:")
      .flatMap((name) => this.local.read<Pending>(name) ?? [])
      .filter(({ frame }) => !known.has(frame.id));
    return [...written, ...hasty].sort((a, b) => a.at - b.at);
  }

  saveSession(session: ChatSession | undefined): void {
    this.local.write("session", session);
  }

  saveLog(session: ChatSession | undefined, events: readonly ChatEvent[]): void {
    clearTimeout(this.saveLogTimer);
    this.saveLogTimer = setTimeout(() => {
      if (session === undefined || events.length > MAX_STORED_EVENTS) {
        this.remove(LOG_KEY);
        return;
      }
      const log: StoredLog = { conversation: session.conversation, epoch: session.epoch, events };
      void this.put(LOG_KEY, log);
    }, SAVE_LOG_AFTER_MS);
  }

  async clear(): Promise<void> {
    clearTimeout(this.saveLogTimer);
    this.local.clear();
    for (const [key] of await this.records()) this.remove(key);
  }

  async records(): Promise<Records> {
    if (this.database === undefined) return [];
    try {
      return await inTime(entries<string, unknown>(this.database));
    } catch {
      this.durable = false;
      this.database = undefined;
      return [];
    }
  }

  put(key: string, value: unknown): Promise<boolean> {
    return this.write((database) => set(key, value, database));
  }

  remove(key: string): void {
    void this.write((database) => del(key, database));
  }

  /** A write that fails costs durability, not the conversation: memory still has everything. */
  private async write(run: (database: UseStore) => Promise<void>): Promise<boolean> {
    if (this.database === undefined) return false;
    try {
      await run(this.database);
      return true;
    } catch {
      this.durable = false;
      return false;
    }
  }
}

/** What belongs to a person rather than to the device. */
const PERSONAL = /^(?:session|read|draft|consent|form:|out:)/;
/** No name of a value begins with it. */
const SCOPE_MARK = "~";

/**
 * localStorage as JSON below one prefix; a page that may not use it gets values that live in memory. Of each
 * person who signs in there are values of their own; how the widget looks is the same for all.
 */
export class LocalValues {
  readonly scope: string;
  private readonly prefix: string;
  private readonly memory = new Map<string, string>();

  constructor(prefix: string, person = ANONYMOUS) {
    this.prefix = prefix;
    this.scope = person === ANONYMOUS ? "" : `${SCOPE_MARK}${person}:`;
  }

  // The caller knows what it has written under this name.
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters
  read<T>(name: string): T | undefined {
    const text = this.memory.get(name) ?? this.stored(name);
    try {
      return text === null ? undefined : (JSON.parse(text) as T);
    } catch {
      return undefined;
    }
  }

  write(name: string, value: unknown): void {
    if (value === undefined) return this.remove(name);
    const text = JSON.stringify(value);
    try {
      localStorage.setItem(this.keyOf(name), text);
      // What had no room before must not hide what has it now.
      this.memory.delete(name);
    } catch {
      this.memory.set(name, text);
    }
  }

  /** Of the values whose names begin so. */
  names(beginning: string): string[] {
    try {
      const whole = this.keyOf(beginning);
      const found = Object.keys(localStorage).filter((name) => name.startsWith(whole));
      return found.map((name) => beginning + name.slice(whole.length));
    } catch {
      // Nothing is stored where nothing may be stored.
      return [];
    }
  }

  clear(): void {
    this.memory.clear();
    try {
      for (const key of Object.keys(localStorage)) if (this.isOurs(key)) localStorage.removeItem(key);
    } catch {
      // As above.
    }
  }

  private stored(name: string): string | null {
    try {
      return localStorage.getItem(this.keyOf(name));
    } catch {
      return null;
    }
  }

  private remove(name: string): void {
    this.memory.delete(name);
    try {
      localStorage.removeItem(this.keyOf(name));
    } catch {
      // As above.
    }
  }

  private keyOf(name: string): string {
    return this.prefix + (PERSONAL.test(name) ? this.scope : "") + name;
  }

  private isOurs(key: string): boolean {
    if (!key.startsWith(this.prefix)) return false;
    const name = key.slice(this.prefix.length);
    if (name.startsWith(SCOPE_MARK)) return this.scope !== "" && name.startsWith(this.scope);
    return this.scope === "" || !PERSONAL.test(name);
  }
}
