import { render } from "preact";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { laterParts } from "../src/core/later.tsx";
import { App } from "../src/core/ui/app.tsx";
import { rig } from "./support.ts";

let root: HTMLElement;

beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server")));
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 30));
const find = (id: string): HTMLElement | null => root.querySelector(`[data-testid="${id}"]`);

describe("while the later parts cannot be had", () => {
  it("says so with a way to ask again, and asks about secrets all the same", async () => {
    await expect(laterParts.load(() => Promise.reject(new Error("no such file")))).rejects.toThrow();
    const made = rig();
    render(<App controller={made.controller} />, root);
    await made.controller.begin();
    made.socket().welcome();
    await settle();
    expect(find("yd-later-missing")?.textContent).toContain("重试");

    const input = find("yd-input") as HTMLTextAreaElement;
    input.value = "4111111111111111";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    find("yd-send")?.click();
    await settle();
    expect(made.socket().ofType("message")).toEqual([]);
    // What was written is still there, and the first button gives it back.
    await vi.waitFor(() => expect(document.activeElement).toBe(find("yd-guard-back")));
    expect(find("yd-guard-back")).not.toBeNull();
    find("yd-guard-send")?.click();
    await settle();
    expect(made.socket().ofType("message")).toMatchObject([{ text: "4111111111111111" }]);

    find("yd-later-missing")?.querySelector("button")?.click();
    await vi.waitFor(() => expect(find("yd-later-missing")).toBeNull(), { timeout: 20_000 });
  }, 30_000);
});
