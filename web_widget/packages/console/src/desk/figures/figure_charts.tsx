import type { Figures } from "@yingda/protocol";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../app/preferences.ts";
import { Chart } from "./chart.tsx";
import type { ChartWish } from "./chart_options.ts";
import { chartOption, deflections, hasValues, shares, times } from "./chart_options.ts";
import { lineName } from "./words.ts";

/** The same numbers as the table, to be seen at a glance. */
export function FigureCharts({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const theme = usePreferences((preferences) => preferences.theme);
  const boards = useMemo(() => {
    const line = figures.by === "day" || figures.by === "hour";
    const names = figures.lines.map((each) => lineName(t, figures.by, each));
    const common = { names, theme, line };
    const board = (name: "shares" | "times" | "bot", wish: Pick<ChartWish, "unit" | "max" | "series">) => ({
      name,
      option: wish.series.some(hasValues) ? chartOption({ ...common, ...wish }) : null,
    });
    const shareNames = [
      t("figures.column.resolution_rate"),
      t("figures.satisfied"),
      t("figures.first_kept"),
    ] as const;
    const all = [
      board("shares", { unit: "%", max: 100, series: shares(figures, shareNames) }),
      board("times", {
        unit: t("figures.minutes"),
        series: times(figures, [t("figures.p50"), t("figures.p90")]),
      }),
      board("bot", { unit: "%", max: 100, series: deflections(figures, t("figures.deflection")) }),
    ];
    // Only groups in time have talks of the bot's.
    const timed = figures.lines.some(({ deflection }) => deflection !== null);
    return timed ? all : all.slice(0, 2);
  }, [figures, t, theme]);
  const title = (name: string): string =>
    t("figures.chart_label", { name, by: t(`figures.by.${figures.by}`) });
  return (
    <div className="charts">
      {boards.map(({ name, option }) => (
        <section key={name} className="board">
          <h3>{t(`figures.chart.${name}`)}</h3>
          {option === null ? (
            <p className="chart chart-none">{t("figures.no_values")}</p>
          ) : (
            <Chart option={option} label={title(t(`figures.chart.${name}`))} />
          )}
        </section>
      ))}
    </div>
  );
}
