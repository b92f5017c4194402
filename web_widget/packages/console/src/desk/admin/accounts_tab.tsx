import type { Account } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useSession } from "../../session/session_context.ts";
import { useLocale, useTeamName } from "../desk_context.ts";
import { AccountDialog } from "./account_dialog.tsx";
import { DisableDialog } from "./disable_dialog.tsx";
import { useAccounts, useSkillName } from "./use_admin.ts";

interface LineProps {
  readonly account: Account;
  readonly changeable: boolean;
  readonly own: boolean;
  readonly onEdit: () => void;
  readonly onDisable: () => void;
}

function Line({ account, changeable, own, onEdit, onDisable }: LineProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const teamName = useTeamName();
  const { name, names, role, teams, skills, disabled } = account;
  const skillName = useSkillName();
  return (
    <tr data-testid="account" data-login={name} className={disabled ? "account-off" : undefined}>
      <td>{nameIn(names, locale, name)}</td>
      <td className="mono">{name}</td>
      <td>{t(`role.${role}`)}</td>
      <td>
        {teams.length === 0
          ? t("admin.all_teams")
          : teams.map((team) => teamName(team)).join(t("common.comma"))}
      </td>
      <td>{skills.map(skillName).join(t("common.comma"))}</td>
      <td>{t(disabled ? "admin.disabled" : "admin.active")}</td>
      {changeable && (
        <td>
          <Button size="small" onClick={onEdit} data-testid="edit-account">
            {t("admin.edit")}
          </Button>{" "}
          {!own && (
            <Button size="small" danger={!disabled} onClick={onDisable} data-testid="toggle-account">
              {t(disabled ? "admin.enable" : "admin.disable")}
            </Button>
          )}
        </td>
      )}
    </tr>
  );
}

function Head({ administers }: { readonly administers: boolean }) {
  const { t } = useTranslation();
  const columns = ["name", "login", "role", "teams", "skills", "state"] as const;
  return (
    <thead>
      <tr>
        {columns.map((column) => (
          <th key={column} scope="col">
            {t(`admin.column.${column}`)}
          </th>
        ))}
        {administers && (
          <th scope="col">
            <span className="visually-hidden">{t("admin.column.actions")}</span>
          </th>
        )}
      </tr>
    </thead>
  );
}

/** Who works here; supervisors look, administrators change. */
export function AccountsTab() {
  const { t } = useTranslation();
  const session = useSession();
  const { data = [], isError, refetch } = useAccounts();
  const [editing, setEditing] = useState<Account | "new" | null>(null);
  const [disabling, setDisabling] = useState<Account | null>(null);
  const administers = session.role === "admin";
  return (
    <>
      <div className="admin-choices">
        <p className="field-hint">{t(administers ? "admin.accounts_hint" : "admin.accounts_read")}</p>
        {administers && (
          <Button type="primary" onClick={() => setEditing("new")} data-testid="add-account">
            {t("admin.add")}
          </Button>
        )}
      </div>
      {isError && (
        <div className="empty" role="alert">
          <p className="empty-title">{t("admin.failed")}</p>
          <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {/* eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex */}
      <div className="orders-scroll" tabIndex={0} role="region" aria-label={t("admin.tabs.accounts")}>
        <table className="board-table admin-table">
          <Head administers={administers} />
          <tbody>
            {data.map((account) => (
              <Line
                key={account.id}
                account={account}
                changeable={administers}
                own={account.name === session.name}
                onEdit={() => setEditing(account)}
                onDisable={() => setDisabling(account)}
              />
            ))}
          </tbody>
        </table>
      </div>
      {editing !== null && (
        <AccountDialog account={editing === "new" ? null : editing} onClose={() => setEditing(null)} />
      )}
      {disabling !== null && <DisableDialog account={disabling} onClose={() => setDisabling(null)} />}
    </>
  );
}
