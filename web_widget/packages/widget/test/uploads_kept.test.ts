import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { photo, rig } from "./uploads_support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("files", () => {
  it("that the device has no room for are said to be safe nowhere, and stay with the page", async () => {
    const { make, link, parcels } = rig();
    link.room = false;
    const uploads = make();
    await uploads.add([photo("film.mp4")]);
    expect(parcels()).toMatchObject([{ state: "draft", unkept: true }]);
    link.room = true;
    const [draft] = parcels();
    await uploads.add([photo("b.png")]);
    uploads.command({ do: "remove", file: draft?.files[0]?.id ?? "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(parcels()[0]?.unkept).toBeUndefined();
  });

  it("that went with the page are named, never sent empty, and hold up the rest until they are taken out", async () => {
    const { make, asked, parcels, answer, said } = rig();
    const uploads = make();
    const [first, film] = [photo("a.png"), photo("film.mp4")];
    const file = (blob: File) => ({ id: blob.name, name: blob.name, blob });
    const files = [file(first), { ...file(film), blob: new Blob(), missing: true }];
    uploads.lead([{ id: "p", at: 1, text: "录像", files, state: "queued", sentBytes: 0 }]);
    await answer({ id: "ev_1" });
    expect(asked.map(({ file: { name } }) => name)).toEqual(["a.png"]);
    expect(parcels()).toMatchObject([
      { state: "failed", files: [{ evidence: "ev_1" }, { problem: "lost" }] },
    ]);
    uploads.command({ do: "retry", parcel: "p" });
    await vi.advanceTimersByTimeAsync(0);
    expect(parcels()).toMatchObject([{ state: "failed", files: [{}, { problem: "lost" }] }]);
    uploads.command({ do: "remove", file: "film.mp4" });
    await vi.advanceTimersByTimeAsync(0);
    expect(said[0]?.[0]).toEqual({ type: "attach", evidence: ["ev_1"], text: "录像" });
  });
});
