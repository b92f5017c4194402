/** Browser storage that never throws: private mode, a forbidden store or a full one cost memory only. */

export interface KeyValueStore {
  getItem(key: string): string | null;
  setItem(key: string, value: string): void;
  removeItem(key: string): void;
}

class MemoryStore implements KeyValueStore {
  readonly #items = new Map<string, string>();
  getItem(key: string): string | null {
    return this.#items.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    this.#items.set(key, value);
  }
  removeItem(key: string): void {
    this.#items.delete(key);
  }
}

export function safeStorage(kind: "local" | "session"): KeyValueStore {
  const memory = new MemoryStore();
  const guarded = <T>(use: (store: KeyValueStore) => T, instead: () => T): T => {
    try {
      return use(kind === "local" ? window.localStorage : window.sessionStorage);
    } catch {
      return instead();
    }
  };
  return {
    getItem: (key) =>
      guarded(
        (store) => store.getItem(key),
        () => null,
      ) ?? memory.getItem(key),
    setItem: (key, value) =>
      guarded(
        (store) => store.setItem(key, value),
        () => memory.setItem(key, value),
      ),
    removeItem: (key) => {
      memory.removeItem(key);
      guarded(
        (store) => store.removeItem(key),
        () => undefined,
      );
    },
  };
}
