/** What the charts show: shares as a percentage, times in minutes. */
import type { Figures } from "@yingda/protocol";
import { tokens } from "@yingda/protocol";
import type { Theme } from "@yingda/protocol";
import type { EChartsCoreOption } from "echarts/core";

interface Series {
  readonly name: string;
  readonly values: readonly (number | null)[];
}

export interface ChartWish {
  readonly names: readonly string[];
  readonly series: readonly Series[];
  readonly unit: string;
  readonly theme: Theme;
  /** Points in time are joined by a line. */
  readonly line: boolean;
  readonly max?: number;
}

/** Whether there is anything to be drawn. */
export const hasValues = ({ values }: Series): boolean => values.some((value) => value !== null);

function round(value: number | null, by: number): number | null {
  return value === null ? null : Math.round(value * by * 10) / 10;
}

/** Lines differ by more than their colour: by symbol, and by dashes. */
const SYMBOLS = ["circle", "rect", "triangle"] as const;
const DASHES = ["solid", "dashed", "dotted"] as const;

export function chartOption({ names, series, unit, theme, line, max }: ChartWish): EChartsCoreOption {
  const color = tokens.color[theme];
  const text = { color: color["text-2"], fontFamily: tokens.font };
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)").matches;
  return {
    animation: !calm,
    animationDuration: 200,
    color: [color.accent, color.warn, color.info],
    textStyle: text,
    legend: { top: 0, textStyle: text, icon: "roundRect" },
    grid: { left: 8, right: 16, top: 40, bottom: 8, containLabel: true },
    // Rich text is drawn on the canvas; HTML would bring its styles with it.
    tooltip: {
      trigger: "axis",
      renderMode: "richText",
      backgroundColor: color.surface,
      borderColor: color.border,
      textStyle: { ...text, color: color["text-1"] },
      valueFormatter: (value: unknown) => (typeof value === "number" ? `${value} ${unit}` : "–"),
    },
    xAxis: {
      type: "category",
      data: [...names],
      axisLabel: { ...text, hideOverlap: true },
      axisLine: { lineStyle: { color: color.border } },
    },
    yAxis: {
      type: "value",
      name: unit,
      nameTextStyle: text,
      ...(max !== undefined && { max }),
      min: 0,
      axisLabel: text,
      splitLine: { lineStyle: { color: color.hairline } },
    },
    series: series.map(({ name, values }, index) => ({
      type: line ? "line" : "bar",
      name,
      data: [...values],
      barMaxWidth: 28,
      symbol: SYMBOLS[index % SYMBOLS.length],
      symbolSize: 7,
      lineStyle: { type: DASHES[index % DASHES.length] },
      // Where nothing was due there is a gap, not a zero.
      connectNulls: false,
    })),
  };
}

export function shares(figures: Figures, words: readonly [string, string, string]): readonly Series[] {
  return [
    { name: words[0], values: figures.lines.map((line) => round(line.resolution_rate, 100)) },
    { name: words[1], values: figures.lines.map((line) => round(line.satisfaction.satisfied, 100)) },
    { name: words[2], values: figures.lines.map((line) => round(line.first_response.attainment, 100)) },
  ];
}

export function times(figures: Figures, words: readonly [string, string]): readonly Series[] {
  return [
    { name: words[0], values: figures.lines.map((line) => round(line.first_response.p50_s, 1 / 60)) },
    { name: words[1], values: figures.lines.map((line) => round(line.first_response.p90_s, 1 / 60)) },
  ];
}

export function deflections(figures: Figures, word: string): readonly Series[] {
  return [{ name: word, values: figures.lines.map((line) => round(line.deflection?.rate ?? null, 100)) }];
}
