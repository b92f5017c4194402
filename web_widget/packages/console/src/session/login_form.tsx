import { Button, Input } from "antd";
import type { FormEvent } from "react";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { LoginFailure } from "./api.ts";
import { useSessionStore } from "./session_context.ts";

interface LoginFormProps {
  /** Whose session ended: the name is filled in, the password gets the focus. */
  readonly name?: string;
}

export function LoginForm({ name: knownName = "" }: LoginFormProps) {
  const { t } = useTranslation();
  const session = useSessionStore();
  const id = useId();
  const [name, setName] = useState(knownName);
  const [password, setPassword] = useState("");
  const [failure, setFailure] = useState<LoginFailure | "empty" | null>(null);
  const [busy, setBusy] = useState(false);

  const submit = async (event: FormEvent<HTMLFormElement>): Promise<void> => {
    event.preventDefault();
    if (name.trim() === "" || password === "") {
      setFailure("empty");
      return;
    }
    setBusy(true);
    const result = await session.login(name.trim(), password);
    setBusy(false);
    setFailure(result);
    if (result !== null) setPassword("");
  };

  const errorId = `${id}-error`;
  const described = failure === null ? undefined : errorId;
  return (
    <form className="login-form" onSubmit={(event) => void submit(event)} noValidate data-testid="login-form">
      <label htmlFor={`${id}-name`}>{t("login.name")}</label>
      <Input
        id={`${id}-name`}
        size="large"
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
        aria-invalid={failure !== null}
        aria-describedby={described}
        data-testid="login-name"
      />
      <label htmlFor={`${id}-password`}>{t("login.password")}</label>
      <Input.Password
        id={`${id}-password`}
        size="large"
        autoComplete="current-password"
        value={password}
        onChange={(event) => setPassword(event.target.value)}
        aria-invalid={failure !== null}
        aria-describedby={described}
        data-testid="login-password"
      />
      <p className="login-error" id={errorId} role="alert" data-testid="login-error">
        {failure !== null && t(`login.failure.${failure}`)}
      </p>
      <Button type="primary" size="large" htmlType="submit" block loading={busy} data-testid="login-submit">
        {t("login.submit")}
      </Button>
    </form>
  );
}
