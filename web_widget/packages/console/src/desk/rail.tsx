import {
  AuditOutlined,
  BarChartOutlined,
  BulbOutlined,
  CustomerServiceOutlined,
  DashboardOutlined,
  FileDoneOutlined,
  LogoutOutlined,
  QuestionCircleOutlined,
  SettingOutlined,
  UserOutlined,
} from "@ant-design/icons";
import { Button, Dropdown } from "antd";
import { nameIn } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { NavLink } from "react-router";
import { LocaleSwitch, ThemeSwitch } from "../app/switches.tsx";
import { useSession, useSessionStore } from "../session/session_context.ts";
import { useLocale } from "./desk_context.ts";
import { edits } from "./learning/edits.ts";
import { useNotification } from "./notices.tsx";

function Account() {
  const { t } = useTranslation();
  const session = useSession();
  const store = useSessionStore();
  const notification = useNotification();
  const leave = async (): Promise<void> => {
    if (!(await store.logout())) notification.error({ title: t("shell.logout_failed") });
  };
  const locale = useLocale();
  const who = `${nameIn(session.names, locale, session.name)} · ${t(`role.${session.role}`)}`;
  const items = [
    { key: "who", label: who, disabled: true },
    { key: "logout", icon: <LogoutOutlined />, label: <span data-testid="logout">{t("shell.logout")}</span> },
  ];
  return (
    <Dropdown
      trigger={["click"]}
      placement="topRight"
      menu={{ items, onClick: ({ key }) => (key === "logout" ? void leave() : undefined) }}
    >
      <Button
        type="text"
        icon={<UserOutlined />}
        aria-label={t("shell.account", { who })}
        title={who}
        data-testid="account"
      />
    </Dropdown>
  );
}

/** The application's places; the studio joins the list when it exists. */
interface RailProps {
  readonly onHelp: () => void;
  readonly onSettings: () => void;
}

function Places() {
  const { t } = useTranslation();
  const { role } = useSession();
  const supervises = role === "supervisor" || role === "admin";
  return (
    <>
      {role !== "editor" && (
        <NavLink to="/desk" end className="rail-link">
          <CustomerServiceOutlined />
          <span>{t("shell.desk")}</span>
        </NavLink>
      )}
      {role !== "editor" && (
        <NavLink to="/desk/orders" className="rail-link" data-testid="nav-orders">
          <FileDoneOutlined />
          <span>{t("shell.orders")}</span>
        </NavLink>
      )}
      {supervises && (
        <NavLink to="/desk/supervise" className="rail-link" data-testid="nav-supervise">
          <DashboardOutlined />
          <span>{t("shell.supervise")}</span>
        </NavLink>
      )}
      {supervises && (
        <NavLink to="/desk/figures" className="rail-link" data-testid="nav-figures">
          <BarChartOutlined />
          <span>{t("figures.title")}</span>
        </NavLink>
      )}
      {edits(role) && (
        <NavLink to="/desk/learning" className="rail-link" data-testid="nav-learning">
          <BulbOutlined />
          <span>{t("shell.learning")}</span>
        </NavLink>
      )}
      {supervises && (
        <NavLink to="/desk/admin" className="rail-link" data-testid="nav-admin">
          <AuditOutlined />
          <span>{t("shell.admin")}</span>
        </NavLink>
      )}
    </>
  );
}

export function Rail({ onHelp, onSettings }: RailProps) {
  const { t } = useTranslation();
  return (
    <nav className="rail" aria-label={t("shell.nav")}>
      <span className="brand-mark" aria-hidden="true">
        应
      </span>
      <h1 className="visually-hidden">{t("login.title")}</h1>
      <Places />
      <div className="rail-end">
        <Button
          type="text"
          icon={<QuestionCircleOutlined />}
          aria-label={t("shell.shortcuts")}
          title={t("shell.shortcuts")}
          onClick={onHelp}
          data-testid="open-shortcuts"
        />
        <Button
          type="text"
          icon={<SettingOutlined />}
          aria-label={t("settings.title")}
          title={t("settings.title")}
          onClick={onSettings}
          data-testid="open-settings"
        />
        <LocaleSwitch />
        <ThemeSwitch />
        <Account />
      </div>
    </nav>
  );
}
