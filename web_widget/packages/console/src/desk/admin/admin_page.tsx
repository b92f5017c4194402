import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { useSearchParams } from "react-router";
import { AccountsTab } from "./accounts_tab.tsx";
import { AuditTab } from "./audit_tab.tsx";
import { PoliciesTab } from "./policies_tab.tsx";
import "../figures/figures.css";
import "../supervise/supervise.css";
import "./admin.css";

const TABS = ["audit", "accounts", "policies"] as const;
type Tab = (typeof TABS)[number];

/** What supervisors look up: who did what, who works here, and what is promised. */
export function AdminPage({ onOpen }: { readonly onOpen: (conversation: string) => void }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const tab: Tab = TABS.find((known) => known === params.get("tab")) ?? "audit";
  return (
    <main className="supervise admin" aria-label={t("admin.title")} data-testid="admin">
      <header className="supervise-head">
        <h2>{t("admin.title")}</h2>
      </header>
      <Segmented
        aria-label={t("admin.title")}
        value={tab}
        options={TABS.map((value) => ({ value, label: t(`admin.tabs.${value}`) }))}
        onChange={(next) => setParams({ tab: next })}
        data-testid="admin-tabs"
      />
      {tab === "audit" && <AuditTab onOpen={onOpen} />}
      {tab === "accounts" && <AccountsTab />}
      {tab === "policies" && <PoliciesTab />}
    </main>
  );
}
