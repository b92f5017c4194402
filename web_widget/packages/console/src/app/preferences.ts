/** Language and brightness of this browser. Until somebody chooses, both follow the system. */
import type { Locale, Theme } from "@yingda/protocol";
import { pickLocale } from "@yingda/protocol";
import { create } from "zustand";
import { safeStorage } from "./storage.ts";

interface Preferences {
  readonly locale: Locale;
  readonly theme: Theme;
  readonly setLocale: (locale: Locale) => void;
  readonly setTheme: (theme: Theme) => void;
}

const LOCALE_KEY = "yd.console.locale";
const THEME_KEY = "yd.console.theme";
const lasting = safeStorage("local");

function systemTheme(): Theme {
  return window.matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

function startTheme(): Theme {
  const stored = lasting.getItem(THEME_KEY);
  return stored === "light" || stored === "dark" ? stored : systemTheme();
}

export const usePreferences = create<Preferences>()((set) => ({
  locale: pickLocale(lasting.getItem(LOCALE_KEY), ...navigator.languages),
  theme: startTheme(),
  setLocale: (locale) => {
    lasting.setItem(LOCALE_KEY, locale);
    set({ locale });
  },
  setTheme: (theme) => {
    lasting.setItem(THEME_KEY, theme);
    set({ theme });
  },
}));
