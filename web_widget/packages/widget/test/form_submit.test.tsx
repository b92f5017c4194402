import { describe, expect, it, vi } from "vitest";
import { botMessage, find, root, settle, start } from "./app_support.tsx";

const field = (name: string, label: string, extra: object = {}) => ({
  name,
  label,
  type: "text",
  required: true,
  ...extra,
});
const asking = (fields: readonly object[]) =>
  botMessage(1, { text: "请填写", form: { title: "申请", submit_label: "提交", fields } });

async function press(): Promise<void> {
  find("yd-form-submit").click();
  await settle();
}

async function fill(name: string, value: string): Promise<void> {
  const input = root.querySelector<HTMLInputElement>(`[name="${name}"]`);
  if (input === null) throw new Error(`${name} is not there`);
  input.value = value;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
}

const words = (id: string): string => find(id).textContent;

describe("a press on submit", () => {
  it("says what is missing and where, beside the button and to screen readers, and goes there", async () => {
    const { socket } = await start();
    socket().serve(
      asking([field("a", "订单号"), field("b", "说明", { required: false }), field("c", "金额")]),
    );
    await settle();
    await press();
    expect(words("yd-form-wrong")).toBe("有 2 项需要修改：订单号、金额");
    expect(words("yd-live")).toContain("有 2 项需要修改：订单号、金额");
    expect(document.activeElement?.getAttribute("name")).toBe("a");
    expect(socket().ofType("submit")).toHaveLength(0);
    await fill("a", "1");
    await fill("c", "2");
    await press();
    expect(socket().ofType("submit")).toMatchObject([{ of: 1, values: { a: "1", c: "2" } }]);
  });

  it("waits for a file that is being made ready, says so, and then sends it along", async () => {
    const { socket, controller } = await start();
    socket().serve(asking([field("photo", "照片", { type: "file", required: false })]));
    await settle();
    let unreadable: () => void = () => undefined;
    vi.stubGlobal(
      "createImageBitmap",
      () => new Promise((_, failed) => (unreadable = () => failed(new Error("not a picture")))),
    );
    const chosen = new File([new Uint8Array(3_000_000)], "大.jpg", { type: "image/jpeg" });
    const input = find("yd-field-input");
    Object.defineProperty(input, "files", { value: [chosen] });
    input.dispatchEvent(new Event("change", { bubbles: true }));
    await settle();
    await press();
    expect(words("yd-form-waits")).toBe("正在处理文件，处理好就提交");
    expect(words("yd-live")).toContain("处理好就提交");
    expect(controller.state.parcels).toEqual([]);
    unreadable();
    await settle();
    expect(controller.state.parcels).toMatchObject([
      { files: [{ name: "大.jpg", field: "photo" }], form: { of: 1 } },
    ]);
    expect(controller.state.parcels[0]?.state).not.toBe("draft");
    expect(root.querySelector('[data-testid="yd-form-waits"]')).toBeNull();
    // It is in the parcel, not beside it.
    expect(socket().ofType("submit")).toHaveLength(0);
  });
});

describe("a press on send", () => {
  it("waits for a file that is being made ready, and takes it along with the words", async () => {
    const { controller, socket } = await start();
    let unreadable: () => void = () => undefined;
    vi.stubGlobal(
      "createImageBitmap",
      () => new Promise((_, failed) => (unreadable = () => failed(new Error("not a picture")))),
    );
    controller.attach([new File([new Uint8Array(3_000_000)], "大.jpg", { type: "image/jpeg" })]);
    await settle();
    expect(words("yd-tray-busy")).toBe("正在准备…");
    const input = find("yd-input") as HTMLTextAreaElement;
    input.value = "看这张";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    find("yd-send").click();
    await settle();
    expect(controller.state.parcels).toEqual([]);
    unreadable();
    await settle();
    expect(controller.state.parcels).toMatchObject([{ text: "看这张", files: [{ name: "大.jpg" }] }]);
    expect(controller.state.parcels[0]?.state).not.toBe("draft");
    expect(input.value).toBe("");
    // Not beside the file as well.
    expect(socket().ofType("message")).toHaveLength(0);
  });
});

describe("a form that the server refuses", () => {
  const refuse = async (fields: readonly object[]) => {
    const made = await start();
    made.socket().serve(asking([field("a", "订单号"), field("b", "金额")]));
    await settle();
    await fill("a", "1");
    await fill("b", "2");
    await press();
    const [sent] = made.socket().ofType("submit");
    made.socket().serve({ type: "error", code: "invalid", message: "", id: sent?.id, fields });
    await settle();
    return made;
  };

  it("names the field, where it is and beside the button", async () => {
    await refuse([{ name: "b", message: "金额的格式不对，请检查" }]);
    expect(root.querySelector("#yd-1-b-problem")?.textContent).toBe("金额的格式不对，请检查");
    expect(words("yd-form-wrong")).toBe("有 1 项需要修改：金额");
    expect(words("yd-live")).toContain("有 1 项需要修改：金额");
  });

  it("says also what has no field here: the form has been changed since it was asked for", async () => {
    await refuse([{ name: "phone", message: "请填写手机号" }]);
    expect(words("yd-form-elsewhere")).toBe("请填写手机号");
    expect(words("yd-live")).toContain("请填写手机号");
    expect(root.querySelector('[data-testid="yd-form-wrong"]')).toBeNull();
  });
});
