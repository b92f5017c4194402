/** What counts first, of a whole period and of one agent alike. */
import type { GroupLine } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale } from "../desk_context.ts";
import { mean, percent, span } from "./words.ts";

export interface FigureText {
  readonly label: string;
  readonly value: string;
  readonly hint: string;
}

interface FigureProps extends FigureText {
  readonly className: string;
  /** Shown by the pointer, too, where the hint may be cut. */
  readonly title?: string;
}

export function Figure({ className, title, label, value, hint }: FigureProps) {
  return (
    <div className={className} title={title}>
      <dt>{label}</dt>
      <dd>{value}</dd>
      <dd className="figure-hint">{hint}</dd>
    </div>
  );
}

type Measured = Pick<
  GroupLine,
  "opened" | "withdrawn" | "resolution_rate" | "satisfaction" | "first_response"
>;

/** Settled cases, content customers, quick answers. */
export function useLeading({
  opened,
  withdrawn,
  resolution_rate,
  satisfaction,
  first_response,
}: Measured): readonly FigureText[] {
  const { t } = useTranslation();
  const locale = useLocale();
  const within = (seconds: number | null): string =>
    span(seconds, first_response.n, locale, t("figures.still_waiting"));
  return [
    {
      label: t("figures.column.resolution_rate"),
      value: percent(resolution_rate),
      hint: t("figures.of_orders", { count: opened - withdrawn }),
    },
    {
      label: t("figures.satisfied"),
      value: percent(satisfaction.satisfied),
      hint: t("figures.of_ratings", { count: satisfaction.n, mean: mean(satisfaction.mean) }),
    },
    {
      label: t("figures.first_response"),
      value: within(first_response.p50_s),
      hint: t("figures.p90_hint", { span: within(first_response.p90_s) }),
    },
  ];
}
