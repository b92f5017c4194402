/** Conversations that are put aside, and being left in peace. */
import { describe, expect, it } from "vitest";
import { snoozeTimes } from "../src/desk/care/snooze_times.ts";
import { byPromise } from "../src/desk/model/sla.ts";
import { happenings } from "../src/desk/notify/happenings.ts";
import { isQuiet } from "../src/desk/settings.ts";
import { hear, iso, live, online, play, row } from "./builders.ts";

describe("what is put aside", () => {
  it("stands last, and first once it is back", () => {
    const rows = [
      row("aside", { snooze: { at: iso() }, queued_at: iso(-9000) }),
      row("plain", { queued_at: iso() }),
      row("back", { reminder: { at: iso(), why: "time" }, queued_at: iso(9000) }),
    ];
    expect(byPromise(rows).map(({ conversation }) => conversation)).toEqual(["back", "plain", "aside"]);
  });

  it("is told when it is back, and keeps its row", () => {
    const before = online();
    const after = hear(before, {
      type: "reminder",
      conversation: "c1",
      why: "visitor",
      reason: "等快递",
      row: row("c1", { reminder: { at: iso(), why: "visitor" } }),
    });
    expect(after.notices).toMatchObject([{ kind: "reminder", why: "visitor", reason: "等快递" }]);
    expect(after.others.c1?.reminder?.why).toBe("visitor");
    expect(happenings(before, after)).toEqual([{ kind: "reminder", conversation: "c1", words: "等快递" }]);
  });
});

describe("a visitor who is kept from writing", () => {
  it("is so in the row of whoever only looks on, until it ends", () => {
    const muted = (pos: number, until: string | null) =>
      live("c1", { pos, at: iso(), kind: "muted", agent: { name: "赵岚" }, until });
    const looking = play(online(), { type: "heard_of", rows: [row("c1", { handling: "agent" })] });
    const after = hear(looking, muted(1, iso(1000)));
    expect(after.others.c1?.muted_until).toBe(iso(1000));
    expect(hear(after, muted(2, null)).others.c1).not.toHaveProperty("muted_until");
  });
});

describe("times to come back at", () => {
  const keys = (now: Date): readonly string[] => snoozeTimes(now).map(({ key }) => key);

  it("leaves out what has gone by", () => {
    expect(keys(new Date(2026, 10, 23, 17, 59))).toContain("today_18");
    expect(keys(new Date(2026, 10, 23, 18, 0))).not.toContain("today_18");
  });

  it("means the coming Monday, never today", () => {
    const monday = (now: Date): Date | undefined =>
      snoozeTimes(now).find(({ key }) => key === "monday_9")?.at;
    expect(monday(new Date(2026, 10, 23, 8, 0))).toEqual(new Date(2026, 10, 30, 9, 0));
    expect(monday(new Date(2026, 10, 29, 8, 0))).toEqual(new Date(2026, 10, 30, 9, 0));
    expect(monday(new Date(2026, 10, 28, 8, 0))).toEqual(new Date(2026, 10, 30, 9, 0));
  });
});

describe("do not disturb", () => {
  it("ends by itself", () => {
    expect(isQuiet({ quietUntil: 0 }, 1000)).toBe(false);
    expect(isQuiet({ quietUntil: 2000 }, 1999)).toBe(true);
    expect(isQuiet({ quietUntil: 2000 }, 2000)).toBe(false);
  });
});
