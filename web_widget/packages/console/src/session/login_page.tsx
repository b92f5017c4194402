import { useTranslation } from "react-i18next";
import { LocaleSwitch, ThemeSwitch } from "../app/switches.tsx";
import { LoginForm } from "./login_form.tsx";
import "./login.css";

export function LoginPage() {
  const { t } = useTranslation();
  return (
    <div className="login-page">
      <main className="login-card" data-testid="login-page">
        <p className="brand-mark" aria-hidden="true">
          应
        </p>
        <h1>{t("login.title")}</h1>
        <p className="login-hint">{t("login.hint")}</p>
        <LoginForm />
        <p className="login-help">{t("login.help")}</p>
      </main>
      <div className="login-switches">
        <LocaleSwitch />
        <ThemeSwitch />
      </div>
    </div>
  );
}
