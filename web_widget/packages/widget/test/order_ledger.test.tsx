import { describe, expect, it } from "vitest";
import { find, root, settle, start } from "./app_support.tsx";
import { AT } from "./support.ts";

describe("what an order owes", () => {
  const order = {
    type: "event",
    seq: 1,
    at: AT,
    kind: "work_order",
    number: "GD20261121-0042-8",
    status: "waiting_on_customer",
    work_order_type: "not_arrived",
    tier: "complaint",
    urgent: false,
    department: "topup",
    department_name: "充值组",
    opened_at: AT,
    first_response_due: "2026-11-21T10:05:00.000Z",
    resolve_due: "2026-11-24T08:05:00.000Z",
    demands: [],
  };
  const money = { amount: "5.00", currency: "CNY" };

  it("is what it asks of the visitor, without a clock that does not run", async () => {
    const { socket } = await start();
    socket().serve({ ...order, request: { text: "请补充付款截图", at: AT } });
    await settle();
    expect(find("yd-request").textContent).toContain("请补充付款截图");
    expect(root.querySelector('[data-testid="yd-countdown"]')).toBeNull();
    find("yd-request-answer").click();
    expect(document.activeElement).toBe(find("yd-input"));
  });

  it("is the compensation, whether owed or paid", async () => {
    const { socket } = await start();
    const owed = {
      promise: "first_response",
      granted: money,
      status: "owed",
      pay_due: "2026-11-22T08:05:00.000Z",
    };
    const paid = { promise: "resolve", granted: money, status: "paid", reference: "T-77" };
    socket().serve({ ...order, status: "in_progress", compensation: [owed, paid] });
    await settle();
    const words = find("yd-ledger").textContent;
    expect(words).toContain("¥5.00首次回复超时");
    expect(words).toContain("凭证 T-77");
  });
});
