import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { photo, rig, send } from "./uploads_support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("files on their way", () => {
  it("stay on the device until they are sent", async () => {
    const { make, asked, parcels, saved } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked).toHaveLength(0);
    expect(parcels()).toMatchObject([{ state: "draft", files: [{ name: "pay.png" }] }]);
    expect(saved.size).toBe(1);
  });

  it("go up one after the other, and become one message with the words beside them", async () => {
    const { make, asked, said, parcels, saved, answer, decide } = rig();
    const uploads = make();
    await uploads.add([photo("a.png"), photo("b.png")]);
    send(uploads, "付款截图");
    expect(asked.map(({ file }) => file.name)).toEqual(["a.png"]);
    asked[0]?.progress(5);
    expect(parcels()[0]).toMatchObject({ state: "sending", sentBytes: 5 });
    await answer({ id: "ev_1" });
    expect(parcels()[0]?.sentBytes).toBe(10);
    await answer({ id: "ev_2" });
    expect(said).toEqual([
      [
        { type: "attach", evidence: ["ev_1", "ev_2"], text: "付款截图" },
        expect.stringMatching(/^[\da-f-]{36}$/),
      ],
    ]);
    // Kept until the server has the message that names them.
    expect(parcels()).toMatchObject([{ state: "said" }]);
    expect(saved.size).toBe(1);
    decide(uploads, "accepted");
    expect(parcels()).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it("are added to the work order they were chosen for", async () => {
    const { make, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo()], { order: "GD1" });
    send(uploads);
    await answer({ id: "ev_1" });
    expect(said[0]?.[0]).toEqual({
      type: "work_order",
      number: "GD1",
      action: "add_evidence",
      evidence: ["ev_1"],
    });
  });

  it("go on after a reload with what the server does not have yet, under the same id", async () => {
    const { make, saved, said, asked, answer } = rig();
    const before = make();
    await before.add([photo("a.png"), photo("b.png")]);
    send(before);
    await answer({ id: "ev_1" });
    const id = [...saved.keys()][0];
    const stored = [...saved.values()];
    expect(stored[0]?.state).toBe("sending");
    make().lead(stored);
    expect(asked.at(-1)?.file.name).toBe("b.png");
    await answer({ id: "ev_2" });
    expect(said).toEqual([[{ type: "attach", evidence: ["ev_1", "ev_2"] }, id]]);
  });

  it("wait for a connection, and try again by themselves when one is lost", async () => {
    const { make, asked, link, parcels, said, answer } = rig();
    link.up = false;
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    expect(parcels()[0]?.state).toBe("queued");
    link.up = true;
    uploads.go();
    await answer({ retryAfterMs: 0 });
    expect(parcels()[0]?.state).toBe("queued");
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(2);
    await answer({ id: "ev_1" });
    expect(said).toHaveLength(1);
  });

  it("are not asked for again before the time that the server names", async () => {
    const { make, asked, answer } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    await answer({ retryAfterMs: 5000 });
    uploads.go();
    await vi.advanceTimersByTimeAsync(4900);
    expect(asked).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(2000);
    expect(asked).toHaveLength(2);
  });

  it("fail with the reason when they are refused, and can be tried again", async () => {
    const { make, asked, parcels, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    await answer({ problem: "media_type" });
    expect(parcels()[0]).toMatchObject({ state: "failed", files: [{ problem: "media_type" }] });
    uploads.command({ do: "retry", parcel: parcels()[0]?.id ?? "" });
    expect(asked).toHaveLength(2);
    await answer({ id: "ev_1" });
    expect(said).toHaveLength(1);
  });

  it("can be stopped, and are then not said", async () => {
    const { make, parcels, said, link, saved } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    uploads.command({ do: "discard", parcel: parcels()[0]?.id ?? "" });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.cancelled).toBe(1);
    expect(said).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it("one refused parcel does not hold up the next", async () => {
    const { make, asked, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo("bad.exe")]);
    send(uploads);
    await answer({ problem: "media_type" });
    await uploads.add([photo("good.png")]);
    send(uploads);
    expect(asked.at(-1)?.file.name).toBe("good.png");
    await answer({ id: "ev_1" });
    expect(said).toHaveLength(1);
  });

  it.each([
    ["too_large", { maxBytes: 5, maxFilmBytes: 50, maxFiles: 9 }],
    ["too_many", { maxBytes: 100, maxFilmBytes: 100, maxFiles: 1 }],
  ] as const)("are refused before anything is sent when they are %s", async (problem, limits) => {
    const { make, parcels } = rig(limits);
    const uploads = make();
    await uploads.add([photo("small.png", 4), photo("second.png", 8)]);
    expect(parcels()[0]?.problem).toBe(problem);
    expect(parcels()[0]?.files.map(({ name }) => name)).toEqual(["small.png"]);
    uploads.command({ do: "remove", file: parcels()[0]?.files[0]?.id ?? "" });
    expect(parcels()).toEqual([]);
  });
});

