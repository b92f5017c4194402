/** What whoever works at the desk is alerted to. */

/** What the server raises an alert for. A newer server may know more: they are shown in general words. */
export const ALERT_KINDS = [
  "first_response_near",
  "first_response_missed",
  "next_response_missed",
  /** The team's own goal, before what the visitor was told. */
  "target_missed",
  "resolve_missed",
  "promise_missed",
  /** What is owed to the customer was not paid in time; for supervisors. */
  "compensation_unpaid",
  /** A missed promise still stands a while later; for managers. */
  "manager_called",
  /** The visitor asked to hurry. */
  "urged",
  /** The case became urgent while somebody had it. */
  "urgent",
  /** The visitor asked for a supervisor. */
  "escalated",
] as const;
export type AlertKind = (typeof ALERT_KINDS)[number];

export function isAlertKind(kind: string): kind is AlertKind {
  return (ALERT_KINDS as readonly string[]).includes(kind);
}

export interface AlertFrame {
  readonly type: "alert";
  readonly conversation: string;
  /** Empty when the conversation has no open order. */
  readonly number: string;
  /** One of ALERT_KINDS, or one of a newer server. */
  readonly alert: string;
  readonly due: string;
  readonly text: string;
}
