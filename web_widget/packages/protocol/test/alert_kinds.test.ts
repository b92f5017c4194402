/** The kinds of alert live in the server's rules, in the golden frames, in the reference and here: held together. */
import { readFileSync, readdirSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { ALERT_KINDS } from "../src/index.ts";
import { goldenFrames } from "./fixtures.ts";

const root = new URL("../../../../", import.meta.url);
const known = [...ALERT_KINDS].sort();
const sorted = (kinds: Iterable<string>): string[] => [...new Set(kinds)].sort();

/** Everything of the form `Alert{…}` in the rules, and what is handed to the helper that takes its kind. */
function raisedByServer(): { readonly kinds: string[]; readonly withoutKind: string[] } {
  const folder = new URL("src/conversation/", root);
  const sources = readdirSync(folder).filter((name) => name.endsWith(".cpp"));
  const text = sources.map((name) => readFileSync(new URL(name, folder), "utf8")).join("\n");
  const calls = text.match(/\bAlert(?: \w+)?\{[^;]*;|(?<!void )\bmissed\(turn[^;]*;/g) ?? [];
  const kindOf = (call: string): string | undefined => /"([a-z]+(?:_[a-z]+)*)"/.exec(call)?.[1];
  return {
    kinds: sorted(calls.flatMap((call) => kindOf(call) ?? [])),
    withoutKind: calls.filter((call) => kindOf(call) === undefined),
  };
}

describe("the kinds of alert", () => {
  it("are those that the server's rules raise", () => {
    const { kinds, withoutKind } = raisedByServer();
    expect(kinds).toEqual(known);
    // The helper itself. Another one would have to be searched for its callers, too.
    expect(withoutKind).toEqual(["Alert{order.number, kind, due, true});"]);
  });

  it("have one golden frame each", () => {
    const alerts = goldenFrames("desk").filter(({ frame }) => frame.type === "alert");
    expect(alerts.map(({ frame }) => frame.alert).sort()).toEqual(known);
  });

  it("are in the reference", () => {
    const page = readFileSync(new URL("docs/protocol.md", root), "utf8");
    const table = page.slice(page.indexOf("| `alert` | raised when |"));
    const rows = table.slice(0, table.indexOf("\n\n")).matchAll(/^\| `(\w+)` \|/gm);
    expect(sorted([...rows].map(([, kind]) => kind ?? "").filter((kind) => kind !== "alert"))).toEqual(known);
  });
});
