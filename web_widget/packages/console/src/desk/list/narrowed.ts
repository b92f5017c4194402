/** The rows that filters let through. */
import type { DeskRow } from "@yingda/protocol";
import type { ListFilters } from "../place.ts";

export function narrowed<Row extends DeskRow>(
  rows: readonly Row[],
  { team, urgent, overdue }: ListFilters,
): readonly Row[] {
  if (team === "" && !urgent && !overdue) return rows;
  return rows.filter(
    (row) =>
      (team === "" || row.team === team) &&
      (!urgent || row.work_order?.urgent === true) &&
      (!overdue || row.work_order?.overdue === true),
  );
}
