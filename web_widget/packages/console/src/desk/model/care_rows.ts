/** What events say about a row that no list keeps right: of conversations that one only looks at. */
import type { DeskEventFrame, DeskRow } from "@yingda/protocol";

function withMute(row: DeskRow, until: string | null): DeskRow {
  if (until !== null) return { ...row, muted_until: until };
  return Object.fromEntries(
    Object.entries(row).filter(([name]) => name !== "muted_until"),
  ) as unknown as DeskRow;
}

export function rowAfter(row: DeskRow, frames: readonly DeskEventFrame[]): DeskRow {
  const last = frames.findLast(({ kind }) => kind === "muted");
  return last?.kind === "muted" ? withMute(row, last.until) : row;
}
