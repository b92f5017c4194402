/** Words of the console. A language is loaded when it is first needed. */
import type { Locale } from "@yingda/protocol";
import i18next from "i18next";
import { initReactI18next } from "react-i18next";
import type { Words } from "../locales/zh.ts";

declare module "i18next" {
  interface CustomTypeOptions {
    defaultNS: "console";
    resources: { console: Words };
  }
}

async function words(locale: Locale): Promise<Words> {
  return locale === "zh-CN" ? (await import("../locales/zh.ts")).zh : (await import("../locales/en.ts")).en;
}

export async function loadLanguage(locale: Locale): Promise<void> {
  const resource = await words(locale);
  if (i18next.isInitialized) {
    i18next.addResourceBundle(locale, "console", resource, true, true);
    await i18next.changeLanguage(locale);
  } else {
    await i18next.use(initReactI18next).init({
      lng: locale,
      fallbackLng: false,
      ns: ["console"],
      defaultNS: "console",
      resources: { [locale]: { console: resource } },
      interpolation: { escapeValue: false },
      react: { useSuspense: false },
    });
  }
  document.documentElement.lang = locale;
}
