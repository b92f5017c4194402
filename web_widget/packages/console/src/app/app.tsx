import { QueryClientProvider } from "@tanstack/react-query";
import { ConfigProvider } from "antd";
import type { Locale as AntLocale } from "antd/es/locale";
import type { ReactNode } from "react";
import { StrictMode, Suspense, lazy, useEffect, useMemo, useState } from "react";
import { BrowserRouter, Navigate, Route, Routes } from "react-router";
import type { Locale } from "@yingda/protocol";
import { queries } from "../desk/answers.ts";
import { SessionContext } from "../session/session_context.ts";
import { SessionGate } from "../session/session_gate.tsx";
import type { SessionStore } from "../session/session_store.ts";
import { loadLanguage } from "./i18n.ts";
import { styleNonce } from "./nonce.ts";
import { usePreferences } from "./preferences.ts";
import { antdConfig, applyTheme } from "./theme.ts";
import "./app.css";

const loadDesk = () => import("../desk/desk_page.tsx");
const DeskPage = lazy(async () => ({ default: (await loadDesk()).DeskPage }));

async function antdWords(locale: Locale): Promise<AntLocale> {
  return (locale === "zh-CN" ? await import("antd/locale/zh_CN") : await import("antd/locale/en_US")).default;
}

/** Shape of the desk while it loads; fades in late, so that a quick answer never flashes. */
function Waiting() {
  return (
    <div className="waiting" aria-busy="true" data-testid="waiting">
      <div className="waiting-rail" />
      <div className="waiting-list" />
      <div className="waiting-thread" />
    </div>
  );
}

function Localized({ children }: { readonly children: (words: AntLocale | undefined) => ReactNode }) {
  const locale = usePreferences((preferences) => preferences.locale);
  const [ready, setReady] = useState<{ locale: Locale; words: AntLocale } | null>(null);
  useEffect(() => {
    let current = true;
    void Promise.all([antdWords(locale), loadLanguage(locale)]).then(([words]) => {
      if (current) setReady({ locale, words });
    });
    return () => {
      current = false;
    };
  }, [locale]);
  return ready === null ? null : children(ready.words);
}

function Pages() {
  return (
    <SessionGate waiting={<Waiting />}>
      <Suspense fallback={<Waiting />}>
        <Routes>
          <Route path="/desk/*" element={<DeskPage />} />
          <Route path="*" element={<Navigate to="/desk" replace />} />
        </Routes>
      </Suspense>
    </SessionGate>
  );
}

export function App({ session }: { readonly session: SessionStore }) {
  const theme = usePreferences((preferences) => preferences.theme);
  const config = useMemo(() => antdConfig(theme), [theme]);
  const csp = useMemo(() => ({ nonce: styleNonce() }), []);
  useEffect(() => applyTheme(theme), [theme]);
  // While somebody types a password, the desk arrives.
  useEffect(() => void loadDesk(), []);
  return (
    <StrictMode>
      <Localized>
        {(words) => (
          <ConfigProvider csp={csp} theme={config} locale={words} button={{ autoInsertSpace: false }}>
            <SessionContext value={session}>
              <QueryClientProvider client={queries}>
                <BrowserRouter>
                  <Pages />
                </BrowserRouter>
              </QueryClientProvider>
            </SessionContext>
          </ConfigProvider>
        )}
      </Localized>
    </StrictMode>
  );
}
