import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Utterance } from "../src/core/client.ts";
import type { LocalFile, Parcel } from "../src/core/parcel.ts";
import { Uploads, type UploadLimits } from "../src/later/uploads.ts";
import type { UploadResult } from "../src/later/upload.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

const photo = (name = "pay.png", bytes = 10): File =>
  new File([new Uint8Array(bytes)], name, { type: "image/png" });

/** Uploads whose server answers when the test says so. */
function rig(limits?: UploadLimits) {
  const saved = new Map<string, Parcel>();
  const said: [Utterance, string][] = [];
  const asked: {
    file: LocalFile;
    progress: (sent: number) => void;
    answer: (result: UploadResult) => void;
  }[] = [];
  let parcels: readonly Parcel[] = [];
  const link = { up: true, cancelled: 0 };
  const make = (): Uploads =>
    new Uploads(
      {
        target: () => (link.up ? { server: "http://localhost", token: "t" } : undefined),
        connect: () => undefined,
        save: (parcel) => saved.set(parcel.id, parcel),
        forget: (id) => saved.delete(id),
        say: (utterance, id) => said.push([utterance, id]),
        changed: (next) => (parcels = next),
        upload: (_, file, progress) => {
          let answer: (result: UploadResult) => void = () => undefined;
          const result = new Promise<UploadResult>((done) => (answer = done));
          asked.push({ file, progress, answer });
          const cancel = (): void => {
            link.cancelled++;
            answer({ retryAfterMs: 0 });
          };
          return { result, cancel };
        },
      },
      limits,
    );
  const answer = async (result: UploadResult): Promise<void> => {
    asked.at(-1)?.answer(result);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { make, saved, said, asked, link, answer, parcels: () => parcels };
}

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
    const { make, asked, said, parcels, saved, answer } = rig();
    const uploads = make();
    await uploads.add([photo("a.png"), photo("b.png")]);
    uploads.send("付款截图");
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
    expect(parcels()).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it("are added to the work order they were chosen for", async () => {
    const { make, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo()], "GD1");
    uploads.send("");
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
    before.send("");
    await answer({ id: "ev_1" });
    const id = [...saved.keys()][0];
    const stored = [...saved.values()];
    expect(stored[0]?.state).toBe("sending");
    make().restore(stored);
    expect(asked.at(-1)?.file.name).toBe("b.png");
    await answer({ id: "ev_2" });
    expect(said).toEqual([[{ type: "attach", evidence: ["ev_1", "ev_2"] }, id]]);
  });

  it("wait for a connection, and try again by themselves when one is lost", async () => {
    const { make, asked, link, parcels, said, answer } = rig();
    link.up = false;
    const uploads = make();
    await uploads.add([photo()]);
    uploads.send("");
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
    uploads.send("");
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
    uploads.send("");
    await answer({ problem: "media_type" });
    expect(parcels()[0]).toMatchObject({ state: "failed", problem: "media_type" });
    uploads.retry(parcels()[0]?.id ?? "");
    expect(asked).toHaveLength(2);
    await answer({ id: "ev_1" });
    expect(said).toHaveLength(1);
  });

  it("can be stopped, and are then not said", async () => {
    const { make, parcels, said, link, saved } = rig();
    const uploads = make();
    await uploads.add([photo()]);
    uploads.send("");
    uploads.discard(parcels()[0]?.id ?? "");
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.cancelled).toBe(1);
    expect(said).toEqual([]);
    expect(saved.size).toBe(0);
  });

  it("one refused parcel does not hold up the next", async () => {
    const { make, asked, said, answer } = rig();
    const uploads = make();
    await uploads.add([photo("bad.exe")]);
    uploads.send("");
    await answer({ problem: "media_type" });
    await uploads.add([photo("good.png")]);
    uploads.send("");
    expect(asked.at(-1)?.file.name).toBe("good.png");
    await answer({ id: "ev_1" });
    expect(said).toHaveLength(1);
  });

  it.each([
    ["too_large", { maxBytes: 5, maxFiles: 9 }],
    ["too_many", { maxBytes: 100, maxFiles: 1 }],
  ] as const)("are refused before anything is sent when they are %s", async (problem, limits) => {
    const { make, parcels } = rig(limits);
    const uploads = make();
    await uploads.add([photo("small.png", 4), photo("second.png", 8)]);
    expect(parcels()[0]?.problem).toBe(problem);
    expect(parcels()[0]?.files.map(({ name }) => name)).toEqual(["small.png"]);
    uploads.removeFile(parcels()[0]?.files[0]?.id ?? "");
    expect(parcels()).toEqual([]);
  });
});
