import type { Figures } from "@yingda/protocol";
import { useMemo } from "react";
import { useTranslation } from "react-i18next";
import { usePreferences } from "../../app/preferences.ts";
import { Chart } from "./chart.tsx";
import { chartOption, deflections, shares, times } from "./chart_options.ts";
import { lineName } from "./words.ts";

/** The same numbers as the table, to be seen at a glance. */
export function FigureCharts({ figures }: { readonly figures: Figures }) {
  const { t } = useTranslation();
  const theme = usePreferences((preferences) => preferences.theme);
  const options = useMemo(() => {
    const line = figures.by === "day" || figures.by === "hour";
    const names = figures.lines.map((each) => lineName(t, figures.by, each));
    const common = { names, theme, line };
    const timed = figures.lines.some(({ deflection }) => deflection !== null);
    return {
      shares: chartOption({
        ...common,
        unit: "%",
        max: 100,
        series: shares(figures, [
          t("figures.column.resolution_rate"),
          t("figures.satisfied"),
          t("figures.first_kept"),
        ]),
      }),
      times: chartOption({
        ...common,
        unit: t("figures.minutes"),
        series: times(figures, [t("figures.p50"), t("figures.p90")]),
      }),
      bot: timed
        ? chartOption({
            ...common,
            unit: "%",
            max: 100,
            series: deflections(figures, t("figures.deflection")),
          })
        : null,
    };
  }, [figures, t, theme]);
  const title = (name: string): string =>
    t("figures.chart_label", { name, by: t(`figures.by.${figures.by}`) });
  return (
    <div className="charts">
      <section className="board">
        <h3>{t("figures.chart.shares")}</h3>
        <Chart option={options.shares} label={title(t("figures.chart.shares"))} />
      </section>
      <section className="board">
        <h3>{t("figures.chart.times")}</h3>
        <Chart option={options.times} label={title(t("figures.chart.times"))} />
      </section>
      {options.bot !== null && (
        <section className="board">
          <h3>{t("figures.chart.bot")}</h3>
          <Chart option={options.bot} label={title(t("figures.chart.bot"))} />
        </section>
      )}
    </div>
  );
}
