/** Spans and countdowns in words, for zh-CN and en. */
import type { Locale, TimeInput } from "./format.ts";

function plural(count: number, word: string): string {
  return count === 1 ? `${count} ${word}` : `${count} ${word}s`;
}

/** A span in its two largest units, seconds only below a minute: 1 小时 59 分 · 45 秒. */
export function formatDuration(ms: number, locale: Locale): string {
  const seconds = Math.floor(Math.abs(ms) / 1000);
  const zh = locale === "zh-CN";
  if (seconds < 60) return zh ? `${seconds} 秒` : `${seconds} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return zh ? `${minutes} 分钟` : `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 24) return twoUnits(hours, zh ? " 小时" : " h", minutes % 60, zh ? " 分" : " min");
  const days = Math.floor(hours / 24);
  return twoUnits(zh ? `${days} 天` : plural(days, "day"), "", hours % 24, zh ? " 小时" : " h");
}

function twoUnits(large: number | string, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${large}${unit}` : `${large}${unit} ${rest}${restUnit}`;
}

export interface Countdown {
  readonly overdue: boolean;
  readonly text: string;
}

/** 还剩 1 小时 59 分 · 已超时 12 分钟. */
export function formatCountdown(due: TimeInput, now: TimeInput, locale: Locale): Countdown {
  const left = new Date(due).getTime() - new Date(now).getTime();
  const overdue = left < 0;
  const span = formatDuration(left, locale);
  if (locale === "zh-CN") return { overdue, text: overdue ? `已超时 ${span}` : `还剩 ${span}` };
  return { overdue, text: overdue ? `${span} overdue` : `${span} left` };
}
