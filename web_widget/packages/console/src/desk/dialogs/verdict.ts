/** What became of a demand. A refusal rests on a rule that the customer can read. */
import type { DemandOutcome } from "@yingda/protocol";

export interface Verdict {
  readonly outcome: DemandOutcome;
  readonly rule: string;
}

export const OUTCOMES: readonly DemandOutcome[] = ["granted", "partly", "refused"];
export const granted: Verdict = { outcome: "granted", rule: "" };

export function isFounded({ outcome, rule }: Verdict): boolean {
  return outcome !== "refused" || rule.trim() !== "";
}

/** As the frame carries it. */
export function verdictFields({ outcome, rule }: Verdict): { outcome: DemandOutcome; rule?: string } {
  return outcome === "refused" ? { outcome, rule: rule.trim() } : { outcome };
}
