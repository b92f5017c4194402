/** What the same customer came for before, read beside the conversation that is open. */
import { act, fireEvent, screen, waitFor } from "@testing-library/react";
import type { Visits } from "@yingda/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "../src/desk/answers.ts";
import { VisitsTab } from "../src/desk/context/visits_tab.tsx";
import { contextOf, iso, row, said, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const visit: Visits["visits"][number] = {
  ...row("old", { handling: "bot", intent: "充值未到账", ended: true }),
  work_orders: [
    {
      number: "GD20261101-0007-3",
      title: "充值未到账",
      status: "closed",
      tier: "complaint",
      opened_at: iso(-1000),
      resolution: "已补发",
    },
  ],
};

async function tab(answer: Partial<Visits>) {
  vi.stubGlobal("fetch", () =>
    Promise.resolve(
      Response.json({ known: true, visits: [], related: [], hidden: 0, more: false, ...answer }),
    ),
  );
  const { port } = await renderDesk(<VisitsTab conversation="now" />);
  act(() => port.say(welcome({ mine: [row("now", { handling: "agent" })] })));
  return port;
}

describe("earlier visits", () => {
  beforeEach(() => {
    queries.clear();
    // jsdom has none.
    Element.prototype.scrollTo = () => undefined;
  });
  afterEach(() => vi.unstubAllGlobals());

  it("are a line of time with their work orders and results", async () => {
    await tab({ visits: [visit], hidden: 2 });
    const line = await screen.findByTestId("visit");
    expect(line.textContent).toContain("充值未到账");
    expect(line.textContent).toContain("GD20261101-0007-3");
    expect(line.textContent).toContain("已补发");
    expect(screen.getByTestId("context-visits").textContent).toContain("另有 2 个会话您无权查看");
  });

  it("are opened and read in place, and let go again", async () => {
    const port = await tab({ visits: [visit] });
    fireEvent.click(await screen.findByTestId("visit-read"));
    expect(port.sent.at(-1)).toMatchObject({ type: "subscribe", conversation: "old", context: true });
    act(() =>
      port.say({ type: "context", conversation: "old", context: contextOf("old", [said(1, "上次的话")]) }),
    );
    await waitFor(() => expect(screen.getByTestId("visit-reading").textContent).toContain("上次的话"));
    expect(screen.queryByTestId("composer")).toBeNull();
    fireEvent.click(screen.getByTestId("visit-back"));
    expect(port.sent.at(-1)).toEqual({ type: "unsubscribe", conversation: "old" });
    const read = await screen.findByTestId("visit-read");
    await waitFor(() => expect(document.activeElement).toBe(read));
  });

  it("of who is not signed in nobody can tell, and it says so", async () => {
    await tab({ known: false });
    expect((await screen.findByText(/没有在网站登录/)).textContent).toContain("无法确认");
  });
});
