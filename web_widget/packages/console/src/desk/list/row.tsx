import type { DeskRow } from "@yingda/protocol";
import { formatDuration, formatWhen } from "@yingda/protocol";
import { Badge, Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import { slaOf } from "../model/sla.ts";
import { OverdueChip, SlaChip } from "../sla_chip.tsx";
import { visitorName } from "../visitor.ts";

interface RowProps {
  readonly row: DeskRow;
  readonly current: boolean;
  readonly onOpen: (conversation: string) => void;
  /** Absent for a conversation that nobody needs to take any more. */
  readonly onClaim?: ((conversation: string) => void) | undefined;
}

function Waited({ row }: { readonly row: DeskRow }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  if (row.handling === "queued" && row.queued_at !== undefined) {
    const span = formatDuration(Math.max(0, now - Date.parse(row.queued_at)), locale);
    return <span className="row-time">{t("list.waited", { span })}</span>;
  }
  return <time className="row-time">{formatWhen(row.last.at, now, locale)}</time>;
}

/** Who waits is known by what he wants: the case first, then his own words. */
function wordsOf(row: DeskRow): string {
  if (row.handling !== "queued" || row.intent === undefined || row.intent === row.last.text)
    return row.last.text;
  return `${row.intent} · ${row.last.text}`;
}

export const Row = memo(function Row({ row, current, onOpen, onClaim }: RowProps) {
  const { t } = useTranslation();
  const unread = useDeskState((state) => state.conversations[row.conversation]?.unread ?? 0);
  const claiming = useDeskState((state) => state.claims[row.conversation] !== undefined);
  const live = useDeskState((state) => state.phase === "live");
  const name = visitorName(t, row.visitor, row.conversation);
  const order = row.work_order;
  return (
    <div
      className={current ? "row row-current" : "row"}
      data-testid="conversation-row"
      data-conversation={row.conversation}
    >
      <button
        type="button"
        className="row-open"
        aria-current={current ? "true" : undefined}
        onClick={() => onOpen(row.conversation)}
      >
        <span className="row-line">
          <span className="row-name">{name}</span>
          {order?.urgent === true && <span className="chip chip-danger">{t("order.urgent")}</span>}
          {unread > 0 && (
            <>
              <Badge count={unread} size="small" className="row-unread" aria-hidden="true" />
              <span className="visually-hidden">{t("list.unread", { count: unread })}</span>
            </>
          )}
          <OverdueChip row={row} />
          <SlaChip slaAt={(now) => slaOf(order, now, row.queued_at)} />
        </span>
        <span className="row-last">
          <span className={`voice voice-${row.last.from}`}>{t(`voice.short.${row.last.from}`)}</span>
          <span lang={row.locale}>{wordsOf(row)}</span>
        </span>
        <span className="row-line row-meta">
          <span className="row-team">{row.team_name}</span>
          {order !== undefined && <span>{t(`order.tier.${order.tier}`)}</span>}
          <Waited row={row} />
        </span>
      </button>
      {onClaim !== undefined && (
        <Button
          className="row-claim"
          size="small"
          type="primary"
          loading={claiming}
          disabled={!live}
          aria-label={t("list.claim_named", { name })}
          onClick={() => onClaim(row.conversation)}
          data-testid="claim"
        >
          {t("list.claim")}
        </Button>
      )}
    </div>
  );
});
