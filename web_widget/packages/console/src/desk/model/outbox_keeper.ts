/** Keeps unconfirmed frames over a reload of this tab. Another tab has its own, so nothing is sent by two. */
import type { KeyValueStore } from "../../app/storage.ts";
import type { OutboxItem } from "./state.ts";

const kinds = new Set(["message", "note", "transfer", "promise", "resolve", "reveal", "action"]);

function isItem(value: unknown): value is OutboxItem {
  if (typeof value !== "object" || value === null) return false;
  const { frame, at } = value as {
    frame?: { type?: unknown; id?: unknown; conversation?: unknown };
    at?: unknown;
  };
  return (
    typeof at === "number" &&
    typeof frame?.type === "string" &&
    kinds.has(frame.type) &&
    typeof frame.id === "string" &&
    typeof frame.conversation === "string"
  );
}

export class OutboxKeeper {
  readonly #store: KeyValueStore;
  readonly #key: string;

  constructor(store: KeyValueStore, owner: string) {
    this.#store = store;
    this.#key = `yd.desk.outbox:${owner}`;
  }

  /** Everything goes out again, with the same ids: the server answers `dup` for what it already has. */
  load(): readonly OutboxItem[] {
    try {
      const value: unknown = JSON.parse(this.#store.getItem(this.#key) ?? "[]");
      const items: readonly unknown[] = Array.isArray(value) ? value : [];
      return items.filter(isItem).map(({ frame, at }) => ({ frame, at, delivery: "queued" }));
    } catch {
      return [];
    }
  }

  save(outbox: readonly OutboxItem[]): void {
    const open = outbox.filter((item) => item.delivery !== "accepted");
    try {
      if (open.length === 0) this.#store.removeItem(this.#key);
      else this.#store.setItem(this.#key, JSON.stringify(open));
    } catch {
      // Kept in memory only.
    }
  }
}
