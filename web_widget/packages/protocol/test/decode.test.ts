import { describe, expect, it } from "vitest";
import { decodeChatFrame, decodeDeskFrame, safeHref } from "../src/index.ts";
import { decodeRich } from "../src/rich_text.ts";
import { goldenFrames } from "./fixtures.ts";

describe("golden chat frames", () => {
  it.each(goldenFrames("chat"))("$name is understood and nothing of it is lost", ({ frame }) => {
    const decoded = decodeChatFrame(JSON.stringify(frame));
    expect(decoded).toEqual({ frame });
  });
});

describe("golden desk frames", () => {
  it.each(goldenFrames("desk"))("$name is understood and nothing of it is lost", ({ frame }) => {
    const decoded = decodeDeskFrame(JSON.stringify(frame));
    expect(decoded).toEqual({ frame });
  });
});

describe("frames that are not as agreed", () => {
  it.each([
    ["not JSON", "{"],
    ["an array", "[]"],
    ["no type", '{"id":"a"}'],
    ["an unknown type", '{"type":"dance"}'],
    ["a name of Object.prototype as type", '{"type":"constructor"}'],
    ["welcome without token", '{"type":"welcome","conversation":"c","seq":1,"epoch":"e"}'],
    ["accepted without seq", '{"type":"accepted","id":"a"}'],
    ["a negative seq", '{"type":"event","seq":-1,"at":"x","kind":"closed"}'],
  ])("%s is a problem, not an exception", (_, text) => {
    expect(decodeChatFrame(text)).toHaveProperty("problem");
  });

  it("keeps the place of an event of a newer kind", () => {
    expect(decodeChatFrame('{"type":"event","seq":7,"at":"t","kind":"hologram"}')).toMatchObject({
      frame: { seq: 7, kind: "unknown", original_kind: "hologram" },
    });
  });

  it("keeps the place of a malformed message", () => {
    expect(decodeChatFrame('{"type":"event","seq":7,"at":"t","kind":"message","text":1}')).toMatchObject({
      frame: { seq: 7, kind: "unknown" },
    });
  });

  it("asks a field of a newer type as a line of text", () => {
    const form = {
      id: "f",
      title: "t",
      submit_label: "s",
      fields: [{ name: "a", label: "A", type: "iris_scan" }],
    };
    const frame = { type: "event", seq: 1, at: "t", kind: "message", from: { role: "bot" }, text: "x", form };
    expect(decodeChatFrame(JSON.stringify(frame))).toMatchObject({
      frame: { form: { fields: [{ type: "text", required: false }] } },
    });
  });
});

describe("rich text", () => {
  it.each(["javascript:alert(1)", " JaVaScRiPt:alert(1)", "data:text/html,x", "//evil.example", "", 7])(
    "refuses the link %s",
    (href) => expect(safeHref(href)).toBeUndefined(),
  );

  it.each(["https://a.example", "http://a.example", "tel:96777", "mailto:a@b.example"])("keeps %s", (href) =>
    expect(safeHref(href)).toBe(href),
  );

  it("replaces an unknown tag by its children", () => {
    expect(decodeRich([{ t: "script", c: [{ t: "text", x: "hello" }] }])).toEqual([
      { t: "text", x: "hello" },
    ]);
  });

  it("cuts a tree that is too deep", () => {
    let node: unknown = { t: "text", x: "bottom" };
    for (let i = 0; i < 1000; i++) node = { t: "b", c: [node] };
    expect(JSON.stringify(decodeRich([node]))).not.toContain("bottom");
  });
});
