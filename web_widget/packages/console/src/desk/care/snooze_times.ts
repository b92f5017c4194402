/** When one mostly wants to be reminded. */
export interface SnoozeTime {
  readonly key: "in_15_min" | "in_1_h" | "in_3_h" | "today_18" | "tomorrow_9" | "monday_9";
  readonly at: Date;
}

const MINUTE_MS = 60_000;

function at(now: Date, days: number, hour: number): Date {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate() + days, hour);
}

export function snoozeTimes(now: Date): readonly SnoozeTime[] {
  const later = (minutes: number): Date => new Date(now.getTime() + minutes * MINUTE_MS);
  // Sunday is 0: the coming Monday, never today.
  const toMonday = (8 - now.getDay()) % 7 || 7;
  const all: readonly SnoozeTime[] = [
    { key: "in_15_min", at: later(15) },
    { key: "in_1_h", at: later(60) },
    { key: "in_3_h", at: later(180) },
    { key: "today_18", at: at(now, 0, 18) },
    { key: "tomorrow_9", at: at(now, 1, 9) },
    { key: "monday_9", at: at(now, toMonday, 9) },
  ];
  return all.filter((time) => time.at.getTime() > now.getTime());
}
