import { useTranslation } from "react-i18next";
import { DialogBox } from "../app/dialog_box.tsx";
import { LoginForm } from "./login_form.tsx";
import "./login.css";

/** Lies over the desk, which stays as it is: drafts, outbox and place are kept. */
export function ExpiredDialog({ name }: { readonly name: string }) {
  const { t } = useTranslation();
  return (
    <DialogBox title={t("login.expired_title")} width={400}>
      <div data-testid="session-expired">
        <p className="login-hint">{t("login.expired_hint")}</p>
        <LoginForm name={name} />
      </div>
    </DialogBox>
  );
}
