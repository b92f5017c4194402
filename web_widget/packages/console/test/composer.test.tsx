import { act, fireEvent, screen } from "@testing-library/react";
import type { DeskClientFrame } from "@yingda/protocol";
import { beforeEach, describe, expect, it } from "vitest";
import { Composer } from "../src/desk/composer/composer.tsx";
import { useSettings } from "../src/desk/settings.ts";
import { welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

beforeEach(() => useSettings.getState().change({ undoSeconds: 0 }));

async function compose() {
  const { port } = await renderDesk(<Composer conversation="c1" visitorTypingAt={null} />);
  act(() => port.say(welcome()));
  const said = (): readonly DeskClientFrame[] =>
    port.sent.filter((frame) => frame.type === "message" || frame.type === "note");
  return { said };
}

const box = (): HTMLElement => screen.getByTestId("composer-text");
const type = (text: string): boolean => fireEvent.change(box(), { target: { value: text } });

describe("Enter", () => {
  it("sends; with Shift it does not", async () => {
    const { said } = await compose();
    type("您好");
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13, shiftKey: true });
    expect(said()).toHaveLength(0);
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13 });
    expect(said()).toMatchObject([{ type: "message", conversation: "c1", text: "您好" }]);
    expect(box()).toHaveProperty("value", "");
  });

  it("ends a composition without sending: Enter while composing", async () => {
    const { said } = await compose();
    type("ni hao");
    fireEvent.compositionStart(box());
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13, isComposing: true });
    fireEvent.compositionEnd(box());
    expect(said()).toHaveLength(0);
  });

  it("ends a composition without sending: Enter with key code 229 after compositionend", async () => {
    const { said } = await compose();
    type("ni hao");
    fireEvent.compositionStart(box());
    fireEvent.compositionEnd(box());
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 229, isComposing: false });
    expect(said()).toHaveLength(0);
  });
});

describe("Enter, when it is not to send", () => {
  it("breaks the line, and Ctrl+Enter sends", async () => {
    useSettings.getState().change({ enterSends: false });
    const { said } = await compose();
    type("您好");
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13 });
    expect(said()).toHaveLength(0);
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 229, ctrlKey: true });
    expect(said()).toHaveLength(0);
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13, ctrlKey: true });
    expect(said()).toMatchObject([{ type: "message", text: "您好" }]);
    useSettings.getState().change({ enterSends: true });
  });
});

describe("a note", () => {
  it("goes out as a note, and the button says so", async () => {
    const { said } = await compose();
    fireEvent.click(screen.getByTestId("mode-note"));
    type("这位客户催过一次");
    expect(screen.getByRole("button", { name: "保存备注" })).toBeDefined();
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13 });
    expect(said()).toMatchObject([{ type: "note", text: "这位客户催过一次" }]);
  });

  it("asks before its text changes sides, and stays a note when the question is left", async () => {
    const { said } = await compose();
    fireEvent.click(screen.getByTestId("mode-note"));
    type("注意语气");
    fireEvent.click(screen.getByTestId("mode-reply"));
    fireEvent.click(await screen.findByTestId("switch-cancel"));
    expect(screen.getByTestId("composer").dataset.mode).toBe("note");
    fireEvent.click(screen.getByTestId("composer-send"));
    expect(said()).toMatchObject([{ type: "note", text: "注意语气" }]);
  });

  it("stays behind as a draft when switching without it", async () => {
    const { said } = await compose();
    fireEvent.click(screen.getByTestId("mode-note"));
    type("注意语气");
    fireEvent.click(screen.getByTestId("mode-reply"));
    fireEvent.click(await screen.findByTestId("switch-leave"));
    expect(box()).toHaveProperty("value", "");
    type("您好");
    fireEvent.click(screen.getByTestId("composer-send"));
    expect(said()).toMatchObject([{ type: "message", text: "您好" }]);
    fireEvent.click(screen.getByTestId("mode-note"));
    expect(box()).toHaveProperty("value", "注意语气");
  });
});

describe("a draft", () => {
  it("is there again when the conversation is opened again", async () => {
    await compose();
    type("写到一半");
    const again = await renderDesk(<Composer conversation="c1" visitorTypingAt={null} />);
    expect(again.view.getAllByTestId("composer-text").at(-1)).toHaveProperty("value", "写到一半");
  });

  it("too long cannot be sent, and says why", async () => {
    const { said } = await compose();
    type("字".repeat(4001));
    fireEvent.keyDown(box(), { key: "Enter", keyCode: 13 });
    expect(said()).toHaveLength(0);
    expect(screen.getByRole("alert").textContent).toContain("4000");
  });
});
