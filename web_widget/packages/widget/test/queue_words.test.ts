import { describe, expect, it } from "vitest";
import type { ChatEventOf } from "@yingda/protocol";
import { textsFor } from "../src/core/text/index.ts";
import { queueWords } from "../src/core/words.ts";
import { expectedWait, waitRange } from "../src/later/queue_card.tsx";
import { laterTexts } from "../src/later/text.ts";
import { AT } from "./support.ts";

const queue = (change: object): ChatEventOf<"queue"> => ({
  kind: "queue",
  seq: 1,
  at: AT,
  position: 3,
  estimated_wait_s: null,
  online: 1,
  ...change,
});
const words = (change: object): string =>
  queueWords(queue(change), textsFor("zh-CN"), "zh-CN", Date.parse(AT));

describe("how it stands with the queue", () => {
  it("is a place only where somebody is on duty", () => {
    expect(words({})).toBe("排队中，第 3 位");
    expect(words({ online: 0 })).toBe("现在没有客服在线");
  });

  it("says when the next shift begins", () => {
    const opens = new Date(Date.parse(AT) + 3 * 86_400_000);
    opens.setHours(9, 0);
    const day = `${opens.getMonth() + 1}月${opens.getDate()}日 09:00`;
    expect(words({ online: 0, opens: opens.toISOString() })).toBe(`现在没有客服值班，${day} 上班`);
  });
});

describe("how long one waits", () => {
  it.each([
    [20, 20, "1 分钟"],
    [84, 180, "1–3 分钟"],
    [420, 900, "7–15 分钟"],
    [2520, 5400, "42 分钟–1 小时 30 分"],
  ])("%d to %d s are %s", (least, most, text) => expect(waitRange([least, most], "zh-CN")).toBe(text));

  it("is what was measured, or said to be a guess, or not known", () => {
    const said = (change: object): string => expectedWait(queue(change), laterTexts("zh-CN"), "zh-CN");
    const measured = { estimated_wait_s: 200, wait_range_s: [100, 280], waits_measured: 12 };
    expect(said(measured)).toBe("按最近 12 次接入，多半等 1–5 分钟");
    expect(said({ estimated_wait_s: 200 })).toBe("大约等待 3–4 分钟");
    expect(said({})).toBe("最近接入太少，还估不出要等多久");
  });
});
