/** Design tokens: one JSON file becomes CSS variables for our own markup and a theme for antd. */
import source from "./tokens.json" with { type: "json" };

export type Theme = "light" | "dark";
export type ColorToken = keyof typeof source.color.light;

export const tokens = source;

/** The custom properties of a theme, e.g. `--yd-accent: #0B6B75;`, for a rule's body. */
export function cssVariables(theme: Theme, prefix = "--yd-"): string {
  const colors = Object.entries(source.color[theme]).map(([name, value]) => `${prefix}${name}:${value};`);
  // Important: the widget resets everything a page may have set, this among it.
  return colors.join("") + `color-scheme:${theme}!important;`;
}

/** The properties that do not depend on the theme. */
export function cssConstants(prefix = "--yd-"): string {
  const scales = (["space", "radius", "motion"] as const).flatMap((group) =>
    Object.entries(source[group]).map(([name, value]) => `${prefix}${group}-${name}:${value};`),
  );
  return `${scales.join("")}${prefix}font:${source.font};${prefix}shadow:${source.shadow};`;
}

/** The seed and alias tokens antd's ConfigProvider takes; algorithms (dark, compact) stay the caller's choice. */
export function antdToken(theme: Theme): Record<string, string | number> {
  const color = source.color[theme];
  return {
    colorPrimary: color.accent,
    colorInfo: color.info,
    colorSuccess: color.ok,
    colorWarning: color.warn,
    colorError: color.danger,
    colorLink: color["accent-text"],
    colorText: color["text-1"],
    colorTextSecondary: color["text-2"],
    colorTextTertiary: color["text-3"],
    colorTextPlaceholder: color["text-3"],
    colorBgBase: color.surface,
    colorBgLayout: color.canvas,
    colorBgContainer: color.surface,
    colorBorder: color.border,
    colorBorderSecondary: color.hairline,
    borderRadius: 8,
    fontFamily: source.font,
    fontSize: 14,
  };
}
