import { afterEach, describe, expect, it, vi } from "vitest";
import { scaleOf, shrunk } from "../src/files/image.ts";

const MB = 1024 * 1024;
const picture = (type: string, bytes: number): File =>
  new File([new Uint8Array(bytes)], "picture.x", { type });

/** A browser that reads every picture as one of this size, and writes small ones. */
function browser(width: number, height: number) {
  const drawn: { width: number; height: number }[] = [];
  const read = vi.fn(() => Promise.resolve({ width, height, close: () => undefined }));
  vi.stubGlobal("createImageBitmap", read);
  vi.spyOn(HTMLCanvasElement.prototype, "getContext").mockReturnValue(null);
  vi.spyOn(HTMLCanvasElement.prototype, "toBlob").mockImplementation(function (
    this: HTMLCanvasElement,
    done,
  ) {
    drawn.push({ width: this.width, height: this.height });
    done(new Blob(["small"], { type: "image/jpeg" }));
  });
  return { drawn, read };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.restoreAllMocks();
});

describe("a picture on its way into the tray", () => {
  it("keeps the width of a long screenshot, whose letters are to be read", () => {
    expect(scaleOf(1080, 12_000)).toBe(1);
    expect(scaleOf(1440, 30_000) * 1440).toBeGreaterThan(800);
    expect(scaleOf(12_000, 1080)).toBe(1);
  });

  it("is made smaller when it is a large photograph", async () => {
    const { drawn } = browser(4032, 3024);
    const made = await shrunk(picture("image/jpeg", 5 * MB), 20 * MB);
    expect(made).toMatchObject({ name: "picture.jpg", blob: { type: "image/jpeg" } });
    expect(drawn).toEqual([{ width: 2560, height: 1920 }]);
  });

  it("is never larger than a telephone can draw", () => {
    const scale = scaleOf(1900, 60_000);
    expect(1900 * scale * 60_000 * scale).toBeLessThanOrEqual(16_000_001);
  });

  it("is not touched when it is a PNG that may be uploaded", async () => {
    const { read } = browser(1080, 12_000);
    const file = picture("image/png", 6 * MB);
    expect((await shrunk(file, 20 * MB)).blob).toBe(file);
    expect(read).not.toHaveBeenCalled();
  });

  it("becomes a JPEG when it is a PNG that may not", async () => {
    browser(1080, 12_000);
    expect((await shrunk(picture("image/png", 6 * MB), 5 * MB)).name).toBe("picture.jpg");
  });

  it("becomes a JPEG when few can read its format", async () => {
    browser(100, 100);
    expect((await shrunk(picture("image/heic", 10), 20 * MB)).blob.type).toBe("image/jpeg");
  });
});
