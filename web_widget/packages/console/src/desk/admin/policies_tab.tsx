import type { Policies } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { Button } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { useCannedReplies } from "../answers.ts";
import { useDeskState, useLocale, useTeamName } from "../desk_context.ts";
import { usePolicies } from "./use_admin.ts";

const CLASSES = ["inquiry", "complaint", "urgent_complaint", "dispute"] as const;
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"] as const;
const CLOCKS = ["first_response", "next_response", "resolve"] as const;

interface TableProps {
  readonly label: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly ReactNode[])[];
}

function Table({ label, head, rows }: TableProps) {
  return (
    <table className="board-table admin-table" aria-label={label}>
      <thead>
        <tr>
          {head.map((cell) => (
            <th key={cell} scope="col">
              {cell}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((cells, row) => (
          <tr key={row}>
            {cells.map((cell, at) => (
              <td key={at}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Board({ title, children }: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="board">
      <h3>{title}</h3>
      {children}
    </section>
  );
}

type Words = ReturnType<typeof useWords>;

/** "2h" as people say it. */
function useWords() {
  const { t } = useTranslation();
  const span = (text: string): string =>
    text === "0" || text === "0s"
      ? t("policies.never")
      : text.replace(/(\d+)(ms|s|m|h|d)/g, (_all, count: string, unit: "ms" | "s" | "m" | "h" | "d") =>
          t(`policies.unit.${unit}`, { count: Number(count) }),
        );
  return { t, span };
}

function Promises({ policies, words: { t, span } }: { readonly policies: Policies; readonly words: Words }) {
  const { sla, compensation } = policies;
  const money = (tier: string): string =>
    CLOCKS.flatMap((clock) => {
      const amount = compensation.amounts[tier]?.[clock];
      return amount === undefined ? [] : [`${t(`supervise.clock.${clock}`)} ${amount}`];
    }).join(t("common.comma"));
  return (
    <Board title={t("policies.sla")}>
      <Table
        label={t("policies.sla")}
        head={[
          t("policies.tier"),
          t("policies.target"),
          t("policies.promise"),
          t("policies.next"),
          t("policies.resolve"),
          t("policies.compensation", { currency: compensation.currency }),
        ]}
        rows={CLASSES.map((tier) => [
          t(`figures.tiers.${tier}`),
          span(sla[tier]?.target ?? ""),
          span(sla[tier]?.promise ?? ""),
          span(sla[tier]?.next_response ?? ""),
          span(sla[tier]?.resolve ?? ""),
          money(tier),
        ])}
      />
      <p className="field-hint">
        {t("policies.pay", { within: span(compensation.pay_within), day: compensation.per_day })}
      </p>
    </Board>
  );
}

function Calendar({ policies, words: { t } }: { readonly policies: Policies; readonly words: Words }) {
  const { hours, holidays, make_up_hours: makeUp } = policies.calendar;
  return (
    <Board title={t("policies.calendar")}>
      <dl className="facts">
        {typeof hours === "string" ? (
          <div>
            <dt>{t("policies.hours")}</dt>
            <dd>{t("policies.always")}</dd>
          </div>
        ) : (
          DAYS.map((day) => (
            <div key={day}>
              <dt>{t(`policies.day.${day}`)}</dt>
              <dd className="mono">{hours[day]?.join(t("common.comma")) ?? t("policies.closed")}</dd>
            </div>
          ))
        )}
        <div>
          <dt>{t("policies.zone")}</dt>
          <dd>{policies.time_zone}</dd>
        </div>
        <div>
          <dt>{t("policies.holidays")}</dt>
          <dd>{holidays === "" ? t("policies.no_holidays") : holidays}</dd>
        </div>
        {makeUp.length > 0 && (
          <div>
            <dt>{t("policies.make_up")}</dt>
            <dd className="mono">{makeUp.join(t("common.comma"))}</dd>
          </div>
        )}
      </dl>
    </Board>
  );
}

function Flow({ policies, words: { t, span } }: { readonly policies: Policies; readonly words: Words }) {
  const facts: readonly (readonly [string, string])[] = [
    [t("policies.offer"), span(policies.offer_time)],
    [t("policies.claim"), span(policies.claim_timeout)],
    [t("policies.grace"), span(policies.agent_grace)],
    [t("policies.transfers"), String(policies.max_transfers)],
    [
      t("policies.manager"),
      t("policies.manager_words", {
        span: span(policies.escalation.manager_after),
        role: t(policies.escalation.manager_role === "supervisor" ? "role.supervisor" : "role.admin"),
      }),
    ],
    [
      t("policies.waiting"),
      t("policies.waiting_words", {
        remind: span(policies.waiting.remind),
        close: span(policies.waiting.close),
      }),
    ],
    [t("policies.edit"), span(policies.edit_window)],
  ];
  return (
    <Board title={t("policies.flow")}>
      <dl className="facts">
        {facts.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </Board>
  );
}

const TIERS = ["inquiry", "complaint", "dispute"] as const;
const TYPES = [
  "not_arrived",
  "not_as_described",
  "after_sales_missing",
  "account",
  "transaction",
  "function",
  "other",
] as const;

/** Which flow hands what to whom: read from the content that is live. */
function Dispatch({ policies, words: { t } }: { readonly policies: Policies; readonly words: Words }) {
  const locale = useLocale();
  const teamName = useTeamName();
  const tierWords = (name: string, urgent: boolean): string => {
    const tier = TIERS.find((known) => known === name);
    return [tier === undefined ? name : t(`order.tier.${tier}`), urgent ? t("order.urgent") : ""]
      .filter((part) => part !== "")
      .join(" · ");
  };
  const typeWords = (name: string): string => {
    const type = TYPES.find((known) => known === name);
    return type === undefined ? name : t(`figures.types.${type}`);
  };
  return (
    <Board title={t("policies.dispatch")}>
      <p className="field-hint">
        {t("policies.dispatch_hint", { team: teamName(policies.default_team), release: policies.release })}
      </p>
      <Table
        label={t("policies.dispatch")}
        head={[t("policies.what"), t("policies.type"), t("policies.tier"), t("policies.team")]}
        rows={policies.dispatch.map((rule) => [
          nameIn(rule.flow_names, locale, rule.flow),
          typeWords(rule.type),
          tierWords(rule.tier, rule.urgent),
          teamName(rule.team),
        ])}
      />
    </Board>
  );
}

/** What agents put in by `/`, in the language of whoever looks. */
function CannedReplies({ words: { t } }: { readonly words: Words }) {
  const locale = useLocale();
  const { data = [] } = useCannedReplies(locale, true);
  return (
    <Board title={t("policies.canned")}>
      <p className="field-hint">{t("policies.canned_hint")}</p>
      <Table
        label={t("policies.canned")}
        head={[t("policies.canned_id"), t("policies.canned_title"), t("policies.canned_text")]}
        rows={data.map(({ id, title, text, holding }) => [
          id,
          holding ? (
            <span key={id}>
              {title} <span className="chip">{t("suggest.holding")}</span>
            </span>
          ) : (
            title
          ),
          text,
        ])}
      />
    </Board>
  );
}

/** Who works in which department, and whom nothing is handed to. */
function Departments({ words: { t } }: { readonly words: Words }) {
  const locale = useLocale();
  const teams = useDeskState((state) => state.teams);
  const staff = useDeskState((state) => state.staff);
  const people = staff.filter(({ role }) => role !== "editor");
  const inTeam = (team: string): string =>
    people
      .filter(({ teams: of }) => of.length === 0 || of.includes(team))
      .map(({ name, names }) => nameIn(names, locale, name))
      .join(t("common.comma"));
  return (
    <Board title={t("policies.departments")}>
      <Table
        label={t("policies.departments")}
        head={[t("policies.team"), t("policies.people")]}
        rows={teams.map(({ id, name, names }) => [
          nameIn(names, locale, name),
          inTeam(id) || t("policies.nobody"),
        ])}
      />
    </Board>
  );
}

/** Read only: what holds now, from the configuration and the live content. */
export function PoliciesTab() {
  const words = useWords();
  const { t } = words;
  const { data, isError, refetch } = usePolicies();
  if (data === undefined)
    return isError ? (
      <div className="empty" role="alert">
        <p className="empty-title">{t("admin.failed")}</p>
        <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
      </div>
    ) : null;
  return (
    <>
      <p className="field-hint">{t("policies.read_only")}</p>
      <div className="policies" data-testid="policies">
        <Promises policies={data} words={words} />
        <div className="policies-beside">
          <Calendar policies={data} words={words} />
          <Flow policies={data} words={words} />
        </div>
        <Dispatch policies={data} words={words} />
        <Departments words={words} />
        <CannedReplies words={words} />
      </div>
    </>
  );
}
