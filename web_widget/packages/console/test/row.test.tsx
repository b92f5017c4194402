import { act, screen } from "@testing-library/react";
import type { RowWorkOrder } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { Row } from "../src/desk/list/row.tsx";
import { row, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const fromNow = (minutes: number): string => new Date(Date.now() + minutes * 60_000).toISOString();

async function listed(order: Partial<RowWorkOrder>): Promise<void> {
  const work_order: RowWorkOrder = {
    number: "GD20261121-0042-8",
    status: "in_progress",
    tier: "complaint",
    urgent: false,
    type: "other",
    first_response_due: fromNow(-60),
    resolve_due: fromNow(24 * 60),
    responded: true,
    ...order,
  };
  const held = row("c1", { handling: "agent", work_order });
  const { port } = await renderDesk(<Row row={held} current={false} onOpen={() => undefined} />);
  act(() => port.say(welcome({ server_time: fromNow(0) })));
}

describe("a row", () => {
  it("says that an order is overdue, also when the next clock has time left", async () => {
    await listed({ overdue: true });
    expect(screen.getByTestId("overdue-chip").textContent).toBe("已超时");
    expect(screen.getByTestId("sla-chip").dataset.level).toBe("ok");
  });

  it("says it once when the running clock says it, too", async () => {
    await listed({ overdue: true, responded: false });
    expect(screen.queryByTestId("overdue-chip")).toBeNull();
    expect(screen.getByTestId("sla-chip").dataset.level).toBe("missed");
  });

  it.each([{ overdue: false }, {}])("says nothing of an order in time: %o", async (order) => {
    await listed(order);
    expect(screen.queryByTestId("overdue-chip")).toBeNull();
  });

  it("shows the first tags of its order, and how many more there are", async () => {
    await listed({ tags: ["等渠道", "大额", "回访"] });
    expect(screen.getAllByTestId("row-tag").map(({ textContent }) => textContent)).toEqual([
      "等渠道",
      "大额",
    ]);
    expect(screen.getByTestId("row-tag-more").textContent).toBe("+1");
  });
});
