import type { AgentNow, Overview } from "@yingda/protocol";
import { formatDuration, nameIn } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";

const REASONS = ["break", "meal", "meeting", "training", "wrap_up", "idle", "other"] as const;

function State({ agent }: { readonly agent: AgentNow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const reason = REASONS.find((one) => one === agent.reason);
  const words = [
    t(`supervise.status.${agent.status}`),
    ...(agent.status === "away" && reason !== undefined && reason !== "other"
      ? [t(`presence.reasons.${reason}`)]
      : []),
    ...(agent.since === undefined
      ? []
      : [formatDuration(Math.max(0, now - Date.parse(agent.since)), locale)]),
  ];
  return <span className={`agent-state agent-${agent.status}`}>{words.join(" · ")}</span>;
}

/** Everybody who is logged in: on duty or why not, and how much they have in hand. */
export function AgentsNow({ overview }: { readonly overview: Overview }) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <section className="board" aria-labelledby="agents-title">
      <h3 id="agents-title">
        {t("supervise.agents")} <span className="list-count">{overview.agents.length}</span>
      </h3>
      {overview.agents.length === 0 && <p className="context-none">{t("supervise.no_agents")}</p>}
      <ul className="agent-grid" data-testid="agents">
        {overview.agents.map((agent) => (
          <li key={agent.id} className="agent-card" data-testid="agent">
            <strong>{nameIn(agent.names, locale, agent.name)}</strong>
            <State agent={agent} />
            <span className="mono">
              {t("supervise.load", { load: agent.load, capacity: agent.capacity })}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
