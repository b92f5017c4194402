import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { draftsOf } from "../src/core/parcel.ts";
import type { Uploads } from "../src/files/uploads.ts";
import { photo, rig, send } from "./uploads_support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const key = "form:c:claim/#1";
const fillIn = (uploads: Uploads): void =>
  uploads.command({ do: "fill_in", key, of: 7, values: { amount: "30" } });

describe("files in a form", () => {
  it("stay with the form while it is filled in, whatever is sent beside it", async () => {
    const { make, asked, parcels, said } = rig();
    const uploads = make();
    await uploads.add([photo()], { form: key, field: "receipt" });
    send(uploads, "在吗");
    await vi.advanceTimersByTimeAsync(0);
    expect(said.map(([utterance]) => utterance)).toEqual([{ type: "message", text: "在吗" }]);
    expect(asked).toHaveLength(0);
    expect(parcels()).toMatchObject([{ state: "draft", form: { key }, files: [{ field: "receipt" }] }]);
    expect(draftsOf(parcels())).toEqual([]);
  });

  it("go up first, and the form names them by its fields", async () => {
    const { make, asked, said, answer, decide, parcels, saved } = rig();
    const uploads = make();
    await uploads.add([photo("a.png"), photo("b.png")], { form: key, field: "receipt" });
    await uploads.add([photo("c.png")], { form: key, field: "more" });
    fillIn(uploads);
    for (const id of ["ev_1", "ev_2", "ev_3"]) await answer({ id });
    expect(asked.map(({ file }) => file.name)).toEqual(["a.png", "b.png", "c.png"]);
    expect(said.map(([utterance]) => utterance)).toEqual([
      { type: "submit", of: 7, values: { amount: "30", receipt: ["ev_1", "ev_2"], more: ["ev_3"] } },
    ]);
    decide(uploads, "accepted");
    expect(parcels()).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it("are there again when the server finds something wrong in the form, and do not go up twice", async () => {
    const { make, asked, said, fates, answer, parcels, saved } = rig();
    const uploads = make();
    await uploads.add([photo()], { form: key, field: "receipt" });
    fillIn(uploads);
    await answer({ id: "ev_1" });
    // Nothing was stored: the frame is gone, and the form open.
    fates.clear();
    uploads.go();
    expect(parcels()).toMatchObject([{ state: "draft", form: { key }, files: [{ evidence: "ev_1" }] }]);
    expect([...saved.keys()]).toEqual([parcels()[0]?.id]);
    fillIn(uploads);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    expect(said).toHaveLength(2);
    expect(said[1]?.[1]).not.toBe(said[0]?.[1]);
  });

  it("are back in the form when it is called back, or when a refused one is taken out", async () => {
    const { make, answer, parcels, said } = rig();
    const uploads = make();
    await uploads.add([photo("a.png"), photo("b.png")], { form: key, field: "receipt" });
    fillIn(uploads);
    uploads.command({ do: "discard", parcel: parcels()[0]?.id ?? "" });
    expect(parcels()).toMatchObject([{ state: "draft", files: [{ name: "a.png" }, { name: "b.png" }] }]);
    await vi.advanceTimersByTimeAsync(0);
    fillIn(uploads);
    await answer({ problem: "media_type" });
    await answer({ id: "ev_2" });
    expect(parcels()).toMatchObject([{ state: "failed" }]);
    uploads.command({ do: "remove", file: parcels()[0]?.files[0]?.id ?? "" });
    expect(parcels()).toMatchObject([{ state: "draft", files: [{ name: "b.png", problem: undefined }] }]);
    expect(said).toHaveLength(0);
  });

  it("leave the upload of another message alone when a form that waits behind it is called back", async () => {
    const { make, asked, link, answer, parcels, said } = rig();
    const uploads = make();
    await uploads.add([photo("chat.png")]);
    send(uploads, "看这张");
    await vi.advanceTimersByTimeAsync(0);
    await uploads.add([photo("a.png")], { form: key, field: "receipt" });
    fillIn(uploads);
    const form = parcels().find((parcel) => parcel.form !== undefined);
    uploads.command({ do: "discard", parcel: form?.id ?? "" });
    expect(link.cancelled).toBe(0);
    await answer({ id: "ev_1" });
    expect(asked.map(({ file }) => file.name)).toEqual(["chat.png"]);
    expect(said.map(([utterance]) => utterance)).toEqual([
      { type: "attach", evidence: ["ev_1"], text: "看这张" },
    ]);
  });

  it("are one draft again when the form has got another file meanwhile", async () => {
    const { make, parcels, saved } = rig();
    const uploads = make();
    await uploads.add([photo("a.png")], { form: key, field: "receipt" });
    fillIn(uploads);
    await uploads.add([photo("b.png")], { form: key, field: "more" });
    uploads.command({ do: "discard", parcel: parcels()[0]?.id ?? "" });
    expect(parcels()).toMatchObject([{ state: "draft", files: [{ name: "a.png" }, { name: "b.png" }] }]);
    expect([...saved.keys()]).toEqual([parcels()[0]?.id]);
  });

  it("that are gone when it is sent do not hold it back: the server says what is missing", () => {
    const { make, said } = rig();
    fillIn(make());
    expect(said.map(([utterance]) => utterance)).toEqual([
      { type: "submit", of: 7, values: { amount: "30" } },
    ]);
  });

  it("go once, however often the form is sent", async () => {
    const { make, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo("a.png")], { form: key, field: "receipt" });
    fillIn(uploads);
    fillIn(uploads);
    await answer({ id: "ev_1" });
    fillIn(uploads);
    expect(said).toHaveLength(1);
  });

  it("of a form that was left behind are cleared away after some days", () => {
    const { make, parcels, saved } = rig();
    const old = { id: "p", text: "", files: [], state: "draft", sentBytes: 0, form: { key } } as const;
    const kept = { ...old, id: "q", at: Date.now() };
    saved.set("p", { ...old, at: Date.now() - 4 * 24 * 3600_000 });
    make().lead([...saved.values(), kept]);
    expect(parcels()).toMatchObject([{ id: "q" }]);
    expect(saved.has("p")).toBe(false);
  });
});
