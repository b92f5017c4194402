/** A queue of which the server sends the front, and a transcript of which it sends the end. */
import type { DeskQueueFrame, DeskRow, QueuePage } from "@yingda/protocol";
import { describe, expect, it } from "vitest";
import { firstPos, lastPos, ownership } from "../src/desk/model/state.ts";
import { contextOf, hear, iso, live, online, play, row, said, welcome } from "./builders.ts";

const waiting = (n: number): DeskRow => row(`c${n}`, { rank: `r${String(n).padStart(4, "0")}` });
const from = (first: number, last: number): DeskRow[] =>
  Array.from({ length: last - first + 1 }, (_, i) => waiting(first + i));
const front = (queue: DeskRow[], more: Partial<DeskQueueFrame> = {}): DeskQueueFrame => ({
  type: "queue",
  online: 1,
  waiting: 10,
  queue,
  ...more,
});
const page = (queue: DeskRow[], next?: number): QueuePage => ({
  queue,
  waiting: 10,
  at: iso(),
  ...(next !== undefined && { next: waiting(next).rank ?? "" }),
});
const ids = ({ queue }: { readonly queue: readonly DeskRow[] }): string =>
  queue.map(({ conversation }) => conversation.slice(1)).join(" ");
const opened = () => online({ queue: from(1, 4), waiting: 10 });
const read = (state: ReturnType<typeof opened>, after: number, answer: QueuePage) =>
  play(state, {
    type: "queue_page",
    after: waiting(after).rank ?? "",
    generation: state.queueGeneration,
    page: answer,
  });

describe("a long queue", () => {
  it("is counted whole and held as far as it was read", () => {
    const state = opened();
    expect([state.waiting, ids(state)]).toEqual([10, "1 2 3 4"]);
    const more = read(state, 4, page(from(5, 8), 8));
    expect([more.waiting, ids(more), more.queueTo]).toEqual([10, "1 2 3 4 5 6 7 8", "r0008"]);
    const all = read(more, 8, page(from(9, 10)));
    expect([ids(all), all.queueTo]).toEqual(["1 2 3 4 5 6 7 8 9 10", null]);
  });

  it("keeps what was read behind the front when the front moves on", () => {
    const more = read(opened(), 4, page(from(5, 8), 8));
    const moved = hear(
      more,
      front([waiting(2), waiting(3), waiting(4), waiting(5)], { waiting: 9, left: ["c1"] }),
    );
    expect(ids(moved)).toBe("2 3 4 5 6 7 8");
    const pushed = hear(moved, front([waiting(0), waiting(2), waiting(3), waiting(4)]));
    expect(ids(pushed)).toBe("0 2 3 4 5 6 7 8");
  });

  it("drops who left behind the front and takes who came or changed there", () => {
    const more = read(opened(), 4, page(from(5, 8), 8));
    const changed = { ...waiting(7), intent: "退款" };
    const next = hear(more, front(from(1, 4), { waiting: 9, left: ["c6"], also: [changed] }));
    expect(ids(next)).toBe("1 2 3 4 5 7 8");
    expect(next.queue.find(({ conversation }) => conversation === "c7")?.intent).toBe("退款");
  });

  it("does not show again whom an older page still holds", () => {
    const asked = opened();
    const left = hear(asked, front(from(1, 4), { waiting: 9, left: ["c6"] }));
    expect(ids(read(left, 4, page(from(5, 8), 8)))).toBe("1 2 3 4 5 7 8");
  });

  it("begins again at the front when too much has changed, and leaves a late page alone", () => {
    const more = read(opened(), 4, page(from(5, 8), 8));
    const stale = hear(more, front(from(1, 4), { stale: true }));
    expect([ids(stale), stale.queueTo]).toEqual(["1 2 3 4", "r0004"]);
    expect(ids(read(stale, 8, page(from(9, 10))))).toBe("1 2 3 4");
  });

  it("leaves alone a page that was asked for before the queue began anew", () => {
    const asked = play(opened(), { type: "queue_reading" });
    const { queueGeneration } = asked;
    // The connection was lost; meanwhile c6 was taken, and nobody told this desk.
    const back = hear(asked, welcome({ queue: from(1, 4), waiting: 9 }));
    const late = play(back, {
      type: "queue_page",
      after: "r0004",
      generation: queueGeneration,
      page: page(from(5, 8), 8),
    });
    expect(ids(late)).toBe("1 2 3 4");
    const after = read(late, 4, page([5, 7, 8].map(waiting), 8));
    expect(ids(after)).toBe("1 2 3 4 5 7 8");
  });

  it("does not take the end of an older reading for the end of its own", () => {
    const asked = play(opened(), { type: "queue_reading" });
    const stale = hear(asked, front(from(1, 4), { stale: true }));
    expect(stale.queueReading).toBe("no");
    const again = play(stale, { type: "queue_reading" });
    const generation = asked.queueGeneration;
    const late = play(again, { type: "queue_page", after: "r0004", generation, page: page(from(5, 8), 8) });
    expect(late.queueReading).toBe("yes");
    const failed = play(late, { type: "queue_failed", generation });
    expect(failed.queueReading).toBe("yes");
    expect(play(failed, { type: "queue_failed", generation: failed.queueGeneration }).queueReading).toBe(
      "failed",
    );
  });

  it("is the front alone as soon as there is nothing behind", () => {
    const more = read(opened(), 4, page(from(5, 8), 8));
    const short = hear(more, front(from(1, 3), { waiting: 3 }));
    expect([ids(short), short.queueTo]).toEqual(["1 2 3", null]);
  });

  it("lets one claim who waits further back than was read", () => {
    const found = play(opened(), { type: "heard_of", rows: [row("c9"), row("c11", { handling: "bot" })] });
    expect(ownership(found, "c9")).toBe("queued");
    expect(ownership(found, "c11")).toBe("other");
  });

  it("knows that more is one's own than the list holds", () => {
    const own = (id: string): DeskRow => row(id, { handling: "agent", agent: { id: "a1", name: "李敏" } });
    const state = hear(online(), { type: "mine", mine: [own("c1")], held: 2 });
    const found = play(state, { type: "heard_of", rows: [own("c2"), row("c3", { handling: "bot" })] });
    expect([found.held, ownership(found, "c2"), ownership(found, "c3")]).toEqual([2, "mine", "other"]);
    // What has left the whole list is one's own no more.
    const all = hear(found, { type: "mine", mine: [own("c1")], held: 1 });
    expect(ownership(all, "c2")).toBe("other");
  });

  it("is all there is with a server that does not count", () => {
    const state = online({ queue: from(1, 3) });
    expect([state.waiting, state.queueTo]).toEqual([3, null]);
  });
});

