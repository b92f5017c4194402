import type { DeskRow, FoundRow, Match } from "@yingda/protocol";
import { formatDuration, formatWhen, nameIn } from "@yingda/protocol";
import { Badge, Button } from "antd";
import { memo } from "react";
import { useTranslation } from "react-i18next";
import { CareChip } from "../care/care_bars.tsx";
import { useDeskState, useLocale, useServerNow, useTeamName } from "../desk_context.ts";
import { slaOf } from "../model/sla.ts";
import { OverdueChip, SlaChip } from "../sla_chip.tsx";
import { visitorName } from "../visitor.ts";

interface RowProps {
  readonly row: DeskRow | FoundRow;
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

/** Where the searched words stand, in place of the last words. */
function Found({ match }: { readonly match: Match }) {
  const { t } = useTranslation();
  const where =
    match.field === "message" && match.from !== undefined
      ? t(`voice.short.${match.from}`)
      : (match.label ?? t(`search.field.${match.field}`)) + t("common.colon");
  return (
    <span className="row-last row-match" data-testid="row-match">
      <span>{where}</span>
      {match.text}
    </span>
  );
}

/** Who has it, when it is in nobody's queue. */
function Holder({ row }: { readonly row: DeskRow }) {
  const { t } = useTranslation();
  const me = useDeskState((state) => state.me?.id);
  if (row.handling === "agent" && row.agent !== undefined && row.agent.id !== me)
    return <span className="chip">{t("list.with", { name: row.agent.name })}</span>;
  if (row.ended === true) return <span className="chip">{t("list.is_over")}</span>;
  if (row.handling === "bot") return <span className="chip">{t("list.with_bot")}</span>;
  return null;
}

function Unread({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const unread = useDeskState((state) => state.conversations[conversation]?.unread ?? 0);
  if (unread === 0) return null;
  return (
    <>
      <Badge count={unread} size="small" className="row-unread" aria-hidden="true" />
      <span className="visually-hidden">{t("list.unread", { count: unread })}</span>
    </>
  );
}

/** Nothing but a hint: anybody of the team may take it. */
function Skills({ row }: { readonly row: DeskRow }) {
  const locale = useLocale();
  return (row.skills ?? []).map(({ id, names }) => (
    <span key={id} className="chip chip-accent" data-testid="skill">
      {nameIn(names, locale, id)}
    </span>
  ));
}

const TAGS_SHOWN = 2;

/** Of many the first ones: the others stand at the work order. */
function Tags({ tags }: { readonly tags: readonly string[] }) {
  const { t } = useTranslation();
  const more = tags.length - TAGS_SHOWN;
  return (
    <>
      {tags.slice(0, TAGS_SHOWN).map((tag) => (
        <span key={tag} className="chip row-tag" data-testid="row-tag">
          {tag}
        </span>
      ))}
      {more > 0 && (
        <span className="chip" title={tags.join(t("common.comma"))} data-testid="row-tag-more">
          +{more}
        </span>
      )}
    </>
  );
}

interface ClaimProps {
  readonly conversation: string;
  readonly name: string;
  readonly onClaim: (conversation: string) => void;
}

function Claim({ conversation, name, onClaim }: ClaimProps) {
  const { t } = useTranslation();
  const claiming = useDeskState((state) => state.claims[conversation] !== undefined);
  const live = useDeskState((state) => state.phase === "live");
  return (
    <Button
      className="row-claim"
      size="small"
      type="primary"
      loading={claiming}
      disabled={!live}
      aria-label={t("list.claim_named", { name })}
      onClick={() => onClaim(conversation)}
      data-testid="claim"
    >
      {t("list.claim")}
    </Button>
  );
}

export const Row = memo(function Row({ row, current, onOpen, onClaim }: RowProps) {
  const { t } = useTranslation();
  const name = visitorName(t, row.visitor, row.conversation);
  const order = row.work_order;
  const teamName = useTeamName();
  const match = "match" in row ? row.match : undefined;
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
          <Unread conversation={row.conversation} />
          <OverdueChip row={row} />
          <SlaChip slaAt={(now) => slaOf(order, now, row.queued_at)} />
        </span>
        {match === undefined ? (
          <span className="row-last">
            <span className={`voice voice-${row.last.from}`}>{t(`voice.short.${row.last.from}`)}</span>
            <span lang={row.locale}>{wordsOf(row) || t("own.gone")}</span>
          </span>
        ) : (
          <Found match={match} />
        )}
        <span className="row-line row-meta">
          {row.team_name !== "" && <span className="row-team">{teamName(row.team, row.team_name)}</span>}
          <Holder row={row} />
          <CareChip row={row} />
          <Skills row={row} />
          <Tags tags={order?.tags ?? []} />
          {order !== undefined && <span>{t(`order.tier.${order.tier}`)}</span>}
          <Waited row={row} />
        </span>
      </button>
      {onClaim !== undefined && <Claim conversation={row.conversation} name={name} onClaim={onClaim} />}
    </div>
  );
});
