import { act, fireEvent, render, screen } from "@testing-library/react";
import type { ReactNode } from "react";
import { describe, expect, it, vi } from "vitest";
import { RichText } from "../src/desk/thread/rich_text.tsx";
import { ThreadPane } from "../src/desk/thread/thread_pane.tsx";
import { contextOf, iso, live, row, said, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

// jsdom has no layout: everything is drawn instead of what would be in view.
vi.mock("react-virtuoso", async (original) => ({
  ...(await original<object>()),
  Virtuoso: ({
    data,
    itemContent,
  }: {
    data: readonly unknown[];
    itemContent: (index: number, item: unknown) => ReactNode;
  }) => data.map((item, index) => <div key={index}>{itemContent(index, item)}</div>),
}));

const none = (): void => undefined;

async function thread() {
  const made = await renderDesk(
    <ThreadPane conversation="c1" onClaim={none} onDialog={none} onBack={undefined} onContext={undefined} />,
  );
  act(() =>
    made.port.say(welcome({ mine: [row("c1", { handling: "agent" })] }), {
      type: "context",
      conversation: "c1",
      context: contextOf("c1", [said(1, "点券没到"), said(2, "请提供订单号", "bot")]),
    }),
  );
  return made;
}

describe("the thread", () => {
  it("tells the visitor once how far the one who has the conversation has read", async () => {
    const { port } = await thread();
    const reads = (): unknown[] => port.sent.filter((frame) => frame.type === "read");
    expect(reads()).toEqual([{ type: "read", conversation: "c1", seq: 1 }]);
    act(() => port.say(live("c1", said(3, "还在吗"))));
    act(() => port.say(live("c1", said(4, "我查一下", "bot"))));
    expect(reads()).toEqual([
      { type: "read", conversation: "c1", seq: 1 },
      { type: "read", conversation: "c1", seq: 3 },
    ]);
  });

  it("says who was told what the visitor had not seen, and who could not be, for staff only", async () => {
    const { port } = await thread();
    const notice = {
      kind: "notice",
      notice: "conversation.unseen",
      to: "hooks.shop.example",
      attempts: 2,
    } as const;
    const told = { ...notice, at: iso(3), pos: 3, result: "delivered" } as const;
    const failed = { ...notice, at: iso(4), pos: 4, result: "failed", detail: "http 500" } as const;
    act(() => port.say(live("c1", told)));
    act(() => port.say(live("c1", failed)));
    const lines = screen.getAllByTestId("line-notice").map((line) => line.textContent);
    expect(lines[0]).toContain("已通知 hooks.shop.example（conversation.unseen）");
    expect(lines[1]).toContain("没能通知 hooks.shop.example（conversation.unseen）：http 500");
    expect(lines.every((line) => line.includes("客户不可见"))).toBe(true);
  });

  it("shows the summary and tells the voices apart in words", async () => {
    const { port } = await thread();
    act(() =>
      port.say(live("c1", { pos: 3, at: iso(), kind: "note", text: "查流水", agent: { name: "李敏" } })),
    );
    expect(screen.getByTestId("handoff-card").textContent).toContain("点券未到账");
    const roles = screen.getAllByTestId("message").map((message) => message.dataset.role);
    expect(roles).toEqual(["visitor", "bot"]);
    expect(screen.getByText("机器人")).toBeDefined();
    expect(screen.getByTestId("note").textContent).toContain("内部备注");
  });

  it("says what a customer thinks of an answer and of the service", async () => {
    const { port } = await thread();
    const head = (pos: number) => ({ pos, seq: pos, at: iso() });
    act(() => {
      port.say(live("c1", { ...head(3), kind: "feedback", of: 2, helped: false, reason: "unclear" }));
      port.say(live("c1", { ...head(4), kind: "feedback", of: 2, helped: true }));
      const tags = ["slow", "from_tomorrow"];
      port.say(live("c1", { ...head(5), kind: "rated", score: 2, tags, comment: "等了一天" }));
    });
    expect(screen.getByText(/没有解决问题（看不懂）/)).toBeDefined();
    expect(screen.getByText(/这个回答解决了问题/)).toBeDefined();
    expect(screen.getByText(/客户评分 2 分 等太久 · from_tomorrow — 等了一天/)).toBeDefined();
  });

  it("shows an own message at once, its refusal, and lets it be tried again", async () => {
    const { port, desk } = await thread();
    act(() => desk.reply("c1", "我马上查"));
    expect(screen.getByTestId("pending").dataset.delivery).toBe("sent");
    const sent = port.sent.at(-1);
    const id = sent?.type === "message" ? sent.id : "";
    act(() =>
      port.say({
        type: "error",
        code: "conflict",
        message: "claim the conversation first",
        id,
        conversation: "c1",
      }),
    );
    expect(screen.getByTestId("pending").textContent).toContain("没有发出：会话不在您名下");
    fireEvent.click(screen.getByTestId("retry"));
    expect(port.sent.at(-1)).toEqual(sent);
    act(() =>
      port.say(
        { type: "accepted", id, conversation: "c1", pos: 3 },
        live("c1", { ...said(3, "我马上查", "agent"), client_id: id }),
      ),
    );
    expect(screen.queryByTestId("pending")).toBeNull();
    expect(screen.getAllByText("我马上查")).toHaveLength(1);
  });
});

describe("rich text", () => {
  it("draws elements and never follows a scheme that could run", () => {
    render(
      <RichText
        nodes={[
          { t: "p", c: [{ t: "a", href: "javascript:alert(1)", c: [{ t: "text", x: "坏" }] }] },
          { t: "p", c: [{ t: "a", href: "https://shop.example/", c: [{ t: "text", x: "<b>好</b>" }] }] },
        ]}
      />,
    );
    const links = screen.getAllByRole("link");
    expect(links.map((link) => link.getAttribute("href"))).toEqual(["https://shop.example/"]);
    expect(links[0]?.textContent).toBe("<b>好</b>");
    expect(screen.getByText("坏").tagName).toBe("P");
  });
});
