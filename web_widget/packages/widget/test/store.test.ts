import { beforeEach, expect, it, vi } from "vitest";
import type { Pending } from "@yingda/protocol";
import { BrowserStore, LocalValues } from "../src/core/store.ts";

const database = vi.hoisted(() => ({ writes: new Map<string, unknown>(), finish: true }));

vi.mock("idb-keyval", () => ({
  createStore: () => ({}),
  entries: () => Promise.resolve([...database.writes]),
  set: (key: string, value: unknown) =>
    database.finish
      ? Promise.resolve(database.writes.set(key, value)).then(() => undefined)
      : new Promise(() => undefined),
  del: (key: string) => Promise.resolve(database.writes.delete(key)).then(() => undefined),
}));

const entry = (id: string, at: number): Pending => ({
  frame: { type: "message", id, text: id },
  at,
  state: "queued",
  attempts: 0,
  notBefore: 0,
});
const opened = (): BrowserStore => new BrowserStore(new LocalValues("yingda:"));
const kept = async (): Promise<string[]> => (await opened().load()).outbox.map(({ frame }) => frame.id);

beforeEach(() => {
  localStorage.clear();
  database.writes.clear();
  database.finish = true;
});

it("words that were said just before the page was closed are there again, in order", async () => {
  const store = opened();
  store.saveEntry(entry("first", 1));
  database.finish = false;
  store.saveEntry(entry("second", 2));
  store.saveEntry(entry("third", 3));
  expect(await kept()).toEqual(["first", "second", "third"]);
});

it("what is written stands in one place only, and what is forgotten in none", async () => {
  const store = opened();
  store.saveEntry(entry("first", 1));
  await vi.waitFor(() => expect(localStorage).toHaveLength(0));
  store.forgetEntry("first");
  database.finish = false;
  store.saveEntry(entry("second", 2));
  store.forgetEntry("second");
  expect(await kept()).toEqual([]);
});
