/** Other open orders of the same customer, and the bot that asks one question again. */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { DeskContext, RelatedOrder, Visits } from "@yingda/protocol";
import i18next from "i18next";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "../src/desk/answers.ts";
import { careSentence } from "../src/desk/care/care_sentence.ts";
import { ReturnDialog } from "../src/desk/care/return_dialog.tsx";
import { RelatedOrders } from "../src/desk/context/related_orders.tsx";
import { T0, contextOf, iso, row, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const own = "GD20261121-0042-8";

const related: RelatedOrder = {
  number: "GD20261119-0007-3",
  why: "order",
  own,
  linked: false,
  status: "in_progress",
  tier: "complaint",
  urgent: false,
  opened_at: iso(-90_000_000),
  resolve_due: iso(9_000_000),
  department: "payments",
  department_name: "支付组",
  owner: { id: "a2", name: "王强" },
  conversation: "before",
};

const context: DeskContext = {
  ...contextOf("now", []),
  visitor: { name: "陈先生", external_id: "u-7" },
  work_orders: [{ number: own, status: "assigned" }],
};

let asked: string[] = [];

async function bar(orders: readonly RelatedOrder[], with_context = context) {
  const answer: Visits = { known: true, visits: [], hidden: 1, more: false, related: orders };
  vi.stubGlobal("fetch", (url: string) => {
    asked.push(url);
    return Promise.resolve(Response.json(answer));
  });
  const { port } = await renderDesk(
    <MemoryRouter>
      <RelatedOrders conversation="now" />
    </MemoryRouter>,
  );
  act(() => port.say(welcome({ mine: [row("now", { handling: "agent" })] })));
  act(() => port.say({ type: "context", conversation: "now", context: with_context }));
  return port;
}

describe("open orders of the same customer elsewhere", () => {
  beforeEach(() => {
    asked = [];
    queries.clear();
  });
  afterEach(() => vi.unstubAllGlobals());

  it("are told with their number, where they stand and who answers for them", async () => {
    await bar([related, { ...related, number: "GD20261120-0003-1", why: "type" }]);
    const lines = await screen.findAllByTestId("related");
    expect(lines.map((line) => line.dataset.number)).toEqual([related.number, "GD20261120-0003-1"]);
    expect(lines[0]?.textContent).toContain("同一订单另有未结工单 GD20261119-0007-3、负责人 王强");
    expect(lines[1]?.textContent).toContain("同类问题另有未结工单");
  });

  it("show two at once, the rest at a press", async () => {
    const many = ["GD20261119-0007-3", "GD20261119-0008-1", "GD20261119-0009-8"];
    await bar(many.map((number) => ({ ...related, number })));
    expect(await screen.findAllByTestId("related")).toHaveLength(2);
    fireEvent.click(screen.getByTestId("related-all"));
    expect(screen.getAllByTestId("related")).toHaveLength(3);
  });

  it("are not opened by whom the server does not let in, who learns where they are", async () => {
    const closed: Partial<Record<keyof RelatedOrder, unknown>> = { ...related };
    delete closed.conversation;
    await bar([closed as unknown as RelatedOrder]);
    expect((await screen.findByTestId("related")).textContent).toContain("在 支付组，您无权打开");
    expect(screen.queryByTestId("related-open")).toBeNull();
  });

  it("are linked at one press, and say so once the server has", async () => {
    const port = await bar([related]);
    fireEvent.click(await screen.findByTestId("related-link"));
    const sent = port.sent.at(-1) as { id: string };
    expect(sent).toMatchObject({
      type: "action",
      conversation: "now",
      action: "link",
      arguments: { work_order: own, with: related.number, reason: "同一客户、同一订单" },
    });
    const before = asked.length;
    act(() => port.say({ type: "accepted", id: sent.id, conversation: "now", pos: 9 }));
    await waitFor(() => expect(asked.length).toBeGreaterThan(before));
  });

  it("that could not be linked say why, and can be tried again", async () => {
    const port = await bar([related]);
    fireEvent.click(await screen.findByTestId("related-link"));
    const { id } = port.sent.at(-1) as { id: string };
    act(() => port.say({ type: "error", code: "forbidden", message: "no", id, conversation: "now" }));
    expect((await screen.findByRole("alert")).textContent).not.toBe("");
    await waitFor(() => expect(screen.getByTestId("related-link")).toBeTruthy());
  });

  it("nobody asks for where nobody knows the customer, or nothing is open here", async () => {
    await bar([related], { ...context, visitor: { name: "访客" } });
    expect(screen.queryByTestId("related-orders")).toBeNull();
    await bar([related], { ...context, work_orders: [{ number: own, status: "closed" }] });
    expect(screen.queryByTestId("related-orders")).toBeNull();
    expect(asked).toEqual([]);
  });
});

describe("back to the bot", () => {
  const questions = [
    { slot: "order_number", label: "订单号" },
    { slot: "amount", label: "金额" },
  ];
  const collected: DeskContext = {
    ...context,
    slots: { order_number: "20261120001", amount: "50.00" },
    slot_labels: { order_number: "订单号", amount: "金额" },
    flows: [{ id: "refund", names: { "zh-CN": "申请退款", en: "Refund" } }],
    questions,
  };

  async function dialog() {
    const { port } = await renderDesk(<ReturnDialog conversation="now" onClose={() => undefined} />);
    act(() => port.say(welcome({ mine: [row("now", { handling: "agent" })] })));
    act(() => port.say({ type: "context", conversation: "now", context: collected }));
    const choice = screen.getByTestId("return-flow").querySelector("input");
    if (choice === null) throw new Error("no field");
    fireEvent.mouseDown(choice);
    return port;
  }

  it("asks one question again, told with what stands there now", async () => {
    const port = await dialog();
    expect(await screen.findByText("重新问一个问题")).toBeTruthy();
    fireEvent.click(screen.getByTitle("订单号（现在：20261120001）"));
    fireEvent.change(screen.getByTestId("return-reason"), { target: { value: "查无此单" } });
    fireEvent.click(screen.getByTestId("return-submit"));
    expect(port.sent.at(-1)).toMatchObject({
      action: "return_to_bot",
      arguments: { slot: "order_number", reason: "查无此单" },
    });
  });

  it("begins a flow", async () => {
    const port = await dialog();
    fireEvent.click(await screen.findByTitle("Refund"));
    fireEvent.click(screen.getByTestId("return-submit"));
    expect(port.sent.at(-1)).toMatchObject({ action: "return_to_bot", arguments: { flow: "refund" } });
  });

  it("says in the log which question it is", () => {
    const event = {
      kind: "returned",
      pos: 1,
      at: iso(),
      agent: { id: "a1", name: "李敏" },
      flow: "refund",
      title: "申请退款",
      question: "订单号",
      detail: "查无此单",
    } as const;
    const words = careSentence(event, { t: i18next.t, locale: "zh-CN", now: T0 });
    expect(words).toBe("李敏 让机器人重新问客户“订单号”（查无此单）");
  });
});
