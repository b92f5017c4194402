/** What a saved view of the live lists counts. */
import { describe, expect, it } from "vitest";
import { inboxCount } from "../src/desk/views/use_view_counts.ts";
import { hear, online, row } from "./builders.ts";

const state = hear(
  online({
    queue: [row("c1", { rank: "r1" }), row("c2", { rank: "r2", team: "payments" })],
    waiting: 2,
  }),
  { type: "mine", mine: [row("c3", { handling: "agent" })], held: 1 },
);

describe("a view of the live lists", () => {
  it("counts what its filters let through", () => {
    expect(inboxCount(state, "view=queue")).toBe("2");
    expect(inboxCount(state, "team=payments")).toBe("1");
    expect(inboxCount(state, "view=mine&urgent=true")).toBe("0");
  });

  it("says that there may be more where not all is held", () => {
    const long = online({ queue: [row("c1", { rank: "r1" })], waiting: 300 });
    expect(inboxCount(long, "")).toBe("1+");
  });

  it("leaves to the server what only it can count", () => {
    expect(inboxCount(state, "view=ended")).toBeNull();
    expect(inboxCount(state, "q=%E9%AB%98%E9%93%81")).toBeNull();
  });
});
