import type { DeskRow, Overview } from "@yingda/protocol";
import { formatDuration } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow, useStaffName, useTeamName } from "../desk_context.ts";
import { slaOf } from "../model/sla.ts";
import { SlaChip } from "../sla_chip.tsx";
import { visitorName } from "../visitor.ts";

interface LiveTableProps {
  readonly overview: Overview;
  readonly onOpen: (conversation: string) => void;
}

function Line({ row, onOpen }: { readonly row: DeskRow; readonly onOpen: LiveTableProps["onOpen"] }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const idle = Math.max(0, useServerNow() - Date.parse(row.last.at));
  const name = visitorName(t, row.visitor, row.conversation);
  const staffName = useStaffName();
  const teamName = useTeamName();
  return (
    <tr data-testid="live">
      <td>
        <button type="button" className="board-link" onClick={() => onOpen(row.conversation)}>
          {name}
        </button>
      </td>
      <td>{row.agent !== undefined && staffName(row.agent.id, row.agent.name)}</td>
      <td>{teamName(row.team, row.team_name)}</td>
      <td className="board-words">
        <span className={`voice voice-${row.last.from}`}>{t(`voice.short.${row.last.from}`)}</span>
        {row.last.text}
      </td>
      <td className="mono">{formatDuration(idle, locale)}</td>
      <td>
        <SlaChip slaAt={(now) => slaOf(row.work_order, now, row.queued_at)} />
      </td>
    </tr>
  );
}

/** Conversations that people have right now; opening one is noted in its log. */
export function LiveTable({ overview, onOpen }: LiveTableProps) {
  const { t } = useTranslation();
  const { live } = overview;
  const columns = ["visitor", "agent", "team", "last", "idle", "promise"] as const;
  return (
    <section className="board board-live" aria-labelledby="live-title">
      <h3 id="live-title">
        {t("supervise.live")} <span className="list-count">{live.length}</span>
      </h3>
      <p className="field-hint">{t("supervise.live_hint")}</p>
      {live.length === 0 ? (
        <p className="context-none">{t("supervise.no_live")}</p>
      ) : (
        <div className="board-scroll">
          <table className="board-table">
            <thead>
              <tr>
                {columns.map((column) => (
                  <th key={column} scope="col">
                    {t(`supervise.column.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {live.map((row) => (
                <Line key={row.conversation} row={row} onOpen={onOpen} />
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}
