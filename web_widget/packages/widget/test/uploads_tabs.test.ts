import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { Parcel, ParcelMessage } from "../src/core/parcel.ts";
import type { Uploads } from "../src/files/uploads.ts";
import { photo, rig, send } from "./uploads_support.ts";

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

describe("several tabs", () => {
  /** Two tabs: the first leads. What they tell each other arrives at once, unless the channel is cut. */
  function tabs() {
    const device = rig();
    const state = { leader: 0, cut: false };
    const seen: (readonly Parcel[])[] = [[], []];
    const both: Uploads[] = [0, 1].map((tab) =>
      device.make({
        leading: () => state.leader === tab,
        post: (message: ParcelMessage) => {
          if (!state.cut) both[1 - tab]?.heard(message);
        },
        changed: (parcels) => (seen[tab] = parcels),
      }),
    );
    const [first, second] = both as [Uploads, Uploads];
    return { ...device, state, seen, first, second };
  }

  it("upload what is chosen in either once, and both see it", async () => {
    const { second, asked, seen, said, answer } = tabs();
    await second.add([photo("a.png")]);
    expect(seen.map((parcels) => parcels.map(({ state }) => state))).toEqual([["draft"], ["draft"]]);
    send(second, "第二页");
    asked[0]?.progress(5);
    expect(seen[1]).toMatchObject([{ state: "sending", sentBytes: 5 }]);
    await answer({ id: "ev_1" });
    expect(asked).toHaveLength(1);
    expect(said.map(([utterance]) => utterance)).toEqual([
      { type: "attach", evidence: ["ev_1"], text: "第二页" },
    ]);
  });

  it("have a file ready only when the one that leads has it", async () => {
    const { second, state, link, saved } = tabs();
    state.cut = true;
    await second.add([photo("a.png")]);
    // What is sent now would go without it.
    expect(link.preparing).toBe(1);
    state.leader = 1;
    second.lead([...saved.values()]);
    expect(link.preparing).toBe(0);
  });

  it("send a draft once, though both say so", async () => {
    const { first, second, asked, said, answer } = tabs();
    await first.add([photo()]);
    send(first, "一次");
    send(second);
    await answer({ id: "ev_1" });
    expect([asked.length, said.length]).toEqual([1, 1]);
  });

  it("lose nothing when the one that leads is gone before it has heard", async () => {
    const { second, saved, state, asked, seen, answer, said } = tabs();
    await second.add([photo("a.png")]);
    state.cut = true;
    send(second, "没听见");
    expect(seen[1]).toMatchObject([{ state: "draft" }]);
    state.leader = 1;
    second.lead([...saved.values()]);
    expect(asked.map(({ file }) => file.name)).toEqual(["a.png"]);
    await answer({ id: "ev_1" });
    expect(said).toMatchObject([[{ text: "没听见" }, expect.any(String)]]);
  });

  it("ask a new leader again", async () => {
    const { first, second, state, seen } = tabs();
    state.cut = true;
    await second.add([photo("a.png")]);
    expect(seen[0]).toEqual([]);
    state.cut = false;
    first.lead([]);
    expect(seen.map((parcels) => parcels.length)).toEqual([1, 1]);
  });

  it("stop what they upload when another takes over", async () => {
    const { first, state, link, said } = tabs();
    await first.add([photo()]);
    send(first);
    state.leader = 1;
    first.follow();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(link.cancelled).toBe(1);
    expect(said).toEqual([]);
  });
});
