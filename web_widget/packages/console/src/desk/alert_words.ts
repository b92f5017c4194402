/** How loud an alert is and what it says. */
import type { AlertFrame, AlertKind, Locale } from "@yingda/protocol";
import { formatDue, isAlertKind } from "@yingda/protocol";
import type { TFunction } from "i18next";

/** Something was missed or needs a person now: it stays until it is closed. The others go by themselves. */
const passing: ReadonlySet<AlertKind> = new Set(["first_response_near", "target_missed", "urged"]);
/** Raised by what the visitor did, not by a clock. */
const withoutDue: ReadonlySet<AlertKind> = new Set(["urged", "escalated"]);

export interface AlertWords {
  readonly stays: boolean;
  readonly title: string;
  readonly description: string | undefined;
}

/** `visitor`: what to call the conversation when it has no work order. */
export function alertWords(
  t: TFunction,
  alert: AlertFrame,
  visitor: string,
  now: number,
  locale: Locale,
): AlertWords {
  const who = alert.number === "" ? visitor : alert.number;
  const due = t("alert.due", { due: formatDue(alert.due, now, locale) });
  const { alert: kind } = alert;
  if (!isAlertKind(kind)) return { stays: false, title: t("alert.unknown", { who }), description: due };
  return {
    stays: !passing.has(kind),
    title: t(`alert.kind.${kind}`, { who }),
    description: withoutDue.has(kind) ? undefined : due,
  };
}
