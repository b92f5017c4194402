import { FullscreenExitOutlined, FullscreenOutlined } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import type { Overview } from "@yingda/protocol";
import { formatClock, formatDuration } from "@yingda/protocol";
import { useOverview } from "../answers.ts";
import { useLocale, useServerNow } from "../desk_context.ts";
import { AgentsNow } from "./agents_now.tsx";
import { LiveTable } from "./live_table.tsx";
import { QueuesNow } from "./queues_now.tsx";
import { RiskList } from "./risk_list.tsx";
import { longestWaitMs, totals } from "./totals.ts";
import { useWall } from "./use_wall.ts";
import "./supervise.css";

const STALE_MS = 15_000;

interface FigureProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly alarming?: boolean;
  readonly hint: string;
}

function Figure({ name, label, value, alarming = false, hint }: FigureProps) {
  return (
    <div
      className={alarming ? "figure figure-alarming" : "figure"}
      title={hint}
      data-testid={`figure-${name}`}
    >
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className="figure-hint">{hint}</dd>
    </div>
  );
}

/** How old what is shown is; grey and said in words once it is too old to act upon. */
function Age({ at, failed }: { readonly at: string; readonly failed: boolean }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const age = Math.max(0, useServerNow() - Date.parse(at));
  const stale = failed || age > STALE_MS;
  return (
    <p className={stale ? "age age-stale" : "age"} role="status" data-testid="data-age" data-stale={stale}>
      {t(stale ? "supervise.stale" : "supervise.age", {
        span: formatDuration(age, locale),
        clock: formatClock(at, locale),
      })}
    </p>
  );
}

function Figures({ overview: data }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const sum = totals(data);
  return (
    <dl className="figures">
      <Figure
        name="waiting"
        label={t("supervise.waiting")}
        value={String(sum.waiting)}
        hint={t("supervise.longest", { span: formatDuration(longestWaitMs(data, now), locale) })}
        alarming={sum.waiting > 0 && sum.online === 0}
      />
      <Figure
        name="live"
        label={t("supervise.with_agents")}
        value={String(sum.withAgents)}
        hint={t("supervise.room", { count: sum.room })}
      />
      <Figure
        name="online"
        label={t("supervise.online")}
        value={String(sum.online)}
        hint={t("supervise.away", { count: sum.away })}
      />
      <Figure
        name="risk"
        label={t("supervise.at_risk")}
        value={String(data.at_risk)}
        hint={t("supervise.missed", { count: data.overdue })}
        alarming={data.overdue > 0}
      />
    </dl>
  );
}

/** What waits, who works and which promises are at risk, at one look; every line opens the conversation. */
export function SupervisePage({ onOpen }: { readonly onOpen: (conversation: string) => void }) {
  const { t } = useTranslation();
  const { data, isError, refetch } = useOverview(true);
  const { board, shown, toggle } = useWall();
  if (data === undefined) {
    return (
      <main className="supervise" aria-label={t("supervise.title")} aria-busy={!isError}>
        {isError && (
          <div className="empty" role="alert">
            <p className="empty-title">{t("supervise.failed")}</p>
            <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
          </div>
        )}
      </main>
    );
  }
  return (
    <main
      ref={board}
      className="supervise"
      aria-label={t("supervise.title")}
      data-testid="supervise"
      data-wall={shown}
    >
      <header className="supervise-head">
        <h2>{t("supervise.title")}</h2>
        <Age at={data.at} failed={isError} />
        {toggle !== undefined && (
          <Button
            size="small"
            icon={shown ? <FullscreenExitOutlined /> : <FullscreenOutlined />}
            onClick={toggle}
            data-testid="wall"
          >
            {t(shown ? "supervise.wall_end" : "supervise.wall")}
          </Button>
        )}
      </header>
      <Figures overview={data} />
      <div className="supervise-body">
        <RiskList overview={data} onOpen={onOpen} />
        <LiveTable overview={data} onOpen={onOpen} />
        <QueuesNow overview={data} />
        <AgentsNow overview={data} />
      </div>
    </main>
  );
}
