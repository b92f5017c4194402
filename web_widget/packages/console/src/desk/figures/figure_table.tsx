import type { FigureLine, Figures } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale } from "../desk_context.ts";
import { lineName, mean, percent, span } from "./words.ts";

const COLUMNS = [
  "opened",
  "resolution_rate",
  "resolution_time",
  "resolution_kept",
  "first_response_time",
  "first_response_kept",
  "satisfied",
  "reopened",
  "transferred",
  "deflected",
] as const;

function Cells({ line }: { readonly line: FigureLine }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const waiting = t("figures.still_waiting");
  const times = ({ p50_s, p90_s, n }: FigureLine["resolution"]): string =>
    n === 0 ? "–" : `${span(p50_s, n, locale, waiting)} / ${span(p90_s, n, locale, waiting)}`;
  const kept = ({ attainment, n }: FigureLine["resolution"]): string =>
    n === 0 ? "–" : `${percent(attainment)} (${n})`;
  const { satisfaction, deflection } = line;
  return (
    <>
      <td className="mono">{line.opened}</td>
      <td className="mono">{percent(line.resolution_rate)}</td>
      <td className="mono">{times(line.resolution)}</td>
      <td className="mono">{kept(line.resolution)}</td>
      <td className="mono">{times(line.first_response)}</td>
      <td className="mono">{kept(line.first_response)}</td>
      <td className="mono">
        {satisfaction.n === 0
          ? "–"
          : `${percent(satisfaction.satisfied)} · ${mean(satisfaction.mean)} (${satisfaction.n})`}
      </td>
      <td className="mono">{line.reopened}</td>
      <td className="mono">
        {line.transferred} / {line.transfers}
      </td>
      <td className="mono">
        {deflection === null || deflection.n === 0 ? "–" : `${percent(deflection.rate)} (${deflection.n})`}
      </td>
    </>
  );
}

/** All figures as numbers; what the charts show, for whoever reads rather than looks. */
export function FigureTable({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  return (
    // Scrolled by the arrow keys: a wide table must not need a mouse.
    // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className="figure-scroll" role="region" aria-label={t("figures.table")} tabIndex={0}>
      <table className="board-table figure-table" data-testid="figure-table">
        <thead>
          <tr>
            <th scope="col">{t(`figures.by.${figures.by}`)}</th>
            {COLUMNS.map((column) => (
              <th key={column} scope="col">
                {t(`figures.column.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {figures.lines.map((line) => (
            <tr key={line.key} data-testid="figure-line">
              <th scope="row">{lineName(t, figures.by, line)}</th>
              <Cells line={line} />
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t("figures.total")}</th>
            <Cells line={figures.total} />
          </tr>
        </tfoot>
      </table>
    </div>
  );
}
