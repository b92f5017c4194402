/** One's own keys: what they do, what clashes, what is kept. */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { SavedKeys } from "@yingda/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "../src/desk/answers.ts";
import { ShortcutsDialog } from "../src/desk/dialogs/shortcuts_dialog.tsx";
import { DEFAULT_KEYS, actionOf, changesOf, holderOf, isKey, keysWith, useKeys } from "../src/desk/keys.ts";
import type { ShortcutName } from "../src/desk/shortcuts.ts";
import { keysShown, useShortcuts } from "../src/desk/shortcuts.ts";
import { SessionContext } from "../src/session/session_context.ts";
import { SessionStore } from "../src/session/session_store.ts";
import { renderDesk } from "./harness.tsx";

describe("keys", () => {
  it("are as ever but for what is changed, and only that is kept", () => {
    const keys = keysWith({ reply: "m", note: "", nonsense: "x" });
    expect(keys).toEqual({ ...DEFAULT_KEYS, reply: "m", note: "" });
    expect(changesOf(keys)).toEqual({ reply: "m", note: "" });
  });

  it("do one thing each: what was given a default key of another takes it from there", () => {
    const keys = keysWith({ reply: "n" });
    expect(keys.note).toBe("");
    expect(actionOf(keys, "N")).toBe("reply");
  });

  it("are one visible character, and never the one that shows them", () => {
    expect(["x", "7", "；", "é"].every(isKey)).toBe(true);
    expect(["", " ", "?", "？", "Enter", "F1"].some(isKey)).toBe(false);
  });

  it("know who has one already", () => {
    expect(holderOf(DEFAULT_KEYS, "n", "reply")).toBe("note");
    expect(holderOf(DEFAULT_KEYS, "r", "reply")).toBeUndefined();
    expect(holderOf({ ...DEFAULT_KEYS, note: "", reply: "" }, "", "claim")).toBeUndefined();
  });

  it("are shown as people read them", () => {
    expect(keysShown(DEFAULT_KEYS, "next")).toEqual(["J", "↓"]);
    expect(keysShown({ ...DEFAULT_KEYS, note: "" }, "note")).toEqual([]);
    expect(keysShown(DEFAULT_KEYS, "palette")).toEqual(["Ctrl K"]);
  });
});

function Deaf({ heard }: { readonly heard: ShortcutName[] }) {
  useShortcuts((name) => heard.push(name));
  return <textarea data-testid="box" />;
}

async function dialog(answers: readonly Response[] = []) {
  const sent: unknown[] = [];
  const left = [...answers];
  vi.stubGlobal("fetch", (_path: string, init?: RequestInit) => {
    if (init?.method !== "PUT") return Promise.resolve(Response.json({ version: 7, keys: {} }));
    const body = JSON.parse(init.body as string) as SavedKeys;
    sent.push(body);
    return Promise.resolve(left.shift() ?? Response.json({ ...body, version: body.version + 1 }));
  });
  const session = new SessionStore({
    login: () => Promise.resolve({ failure: "network" }),
    current: () => Promise.resolve({ name: "limin", role: "agent", teams: [], csrf: "t0" }),
    logout: () => Promise.resolve(true),
  });
  await session.restore();
  const heard: ShortcutName[] = [];
  const { view } = await renderDesk(
    <SessionContext value={session}>
      <Deaf heard={heard} />
      <ShortcutsDialog onClose={() => undefined} />
    </SessionContext>,
  );
  const change = (name: string, key: string): void => {
    const button = screen.getByTestId(`change-${name}`);
    fireEvent.click(button);
    fireEvent.keyDown(button, { key });
  };
  const told = (): string => screen.getByTestId("shortcuts-told").textContent;
  return { sent, heard, view, change, told };
}

describe("the list of keys", () => {
  beforeEach(() => {
    queries.clear();
    useKeys.getState().hear({ version: 0, keys: {} });
  });
  afterEach(() => vi.unstubAllGlobals());

  it("takes another key, keeps it with the account, and the desk follows at once", async () => {
    const { sent, heard, view, change, told } = await dialog();
    change("reply", "M");
    await waitFor(() => expect(told()).toContain("已保存"));
    expect(sent).toEqual([{ version: 0, keys: { reply: "m" } }]);
    expect(screen.getByTestId("shortcut-reply").textContent).toContain("M");
    view.container.querySelector("dialog")?.removeAttribute("open");
    fireEvent.keyDown(window, { key: "r" });
    fireEvent.keyDown(window, { key: "m" });
    fireEvent.keyDown(screen.getByTestId("box"), { key: "m" });
    fireEvent.keyDown(window, { key: "M", shiftKey: true });
    fireEvent.keyDown(window, { key: "？" });
    expect(heard).toEqual(["reply", "help"]);
  });

  it("tells what clashes and what is none, and saves neither", async () => {
    const { sent, change, told } = await dialog();
    change("reply", "n");
    expect(told()).toContain("N 已用于“写内部备注”");
    fireEvent.keyDown(screen.getByTestId("change-reply"), { key: "?" });
    expect(told()).toContain("? 保留给这份清单");
    fireEvent.keyDown(screen.getByTestId("change-reply"), { key: "Escape" });
    expect(screen.getByTestId("change-reply").getAttribute("aria-label")).toContain("现在是 R");
    expect(sent).toEqual([]);
    expect(useKeys.getState().keys).toEqual(DEFAULT_KEYS);
  });

  it("takes a key away, and gives all of them back", async () => {
    const { sent, change, told } = await dialog();
    expect(screen.getByTestId<HTMLButtonElement>("shortcuts-reset").disabled).toBe(true);
    change("note", "Backspace");
    await waitFor(() => expect(told()).toContain("已保存"));
    fireEvent.click(screen.getByTestId("shortcuts-reset"));
    await waitFor(() => expect(sent).toHaveLength(2));
    expect(sent[1]).toEqual({ version: 1, keys: {} });
    await waitFor(() => expect(useKeys.getState().keys).toEqual(DEFAULT_KEYS));
  });

  it("says that it did not keep a key, and goes on with the old one", async () => {
    const { change, told } = await dialog([Response.json({ detail: "no" }, { status: 503 })]);
    change("reply", "m");
    await waitFor(() => expect(told()).toContain("没有保存"));
    expect(useKeys.getState().keys.reply).toBe("r");
    act(() => undefined);
  });
});
