import type { Figures, GroupLine } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale } from "../desk_context.ts";
import { Figure, useLeading } from "./leading.tsx";
import { lineName, percent } from "./words.ts";

/** How many is not a merit: it does not lead. */
function Scorecard({ line }: { readonly line: GroupLine }) {
  const { t } = useTranslation();
  const { first_response: first } = line;
  const leading = useLeading(line);
  return (
    <li className="board scorecard" data-testid="scorecard">
      <h3>{lineName(t, "agent", line)}</h3>
      <dl className="score-leads">
        {leading.map((figure) => (
          <Figure key={figure.label} className="score-lead" {...figure} />
        ))}
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
