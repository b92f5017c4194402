import { fireEvent, screen } from "@testing-library/react";
import { MemoryRouter } from "react-router";
import { describe, expect, it, vi } from "vitest";
import { PaletteDialog } from "../src/desk/dialogs/palette_dialog.tsx";
import type { ShortcutName } from "../src/desk/shortcuts.ts";
import { SessionContext } from "../src/session/session_context.ts";
import { SessionStore } from "../src/session/session_store.ts";
import { renderDesk } from "./harness.tsx";

async function palette(owned = true) {
  const ran: ShortcutName[] = [];
  const onClose = vi.fn();
  const session = new SessionStore({
    login: () => Promise.resolve({ failure: "network" }),
    current: () => Promise.resolve({ name: "limin", role: "agent", teams: [], csrf: "t0" }),
    logout: () => Promise.resolve(true),
  });
  await session.restore();
  await renderDesk(
    <SessionContext value={session}>
      <MemoryRouter>
        <PaletteDialog owned={owned} onRun={(name) => ran.push(name)} onClose={onClose} />
      </MemoryRouter>
    </SessionContext>,
  );
  const words = screen.getByTestId("palette-words");
  const labels = () => screen.queryAllByTestId("palette-item").map(({ textContent }) => textContent);
  return { ran, onClose, words, labels };
}

const later = () => new Promise((resolve) => setTimeout(resolve, 5));

describe("the palette", () => {
  it("finds what is typed and runs it by Enter, after it has closed", async () => {
    const { ran, onClose, words, labels } = await palette();
    fireEvent.change(words, { target: { value: "转接" } });
    expect(labels()).toEqual(["转接T"]);
    fireEvent.keyDown(words, { key: "Enter", keyCode: 13 });
    expect(onClose).toHaveBeenCalled();
    await later();
    expect(ran).toEqual(["transfer"]);
  });

  it("goes through what it found with the arrows, round and round", async () => {
    const { words } = await palette();
    const chosen = () => screen.getByRole("option", { selected: true }).textContent;
    const first = chosen();
    fireEvent.keyDown(words, { key: "ArrowUp", keyCode: 38 });
    expect(chosen()).not.toBe(first);
    fireEvent.keyDown(words, { key: "ArrowDown", keyCode: 40 });
    expect(chosen()).toBe(first);
  });

  it("leaves an input method its Enter", async () => {
    const { ran, onClose, words } = await palette();
    fireEvent.keyDown(words, { key: "Enter", keyCode: 229 });
    await later();
    expect(ran).toEqual([]);
    expect(onClose).not.toHaveBeenCalled();
  });

  it("offers nothing that needs a conversation of one's own when there is none", async () => {
    const { labels } = await palette(false);
    expect(labels().some((label) => label.includes("转接"))).toBe(false);
    expect(labels().some((label) => label.includes("接入下一位"))).toBe(true);
  });
});
