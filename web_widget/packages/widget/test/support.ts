/** A widget without a browser's network and storage, for tests. */
import type { ChatServerFrame } from "@yingda/protocol";
import type { SocketLike } from "../src/core/connection.ts";
import { Controller } from "../src/core/controller.ts";
import type { Parcel } from "../src/core/parcel.ts";
import type { ChatStore, StoredConversation } from "../src/core/store.ts";
import type { TabPorts, Tabs } from "../src/core/tabs.ts";
import type { WidgetOptions } from "../src/options.ts";

export const AT = "2026-11-21T08:05:00.000Z";

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

  serve(frame: ChatServerFrame | Record<string, unknown>): void {
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

  load(): Promise<StoredConversation> {
    return Promise.resolve(this.stored);
  }
  saveEntry(entry: { frame: { id: string } }): void {
    this.saved.set(entry.frame.id, entry);
  }
  forgetEntry(id: string): void {
    this.saved.delete(id);
  }
  saveParcel(parcel: Parcel): void {
    this.saved.set(`parcel:${parcel.id}`, parcel);
  }
  forgetParcel(id: string): void {
    this.saved.delete(`parcel:${id}`);
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

export interface Rig {
  readonly controller: Controller;
  readonly sockets: FakeSocket[];
  readonly store: MemoryStore;
  readonly emitted: [string, unknown][];
  readonly socket: () => FakeSocket;
}

/** `kept`: what this device remembers of an earlier visit. */
export function rig(
  options: WidgetOptions = {},
  kept: Readonly<Record<string, unknown>> = {},
  tabs?: (ports: TabPorts) => Tabs,
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
  const store = new MemoryStore();
  const emitted: [string, unknown][] = [];
  const controller = new Controller(
    { server: "http://localhost", locale: "zh-CN", mode: "page", ...options },
    {
      emit: (name, detail) => emitted.push([name, detail]),
      store: () => store,
      ...(tabs && { tabs }),
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
  return { controller, sockets, store, emitted, socket };
}
