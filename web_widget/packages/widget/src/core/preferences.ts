/** How the widget looks and speaks: as the visitor chose, else as the page that embeds it, else as the browser. */
import { pickLocale, type Locale } from "@yingda/protocol";
import type { TextSize, ThemeChoice, WidgetOptions } from "../options.ts";
import type { LocalValues } from "./store.ts";

export interface Preferences {
  readonly locale: Locale;
  readonly theme: ThemeChoice;
  readonly textSize: TextSize;
  /** Whether news may be heard. */
  readonly sound: boolean;
  /** The panel is larger, where there is room. */
  readonly wide: boolean;
}

const KEPT = "preferences";

const keptIn = (values: LocalValues): Partial<Preferences> => values.read<Partial<Preferences>>(KEPT) ?? {};

/** For the next visit, beside what was chosen before. */
export function keepPreferences(values: LocalValues, change: Partial<Preferences>): void {
  values.write(KEPT, { ...keptIn(values), ...change });
}

export function preferencesFrom(options: WidgetOptions, values: LocalValues): Preferences {
  const kept = keptIn(values);
  // A page that embeds us has chosen its language. Our own has not: it speaks the browser's.
  const page = options.mode === "page" ? "" : document.documentElement.lang;
  return {
    locale: pickLocale(options.locale, kept.locale, page, ...navigator.languages),
    theme: kept.theme ?? options.theme ?? "auto",
    textSize: kept.textSize ?? options.textSize ?? "normal",
    sound: kept.sound ?? true,
    wide: kept.wide ?? false,
  };
}
