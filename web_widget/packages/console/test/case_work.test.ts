/** Words that were edited or recalled, colleagues called in a note, and many orders at once. */
import type { DeskEvent, OrderRow, StaffMember } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { calledIn, callable } from "../src/desk/composer/mentions.ts";
import { triggerAt } from "../src/desk/composer/trigger.ts";
import { narrowed } from "../src/desk/list/narrowed.ts";
import { threadItems } from "../src/desk/model/thread_items.ts";
import { distinctFor, undoOf } from "../src/desk/orders/bulk.ts";

const AT = "2026-11-21T08:05:00.000Z";
const agent = { name: "李敏" };

describe("words that were changed", () => {
  const said: DeskEvent = {
    pos: 1,
    seq: 1,
    at: AT,
    kind: "message",
    from: { role: "agent", name: "李敏" },
    text: "18:00 前",
  };
  const note: DeskEvent = { pos: 2, at: AT, kind: "note", text: "急", agent };

  it("stand where they were, and their changes are no lines of their own", () => {
    const items = threadItems(
      [
        said,
        note,
        { pos: 3, seq: 2, at: AT, kind: "edited", of: 1, text: "20:00 前", agent },
        { pos: 4, at: AT, kind: "recalled", of_pos: 2, agent },
      ],
      [],
    );
    expect(items.map(({ kind }) => kind)).toEqual(["day", "bubble", "note"]);
    expect(items[1]).toMatchObject({ change: { kind: "edited", text: "20:00 前" } });
    expect(items[2]).toMatchObject({ change: { kind: "recalled" } });
  });
});

describe("calling a colleague", () => {
  const member = (id: string, zh: string, more: Partial<StaffMember> = {}): StaffMember => ({
    id,
    name: zh,
    names: { "zh-CN": zh },
    role: "agent",
    teams: [],
    ...more,
  });
  const row = {
    conversation: "c",
    visitor: {},
    handling: "agent",
    team: "cards",
    team_name: "",
    locale: "zh-CN",
    last: { text: "", at: AT, from: "visitor" },
  } as const;
  const staff = [
    member("1", "小王"),
    member("2", "小王磊"),
    member("3", "外组", { teams: ["topup"] }),
    member("4", "编辑", { role: "editor" }),
  ];

  it("offers those who may see the conversation, but not oneself", () => {
    expect(callable(staff, row, "1", "zh-CN").map(({ id }) => id)).toEqual(["2"]);
  });

  it("takes the longest name that stands there", () => {
    const all = callable(staff, row, undefined, "zh-CN");
    expect(calledIn("＠小王磊 请看", all)).toEqual(["2"]);
    expect(calledIn("@小王 @小王磊", all)).toEqual(["2", "1"]);
    expect(calledIn("小王在吗", all)).toEqual([]);
  });

  it("begins with a sign in a note only, and not in an address", () => {
    expect(triggerAt("请看@小", 4, true)).toMatchObject({ kind: "mention", query: "小", from: 2 });
    expect(triggerAt("请看@小", 4)).toBeNull();
    expect(triggerAt("a@b", 3, true)).toBeNull();
  });

  it("filters let through what fits all of them", () => {
    const urgent = { ...row, work_order: { urgent: true, overdue: false } } as unknown as typeof row;
    expect(narrowed([row, urgent], { team: "", urgent: true, overdue: false })).toEqual([urgent]);
    expect(narrowed([row, urgent], { team: "topup", urgent: false, overdue: false })).toEqual([]);
  });
});

describe("many orders at once", () => {
  const order = (number: string, more: Partial<OrderRow> = {}): OrderRow =>
    ({ number, conversation: "c", tags: [], ...more }) as unknown as OrderRow;

  it("writes a note and hands a conversation on once", () => {
    const rows = [order("GD1"), order("GD2")];
    expect(distinctFor({ kind: "note", text: "x" }, rows)).toHaveLength(1);
    expect(distinctFor({ kind: "tag", add: ["x"], remove: [] }, rows)).toHaveLength(2);
  });

  it("is undone where it can be: tags that were new, notes by their place, work that somebody had", () => {
    const done = { state: "done", pos: 7 } as const;
    const tag = { kind: "tag", add: ["急", "旧"], remove: [] } as const;
    expect(undoOf(tag, order("GD1", { tags: ["旧"] }), done, "")).toMatchObject({
      arguments: { add: [], remove: ["急"] },
    });
    expect(undoOf({ kind: "note", text: "x" }, order("GD1"), done, "")).toEqual({
      type: "recall",
      conversation: "c",
      pos: 7,
    });
    const assign = { kind: "assign", agent: "2", reason: "r" } as const;
    expect(undoOf(assign, order("GD1"), done, "撤销")).toBeUndefined();
    const had = order("GD1", { agent: { id: "1", name: "李敏" } });
    expect(undoOf(assign, had, done, "撤销")).toMatchObject({ arguments: { agent: "1", reason: "撤销" } });
  });
});
