import { describe, expect, it } from "vitest";
import type { ChatEvent } from "@yingda/protocol";
import { actionsOf, allowedAgainAt, REMIND_AGAIN_AFTER_MS, type Order } from "../src/later/order_rules.ts";
import { ordersOf } from "../src/core/waiting.ts";
import { AT } from "./support.ts";

const opened = Date.parse(AT);
const at = (ms: number): string => new Date(opened + ms).toISOString();

function order(change: Partial<Order> = {}): Order {
  return {
    kind: "work_order",
    seq: 1,
    at: AT,
    number: "GD1",
    status: "open",
    work_order_type: "other",
    tier: "complaint",
    urgent: false,
    department: "d",
    department_name: "D",
    opened_at: AT,
    first_response_due: at(60_000),
    resolve_due: at(600_000),
    demands: [],
    ...change,
  };
}

describe("what may be asked of an order", () => {
  it.each([
    ["open", ["urge", "add_evidence", "withdraw"]],
    ["in_progress", ["urge", "add_evidence", "withdraw"]],
    ["waiting_on_customer", ["add_evidence", "withdraw"]],
    ["resolved", ["accept", "reject"]],
    ["closed", ["reopen"]],
    ["reopened", ["urge", "add_evidence", "withdraw"]],
  ] as const)("%s", (status, actions) => {
    expect(actionsOf(order({ status }), opened)).toEqual(actions);
  });

  it("a supervisor only after a missed promise", () => {
    expect(actionsOf(order(), opened + 59_000)).not.toContain("escalate");
    expect(actionsOf(order(), opened + 60_000)).toContain("escalate");
    expect(actionsOf(order({ status: "resolved" }), opened + 60_000)).not.toContain("escalate");
  });

  it("a reminder again after ten minutes, of the same order", () => {
    const urged = (number: string): ChatEvent => ({
      kind: "work_order_request",
      seq: 2,
      at: AT,
      number,
      action: "urge",
    });
    expect(allowedAgainAt([urged("GD1")], "GD1", "urge", opened + 1000)).toBe(opened + REMIND_AGAIN_AFTER_MS);
    expect(allowedAgainAt([urged("GD1")], "GD1", "urge", opened + REMIND_AGAIN_AFTER_MS)).toBeUndefined();
    expect(allowedAgainAt([urged("GD2")], "GD1", "urge", opened + 1000)).toBeUndefined();
    expect(allowedAgainAt([urged("GD1")], "GD1", "escalate", opened + 1000)).toBeUndefined();
    expect(allowedAgainAt([urged("GD1")], "GD1", "withdraw", opened + 1000)).toBeUndefined();
  });
});

describe("my orders", () => {
  it("are listed once each, as they stand now, the last change first", () => {
    const events = [
      order({ number: "GD1" }),
      order({ number: "GD2", seq: 2 }),
      order({ number: "GD1", seq: 3, status: "resolved" }),
    ];
    expect(ordersOf(events).map(({ number, status }) => [number, status])).toEqual([
      ["GD1", "resolved"],
      ["GD2", "open"],
    ]);
  });
});
