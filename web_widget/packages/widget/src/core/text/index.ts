import type { Locale } from "@yingda/protocol";
import { en } from "./en.ts";
import { zh, type Texts } from "./zh.ts";

export type { Texts };

export function textsFor(locale: Locale): Texts {
  return locale === "zh-CN" ? zh : en;
}
