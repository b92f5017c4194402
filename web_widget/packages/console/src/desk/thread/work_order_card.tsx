import { FileTextOutlined } from "@ant-design/icons";
import type { DeskEventOf } from "@yingda/protocol";
import { formatDue } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";

/** A change of the order in the transcript; where it stands now is told by the context panel. */
export function WorkOrderCard({
  event,
  first,
}: {
  readonly event: DeskEventOf<"work_order">;
  readonly first: boolean;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const resolution = typeof event.resolution === "string" ? event.resolution : event.resolution?.text;
  return (
    <article className="order-event" data-testid="work-order-event">
      <p className="order-event-head">
        <FileTextOutlined />
        <strong>{t(first ? "thread.order_opened" : "thread.order_changed")}</strong>
        <span className="mono">{event.number}</span>
        <span className="chip">{t(`order.status.${event.status}`)}</span>
      </p>
      {event.note !== undefined && <p>{event.note}</p>}
      {resolution !== undefined && event.status === "resolved" && (
        <p>{t("thread.resolution", { text: resolution })}</p>
      )}
      {first && (
        <p className="order-event-due">
          {t("order.first_response_due", { due: formatDue(event.first_response_due, now, locale) })}
          {" · "}
          {t("order.resolve_due", { due: formatDue(event.resolve_due, now, locale) })}
        </p>
      )}
    </article>
  );
}
