import type { Locale } from "@yingda/protocol";
import { formatWhen as formatWhenFrom } from "@yingda/protocol";

/** As of when it is drawn: nobody waits for these times. */
export function formatWhen(at: string, locale: Locale): string {
  return formatWhenFrom(at, Date.now(), locale);
}
