/** Times in words, for zh-CN and en. The time zone is the viewer's unless one is named. */
export type Locale = "zh-CN" | "en";

/**
 * The first tag of a language we speak; any Chinese is zh-CN. Whoever names only others gets en, and where
 * nobody names any it is zh-CN. Tags that are empty or absent say nothing.
 */
export function pickLocale(...tags: readonly (string | null | undefined)[]): Locale {
  const named = tags.filter((tag) => tag);
  const spoken = named.find((tag) => /^(zh|en)\b/i.test(tag ?? "")) ?? named[0] ?? "zh";
  return /^zh/i.test(spoken) ? "zh-CN" : "en";
}

export type TimeInput = Date | string | number;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly clock: string;
  readonly weekday: string;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(locale: Locale, timeZone: string | undefined): Intl.DateTimeFormat {
  const key = `${locale}|${timeZone ?? ""}`;
  let found = formatters.get(key);
  if (found === undefined) {
    found = new Intl.DateTimeFormat(locale, {
      year: "numeric",
      month: "numeric",
      day: "numeric",
      weekday: "long",
      hour: "2-digit",
      minute: "2-digit",
      hourCycle: "h23",
      timeZone,
    });
    formatters.set(key, found);
  }
  return found;
}

function partsOf(time: Date, locale: Locale, timeZone: string | undefined): Parts {
  const found: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const part of formatter(locale, timeZone).formatToParts(time)) found[part.type] = part.value;
  return {
    year: Number.parseInt(found.year ?? "0", 10),
    month: Number.parseInt(found.month ?? "0", 10),
    day: Number.parseInt(found.day ?? "0", 10),
    clock: `${found.hour ?? ""}:${found.minute ?? ""}`,
    weekday: found.weekday ?? "",
  };
}

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

function dayWords(day: Parts, today: Parts, locale: Locale): string {
  const month = locale === "zh-CN" ? `${day.month}月` : (MONTHS[day.month - 1] ?? "");
  const date = locale === "zh-CN" ? `${month}${day.day}日` : `${day.day} ${month}`;
  if (day.year === today.year) return date;
  return locale === "zh-CN" ? `${day.year}年${date}` : `${date} ${day.year}`;
}

/** Whole calendar days from one day to another; negative for a day to come. */
function daysBetween(from: Parts, to: Parts): number {
  const ms = Date.UTC(to.year, to.month - 1, to.day) - Date.UTC(from.year, from.month - 1, from.day);
  return Math.round(ms / 86_400_000);
}

const NEAR_DAYS = {
  "zh-CN": { today: "今天", yesterday: "昨天", tomorrow: "明天" },
  en: { today: "today", yesterday: "yesterday", tomorrow: "tomorrow" },
} as const;

/** For what stands by itself; a deadline is read behind its label. */
const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);

/** 刚刚 · 14:05 · 昨天 14:05 · 11月18日, for something that happened. */
export function formatWhen(time: TimeInput, now: TimeInput, locale: Locale, timeZone?: string): string {
  const then = new Date(time);
  const present = new Date(now);
  if (Number.isNaN(then.getTime())) return "";
  if (Math.abs(present.getTime() - then.getTime()) < 60_000) return locale === "zh-CN" ? "刚刚" : "Just now";
  const [day, today] = [partsOf(then, locale, timeZone), partsOf(present, locale, timeZone)];
  const distance = daysBetween(day, today);
  if (distance === 0) return day.clock;
  if (distance === 1) return capitalized(`${NEAR_DAYS[locale].yesterday} ${day.clock}`);
  return dayWords(day, today, locale);
}

/** A deadline with its hour always: 今天 16:05 · 明天 14:05 · 11月24日 14:05. */
export function formatDue(time: TimeInput, now: TimeInput, locale: Locale, timeZone?: string): string {
  const due = new Date(time);
  if (Number.isNaN(due.getTime())) return "";
  const [day, today] = [partsOf(due, locale, timeZone), partsOf(new Date(now), locale, timeZone)];
  return `${nearDay(day, today, locale)} ${day.clock}`;
}

function nearDay(day: Parts, today: Parts, locale: Locale): string {
  const distance = daysBetween(day, today);
  if (distance === 0) return NEAR_DAYS[locale].today;
  if (distance === 1) return NEAR_DAYS[locale].yesterday;
  if (distance === -1) return NEAR_DAYS[locale].tomorrow;
  return dayWords(day, today, locale);
}

/** The line between two days of a log: 今天 · 昨天 · 11月18日 星期三. */
export function formatDay(time: TimeInput, now: TimeInput, locale: Locale, timeZone?: string): string {
  const then = new Date(time);
  if (Number.isNaN(then.getTime())) return "";
  const [day, today] = [partsOf(then, locale, timeZone), partsOf(new Date(now), locale, timeZone)];
  const distance = daysBetween(day, today);
  if (distance === 0 || distance === 1) return capitalized(nearDay(day, today, locale));
  return `${dayWords(day, today, locale)} ${day.weekday}`;
}

/** Equal for two times of the same day in the viewer's zone. */
export function dayKey(time: TimeInput, timeZone?: string): string {
  const day = new Date(time);
  if (Number.isNaN(day.getTime())) return "";
  const parts = partsOf(day, "en", timeZone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

export function formatClock(time: TimeInput, locale: Locale, timeZone?: string): string {
  const value = new Date(time);
  return Number.isNaN(value.getTime()) ? "" : partsOf(value, locale, timeZone).clock;
}
