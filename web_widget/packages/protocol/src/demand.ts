/** What a demand is called. */
import type { Demand } from "./events.ts";

/** The kinds that have words of their own in every front-end; content may name more. */
export const DEMAND_KINDS = [
  "refund",
  "resend",
  "full_refund",
  "refund_and_compensation",
  "replace",
  "compensation",
  "explain",
  "explanation",
  "unfreeze",
  "other",
] as const;
export type DemandKind = (typeof DEMAND_KINDS)[number];

/** The server's words for it, else ours for a kind that we know, else the kind itself. */
export function demandName({ kind, label }: Demand, words: (kind: DemandKind) => string): string {
  const known = DEMAND_KINDS.find((other) => other === kind);
  return label ?? (known === undefined ? kind : words(known));
}

/** An answer names its demand by kind. */
export function answeredDemand(kind: string, demands: readonly Demand[]): Demand {
  return demands.find((demand) => demand.kind === kind) ?? { kind };
}
