import { render } from "preact";
import { afterEach, beforeAll, beforeEach, describe, expect, it, vi } from "vitest";
import { fileParts, laterParts } from "../src/core/later.tsx";
import { App } from "../src/core/ui/app.tsx";
import { AT, rig, type Rig } from "./support.ts";

let root: HTMLElement;

beforeAll(() => Promise.all([laterParts.load(), fileParts.load()]));
beforeEach(() => {
  vi.stubGlobal("fetch", () => Promise.reject(new Error("no server")));
  root = document.body.appendChild(document.createElement("div"));
});
afterEach(() => {
  render(null, root);
  root.remove();
  vi.unstubAllGlobals();
});

/** Preact runs effects after the next frame, or after 35 ms when there is none. */
const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 120));

async function start(): Promise<Rig> {
  const made = rig();
  render(<App controller={made.controller} />, root);
  await made.controller.begin();
  made.socket().welcome();
  await settle();
  return made;
}

function find(id: string): HTMLElement {
  const found = root.querySelector<HTMLElement>(`[data-testid="${id}"]`);
  if (found === null) throw new Error(`${id} is not there`);
  return found;
}

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
