/** Signs in the text box that call canned replies and articles, and what guards a reply on its way out. */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { DeskClientFrame } from "@yingda/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "../src/desk/answers.ts";
import { filled, meant, openBlanks } from "../src/desk/composer/canned.ts";
import { Composer } from "../src/desk/composer/composer.tsx";
import { triggerAt } from "../src/desk/composer/trigger.ts";
import { useSettings } from "../src/desk/settings.ts";
import { row, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const replies = [
  { id: "hello", title: "开场", text: "您好，我是{agent}。", holding: false },
  { id: "wait", title: "请稍候", text: "请稍等，我正在核实。", holding: true },
  { id: "close", title: "结单", text: "工单 {work_order} 已处理。", holding: false },
];
const understanding = {
  outcome: "answer",
  confidence: 0.9,
  locale: "zh-CN",
  reason: "clear",
  release: "r1",
  candidates: [
    { kind: "flow", id: "f", title: "流程", score: 0.9, matched: "", features: [] },
    {
      kind: "article",
      id: "a",
      title: "退款时效",
      score: 0.8,
      matched: "多久退",
      features: [],
      text: "原路退回。",
    },
  ],
};

function answer(path: string): unknown {
  return path.startsWith("/v1/ask") ? understanding : { replies };
}

beforeEach(() => {
  queries.clear();
  useSettings.getState().change({ undoSeconds: 0 });
  const fetched = vi.fn((path: string) => Promise.resolve(new Response(JSON.stringify(answer(path)))));
  vi.stubGlobal("fetch", fetched);
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

async function compose() {
  const { port, desk } = await renderDesk(<Composer conversation="c1" visitorTypingAt={null} />);
  act(() => port.say(welcome({ mine: [row("c1", { handling: "agent" })] })));
  const said = (): readonly DeskClientFrame[] => port.sent.filter((frame) => frame.type === "message");
  return { said, desk };
}

const box = (): HTMLTextAreaElement => screen.getByTestId("composer-text");
function type(text: string): void {
  fireEvent.change(box(), { target: { value: text } });
}
const press = (key: string, more: object = {}): boolean =>
  fireEvent.keyDown(box(), { key, keyCode: 13, ...more });

describe("a sign before the cursor", () => {
  it.each([
    ["/", "canned", ""],
    ["、退", "canned", "退"],
    ["您好 /wa", "canned", "wa"],
    ["??退款", "knowledge", "退款"],
    ["？？多久 到账", "knowledge", "多久 到账"],
    ["好的\n??", "knowledge", ""],
  ])("%j calls %s for %j", (text, kind, query) => {
    expect(triggerAt(text, text.length)).toMatchObject({ kind, query, to: text.length });
  });

  it.each(["微信、支付宝", "真的吗？？", "https://a/b", "1/2", "怎么办？", "/a b"])(
    "%j calls nothing",
    (text) => {
      expect(triggerAt(text, text.length)).toBeNull();
    },
  );

  it("counts only what stands before the cursor", () => {
    expect(triggerAt("/wait 以后", 3)).toMatchObject({ query: "wa", from: 0, to: 3 });
  });
});

describe("canned replies", () => {
  it("are found by id, title and words, in this order", () => {
    expect(meant(replies, "").map(({ id }) => id)).toEqual(["hello", "wait", "close"]);
    expect(meant(replies, "处理").map(({ id }) => id)).toEqual(["close"]);
    expect(meant(replies, "稍").map(({ id }) => id)).toEqual(["wait"]);
    expect(meant(replies, "没有这种")).toEqual([]);
  });

  it("leave a blank that nothing is known for", () => {
    const text = filled("我是{agent}，工单 {work_order}，{other}", {
      agent: "李敏",
      visitor: "",
      work_order: undefined,
    });
    expect(text).toBe("我是李敏，工单 {work_order}，{other}");
    expect(openBlanks(text)).toEqual(["{work_order}"]);
  });

  it("are put in by Enter, which then sends", async () => {
    const { said } = await compose();
    type("/hel");
    await screen.findByTestId("suggestion");
    press("Enter");
    expect(box().value).toBe("您好，我是李敏。");
    expect(said()).toHaveLength(0);
    press("Enter");
    expect(said()).toMatchObject([{ text: "您好，我是李敏。" }]);
  });

  it("say which of them is no answer, and are chosen with the arrows", async () => {
    await compose();
    type("、");
    await waitFor(() => expect(screen.getAllByTestId("suggestion")).toHaveLength(3));
    press("ArrowDown");
    const marked = screen.getByRole("option", { selected: true });
    expect(marked.textContent).toContain("不计为答复");
    expect(box().getAttribute("aria-activedescendant")).toBe(marked.id);
    press("Tab");
    expect(box().value).toBe("请稍等，我正在核实。");
  });

  it("leave the keys of an input method alone", async () => {
    const { said } = await compose();
    type("/wa");
    await screen.findByTestId("suggestion");
    press("Enter", { isComposing: true });
    press("Enter", { keyCode: 229 });
    expect(box().value).toBe("/wa");
    expect(said()).toHaveLength(0);
  });

  it("go away with Esc; then the sign is only a sign", async () => {
    const { said } = await compose();
    type("/wait");
    await screen.findByTestId("suggestion");
    press("Escape");
    expect(screen.queryByTestId("suggestions")).toBeNull();
    press("Enter");
    expect(said()).toMatchObject([{ text: "/wait" }]);
  });

  it("with a blank cannot be sent before it is filled in", async () => {
    const { said } = await compose();
    type("/close");
    await screen.findByTestId("suggestion");
    press("Enter");
    press("Enter");
    expect(said()).toHaveLength(0);
    expect(screen.getByTestId("open-blanks").textContent).toContain("{work_order}");
  });
});

describe("the knowledge base", () => {
  it("offers articles, never flows, and puts their words in", async () => {
    await compose();
    type("您好 ？？多久退款");
    const found = await screen.findAllByTestId("suggestion");
    expect(found.map((item) => item.textContent)).toEqual([expect.stringContaining("退款时效")]);
    press("Enter");
    expect(box().value).toBe("您好 原路退回。");
  });
});

describe("a reply with a secret in it", () => {
  const card = "卡号 6222021234567890128";

  it("is asked about, and can be masked", async () => {
    const { said } = await compose();
    type(card);
    press("Enter");
    expect(said()).toHaveLength(0);
    fireEvent.click(await screen.findByTestId("secret-mask"));
    expect(said()).toMatchObject([{ text: "卡号 ***************0128" }]);
  });

  it("stays in the box when somebody goes back to it", async () => {
    const { said } = await compose();
    type(card);
    press("Enter");
    fireEvent.click(await screen.findByTestId("secret-back"));
    expect(said()).toHaveLength(0);
    expect(box().value).toBe(card);
  });
});

describe("a reply that can be taken back", () => {
  beforeEach(() => useSettings.getState().change({ undoSeconds: 3 }));

  it("leaves after its time and not before", async () => {
    const { said } = await compose();
    vi.useFakeTimers();
    type("您好");
    press("Enter");
    act(() => void vi.advanceTimersByTime(2_900));
    expect(said()).toHaveLength(0);
    act(() => void vi.advanceTimersByTime(200));
    expect(said()).toMatchObject([{ text: "您好" }]);
  });

  it("gives its words back and is never sent", async () => {
    const { said, desk } = await compose();
    vi.useFakeTimers();
    type("发错了");
    press("Enter");
    const [item] = desk.store.getState().outbox;
    expect(desk.takeBack(item?.frame.id ?? "")).toBe("发错了");
    act(() => void vi.advanceTimersByTime(10_000));
    expect(said()).toHaveLength(0);
    expect(desk.takeBack(item?.frame.id ?? "")).toBeNull();
  });

  it("leaves at once when the page goes away", async () => {
    const { said, desk } = await compose();
    type("别丢了");
    press("Enter");
    act(() => desk.releaseHeld());
    expect(said()).toMatchObject([{ text: "别丢了" }]);
  });
});

describe("an article in a reply", () => {
  it("goes out with the article's id, and what is written next does not", async () => {
    const { said } = await compose();
    type("??退款");
    await screen.findByText("退款时效");
    press("Enter");
    await waitFor(() => expect(box().value).toContain("原路退回。"));
    type(`${box().value}请放心。`);
    fireEvent.click(screen.getByTestId("composer-send"));
    type("还有别的问题吗");
    fireEvent.click(screen.getByTestId("composer-send"));
    expect(said()).toMatchObject([{ text: "原路退回。请放心。", article: "a" }, { text: "还有别的问题吗" }]);
    expect(said()[1]).not.toHaveProperty("article");
  });

  it("is forgotten when its words are deleted", async () => {
    const { said } = await compose();
    type("??退款");
    await screen.findByText("退款时效");
    press("Enter");
    await waitFor(() => expect(box().value).toContain("原路退回。"));
    type("");
    type("您好");
    fireEvent.click(screen.getByTestId("composer-send"));
    expect(said()[0]).not.toHaveProperty("article");
  });
});
