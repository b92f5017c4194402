import { describe, expect, it } from "vitest";
import type { ChatEventOf } from "@yingda/protocol";
import { textsFor } from "../src/core/text/index.ts";
import { queueWords } from "../src/core/words.ts";
import { waitRange } from "../src/later/queue_card.tsx";
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
    [20, "1 分钟"],
    [120, "1–3 分钟"],
    [600, "7–15 分钟"],
    [3600, "42 分钟–1 小时 30 分"],
  ])("%d s are %s", (seconds, text) => expect(waitRange(seconds, "zh-CN")).toBe(text));
});