const end = (first: number, last: number) =>
  Array.from({ length: last - first + 1 }, (_, i) => said(first + i, `第 ${first + i} 条`));
const held = (first: number, last: number) =>
  hear(online({ mine: [row("c1")] }), {
    type: "context",
    conversation: "c1",
    context: contextOf("c1", end(first, last)),
  });

describe("a long transcript", () => {
  it("begins in the middle and goes on live", () => {
    const state = hear(held(801, 1000), live("c1", said(1001, "在吗")));
    const thread = state.conversations.c1;
    expect([firstPos(thread), lastPos(thread), thread?.gap]).toEqual([801, 1001, false]);
  });

  it("is read backwards, and what does not fit is left out", () => {
    const state = play(held(801, 1000), { type: "reading_back", conversation: "c1" });
    expect(state.conversations.c1?.readingBack).toBe(true);
    const back = hear(state, { type: "history", conversation: "c1", before: 801, events: end(601, 800) });
    expect([firstPos(back.conversations.c1), back.conversations.c1?.readingBack]).toEqual([601, false]);
    const wrong = hear(back, { type: "history", conversation: "c1", before: 500, events: end(300, 499) });
    expect(firstPos(wrong.conversations.c1)).toBe(601);
  });

  it("keeps what was read back when the case is asked for again", () => {
    const back = hear(held(801, 1000), {
      type: "history",
      conversation: "c1",
      before: 801,
      events: end(601, 800),
    });
    const again = hear(back, {
      type: "context",
      conversation: "c1",
      context: contextOf("c1", end(851, 1050)),
    });
    expect([firstPos(again.conversations.c1), lastPos(again.conversations.c1)]).toEqual([601, 1050]);
  });

  it("reads again what was masked before a reveal", () => {
    const masked = end(601, 800).map((event) => ({ ...event, masked: true as const }));
    const back = hear(held(801, 1000), { type: "history", conversation: "c1", before: 801, events: masked });
    const open = hear(back, {
      type: "context",
      conversation: "c1",
      context: contextOf("c1", end(801, 1000)),
    });
    expect(firstPos(open.conversations.c1)).toBe(801);
  });

  it("takes many events at once as it takes them one by one", () => {
    const frames = end(1001, 1400).map((event) => live("c1", event));
    const together = play(held(801, 1000), { type: "events", frames, at: 0 });
    const single = hear(held(801, 1000), ...frames);
    expect(together.conversations.c1).toEqual(single.conversations.c1);
    const torn = play(held(801, 1000), { type: "events", frames: frames.slice(5), at: 0 });
    expect(torn.conversations.c1?.gap).toBe(true);
  });
});
