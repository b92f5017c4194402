import { describe, expect, it } from "vitest";
import type { FieldType, FormField } from "@yingda/protocol";
import {
  consistent,
  fieldProblem,
  formProblems,
  offered,
  progress,
  startValues,
  wireValues,
} from "../src/forms/form_values.ts";
import { textsFor } from "../src/core/text/index.ts";
import { formTexts } from "../src/forms/text.ts";
import { laterTexts } from "../src/later/text.ts";

const zh = formTexts("zh-CN");

const field = (type: FieldType, extra: Partial<FormField> = {}): FormField => ({
  name: "f",
  label: "F",
  type,
  required: true,
  ...extra,
});

const choice = (id: string, under?: string) => ({ id, label: id, ...(under !== undefined && { under }) });

describe("a field", () => {
  it.each<[FieldType, string, boolean]>([
    ["text", "x", true],
    ["text", "   ", false],
    ["number", "-3.5", true],
    ["number", "three", false],
    ["money", "100", true],
    ["money", "100.00", true],
    ["money", "100.001", false],
    ["money", "1,000", false],
    ["phone", "138 0000 6021", true],
    ["phone", "+86-13800006021", true],
    ["phone", "call me", false],
    ["order_number", "20261120001", true],
    ["order_number", "订单一", false],
    ["datetime", "2026-11-20T14:05", true],
    ["datetime", "yesterday", false],
  ])("%s takes %s: %s", (type, value, fits) => {
    expect(fieldProblem(field(type), value, zh) === undefined).toBe(fits);
  });

  it("of a choice takes only what was offered", () => {
    const choice = field("choice", { options: [{ id: "a", label: "A" }] });
    expect(fieldProblem(choice, "a", zh)).toBeUndefined();
    expect(fieldProblem(choice, "b", zh)).toBe(zh.fieldChoice);
    expect(fieldProblem(choice, "", zh)).toBe(zh.fieldChoice);
  });

  it("that is optional may be empty, but not wrong", () => {
    expect(fieldProblem(field("money", { required: false }), "", zh)).toBeUndefined();
    expect(fieldProblem(field("money", { required: false }), "much", zh)).toBe(zh.fieldMoney);
  });

  it("that must be ticked is ticked", () => {
    expect(fieldProblem(field("boolean"), false, zh)).toBe(zh.fieldRequired);
    expect(fieldProblem(field("boolean"), true, zh)).toBeUndefined();
  });
});

describe("a form", () => {
  const fields = [
    field("text", { name: "a" }),
    field("datetime", { name: "b" }),
    field("boolean", { name: "c", required: false }),
    field("text", { name: "d", required: false, value: "preset" }),
  ];

  it("starts with what the server knows", () => {
    expect(startValues(fields)).toEqual({ a: "", b: "", c: false, d: "preset" });
  });

  it("names every field that is wrong", () => {
    expect(Object.keys(formProblems(fields, startValues(fields), zh))).toEqual(["a", "b"]);
  });

  it("sends what was filled in, as the wire wants it", () => {
    const values = { a: " x ", b: "2026-11-20T14:05:30", c: true, d: "" };
    expect(wireValues(fields, values)).toEqual({ a: "x", b: "2026-11-20T14:05", c: true });
  });

  it("counts what is done", () => {
    expect(progress(fields, startValues(fields))).toEqual({ done: 1, all: 3 });
  });
});

describe("the languages", () => {
  const keys = (value: object, prefix = ""): string[] =>
    Object.entries(value).flatMap(([key, inner]) =>
      typeof inner === "object" && inner !== null
        ? keys(inner as object, `${prefix}${key}.`)
        : [prefix + key],
    );

  it.each([
    ["the core's", textsFor("zh-CN"), textsFor("en")],
    ["the later parts'", laterTexts("zh-CN"), laterTexts("en")],
    ["the forms'", formTexts("zh-CN"), formTexts("en")],
  ])("say the same things: %s", (_, chinese, english) => {
    expect(keys(english).sort()).toEqual(keys(chinese).sort());
    expect(JSON.stringify(chinese)).not.toContain("你");
  });
});

describe("several choices", () => {
  const reach: FormField = {
    name: "reach",
    label: "怎么联系您",
    type: "choices",
    required: true,
    options: [
      { id: "phone", label: "电话" },
      { id: "mail", label: "邮件" },
    ],
  };

  it("are ids with commas between them, at least one where it is required", () => {
    expect(fieldProblem(reach, "", zh)).toBe(zh.fieldChoice);
    expect(fieldProblem({ ...reach, required: false }, "", zh)).toBeUndefined();
    expect(fieldProblem(reach, "phone", zh)).toBeUndefined();
    expect(fieldProblem(reach, "phone,mail", zh)).toBeUndefined();
    expect(fieldProblem(reach, "phone,fax", zh)).toBe(zh.fieldChoice);
    expect(wireValues([reach], { reach: "phone,mail" })).toEqual({ reach: "phone,mail" });
  });
});

describe("a list that depends on another", () => {
  const fields = [
    field("choice", { name: "province", options: [choice("gd"), choice("zj")] }),
    field("choice", {
      name: "city",
      depends_on: "province",
      options: [choice("gz", "gd"), choice("hz", "zj")],
    }),
    field("choice", { name: "district", depends_on: "city", options: [choice("th", "gz")] }),
  ];
  const [, city] = fields as [FormField, FormField, FormField];

  it("offers nothing before the other is chosen, then what belongs to it", () => {
    expect(offered(city, { province: "" })).toEqual([]);
    expect(offered(city, { province: "zj" }).map(({ id }) => id)).toEqual(["hz"]);
  });

  it("is chosen anew when it does not fit any more, and what depends on it as well", () => {
    const filled = { province: "gd", city: "gz", district: "th" };
    expect(consistent(fields, filled)).toBe(filled);
    expect(consistent(fields, { ...filled, province: "zj" })).toEqual({
      province: "zj",
      city: "",
      district: "",
    });
  });

  it("does not take what belongs to another", () => {
    const problems = formProblems(fields, { province: "zj", city: "gz", district: "th" }, zh);
    expect(Object.keys(problems)).toEqual(["city"]);
  });
});

describe("a field for files", () => {
  const file = field("file", { name: "photo" });

  it("is filled in by names, of files that are there already too, and sends none of them itself", () => {
    expect(formProblems([file], { photo: "" }, zh)).toEqual({ photo: zh.fieldFile });
    expect(formProblems([file], { photo: "a.png" }, zh)).toEqual({});
    const [there] = [{ ...file, value: "a.png" }];
    expect(formProblems([there], startValues([there]), zh)).toEqual({});
    expect(wireValues([file], { photo: "a.png" })).toEqual({});
    expect(progress([file], { photo: "a.png" })).toEqual({ done: 1, all: 1 });
  });
});
