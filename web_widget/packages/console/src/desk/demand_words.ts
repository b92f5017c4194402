/** A visitor's demand as one line: what, how much, until when. */
import type { Demand } from "@yingda/protocol";
import { demandName, formatDue, formatMoney } from "@yingda/protocol";
import type { ValueWords } from "./value.ts";

export function demandWords(demand: Demand, { t, locale, now }: ValueWords): string {
  const what = demandName(demand, (kind) => t(`demand.${kind}`));
  const amount = demand.amount === undefined ? "" : ` ${formatMoney(demand.amount)}`;
  const by =
    demand.by === undefined ? "" : t("demand.by", { due: formatDue(demand.by, now, locale) || demand.by });
  return `${what}${amount}${by}`;
}
