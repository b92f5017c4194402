import type { Overview } from "@yingda/protocol";
import { formatDuration } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow, useTeamName } from "../desk_context.ts";

/** How many wait for each team, and whether anybody is there for them. */
export function QueuesNow({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const teamName = useTeamName();
  const most = Math.max(1, ...overview.teams.map(({ waiting }) => waiting));
  return (
    <section className="board" aria-labelledby="queues-title">
      <h3 id="queues-title">{t("supervise.queues")}</h3>
      <ul className="board-list" data-testid="queues">
        {overview.teams.map((team) => (
          <li
            key={team.id}
            className={team.waiting > 0 && team.online === 0 ? "queue-line queue-unserved" : "queue-line"}
          >
            <span className="queue-name">{teamName(team.id, team.name)}</span>
            {/* The words beside it say the same. */}
            <span className="queue-bar" aria-hidden="true">
              <span style={{ inlineSize: `${(team.waiting / most) * 100}%` }} />
            </span>
            <span className="queue-words">
              {t("supervise.queue_words", { waiting: team.waiting, online: team.online })}
              {team.oldest_queued_at !== undefined &&
                ` · ${t("supervise.oldest", {
                  span: formatDuration(Math.max(0, now - Date.parse(team.oldest_queued_at)), locale),
                })}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
