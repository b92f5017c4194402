import { describe, expect, it } from "vitest";
import {
  backoffDelay,
  formatCountdown,
  formatDay,
  formatDue,
  formatDuration,
  formatMoney,
  formatWhen,
  heartbeatDelay,
  isComposing,
  isSendKey,
  newId,
  pickLocale,
  tokens,
  cssVariables,
} from "../src/index.ts";

const ZONE = "Asia/Shanghai";
const NOW = "2026-11-20T06:10:00.000Z"; // 14:10 in Shanghai, a Friday

describe("Enter and input methods", () => {
  const enter = { key: "Enter", keyCode: 13, isComposing: false };

  it("sends on a plain Enter", () => expect(isSendKey(enter)).toBe(true));

  it("does not send while composing (Chrome, Firefox: keydown before compositionend)", () =>
    expect(isSendKey({ ...enter, isComposing: true })).toBe(false));

  it("does not send on the Enter that ended a composition (Safari: keydown after compositionend)", () => {
    expect(isSendKey({ ...enter, keyCode: 229 })).toBe(false);
    expect(isComposing({ ...enter, keyCode: 229 })).toBe(true);
  });

  it.each(["shiftKey", "ctrlKey", "altKey", "metaKey"])("does not send with %s", (modifier) =>
    expect(isSendKey({ ...enter, [modifier]: true })).toBe(false),
  );
});

describe("times in words", () => {
  it.each([
    ["2026-11-20T06:09:30.000Z", "刚刚", "Just now"],
    ["2026-11-20T06:05:00.000Z", "14:05", "14:05"],
    ["2026-11-19T16:30:00.000Z", "00:30", "00:30"],
    ["2026-11-19T06:05:00.000Z", "昨天 14:05", "Yesterday 14:05"],
    ["2026-11-18T06:05:00.000Z", "11月18日", "18 Nov"],
    ["2025-11-18T06:05:00.000Z", "2025年11月18日", "18 Nov 2025"],
    ["nonsense", "", ""],
  ])("%s was %s", (time, zh, en) => {
    expect(formatWhen(time, NOW, "zh-CN", ZONE)).toBe(zh);
    expect(formatWhen(time, NOW, "en", ZONE)).toBe(en);
  });

  it.each([
    ["2026-11-20T08:05:00.000Z", "今天 16:05", "today 16:05"],
    ["2026-11-21T06:05:00.000Z", "明天 14:05", "tomorrow 14:05"],
    ["2026-11-24T06:05:00.000Z", "11月24日 14:05", "24 Nov 14:05"],
  ])("%s is due %s", (time, zh, en) => {
    expect(formatDue(time, NOW, "zh-CN", ZONE)).toBe(zh);
    expect(formatDue(time, NOW, "en", ZONE)).toBe(en);
  });

  it("names the days of a log", () => {
    expect(formatDay("2026-11-20T01:00:00Z", NOW, "zh-CN", ZONE)).toBe("今天");
    expect(formatDay("2026-11-19T01:00:00Z", NOW, "zh-CN", ZONE)).toBe("昨天");
    expect(formatDay("2026-11-18T01:00:00Z", NOW, "zh-CN", ZONE)).toBe("11月18日 星期三");
    expect(formatDay("2026-11-18T01:00:00Z", NOW, "en", ZONE)).toBe("18 Nov Wednesday");
  });
});

describe("spans", () => {
  it.each([
    [45_000, "45 秒", "45 s"],
    [60_000, "1 分钟", "1 min"],
    [7_140_000, "1 小时 59 分", "1 h 59 min"],
    [7_200_000, "2 小时", "2 h"],
    [86_400_000, "1 天", "1 day"],
    [180_000_000, "2 天 2 小时", "2 days 2 h"],
  ])("%d ms is %s", (ms, zh, en) => {
    expect(formatDuration(ms, "zh-CN")).toBe(zh);
    expect(formatDuration(ms, "en")).toBe(en);
  });

  it("counts down, and then counts what is overdue", () => {
    expect(formatCountdown("2026-11-20T06:12:00Z", NOW, "zh-CN")).toEqual({
      overdue: false,
      text: "还剩 2 分钟",
    });
    expect(formatCountdown("2026-11-20T05:10:00Z", NOW, "en")).toEqual({
      overdue: true,
      text: "1 h overdue",
    });
  });
});

