/** A time that was promised, and how long it is until then. */
import { formatCountdown, formatDue } from "@yingda/protocol";
import { useNow, useWidget } from "../core/ui/context.ts";
import { Icon } from "../core/ui/icons.tsx";
import { Clock } from "./marks.tsx";

export function Deadline({ due, label }: { readonly due: string; readonly label?: string }) {
  const { locale } = useWidget();
  const now = useNow(1000);
  const countdown = formatCountdown(due, now, locale);
  return (
    <p class={`deadline ${countdown.overdue ? "overdue" : ""}`}>
      {countdown.overdue ? <Icon name="alarm" /> : <Clock />}
      <span>
        {label !== undefined && `${label} `}
        <time dateTime={due}>{formatDue(due, now, locale)}</time>
      </span>
      <strong data-testid="yd-countdown">{countdown.text}</strong>
    </p>
  );
}
