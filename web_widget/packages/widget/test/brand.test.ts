import { describe, expect, it } from "vitest";
import { brandColors, contrast } from "../src/core/brand.ts";

const WHITE = [255, 255, 255] as const;
const NIGHT = [22, 28, 35] as const;

function parts(css: string | undefined): [number, number, number] {
  return (css ?? "").match(/\d+/g)?.map(Number) as [number, number, number];
}

describe("a shop's colour", () => {
  it("that can be read is kept", () => {
    expect(brandColors([107, 43, 181], WHITE)["--yd-accent"]).toBe("rgb(107 43 181)");
  });

  it.each<[string, readonly [number, number, number]]>([
    ["yellow", [255, 224, 0]],
    ["white", [255, 255, 255]],
    ["black", [0, 0, 0]],
    ["mid grey", [128, 128, 128]],
    ["orange", [255, 106, 0]],
    ["mint", [152, 255, 205]],
  ])("%s is made readable, by day and by night", (_, color) => {
    for (const surface of [WHITE, NIGHT]) {
      const made = brandColors(color, surface);
      const [fill, soft, text] = ["--yd-accent", "--yd-accent-soft", "--yd-accent-text"].map((name) =>
        parts(made[name]),
      ) as [[number, number, number], [number, number, number], [number, number, number]];
      expect(contrast(fill, WHITE)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, surface)).toBeGreaterThanOrEqual(4.5);
      expect(contrast(text, soft)).toBeGreaterThanOrEqual(4.5);
    }
  });

  it("counts contrast as WCAG does", () => {
    expect(contrast(WHITE, [0, 0, 0])).toBe(21);
    expect(contrast([118, 118, 118], WHITE)).toBeCloseTo(4.54, 2);
  });
});
