/** How complete a complaint is, and why a conversation waits again. */
import { act, screen, within } from "@testing-library/react";
import type { ContextWorkOrder, DeskRow, RowWorkOrder } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { CareBars, CareChip } from "../src/desk/care/care_bars.tsx";
import { WorkOrdersTab } from "../src/desk/context/work_orders_tab.tsx";
import { Line } from "../src/desk/thread/line.tsx";
import { HandoffCard } from "../src/desk/thread/handoff_card.tsx";
import { emptyConversation } from "../src/desk/model/state.ts";
import { contextOf, iso, row, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const picture = { id: "e1", name: "到账.png", media_type: "image/png", size: 1000 } as const;

const order: ContextWorkOrder = {
  number: "GD20261121-0042-8",
  status: "in_progress",
  tier: "complaint",
  about: "20261120001",
  demands: [],
  evidence: [{ ...picture, sha256: "0".repeat(64) }],
  completeness: { score: 2, of: 3, missing: ["demand"] },
};

const rowOrder: RowWorkOrder = {
  number: order.number,
  status: "in_progress",
  tier: "complaint",
  urgent: false,
  type: "other",
  first_response_due: iso(60_000),
  resolve_due: iso(3_600_000),
  responded: false,
};

const contextWith = (each: ContextWorkOrder) => ({ ...contextOf("c1", []), work_orders: [each] });

async function tab(each: ContextWorkOrder, ofRow: Partial<RowWorkOrder> = {}): Promise<void> {
  const context = contextWith(each);
  const { port } = await renderDesk(<WorkOrdersTab conversation="c1" context={context} />);
  const work_order = { ...rowOrder, ...ofRow };
  act(() => port.say(welcome({ mine: [row("c1", { handling: "agent", work_order })] })));
}

const element = (name: string): HTMLElement => {
  const found = screen.getByTestId("completeness").querySelector(`[data-element="${name}"]`);
  if (!(found instanceof HTMLElement)) throw new Error(name);
  return found;
};

describe("how complete a complaint is", () => {
  it("says of each element what the customer told, or that it is missing", async () => {
    await tab(order);
    expect(screen.getByTestId("completeness").textContent).toContain("2/3");
    expect(element("what").textContent).toContain("20261120001");
    expect(element("evidence").textContent).toContain("图片 1 张");
    expect(element("demand").dataset.missing).toBe("true");
    expect(within(screen.getByTestId("completeness")).getByTestId("evidence")).toBeTruthy();
  });

  it("follows the row of the open order, which hears of what comes later", async () => {
    await tab(order, { completeness: { score: 3, of: 3, missing: [] } });
    expect(screen.getByTestId("completeness").textContent).toContain("3/3");
    expect(element("demand").dataset.missing).toBe("false");
  });

  it("is not asked of who only has a question", async () => {
    await tab({ ...order, tier: "inquiry" });
    expect(screen.queryByTestId("completeness")).toBeNull();
  });

  it("stands in the hand-over: what is still to be asked for", async () => {
    const { port } = await renderDesk(
      <HandoffCard conversation={emptyConversation("c1")} context={contextWith(order)} />,
    );
    const work_order = { ...rowOrder, completeness: { score: 1, of: 3, missing: ["evidence", "demand"] } };
    act(() => port.say(welcome({ queue: [row("c1", { work_order })] })));
    expect(screen.getByTestId("handoff-missing").textContent).toContain("1/3，还缺：材料、诉求");
  });
});

describe("a conversation that came back by itself", () => {
  const lost: DeskRow = row("c1", {
    lost: { agent: { id: "a2", name: "王芳" }, why: "silent", at: iso() },
  });

  it("says so over the thread and in the list", async () => {
    await renderDesk(
      <>
        <CareBars row={lost} owned={false} />
        <CareChip row={lost} />
      </>,
    );
    expect(screen.getByTestId("care-lost").textContent).toContain("王芳 接入后一直没有回复");
    expect(screen.getByTestId("chip-lost").textContent).toBe("客服未回复，退回");
  });

  it("tells a lost connection from silence, in the log, too", async () => {
    const event = { pos: 9, seq: 9, at: iso(), kind: "agent_left", agent: { name: "王芳" } } as const;
    await renderDesk(
      <>
        <Line event={{ ...event, why: "silent" }} />
        <Line event={{ ...event, pos: 10, why: "gone" }} />
        <Line event={{ ...event, pos: 11 }} />
      </>,
    );
    const [silent, gone, left] = screen.getAllByTestId("line-agent_left");
    expect(silent?.textContent).toContain("一直没有回复客户");
    expect(gone?.textContent).toContain("连接断开");
    expect(left?.textContent).toContain("离开会话");
  });
});