describe("large files and odd ones", () => {
  it("a film may be larger than a picture", async () => {
    const { make, parcels } = rig({ maxBytes: 5, maxFilmBytes: 50, maxFiles: 9 });
    const uploads = make();
    const film = (bytes: number): File =>
      new File([new Uint8Array(bytes)], "a.mov", { type: "video/quicktime" });
    await uploads.add([film(50)]);
    expect(parcels()[0]?.files).toHaveLength(1);
    await uploads.add([film(51)]);
    expect(parcels()[0]?.problem).toBe("too_large");
  });

  it("a HEIC photograph that cannot be read here is refused by its own words, also without a type", async () => {
    const { make, parcels } = rig();
    const uploads = make();
    for (const type of ["image/heic", ""]) {
      await uploads.add([new File(["x"], "IMG_1.HEIC", { type })]);
      expect(parcels()[0]).toMatchObject({ problem: "heic", refused: "IMG_1.HEIC" });
    }
  });

  it("where a file in pieces stands is kept on the device, until it is there", async () => {
    const { make, saved, asked, answer } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    asked[0]?.begun("u1");
    const kept = (): unknown => [...saved.values()][0]?.files[0];
    expect(kept()).toMatchObject({ upload: "u1", conversation: "c" });
    await answer({ retryAfterMs: 0 });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(asked[1]?.file.upload).toBe("u1");
    await answer({ id: "ev_1" });
    expect(kept()).toMatchObject({ upload: undefined, evidence: "ev_1" });
  });
});

describe("files that the server has", () => {
  it("go up again when the conversation is another, and are said under another name", async () => {
    const { make, asked, said, link, answer, decide, parcels } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads, "截图");
    await answer({ id: "ev_1" });
    link.conversation = "another";
    decide(uploads, "failed", { code: "not_found", message: "" });
    expect(asked.map(({ conversation }) => conversation)).toEqual(["c", "another"]);
    await answer({ id: "ev_2" });
    expect(said[1]?.[0]).toEqual({ type: "attach", evidence: ["ev_2"], text: "截图" });
    expect(said[1]?.[1]).not.toBe(said[0]?.[1]);
    decide(uploads, "accepted");
    expect(parcels()).toEqual([]);
  });

  it("go up again when the conversation changes before all of them are there", async () => {
    const { make, asked, said, link, answer } = rig();
    const uploads = make();
    await uploads.add([photo("a.png"), photo("b.png")]);
    send(uploads);
    link.conversation = "c";
    asked[0]?.answer({ id: "ev_old" });
    await vi.advanceTimersByTimeAsync(0);
    link.conversation = "another";
    await answer({ id: "ev_b_old" });
    await answer({ id: "ev_a" });
    await answer({ id: "ev_b" });
    expect(said[0]?.[0]).toEqual({ type: "attach", evidence: ["ev_a", "ev_b"] });
  });

  it("are said once more by a page that does not know whether they were", async () => {
    const { make, said, saved, answer, fates, asked } = rig();
    const before = make();
    await before.add([photo()]);
    send(before);
    await answer({ id: "ev_1" });
    const [stored] = saved.values();
    fates.clear();
    make().lead(stored === undefined ? [] : [stored]);
    await vi.advanceTimersByTimeAsync(0);
    expect(asked).toHaveLength(1);
    expect(said).toHaveLength(2);
    expect(said[1]).toEqual(said[0]);
  });

  it("are given back when their message is refused", async () => {
    const { make, answer, decide, parcels, fates } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads);
    await answer({ id: "ev_1" });
    decide(uploads, "failed", { code: "forbidden", message: "" });
    expect(parcels()).toMatchObject([
      { state: "failed", problem: "forbidden", files: [{ name: "pay.png" }] },
    ]);
    expect(fates.size).toBe(0);
  });
});

