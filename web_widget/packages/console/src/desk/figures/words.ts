/** Figures as people read them. A figure without a number says so, never 0. */
import type { Figures, GroupLine, Locale } from "@yingda/protocol";
import { formatDuration } from "@yingda/protocol";
import type { TFunction } from "i18next";

export const NONE = "–";

export function percent(share: number | null): string {
  if (share === null) return NONE;
  const value = share * 100;
  // 99.96 % is not 100 %.
  const rounded = share < 1 ? Math.min(99.9, Math.round(value * 10) / 10) : 100;
  return `${rounded} %`;
}

export function span(seconds: number | null, n: number, locale: Locale, waiting: string): string {
  if (n === 0) return NONE;
  return seconds === null ? waiting : formatDuration(seconds * 1000, locale);
}

export function mean(score: number | null): string {
  return score === null ? NONE : score.toFixed(1);
}

const TIERS = ["inquiry", "complaint", "urgent_complaint", "dispute"] as const;
const TYPES = [
  "not_arrived",
  "not_as_described",
  "after_sales_missing",
  "account",
  "transaction",
  "function",
  "other",
] as const;

/** What a line is about. */
export function lineName(t: TFunction, by: Figures["by"], line: GroupLine): string {
  if (line.name !== undefined && line.name !== "") return line.name;
  if (by === "agent" && line.key === "") return t("figures.nobody");
  if (by === "hour") return `${line.key}:00`;
  const tier = by === "tier" ? TIERS.find((known) => known === line.key) : undefined;
  if (tier !== undefined) return t(`figures.tiers.${tier}`);
  const type = by === "type" ? TYPES.find((known) => known === line.key) : undefined;
  if (type !== undefined) return t(`figures.types.${type}`);
  return line.key;
}
