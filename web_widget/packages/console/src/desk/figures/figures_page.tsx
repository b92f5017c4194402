import { DownloadOutlined } from "@ant-design/icons";
import { Button, Segmented, Select } from "antd";
import type { Figures } from "@yingda/protocol";
import { FIGURE_GROUPINGS, formatClock, formatDuration } from "@yingda/protocol";
import { Suspense, lazy } from "react";
import { useTranslation } from "react-i18next";
import { DateField } from "../date_field.tsx";
import { useLocale, useServerNow } from "../desk_context.ts";
import { FigureTable } from "./figure_table.tsx";
import { Figure, useLeading } from "./leading.tsx";
import { Scorecards } from "./scorecards.tsx";
import type { FigureWish } from "./use_figures.ts";
import { PERIODS, VIEWS, figuresPath, useFigureWish, useFigures, useNamed } from "./use_figures.ts";
import { percent } from "./words.ts";
import "../supervise/supervise.css";
import "./figures.css";

// Drawing is heavy: it comes when somebody wants to see charts.
const FigureCharts = lazy(async () => ({ default: (await import("./figure_charts.tsx")).FigureCharts }));

const STALE_MS = 3 * 60_000;
const DEFINITIONS = [
  "opened",
  "resolution",
  "first_response",
  "kept",
  "times",
  "satisfied",
  "reopened",
  "transferred",
  "deflected",
] as const;

function Age({ at, failed }: { readonly at: string; readonly failed: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const age = Math.max(0, useServerNow() - Date.parse(at));
  const stale = failed || age > STALE_MS;
  return (
    <p className={stale ? "age age-stale" : "age"} data-testid="figures-age" data-stale={stale}>
      {t(stale ? "supervise.stale" : "supervise.age", {
        span: formatDuration(age, locale),
        clock: formatClock(at, locale),
      })}
    </p>
  );
}

function Totals({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const { deflection } = figures.total;
  const all = [
    ...useLeading(figures.total),
    {
      label: t("figures.deflection"),
      value: percent(deflection?.rate ?? null),
      hint: t("figures.of_talks", { count: deflection?.n ?? 0 }),
    },
  ];
  return (
    <dl className="figures">
      {all.map((figure) => (
        <Figure key={figure.label} className="figure" title={figure.hint} {...figure} />
      ))}
    </dl>
  );
}

/** Nobody does justice to that many conversations on a day. */
function Overloads({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  if (figures.overloads.length === 0) return null;
  return (
    <div className="overloads" role="alert" data-testid="overloads">
      <p>{t("figures.overloaded", { max: figures.conversations_a_day_max })}</p>
      <ul>
        {figures.overloads.map(({ agent, day, conversations }) => (
          <li key={agent.id + day}>
            {t("figures.overload", { name: agent.name || agent.id, day, count: conversations })}
          </li>
        ))}
      </ul>
    </div>
  );
}

function Definitions() {
  const { t } = useTranslation();
  return (
    <details className="definitions">
      <summary>{t("figures.definitions")}</summary>
      <dl>
        {DEFINITIONS.map((name) => (
          <div key={name}>
            <dt>{t(`figures.definition.${name}.name`)}</dt>
            <dd>{t(`figures.definition.${name}.text`)}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

interface ChoicesProps {
  readonly wish: FigureWish;
  readonly onChange: (values: Readonly<Record<string, string>>) => void;
}

function Day({ name, wish, onChange }: ChoicesProps & { readonly name: "from" | "to" }) {
  const { t } = useTranslation();
  return (
    <div className="figure-day">
      <span aria-hidden="true">{t(`figures.${name}`)}</span>
      <DateField
        aria-label={t(`figures.${name}`)}
        value={wish[name]}
        onChange={(day) => onChange({ [name]: day })}
        data-testid={`figures-${name}`}
      />
    </div>
  );
}

function Choices({ wish, onChange }: ChoicesProps) {
  const { t } = useTranslation();
  const chosen = wish.from !== "" || wish.to !== "";
  return (
    <div className="figure-choices">
      <Segmented
        aria-label={t("figures.view")}
        value={wish.view}
        options={VIEWS.map((value) => ({ value, label: t(`figures.${value}`) }))}
        onChange={(show) => onChange({ show })}
      />
      <Segmented
        aria-label={t("figures.period")}
        value={chosen ? "" : String(wish.days)}
        options={PERIODS.map((days) => ({ value: String(days), label: t("figures.days", { count: days }) }))}
        onChange={(days) => onChange({ days, from: "", to: "" })}
      />
      <Day name="from" wish={wish} onChange={onChange} />
      <Day name="to" wish={wish} onChange={onChange} />
      {wish.view !== "scorecards" && (
        <Select
          aria-label={t("figures.group")}
          value={wish.by}
          options={FIGURE_GROUPINGS.filter((by) => by !== "none").map((value) => ({
            value,
            label: t(`figures.by.${value}`),
          }))}
          onChange={(by) => onChange({ by })}
          className="figure-group"
          data-testid="figures-by"
        />
      )}
      <Button icon={<DownloadOutlined />} href={figuresPath(wish, "csv")} download data-testid="figures-csv">
        {t("figures.csv")}
      </Button>
    </div>
  );
}

function Shown({ figures, wish }: { readonly figures: Figures; readonly wish: FigureWish }) {
  const { t } = useTranslation();
  if (wish.view === "scorecards") return <Scorecards figures={figures} />;
  if (wish.view === "table") return <FigureTable figures={figures} />;
  if (figures.lines.length === 0) return <p className="context-none">{t("figures.nothing")}</p>;
  return (
    <Suspense fallback={<div className="charts" aria-busy="true" />}>
      <FigureCharts figures={figures} />
    </Suspense>
  );
}

/** What became of a period's cases: charts, the same as a table, and a card for each agent. */
export function FiguresPage() {
  const { t } = useTranslation();
  const { wish, change } = useFigureWish();
  const { data: answer, isError, refetch } = useFigures(wish);
  const data = useNamed(answer);
  return (
    <main className="supervise" aria-label={t("figures.title")} data-testid="figures">
      <header className="supervise-head">
        <h2>{t("figures.title")}</h2>
        {data !== undefined && <Age at={data.at} failed={isError} />}
      </header>
      <Choices wish={wish} onChange={change} />
      {isError && (
        <div className="empty" role="alert">
          <p className="empty-title">{t("figures.failed")}</p>
          <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {data !== undefined && (
        <>
          <Overloads figures={data} />
          <Totals figures={data} />
          <Shown figures={data} wish={wish} />
          <Definitions />
        </>
      )}
    </main>
  );
}
