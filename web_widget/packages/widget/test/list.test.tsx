import { describe, expect, it } from "vitest";
import { botMessage, find, root, settle, start } from "./app_support.tsx";

const districts = ["南山区", "福田区", "罗湖区", "盐田区", "宝安区", "龙岗区", "龙华区", "坪山区", "光明区"];
const towns = ["大鹏新区", "前海", "深汕合作区", "蛇口"];
const choices = (labels: readonly string[]) => labels.map((label, index) => ({ id: `d${index}`, label }));

async function ask(labels: readonly string[]) {
  const made = await start();
  const fields = [{ name: "d", label: "区县", type: "choice", required: true, options: choices(labels) }];
  made
    .socket()
    .serve(botMessage(1, { text: "请填写", form: { title: "地址", submit_label: "提交", fields } }));
  await settle();
  return made;
}

const list = (): HTMLSelectElement => {
  const found = root.querySelector("select");
  if (found === null) throw new Error("no list");
  return found;
};
const offered = (): string[] => Array.from(list().options, ({ text }) => text);

async function look(part: string): Promise<void> {
  const input = find("yd-list-filter") as HTMLInputElement;
  input.value = part;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

async function enter(extra: KeyboardEventInit = {}): Promise<void> {
  const press = { key: "Enter", keyCode: 13, bubbles: true, cancelable: true, ...extra };
  find("yd-list-filter").dispatchEvent(new KeyboardEvent("keydown", press));
  await settle();
}

describe("a long list", () => {
  it("is narrowed down by a part of what is looked for, and Enter takes the only one that is left", async () => {
    const { socket } = await ask([...districts, ...towns]);
    expect(offered()).toHaveLength(14);
    await look("龙");
    expect(offered()).toEqual(["请选择", "龙岗区", "龙华区"]);
    await enter();
    expect(list().value).toBe("");
    await look("龙华");
    // The Enter that ends a word of an input method takes nothing.
    await enter({ isComposing: true });
    expect(list().value).toBe("");
    await enter();
    expect(list().selectedOptions[0]?.text).toBe("龙华区");
    // What is chosen stays, whatever is looked for afterwards.
    await look("没有这个区");
    expect(offered()).toEqual(["没有找到，请换个说法", "龙华区"]);
    expect(list().selectedOptions[0]?.text).toBe("龙华区");
    expect(socket().ofType("submit")).toHaveLength(0);
    find("yd-form-submit").click();
    await settle();
    expect(socket().ofType("submit")).toMatchObject([{ values: { d: "d6" } }]);
  });
});

describe("a short list", () => {
  it("is not searched", async () => {
    await ask(districts);
    expect(offered()).toHaveLength(10);
    expect(root.querySelector('[data-testid="yd-list-filter"]')).toBeNull();
  });
});
