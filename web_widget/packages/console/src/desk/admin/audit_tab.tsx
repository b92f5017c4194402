import {
  CheckCircleFilled,
  DownloadOutlined,
  ExclamationCircleFilled,
  SafetyOutlined,
} from "@ant-design/icons";
import type { AuditLine } from "@yingda/protocol";
import { formatWhen, nameIn } from "@yingda/protocol";
import { Button, Input, Segmented, Select } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { DateField } from "../date_field.tsx";
import { useDeskState, useLocale, useServerNow, useStaffName, useTeamName } from "../desk_context.ts";
import type { AuditWish, Verified } from "./use_admin.ts";
import { KINDS, auditPath, useAccountChanges, useAudit, useAuditWish, useVerify } from "./use_admin.ts";

const ACTS = [
  "agent_claimed",
  "agent_messaged",
  "agent_noted",
  "agent_transferred",
  "agent_promised",
  "agent_resolved",
  "orders_merged",
  "order_split",
  "orders_linked",
  "customer_asked",
  "commitment_kept",
  "compensation_paid",
  "staff_accessed",
  "agent_lost",
  "words_edited",
  "words_recalled",
  "slot_corrected",
  "case_assigned",
  "order_tagged",
  "snoozed",
  "woken",
  "returned_to_bot",
  "rating_invited",
  "visitor_muted",
  "visitor_unmuted",
  "staff_gone",
  "erasure_asked",
] as const;

function actWords(t: TFunction, line: AuditLine): string {
  const { access } = line.detail;
  if (access === "watched" || access === "revealed" || access === "exported")
    return t(`admin.access.${access}`);
  const known = ACTS.find((act) => act === line.act);
  return known === undefined ? line.act : t(`admin.acts.${known}`);
}

function nameOf(value: unknown): string | undefined {
  const name = (value as { readonly name?: unknown } | null)?.name;
  return typeof name === "string" ? name : undefined;
}

/** What the event says beside who and where, in the order in which people ask for it. */
function useDetail(): (line: AuditLine) => string {
  const { t } = useTranslation();
  const teamName = useTeamName();
  return ({ detail, agent, act, erased }) => {
    const text = (name: string): string => {
      const value = detail[name];
      return typeof value === "string" ? value : "";
    };
    const resolution = (detail.resolution as { readonly text?: unknown } | undefined)?.text;
    const to = nameOf(detail.to) ?? (text("team") === "" ? "" : teamName(text("team")));
    const heir = nameOf(detail.heir);
    const slot = text("slot") === "" ? "" : `${text("slot")} → ${text("value")}`;
    const list = (name: string, sign: string): string =>
      Array.isArray(detail[name])
        ? (detail[name] as readonly unknown[]).map((tag) => `${sign}${String(tag)}`).join(" ")
        : "";
    return [
      text("number"),
      erased ? t("admin.erased") : "",
      to === "" || agent.role === "system" ? to : t("admin.moved_to", { to }),
      act !== "staff_gone"
        ? ""
        : heir === undefined
          ? t("admin.to_queue")
          : t("admin.moved_to", { to: heir }),
      slot,
      list("add", "+"),
      list("remove", "−"),
      text("with"),
      text("text"),
      typeof resolution === "string" ? resolution : "",
      text("take_over"),
      text("reason"),
      text("detail"),
      text("reference"),
    ]
      .filter((part) => part !== "")
      .join(" · ");
  };
}

