import type { Figures, GroupLine } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale } from "../desk_context.ts";
import { lineName, mean, percent, span } from "./words.ts";

function Lead({
  label,
  value,
  hint,
}: {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}) {
  return (
    <div className="score-lead">
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className="figure-hint">{hint}</dd>
    </div>
  );
}

/** What counts first: settled cases, content customers, quick answers. How many is not a merit. */
function Scorecard({ line }: { readonly line: GroupLine }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const waiting = t("figures.still_waiting");
  const { first_response: first, satisfaction } = line;
  return (
    <li className="board scorecard" data-testid="scorecard">
      <h3>{lineName(t, "agent", line)}</h3>
      <dl className="score-leads">
        <Lead
          label={t("figures.column.resolution_rate")}
          value={percent(line.resolution_rate)}
          hint={t("figures.of_orders", { count: line.opened - line.withdrawn })}
        />
        <Lead
          label={t("figures.satisfied")}
          value={percent(satisfaction.satisfied)}
          hint={t("figures.of_ratings", { count: satisfaction.n, mean: mean(satisfaction.mean) })}
        />
        <Lead
          label={t("figures.first_response")}
          value={span(first.p50_s, first.n, locale, waiting)}
          hint={t("figures.p90_hint", { span: span(first.p90_s, first.n, locale, waiting) })}
        />
      </dl>
      <p className="score-more">
        {t("figures.score_more", {
          kept: percent(first.attainment),
          reopened: line.reopened,
          transferred: line.transferred,
        })}
      </p>
    </li>
  );
}

/** One card an agent, by name: nobody is ranked, least of all by how many they had. */
export function Scorecards({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const cards = figures.lines
    .filter(({ key }) => key !== "")
    .toSorted((a, b) => lineName(t, "agent", a).localeCompare(lineName(t, "agent", b), locale));
  if (cards.length === 0) return <p className="context-none">{t("figures.no_cards")}</p>;
  return (
    <>
      <p className="field-hint">{t("figures.cards_hint")}</p>
      <ul className="scorecards">
        {cards.map((line) => (
          <Scorecard key={line.key} line={line} />
        ))}
      </ul>
    </>
  );
}
