/** The design tokens as CSS variables for our own markup and as a theme for antd. */
import type { Theme } from "@yingda/protocol";
import { antdToken, cssConstants, cssVariables, tokens } from "@yingda/protocol";
import type { ThemeConfig } from "antd";
import { theme as antdTheme } from "antd";

const sheet = new CSSStyleSheet();

/** A constructed sheet needs no style element, so no policy has to allow one. */
export function applyTheme(theme: Theme): void {
  sheet.replaceSync(`:root{${cssConstants()}${cssVariables(theme)}}`);
  if (!document.adoptedStyleSheets.includes(sheet)) {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  }
  document.documentElement.dataset.theme = theme;
}

export function antdConfig(theme: Theme): ThemeConfig {
  const color = tokens.color[theme];
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  const base = theme === "dark" ? antdTheme.darkAlgorithm : antdTheme.defaultAlgorithm;
  // The dark algorithm dims every seed: the tokens already have the measured contrast, so they are put back.
  const measured: typeof base = (seed, map) => ({
    ...(map ?? base(seed)),
    colorPrimary: color.accent,
    colorPrimaryHover: color["accent-hover"],
    colorPrimaryActive: color["accent-hover"],
    colorPrimaryText: color["accent-text"],
    colorInfo: color.info,
    colorSuccess: color.ok,
    colorWarning: color.warn,
    colorError: color.danger,
    colorErrorText: color.danger,
    colorLink: color["accent-text"],
  });
  return {
    algorithm: [base, measured],
    token: {
      ...antdToken(theme),
      colorBgElevated: theme === "dark" ? color["surface-2"] : color.surface,
      colorTextLightSolid: color["on-accent"],
      colorTextDescription: color["text-3"],
      colorTextDisabled: color["text-3"],
      borderRadiusLG: 12,
      borderRadiusSM: 6,
      lineHeight: 22 / 14,
      motion: !calm,
      wireframe: false,
    },
    components: {
      Button: {
        primaryShadow: "none",
        defaultShadow: "none",
        dangerShadow: "none",
        fontWeight: 400,
        defaultHoverColor: color["accent-text"],
        defaultHoverBorderColor: color["accent-text"],
        defaultActiveColor: color["accent-text"],
        defaultActiveBorderColor: color["accent-text"],
      },
      // Fits beside the thread, so that a notice never lies over what an agent is about to press.
      Notification: { width: 296 },
      Tabs: {
        horizontalItemGutter: 20,
        itemSelectedColor: color["accent-text"],
        inkBarColor: color["accent-text"],
        itemHoverColor: color["accent-text"],
      },
    },
  };
}