interface ChoicesProps {
  readonly wish: AuditWish;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

function Day({ name, wish, onChange }: ChoicesProps & { readonly name: "from" | "to" }) {
  const { t } = useTranslation();
  return (
    <div className="figure-day">
      <span aria-hidden="true">{t(`admin.${name}`)}</span>
      <DateField
        aria-label={t(`admin.${name}`)}
        value={wish[name]}
        onChange={(day) => onChange({ [name]: day })}
      />
    </div>
  );
}

function Choices({ wish, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const staff = useDeskState((state) => state.staff);
  return (
    <div className="admin-choices">
      <Segmented
        aria-label={t("admin.kind")}
        value={wish.kind}
        options={KINDS.map((value) => ({ value, label: t(`admin.kinds.${value}`) }))}
        onChange={(kind) => onChange({ kind: kind === "all" ? "" : kind })}
      />
      <Select
        className="order-filter"
        aria-label={t("admin.who")}
        placeholder={t("admin.who")}
        allowClear
        value={wish.staff === "" ? null : wish.staff}
        options={[
          ...staff.map(({ id, name, names }) => ({ value: id, label: nameIn(names, locale, name) })),
          { value: "system", label: t("admin.system") },
        ]}
        onChange={(id: string | null | undefined) => onChange({ staff: id ?? "" })}
        data-testid="audit-staff"
      />
      <Input
        className="admin-conversation"
        allowClear
        value={wish.conversation}
        placeholder={t("admin.conversation")}
        aria-label={t("admin.conversation")}
        onChange={(event) => onChange({ of: event.target.value.trim() })}
        data-testid="audit-conversation"
      />
      <Day name="from" wish={wish} onChange={onChange} />
      <Day name="to" wish={wish} onChange={onChange} />
      <Button
        icon={<DownloadOutlined />}
        href={auditPath(wish, { format: "csv" })}
        title={t("admin.csv_hint")}
        download
        data-testid="audit-csv"
      >
        {t("figures.csv")}
      </Button>
    </div>
  );
}

function Report({ report, failed }: { readonly report: Verified | null; readonly failed: boolean }) {
  const { t } = useTranslation();
  if (failed)
    return (
      <p className="chain chain-broken" role="alert">
        {t("admin.verify_failed")}
      </p>
    );
  if (report === null) return null;
  const sound = report.broken.length === 0;
  const counts = { conversations: report.conversations, entries: report.entries, erased: report.erased };
  return (
    <div
      className={sound ? "chain chain-sound" : "chain chain-broken"}
      role={sound ? "status" : "alert"}
      data-testid="chain-report"
      data-sound={sound}
      data-over={report.over}
    >
      <p>
        {sound ? <CheckCircleFilled /> : <ExclamationCircleFilled />}{" "}
        {report.over
          ? t(sound ? "admin.sound" : "admin.broken", { ...counts, count: report.broken.length })
          : t("admin.verifying", counts)}
      </p>
      {!sound && (
        <ul>
          {report.broken.slice(0, 20).map(({ conversation, step, why }) => (
            <li key={conversation}>
              <code>{conversation}</code> · {t("admin.step", { step })} · {why}
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Verify({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const { report, state, verify } = useVerify();
  return (
    <div className="admin-verify">
      <Button
        icon={<SafetyOutlined />}
        loading={state === "busy"}
        onClick={() => verify(conversation)}
        data-testid="verify-chain"
      >
        {t(conversation === "" ? "admin.verify" : "admin.verify_one")}
      </Button>
      <span className="field-hint">{t("admin.verify_hint")}</span>
      <Report report={report} failed={state === "failed"} />
    </div>
  );
}

interface LinesProps {
  readonly lines: readonly AuditLine[];
  readonly onOpen: (conversation: string) => void;
  readonly onOnly: (conversation: string) => void;
}

function Lines({ lines, onOpen, onOnly }: LinesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const staffName = useStaffName();
  const detail = useDetail();
  return (
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="orders-scroll" tabIndex={0} role="region" aria-label={t("admin.tabs.audit")}>
      <table className="board-table admin-table">
        <thead>
          <tr>
            {(["at", "who", "act", "where", "detail"] as const).map((column) => (
              <th key={column} scope="col">
                {t(`admin.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={`${line.conversation}:${line.step}`} data-testid="audit-line" data-act={line.act}>
              <td className="mono">
                <time dateTime={line.at} title={line.at}>
                  {formatWhen(line.at, now, locale)}
                </time>
              </td>
              <td>
                {line.agent.role === "system"
                  ? t("admin.system")
                  : staffName(line.agent.id ?? "", line.agent.name ?? "")}
              </td>
              <td>{actWords(t, line)}</td>
              <td>
                <button type="button" className="board-link mono" onClick={() => onOpen(line.conversation)}>
                  {line.conversation.slice(0, 10)}…
                </button>{" "}
                <Button
                  size="small"
                  type="link"
                  aria-label={t("admin.only_of", { conversation: line.conversation })}
                  onClick={() => onOnly(line.conversation)}
                >
                  {t("admin.only")}
                </Button>
              </td>
              <td className="admin-detail">{detail(line)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

const CHANGES = [
  "added",
  "renamed",
  "role",
  "teams",
  "disabled",
  "enabled",
  "password",
  "token_added",
  "tokens_removed",
] as const;

/** What was done to accounts, with whether its own chain still fits. */
function AccountChangesList() {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { data, hasNextPage, fetchNextPage } = useAccountChanges();
  const first = data?.pages[0];
  if (first === undefined) return null;
  const lines = data?.pages.flatMap((page) => page.lines) ?? [];
  const changed = (what: string): string => {
    const known = CHANGES.find((one) => one === what);
    return known === undefined ? what : t(`admin.changes.${known}`);
  };
  return (
    <details className="admin-accounts-log" data-testid="account-changes">
      <summary>
        {t("admin.account_changes")} <span className="list-count">{first.total}</span>{" "}
        <span className={first.intact ? "chip sla-settled" : "chip chip-danger"} data-testid="accounts-chain">
          {first.intact ? t("admin.intact") : t("admin.not_intact", { number: first.broken ?? 0 })}
        </span>
      </summary>
      <ul className="bulk-list">
        {lines.map((line) => (
          <li key={line.number}>
            <span>
              <span className="mono">{formatWhen(line.at, now, locale)}</span> {line.by} ·{" "}
              {changed(line.what)} · {line.whom}
            </span>
            <span>{line.detail}</span>
          </li>
        ))}
      </ul>
      {hasNextPage && <Button onClick={() => void fetchNextPage()}>{t("admin.more")}</Button>}
    </details>
  );
}

/** Who looked at, uncovered or changed what; and whether the log is as it was written. */
export function AuditTab({ onOpen }: { readonly onOpen: (conversation: string) => void }) {
  const { t } = useTranslation();
  const { wish, change } = useAuditWish();
  const audit = useAudit(wish);
  const lines = audit.data?.pages.flatMap((page) => page.lines) ?? [];
  return (
    <>
      <Choices wish={wish} onChange={change} />
      <Verify key={wish.conversation} conversation={wish.conversation} />
      <AccountChangesList />
      {audit.isError && (
        <div className="empty" role="alert">
          <p className="empty-title">{t("admin.failed")}</p>
          <Button onClick={() => void audit.refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {audit.data !== undefined && lines.length === 0 ? (
        <p className="context-none">{t("admin.nothing")}</p>
      ) : (
        <Lines lines={lines} onOpen={onOpen} onOnly={(of) => change({ of })} />
      )}
      {audit.hasNextPage && (
        <div className="orders-more">
          <Button loading={audit.isFetchingNextPage} onClick={() => void audit.fetchNextPage()}>
            {t("admin.more")}
          </Button>
        </div>
      )}
    </>
  );
}