describe("words beside files", () => {
  it("do not wait for a server that takes no more files", async () => {
    const { make, said, answer, parcels, link, saved } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads, "退款！");
    await answer({ retryAfterMs: 60_000, full: true });
    expect(parcels()[0]).toMatchObject({ state: "queued", problem: "quota" });
    expect(parcels()[0]?.until).toBeGreaterThanOrEqual(Date.now() + 60_000);
    uploads.command({ do: "words_only", parcel: parcels()[0]?.id ?? "" });
    expect(said[0]?.[0]).toEqual({ type: "message", text: "退款！" });
    expect(parcels()).toEqual([]);
    expect([saved.size, link.cancelled]).toEqual([0, 0]);
  });

  it("go to the work order that the files were for", async () => {
    const { make, said, answer, parcels } = rig();
    const uploads = make();
    await uploads.add([photo()], { order: "GD1" });
    send(uploads, "补充");
    await answer({ problem: "media_type" });
    uploads.command({ do: "words_only", parcel: parcels()[0]?.id ?? "" });
    expect(said[0]?.[0]).toEqual({ type: "work_order", number: "GD1", action: "add_evidence", text: "补充" });
  });

  it("stay the visitor's when the server has taken no files for long, and say so", async () => {
    const { make, asked, answer, parcels } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    send(uploads, "退款！");
    for (let tries = 1; tries < 5; tries++) {
      await answer({ retryAfterMs: 60_000, full: true });
      await vi.advanceTimersByTimeAsync(91_000);
      expect(asked).toHaveLength(tries + 1);
    }
    await answer({ retryAfterMs: 60_000, full: true });
    expect(parcels()[0]).toMatchObject({ state: "failed", problem: "quota", text: "退款！" });
    uploads.command({ do: "retry", parcel: parcels()[0]?.id ?? "" });
    expect(asked).toHaveLength(6);
  });

  it("go with the files that the server takes, when the one that it refuses is taken out", async () => {
    const { make, said, answer, parcels } = rig();
    const uploads = make();
    await uploads.add([photo("bad.png"), photo("good.png")]);
    send(uploads, "两张");
    await answer({ problem: "too_large" });
    await answer({ id: "ev_good" });
    expect(parcels()[0]).toMatchObject({
      state: "failed",
      files: [
        { name: "bad.png", problem: "too_large" },
        { name: "good.png", evidence: "ev_good" },
      ],
    });
    expect(said).toEqual([]);
    uploads.command({ do: "remove", file: parcels()[0]?.files[0]?.id ?? "" });
    await vi.advanceTimersByTimeAsync(0);
    expect(said[0]?.[0]).toEqual({ type: "attach", evidence: ["ev_good"], text: "两张" });
  });

  it("are said when the only file beside them is taken out", async () => {
    const { make, said, answer, parcels } = rig();
    const uploads = make();
    await uploads.add([photo("bad.png")]);
    send(uploads, "只有一张");
    await answer({ problem: "too_large" });
    uploads.command({ do: "remove", file: parcels()[0]?.files[0]?.id ?? "" });
    expect(said[0]?.[0]).toEqual({ type: "message", text: "只有一张" });
    expect(parcels()).toEqual([]);
  });
});

describe("a parcel that waits", () => {
  it("does not hold up the next", async () => {
    const { make, asked, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo("first.png")]);
    send(uploads);
    await answer({ retryAfterMs: 60_000, full: true });
    await uploads.add([photo("second.png")]);
    send(uploads);
    expect(asked.at(-1)?.file.name).toBe("second.png");
    await answer({ id: "ev_2" });
    expect(said).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(62_000);
    expect(asked.at(-1)?.file.name).toBe("first.png");
  });
});

describe("the tray", () => {
  const made = (name: string, type: string): File => new File(["x"], name, { type });

  it("takes only what the server does, however it was chosen, and names what it did not take", async () => {
    const { make, parcels } = rig();
    const uploads = make();
    await uploads.add([made("virus.exe", "application/x-msdownload"), made("unknown", "")]);
    expect(parcels()).toMatchObject([{ files: [], problem: "media_type", refused: "unknown" }]);
    await uploads.add([made("流水.txt", "text/plain;charset=utf-8")]);
    expect(parcels()).toMatchObject([{ files: [{ name: "流水.txt" }], problem: undefined }]);
  });

  it("keeps apart what is for the chat and for each order; the words go with what is for the chat", async () => {
    const { make, said, answer, parcels } = rig();
    const uploads = make();
    await uploads.add([photo("1.png")], { order: "GD1" });
    await uploads.add([photo("2.png")], { order: "GD2" });
    await uploads.add([photo("chat.png")]);
    expect(parcels().map(({ order, files }) => [order, files[0]?.name])).toEqual([
      ["GD1", "1.png"],
      ["GD2", "2.png"],
      [undefined, "chat.png"],
    ]);
    send(uploads, "都在这里");
    for (const id of ["a", "b", "c"]) await answer({ id });
    expect(said.map(([utterance]) => utterance)).toEqual([
      { type: "work_order", number: "GD1", action: "add_evidence", evidence: ["a"] },
      { type: "work_order", number: "GD2", action: "add_evidence", evidence: ["b"] },
      { type: "attach", evidence: ["c"], text: "都在这里" },
    ]);
  });

  it("does not guess which of two orders the words are for", async () => {
    const { make, said } = rig();
    const uploads = make();
    await uploads.add([photo()], { order: "GD1" });
    await uploads.add([photo()], { order: "GD2" });
    send(uploads, "你好");
    expect(said.map(([utterance]) => utterance)).toEqual([{ type: "message", text: "你好" }]);
  });

  it("says for how long files are being prepared", async () => {
    const { make, link } = rig();
    const adding = make().add([photo()]);
    expect(link.preparing).toBe(1);
    await adding;
    expect(link.preparing).toBe(0);
  });
});
