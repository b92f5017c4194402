import { beforeEach, describe, expect, it, vi } from "vitest";
import type { Pending } from "@yingda/protocol";
import type { Parcel } from "../src/core/parcel.ts";
import { BrowserStore, LocalValues } from "../src/core/store.ts";
import { ParcelStore } from "../src/files/parcel_store.ts";

const database = vi.hoisted(() => ({
  writes: new Map<string, unknown>(),
  finish: true,
  full: false,
  silent: false,
}));

vi.mock("idb-keyval", () => ({
  createStore: () => ({}),
  entries: () => (database.silent ? new Promise(() => undefined) : Promise.resolve([...database.writes])),
  set: (key: string, value: unknown) =>
    database.full && value instanceof Blob
      ? Promise.reject(new DOMException("full", "QuotaExceededError"))
      : database.finish
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
  database.full = database.silent = false;
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

it("a value that had no room once is not hidden by that when it has room later", () => {
  const values = new LocalValues("yingda:");
  vi.spyOn(Storage.prototype, "setItem").mockImplementationOnce(() => {
    throw new DOMException("full", "QuotaExceededError");
  });
  values.write("draft", "first");
  expect(values.read("draft")).toBe("first");
  values.write("draft", "second");
  expect(values.read("draft")).toBe("second");
  expect(new LocalValues("yingda:").read("draft")).toBe("second");
});

it("a database that never answers is waited for a moment, and then done without", async () => {
  vi.useFakeTimers();
  database.silent = true;
  const store = opened();
  const loading = store.load();
  await vi.advanceTimersByTimeAsync(5000);
  expect(await loading).toEqual({ session: undefined, events: [], outbox: [] });
  expect(store.durable).toBe(false);
  vi.useRealTimers();
});

describe("files", () => {
  const blob = new Blob(["film"]);
  const parcel = (id: string, ...files: string[]): Parcel => ({
    id,
    at: 1,
    text: "",
    files: files.map((file) => ({ id: file, name: file, blob })),
    state: "queued",
    sentBytes: 0,
  });
  const parcels = (): ParcelStore => new ParcelStore(opened());
  const left = async (): Promise<readonly Parcel[]> => parcels().read(await opened().records());
  const names = (): string[] => [...database.writes.keys()].sort();

  it("are written once, however often their parcel changes, and come back with it", async () => {
    const store = parcels();
    void store.save(parcel("p", "a", "b"));
    database.writes.delete("blob:a");
    void store.save({ ...parcel("p", "a", "b"), state: "sending" });
    expect(names()).toEqual(["blob:b", "parcel:p"]);
    database.writes.set("blob:a", blob);
    expect(await left()).toEqual([{ ...parcel("p", "a", "b"), state: "sending" }]);
  });

  it("go with their parcel, unless another has them by now", () => {
    const store = parcels();
    void store.save(parcel("p", "a", "b"));
    void store.save(parcel("p", "a"));
    expect(names()).toEqual(["blob:a", "parcel:p"]);
    void store.save(parcel("q", "a"));
    store.forget("p");
    expect(names()).toEqual(["blob:a", "parcel:q"]);
    store.forget("q");
    expect(names()).toEqual([]);
  });

  it("of an earlier version of the widget stand in their parcel", async () => {
    database.writes.set("parcel:p", parcel("p", "a"));
    expect(await left()).toEqual([parcel("p", "a")]);
  });

  it("for which there is no room are told of, missed by the next page, and kept once there is room", async () => {
    const store = parcels();
    database.full = true;
    expect(await store.save(parcel("p", "film"))).toBe(false);
    const [parted] = await left();
    expect(parted?.files).toMatchObject([{ id: "film", name: "film", missing: true }]);
    database.full = false;
    expect(await store.save({ ...parcel("p", "film"), state: "failed" })).toBe(true);
    expect(await left()).toMatchObject([{ files: [{ blob }] }]);
  });
});
