import { MoonOutlined, SunOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { usePreferences } from "./preferences.ts";

/** Named in the language it leads to, so that somebody lost in the wrong one finds back. */
export function LocaleSwitch() {
  const { locale, setLocale } = usePreferences();
  const other = locale === "zh-CN" ? "en" : "zh-CN";
  const [label, short] = other === "en" ? ["English", "EN"] : ["中文", "中"];
  return (
    <Button
      type="text"
      lang={other}
      aria-label={`${short} · ${label}`}
      title={label}
      onClick={() => setLocale(other)}
      data-testid="locale-switch"
    >
      {short}
    </Button>
  );
}

export function ThemeSwitch() {
  const { t } = useTranslation();
  const { theme, setTheme } = usePreferences();
  const label = t(theme === "dark" ? "shell.to_light" : "shell.to_dark");
  return (
    <Button
      type="text"
      icon={theme === "dark" ? <SunOutlined /> : <MoonOutlined />}
      aria-label={label}
      title={label}
      onClick={() => setTheme(theme === "dark" ? "light" : "dark")}
      data-testid="theme-switch"
    />
  );
}
