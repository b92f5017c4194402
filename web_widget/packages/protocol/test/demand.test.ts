import { describe, expect, it } from "vitest";
import { answeredDemand, demandName } from "../src/index.ts";

describe("a demand", () => {
  const words = (kind: string): string => `our ${kind}`;

  it.each([
    [{ kind: "refund", label: "把钱退给我" }, "把钱退给我"],
    [{ kind: "refund_and_compensation" }, "our refund_and_compensation"],
    [{ kind: "a_kind_of_tomorrow" }, "a_kind_of_tomorrow"],
    [{ kind: "toString" }, "toString"],
  ])("%j is called %s", (demand, name) => expect(demandName(demand, words)).toBe(name));

  it("is found again by its answer", () => {
    const refund = { kind: "refund", label: "退款" };
    expect(answeredDemand("refund", [{ kind: "other" }, refund])).toBe(refund);
    expect(answeredDemand("resend", [refund])).toEqual({ kind: "resend" });
  });
});