describe("money", () => {
  it.each([
    ["15.00", "CNY", "¥15.00"],
    ["1234567.10", "CNY", "¥1,234,567.10"],
    ["-5", "USD", "-$5"],
    ["9007199254740993.01", "CNY", "¥9,007,199,254,740,993.01"],
    ["12.50", "XTS", "12.50 XTS"],
    ["a lot", "CNY", "a lot CNY"],
  ])("%s %s is %s", (amount, currency, words) => expect(formatMoney({ amount, currency })).toBe(words));
});

describe("trying again", () => {
  it("doubles its bound up to the cap, with full jitter", () => {
    expect(backoffDelay(0, 0)).toBe(0);
    expect([0, 1, 2, 5, 9, 1000].map((attempt) => backoffDelay(attempt, 1))).toEqual([
      1000, 2000, 4000, 30_000, 30_000, 30_000,
    ]);
  });

  it("never comes back sooner than the server asked", () => {
    expect(backoffDelay(0, 0, 5000)).toBe(5000);
    expect(backoffDelay(0, 0.5, 5000)).toBe(5500);
  });

  it("spreads heartbeats by a fifth", () => {
    expect([0, 0.5, 1].map((random) => heartbeatDelay(random))).toEqual([20_000, 25_000, 30_000]);
  });
});

describe("the rest", () => {
  it("makes ids the wire accepts, without randomUUID", () => {
    const ids = new Set(Array.from({ length: 200 }, () => newId()));
    expect(ids.size).toBe(200);
    for (const id of ids) expect(id).toMatch(/^[A-Za-z0-9._:-]{1,64}$/);
  });

  it("speaks Chinese unless asked for another language", () => {
    expect([undefined, "zh-TW", "ZH", "en-GB", "de"].map((tag) => pickLocale(tag))).toEqual([
      "zh-CN",
      "zh-CN",
      "zh-CN",
      "en",
      "en",
    ]);
  });

  it("prefers the first tag of a language we speak", () => {
    expect(pickLocale(undefined, "", "en", "zh")).toBe("en");
    expect(pickLocale("fr", "zh-HK", "en")).toBe("zh-CN");
    expect(pickLocale(null, "fr", "de")).toBe("en");
    expect(pickLocale()).toBe("zh-CN");
  });
});

describe("colours", () => {
  const pairs = [
    ["text-1", "surface", 4.5],
    ["text-2", "surface", 4.5],
    ["text-3", "surface-2", 4.5],
    ["on-accent", "accent", 4.5],
    ["on-accent", "human", 4.5],
    ["accent-text", "accent-soft", 4.5],
    ["human-text", "human-soft", 4.5],
    ["note-text", "note-bg", 4.5],
    ["ok", "ok-soft", 4.5],
    ["warn", "warn-soft", 4.5],
    ["danger", "danger-soft", 4.5],
    ["border", "surface", 3],
    ["focus", "surface", 3],
  ] as const;

  it.each(["light", "dark"] as const)("can be read in the %s theme", (theme) => {
    const color = tokens.color[theme];
    for (const [front, back, least] of pairs) {
      expect(contrast(color[front], color[back]), `${front} on ${back}`).toBeGreaterThanOrEqual(least);
    }
  });

  it("become custom properties", () => expect(cssVariables("light")).toContain("--yd-accent:#0B6B75;"));
});

function contrast(a: string, b: string): number {
  const [high = 0, low = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
}

function luminance(hex: string): number {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}
