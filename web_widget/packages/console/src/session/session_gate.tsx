import { Button } from "antd";
import type { ReactNode } from "react";
import { Suspense, lazy, useEffect } from "react";
import { useTranslation } from "react-i18next";
import { useSessionState, useSessionStore } from "./session_context.ts";
import { LoginPage } from "./login_page.tsx";

const ExpiredDialog = lazy(async () => ({ default: (await import("./expired_dialog.tsx")).ExpiredDialog }));

export function SessionGate({
  waiting,
  children,
}: {
  readonly waiting: ReactNode;
  readonly children: ReactNode;
}) {
  const { t } = useTranslation();
  const store = useSessionStore();
  const state = useSessionState();
  useEffect(() => void store.restore(), [store]);
  switch (state.status) {
    case "checking":
      return waiting;
    case "unreachable":
      return (
        <main className="login-page">
          <div className="login-card" role="alert" data-testid="server-unreachable">
            <h1>{t("login.unreachable_title")}</h1>
            <p className="login-hint">{t("login.unreachable_hint")}</p>
            <Button type="primary" onClick={() => void store.restore()}>
              {t("common.retry")}
            </Button>
          </div>
        </main>
      );
    case "anonymous":
      return <LoginPage />;
    case "active":
    case "expired":
      return (
        <>
          {children}
          {state.status === "expired" && (
            <Suspense fallback={null}>
              <ExpiredDialog name={state.session.name} />
            </Suspense>
          )}
        </>
      );
  }
}
