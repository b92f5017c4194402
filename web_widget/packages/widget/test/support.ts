/** A widget without a browser's network and storage, for tests. */
import type { ChatServerFrame } from "@yingda/protocol";
import type { SocketLike } from "../src/core/connection.ts";
import { Controller } from "../src/core/controller.ts";
import type { Parcel } from "../src/core/parcel.ts";
import type { ChatStore, Records, StoredConversation } from "../src/core/store.ts";
import type { MakeTabs } from "../src/core/tabs.ts";
import type { WidgetOptions } from "../src/options.ts";

export const AT = "2026-11-21T08:05:00.000Z";

/** A host's token; its signature is the server's business. */
export function tokenOf(claims: object): string {
  const bytes = new TextEncoder().encode(JSON.stringify(claims));
  const payload = btoa(String.fromCharCode(...bytes))
    .replaceAll("+", "-")
    .replaceAll("/", "_")
    .replaceAll("=", "");
  return `e30.${payload}.sig`;
}

export class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: (() => void) | null = null;
  readonly sent: Record<string, unknown>[] = [];
  closed = false;

  send(text: string): void {
    this.sent.push(JSON.parse(text) as Record<string, unknown>);
  }

  close(): void {
    this.closed = true;
  }

  serve(frame: ChatServerFrame | object): void {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }

  welcome(seq = 0): void {
    this.onopen?.();
    this.serve({
      type: "welcome",
      conversation: "c",
      token: "t",
      seq,
      epoch: "e",
      resumed: false,
      server_time: AT,
    });
  }

  ofType(type: string): Record<string, unknown>[] {
    return this.sent.filter((frame) => frame.type === type);
  }
}

export class MemoryStore implements ChatStore {
  durable = true;
  readonly saved = new Map<string, unknown>();
  stored: StoredConversation = { events: [], outbox: [] };
  parcels: readonly Parcel[] = [];

  load(): Promise<StoredConversation> {
    return Promise.resolve(this.stored);
  }
  records(): Promise<Records> {
    return Promise.resolve(this.parcels.map((parcel) => [`parcel:${parcel.id}`, parcel] as const));
  }
  saveEntry(entry: { frame: { id: string } }): void {
    this.saved.set(entry.frame.id, entry);
  }
  forgetEntry(id: string): void {
    this.saved.delete(id);
  }
  put(key: string, value: unknown): Promise<boolean> {
    this.saved.set(key, value);
    return Promise.resolve(true);
  }
  remove(key: string): void {
    this.saved.delete(key);
  }
  saveSession(): void {
    // Nothing of the tests looks at it.
  }
  saveLog(): void {
    // As above.
  }
  clear(): Promise<void> {
    this.saved.clear();
    return Promise.resolve();
  }
}

/** What the rig opens where WebSockets come to nothing; `undefined`: its code has not come. */
export type Polls = (() => SocketLike) | undefined;

export interface Rig {
  readonly controller: Controller;
  readonly sockets: FakeSocket[];
  /** Of whoever is signed in at the beginning. */
  readonly store: MemoryStore;
  readonly storeOf: (scope: string) => MemoryStore;
  readonly emitted: [string, unknown][];
  readonly socket: () => FakeSocket;
}

/** `kept`: what this device remembers of an earlier visit. */
export function rig(
  options: WidgetOptions = {},
  kept: Readonly<Record<string, unknown>> = {},
  tabs?: MakeTabs,
  polls: () => Polls = () => undefined,
): Rig {
  localStorage.clear();
  for (const [name, value] of Object.entries(kept)) {
    localStorage.setItem(`yingda:${name}`, JSON.stringify(value));
  }
  // Somebody who was here before: that the server asks for no agreement is known.
  for (const locale of ["zh-CN", "en"]) {
    if (!(`config:${locale}` in kept)) localStorage.setItem(`yingda:config:${locale}`, "{}");
  }
  const sockets: FakeSocket[] = [];
  const stores = new Map<string, MemoryStore>();
  const storeOf = (scope: string): MemoryStore => {
    const store = stores.get(scope) ?? new MemoryStore();
    stores.set(scope, store);
    return store;
  };
  const emitted: [string, unknown][] = [];
  const controller = new Controller(
    { server: "http://localhost", locale: "zh-CN", mode: "page", ...options },
    {
      emit: (name, detail) => emitted.push([name, detail]),
      store: (values) => storeOf(values.scope),
      ...(tabs && { tabs }),
      polls,
      openSocket: () => {
        const socket = new FakeSocket();
        sockets.push(socket);
        return socket;
      },
    },
  );
  const socket = (): FakeSocket => {
    const last = sockets.at(-1);
    if (last === undefined) throw new Error("nothing has connected");
    return last;
  };
  return { controller, sockets, store: storeOf(controller.values.scope), storeOf, emitted, socket };
}
