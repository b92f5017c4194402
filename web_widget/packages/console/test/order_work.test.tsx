/** What an agent does to an order: hand it on, ask the customer, settle it, keep promises, pay. */
import { act, fireEvent, screen } from "@testing-library/react";
import type { ContextWorkOrder, DeskClientFrame } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { Compensations, Promises } from "../src/desk/context/order_ledger.tsx";
import { AskDialog } from "../src/desk/dialogs/ask_dialog.tsx";
import { ResolveDialog } from "../src/desk/dialogs/resolve_dialog.tsx";
import { TransferDialog } from "../src/desk/dialogs/transfer_dialog.tsx";
import { granted, isFounded, verdictFields } from "../src/desk/dialogs/verdict.ts";
import { contextOf, row, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const order: ContextWorkOrder = {
  number: "GD20261121-0042-8",
  status: "in_progress",
  demands: [{ kind: "refund" }],
  promises: [
    { id: "p1", text: "今天回电", due: "2026-11-21T10:00:00Z", agent: { name: "李敏" }, status: "open" },
    { id: "p2", text: "查流水", due: "2026-11-21T09:00:00Z", agent: { name: "李敏" }, status: "kept" },
  ],
  compensation: [
    { promise: "first_response", granted: { amount: "15.00", currency: "CNY" }, status: "owed" },
    { promise: "resolve", granted: { amount: "5.00", currency: "CNY" }, status: "paid", reference: "W1" },
  ],
};

async function shown(children: React.ReactNode, role: "agent" | "supervisor" = "agent") {
  const { port } = await renderDesk(children);
  const { agent } = welcome();
  act(() => {
    port.say(welcome({ agent: { ...agent, role }, mine: [row("c1", { handling: "agent" })] }));
    const context = { ...contextOf("c1", []), work_orders: [order] };
    port.say({ type: "context", conversation: "c1", context });
  });
  const sent = (type: DeskClientFrame["type"]): readonly DeskClientFrame[] =>
    port.sent.filter((frame) => frame.type === type);
  return sent;
}

const nothing = (): undefined => undefined;
const fill = (id: string, value: string): boolean =>
  fireEvent.change(screen.getByTestId(id), { target: { value } });

describe("handing on", () => {
  it("needs a rule and the time of the customer's next answer", async () => {
    const sent = await shown(<TransferDialog conversation="c1" onClose={nothing} />);
    fireEvent.mouseDown(screen.getByRole("combobox"));
    fireEvent.click(await screen.findByText("支付组"));
    fill("transfer-reason", "已核对流水，差渠道回执");
    fireEvent.click(screen.getByTestId("transfer-submit"));
    expect(sent("transfer")).toHaveLength(0);
    fill("rule", "支付问题归支付组");
    fireEvent.click(screen.getByTestId("promise-in_2_h"));
    fireEvent.click(screen.getByTestId("transfer-submit"));
    expect(sent("transfer")).toMatchObject([{ to: { team: "payments" }, rule: "支付问题归支付组" }]);
    expect(Date.parse((sent("transfer")[0] as { next_due: string }).next_due)).toBeGreaterThan(Date.now());
  });
});

describe("asking the customer", () => {
  it("names the order and is never empty", async () => {
    const sent = await shown(<AskDialog conversation="c1" onClose={nothing} />);
    fireEvent.click(screen.getByTestId("ask-submit"));
    expect(sent("action")).toHaveLength(0);
    fill("ask-text", "请发付款截图");
    fireEvent.click(screen.getByTestId("ask-submit"));
    expect(sent("action")).toMatchObject([
      { action: "ask_customer", arguments: { text: "请发付款截图", work_order: order.number } },
    ]);
  });
});

describe("a settlement", () => {
  it("says what became of each demand", async () => {
    const sent = await shown(<ResolveDialog conversation="c1" onClose={nothing} />);
    fill("resolve-text", "已退款");
    fill("resolve-answer-0", "原路退回");
    fireEvent.click(screen.getByTestId("resolve-submit"));
    const answers = [{ demand: "refund", answer: "原路退回", outcome: "granted" }];
    expect(sent("resolve")).toMatchObject([{ resolution: { text: "已退款", answers } }]);
  });

  it("refuses nothing without a rule", () => {
    expect(isFounded(granted)).toBe(true);
    expect(isFounded({ outcome: "refused", rule: " " })).toBe(false);
    expect(verdictFields({ outcome: "refused", rule: " 卡密售出不退 " })).toEqual({
      outcome: "refused",
      rule: "卡密售出不退",
    });
    expect(verdictFields({ outcome: "partly", rule: "x" })).toEqual({ outcome: "partly" });
  });
});

describe("the ledger", () => {
  it("marks a promise that is open, and only that", async () => {
    const sent = await shown(<Promises conversation="c1" order={order} />);
    const buttons = screen.getAllByTestId("keep-promise");
    expect(buttons).toHaveLength(1);
    fireEvent.click(screen.getByTestId("keep-promise"));
    expect(sent("action")).toMatchObject([{ action: "keep_promise", arguments: { promise: "p1" } }]);
  });

  it("lets supervisors say what was paid, with its reference; agents only see it", async () => {
    await shown(<Compensations conversation="c1" order={order} />);
    expect(screen.getAllByTestId("order-compensation")).toHaveLength(2);
    expect(screen.queryByTestId("pay")).toBeNull();
  });

  it("pays once, with a reference", async () => {
    const sent = await shown(<Compensations conversation="c1" order={order} />, "supervisor");
    fireEvent.click(screen.getByTestId("pay"));
    await screen.findByTestId("pay-dialog");
    fireEvent.click(screen.getByTestId("pay-submit"));
    expect(sent("action")).toHaveLength(0);
    fill("pay-reason", "W20261121");
    fireEvent.click(screen.getByTestId("pay-submit"));
    expect(sent("action")).toMatchObject([
      {
        action: "pay_compensation",
        arguments: { work_order: order.number, promise: "first_response", reference: "W20261121" },
      },
    ]);
  });
});
