/** Why something is back that was put aside; a newer server may know more. */
const CAUSES = ["time", "visitor", "alert", "agent"] as const;
type Cause = (typeof CAUSES)[number];

export function wakingCause(why: string): Cause {
  return CAUSES.find((cause) => cause === why) ?? "time";
}

/** Why somebody lost a conversation without anybody's wish. */
export function lossCause(why: string): "silent" | "gone" {
  return why === "silent" ? "silent" : "gone";
}
