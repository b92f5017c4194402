import { render } from "preact";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fileParts, laterParts } from "../src/core/later.tsx";
import { textsFor } from "../src/core/text/index.ts";
import { App } from "../src/core/ui/app.tsx";
import { announcement, eventWords } from "../src/later/event_words.ts";
import { AT, rig, type Rig } from "./support.ts";

let root: HTMLElement;

beforeAll(() => Promise.all([laterParts.load(), fileParts.load()]));

beforeEach(() => {
  vi.stubGlobal("fetch", (url: URL) =>
    url.pathname.startsWith("/v1/evidence/")
      ? Promise.resolve({ ok: true, blob: () => Promise.resolve(new Blob(["x"], { type: "image/png" })) })
      : Promise.reject(new Error("no server")),
  );
  vi.stubGlobal("createImageBitmap", () => Promise.reject(new Error("no pictures here")));
  // jsdom has dialogs without their ways.
  HTMLDialogElement.prototype.showModal = function () {
    this.open = true;
  };
  HTMLDialogElement.prototype.close = function () {
    this.open = false;
  };
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const find = (id: string): HTMLElement | null => root.querySelector(`[data-testid="${id}"]`);
const evidence = [{ id: "ev_1", name: "付款截图.png", media_type: "image/png", size: 9 }];
const message = {
  type: "event",
  seq: 1,
  at: AT,
  kind: "message",
  from: { role: "agent", name: "小李" },
  text: "",
  evidence,
} as const;
const request = {
  type: "event",
  seq: 1,
  at: AT,
  kind: "work_order_request",
  number: "GD1",
  action: "add_evidence",
  evidence,
} as const;

async function shown(event: object): Promise<Rig> {
  const made = rig();
  render(<App controller={made.controller} />, root);
  await made.controller.begin();
  made.socket().welcome();
  made.socket().serve(event);
  await vi.waitFor(() => expect(find("yd-evidence")).not.toBeNull());
  return made;
}

describe("a message of files alone", () => {
  it("has no empty words, and names its files to who hears or keeps it", async () => {
    const { controller } = await shown(message);
    expect(find("yd-message-agent")?.querySelector(".plain")).toBeNull();
    expect(controller.state.announced.text).toBe("客服 小李：[附件：付款截图.png]");
    const texts = textsFor("zh-CN");
    expect(announcement(message, texts, "zh-CN", 0)).toBe("客服 小李：[附件：付款截图.png]");
    expect(eventWords({ ...message, text: "看这里" }, texts, "zh-CN", 0)).toBe("看这里 [附件：付款截图.png]");
  });

  it("shows a picture large, until Esc, which leaves the panel open", async () => {
    await shown(message);
    root.querySelector<HTMLElement>(".file-button")?.click();
    await vi.waitFor(() => expect(find("yd-viewer")).not.toBeNull());
    const escape = new KeyboardEvent("keydown", { key: "Escape", bubbles: true, cancelable: true });
    find("yd-viewer-close")?.dispatchEvent(escape);
    await vi.waitFor(() => expect(find("yd-viewer")).toBeNull());
    // The panel does not take a key that somebody has taken.
    expect(escape.defaultPrevented).toBe(true);
  });
});

describe("files that were added to an order", () => {
  it("stand below what was asked for", async () => {
    await shown(request);
    const line = find("yd-line-work_order_request");
    expect(line?.textContent).toContain("您提交了：补充材料");
    expect(line?.querySelectorAll('[data-testid="yd-evidence"] .file-name')).toHaveLength(1);
    expect(line?.textContent).not.toContain("[附件");
  });
});
