/** Which language the widget speaks, and who decides. */
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { WidgetOptions } from "../src/options.ts";
import { rig } from "./support.ts";

beforeEach(() => vi.stubGlobal("fetch", () => Promise.reject(new Error("no server"))));
afterEach(() => {
  document.documentElement.lang = "";
  vi.restoreAllMocks();
  vi.unstubAllGlobals();
});

interface Given {
  readonly options?: WidgetOptions;
  readonly kept?: string;
  readonly page?: string;
  readonly browser?: readonly string[];
}

function localeOf({ options, kept, page = "", browser = [] }: Given): string {
  document.documentElement.lang = page;
  vi.spyOn(navigator, "languages", "get").mockReturnValue(browser);
  const preferences = kept === undefined ? {} : { preferences: { locale: kept } };
  return rig({ mode: "panel", locale: undefined, ...options }, preferences).controller.state.preferences
    .locale;
}

describe("the language", () => {
  it.each<[string, Given, string]>([
    ["is what the host asks for", { options: { locale: "en" }, kept: "zh-CN", page: "zh" }, "en"],
    ["else what the visitor chose before", { kept: "en", page: "zh-CN", browser: ["zh-CN"] }, "en"],
    ["else the page's own", { page: "zh-CN", browser: ["en-US"] }, "zh-CN"],
    ["else the browser's", { browser: ["fr-FR", "en-GB", "zh-CN"] }, "en"],
    ["else Chinese", {}, "zh-CN"],
    [
      "of our own page is the browser's, whatever the document says before",
      { options: { mode: "page" }, page: "zh-CN", browser: ["en-US"] },
      "en",
    ],
    ["of a page in a language we do not speak is the browser's", { page: "fr", browser: ["zh-CN"] }, "zh-CN"],
  ])("%s", (_, given, expected) => expect(localeOf(given)).toBe(expected));

  it("is remembered when the visitor chose it, not when the page did", () => {
    const { controller } = rig({ locale: undefined });
    controller.update({ locale: "en" });
    controller.prefer({ theme: "dark" });
    expect(localStorage.getItem("yingda:preferences")).toBe('{"theme":"dark"}');
    controller.prefer({ locale: "zh-CN" });
    expect(controller.state.preferences.locale).toBe("zh-CN");
    expect(JSON.parse(localStorage.getItem("yingda:preferences") ?? "")).toEqual({
      theme: "dark",
      locale: "zh-CN",
    });
  });
});
