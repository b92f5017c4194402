import type { Overview } from "@yingda/protocol";
import { formatDuration } from "@yingda/protocol";
import { ClockCircleOutlined, ExclamationCircleFilled, WarningFilled } from "@ant-design/icons";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow, useStaffName, useTeamName } from "../desk_context.ts";
import { visitorName } from "../visitor.ts";

interface RiskListProps {
  readonly overview: Overview;
  readonly onOpen: (conversation: string) => void;
}

type RiskRow = Overview["risks"][number];

function RiskChip({ risk }: { readonly risk: RiskRow["risk"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const left = Date.parse(risk.due) - useServerNow();
  const missed = risk.missed || left <= 0;
  const span = formatDuration(Math.abs(left), locale);
  return (
    <span className={missed ? "chip sla sla-missed" : "chip sla sla-near"} data-testid="risk-chip">
      {missed ? (
        <ExclamationCircleFilled />
      ) : left < 10 * 60_000 ? (
        <WarningFilled />
      ) : (
        <ClockCircleOutlined />
      )}
      {t(missed ? "sla.missed" : "sla.left", { span })}
    </span>
  );
}

/** What was promised and is late, or will be soon; the worst first. */
export function RiskList({ overview, onOpen }: RiskListProps) {
  const { t } = useTranslation();
  const staffName = useStaffName();
  const teamName = useTeamName();
  const { risks } = overview;
  return (
    <section className="board board-risks" aria-labelledby="risks-title">
      <h3 id="risks-title">
        {t("supervise.risks")} <span className="list-count">{overview.at_risk}</span>
      </h3>
      {risks.length === 0 && <p className="context-none">{t("supervise.no_risks")}</p>}
      <ul className="board-list" data-testid="risks">
        {risks.map((row) => (
          <li key={row.conversation}>
            <button
              type="button"
              className="board-row"
              onClick={() => onOpen(row.conversation)}
              data-testid="risk"
            >
              <span className="board-line">
                <strong>{visitorName(t, row.visitor, row.conversation)}</strong>
                {row.work_order?.urgent === true && (
                  <span className="chip chip-danger">{t("order.urgent")}</span>
                )}
                <RiskChip risk={row.risk} />
              </span>
              <span className="board-sub">
                <span>{t(`supervise.clock.${row.risk.clock}`)}</span>
                {row.work_order !== undefined && <span className="mono">{row.work_order.number}</span>}
                <span>
                  {row.agent === undefined
                    ? t("supervise.nobody", { team: teamName(row.team, row.team_name) })
                    : staffName(row.agent.id, row.agent.name)}
                </span>
              </span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
