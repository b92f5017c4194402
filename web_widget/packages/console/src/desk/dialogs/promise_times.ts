/** Due times of a promise: the ones mostly meant, and what the browser's own date and time box reads and writes. */

export interface QuickTime {
  readonly key: "in_30_min" | "in_2_h" | "today_18" | "tomorrow_12";
  readonly at: Date;
}

function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

export function quickTimes(now: Date): readonly QuickTime[] {
  const all: readonly QuickTime[] = [
    { key: "in_30_min", at: new Date(now.getTime() + 30 * 60_000) },
    { key: "in_2_h", at: new Date(now.getTime() + 120 * 60_000) },
    { key: "today_18", at: at(now, 0, 18) },
    { key: "tomorrow_12", at: at(now, 1, 12) },
  ];
  return all.filter((time) => time.at.getTime() > now.getTime());
}

const two = (value: number): string => String(value).padStart(2, "0");

export function toLocalInput(time: Date): string {
  const day = `${time.getFullYear()}-${two(time.getMonth() + 1)}-${two(time.getDate())}`;
  return `${day}T${two(time.getHours())}:${two(time.getMinutes())}`;
}

/** null for an empty or half-filled box. */
export function fromLocalInput(value: string): Date | null {
  const time = new Date(value);
  return value === "" || Number.isNaN(time.getTime()) ? null : time;
}
