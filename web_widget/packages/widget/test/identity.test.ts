import { describe, expect, it } from "vitest";
import { ANONYMOUS, personOf } from "../src/core/identity.ts";
import { tokenOf } from "./support.ts";

describe("who is signed in", () => {
  it("is the same person with every token of theirs", () => {
    expect(personOf(tokenOf({ external_id: "顾客-1", exp: 1 }))).toBe(
      personOf(tokenOf({ external_id: "顾客-1", exp: 2, name: "王" })),
    );
    expect(personOf(tokenOf({ sub: "顾客-1" }))).toBe(personOf(tokenOf({ external_id: "顾客-1" })));
  });

  it("is told apart from everybody else, and not named", () => {
    const people = ["1", "2", "12", "21"].map((id) => personOf(tokenOf({ external_id: id })));
    expect(new Set([...people, ANONYMOUS]).size).toBe(5);
    expect(personOf(tokenOf({ external_id: "zhang.san" }))).not.toContain("zhang");
  });

  it.each([undefined, "", "no token", "a.%%%.c", tokenOf({}), tokenOf({ external_id: "" })])(
    "is nobody known with %s",
    (token) => expect(personOf(token)).toBe(ANONYMOUS),
  );
});
