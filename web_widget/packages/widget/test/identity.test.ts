import { describe, expect, it } from "vitest";
import type { Pending } from "@yingda/protocol";
import { BrowserStore, LocalValues } from "../src/core/store.ts";
import { ANONYMOUS, personOf } from "../src/core/identity.ts";
import { rig, tokenOf } from "./support.ts";

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

describe("another person on the same device", () => {
  const settings = { consent: true, policy_url: "https://example.com/privacy" };

  it("is asked for an agreement of their own, and whoever agreed is not asked again", () => {
    const { controller } = rig({}, { "config:zh-CN": settings });
    expect(controller.state.consentDue).toBe(true);
    controller.configuration.agree();
    expect(controller.state.consentDue).toBe(false);
    controller.update({ identity: tokenOf({ external_id: "1" }) });
    expect(controller.state.consentDue).toBe(true);
    controller.update({ identity: "" });
    expect(controller.state.consentDue).toBe(false);
  });

  it("does not find the words that the one before had only just said", async () => {
    localStorage.clear();
    const said: Pending = {
      frame: { type: "message", id: "a", text: "hello" },
      at: 1,
      state: "queued",
      attempts: 0,
      notBefore: 0,
    };
    // Nothing reaches IndexedDB in this environment: what is kept is in localStorage.
    new BrowserStore(new LocalValues("yingda:")).saveEntry(said);
    const person = personOf(tokenOf({ external_id: "1" }));
    expect((await new BrowserStore(new LocalValues("yingda:", person)).load()).outbox).toEqual([]);
    expect((await new BrowserStore(new LocalValues("yingda:")).load()).outbox).toEqual([said]);
  });
});
