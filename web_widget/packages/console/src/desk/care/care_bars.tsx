import { BellOutlined, ClockCircleOutlined, RollbackOutlined, StopOutlined } from "@ant-design/icons";
import type { DeskRow } from "@yingda/protocol";
import { formatDue, formatWhen } from "@yingda/protocol";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import { lossCause, wakingCause } from "./causes.ts";
import "./care.css";

interface CareBarsProps {
  readonly row: DeskRow;
  readonly owned: boolean;
}

/** Who had it before, and why they have it no more. */
function Lost({ lost }: { readonly lost: NonNullable<DeskRow["lost"]> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  return (
    <p className="care-bar care-back" data-testid="care-lost">
      <RollbackOutlined />
      <span>
        {t(`care.lost.${lossCause(lost.why)}`, {
          name: lost.agent.name,
          when: formatWhen(lost.at, now, locale),
        })}
      </span>
    </p>
  );
}

function Aside({ row, owned }: CareBarsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const now = useServerNow();
  const live = useDeskState((state) => state.phase === "live");
  const { snooze } = row;
  if (snooze === undefined) return null;
  const words =
    snooze.until === undefined
      ? t("care.aside_visitor")
      : t("care.aside_until", { due: formatDue(snooze.until, now, locale) });
  return (
    <p className="care-bar" data-testid="care-aside">
      <ClockCircleOutlined />
      <span>
        {words}
        {snooze.reason !== undefined && t("care.because", { reason: snooze.reason })}
      </span>
      {owned && (
        <Button size="small" disabled={!live} onClick={() => desk.wake(row.conversation)} data-testid="wake">
          {t("care.wake")}
        </Button>
      )}
    </p>
  );
}

/** What is particular about this conversation right now: put aside, back again, its visitor kept from talking. */
export function CareBars({ row, owned }: CareBarsProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { lost, reminder, muted_until: until } = row;
  return (
    <>
      {lost !== undefined && <Lost lost={lost} />}
      <Aside row={row} owned={owned} />
      {reminder !== undefined && (
        <p className="care-bar care-back" data-testid="care-back">
          <BellOutlined />
          <span>
            {t(`care.is_back.${wakingCause(reminder.why)}`)}
            {reminder.reason !== undefined && t("care.because", { reason: reminder.reason })}
          </span>
        </p>
      )}
      {until !== undefined && Date.parse(until) > now && (
        <p className="care-bar care-muted" data-testid="care-muted">
          <StopOutlined />
          <span>{t("care.muted_until", { due: formatDue(until, now, locale) })}</span>
        </p>
      )}
    </>
  );
}

/** The same in a line of a list. */
export function CareChip({ row }: { readonly row: DeskRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const { lost, snooze, reminder } = row;
  if (lost !== undefined) {
    return (
      <span className="chip chip-warn" data-testid="chip-lost">
        {t(`care.chip.lost.${lossCause(lost.why)}`)}
      </span>
    );
  }
  if (reminder !== undefined) {
    return (
      <span className="chip chip-warn" data-testid="chip-back">
        {t(`care.chip.${wakingCause(reminder.why)}`)}
      </span>
    );
  }
  if (snooze === undefined) return null;
  return (
    <span className="chip" data-testid="chip-aside">
      {snooze.until === undefined
        ? t("care.chip.aside_visitor")
        : t("care.chip.aside", { due: formatDue(snooze.until, now, locale) })}
    </span>
  );
}
