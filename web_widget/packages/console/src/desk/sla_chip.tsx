import {
  CheckCircleOutlined,
  ClockCircleOutlined,
  ExclamationCircleFilled,
  WarningFilled,
} from "@ant-design/icons";
import type { DeskRow } from "@yingda/protocol";
import { formatDue, formatDuration } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "./desk_context.ts";
import type { Sla, SlaLevel } from "./model/sla.ts";
import { slaOf } from "./model/sla.ts";

const icons: Readonly<Record<SlaLevel, React.ReactNode>> = {
  ok: <ClockCircleOutlined />,
  near: <WarningFilled />,
  missed: <ExclamationCircleFilled />,
};

/** Told by colour, by an icon and by words. */
export function SlaChip({ slaAt }: { readonly slaAt: (now: number) => Sla | null }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const sla = slaAt(now);
  if (sla === null) return null;
  const span = formatDuration(sla.remainingMs, locale);
  const words = t(sla.level === "missed" ? "sla.missed" : "sla.left", { span });
  const clock = t(`sla.clock.${sla.clock}`);
  return (
    <span
      className={`chip sla sla-${sla.level}`}
      title={`${clock} · ${formatDue(sla.due, now, locale)}`}
      data-testid="sla-chip"
      data-level={sla.level}
    >
      {icons[sla.level]}
      <span className="visually-hidden">{clock}</span>
      {words}
    </span>
  );
}

/** Once answered, the next clock is green again: that an earlier one was missed is said as long as the order is open. */
export function OverdueChip({
  row,
}: {
  readonly row: Partial<Pick<DeskRow, "work_order" | "queued_at">> | undefined;
}) {
  const { t } = useTranslation();
  const now = useServerNow();
  const order = row?.work_order;
  // The running clock says it already, with the span.
  if (order?.overdue !== true || slaOf(order, now, row?.queued_at)?.level === "missed") return null;
  return (
    <span className="chip chip-danger" title={t("sla.overdue_hint")} data-testid="overdue-chip">
      <ExclamationCircleFilled />
      {t("sla.overdue")}
    </span>
  );
}

export function SettledChip({ label }: { readonly label: string }) {
  return (
    <span className="chip sla sla-settled">
      <CheckCircleOutlined />
      {label}
    </span>
  );
}
