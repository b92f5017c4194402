/** What the same customer came for before: a line of time that is opened and read in place. */
import { ArrowLeftOutlined } from "@ant-design/icons";
import type { VisitOrder, Visits } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { Button } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useLocale, useServerNow, useTeamName } from "../desk_context.ts";
import { Transcript } from "../thread/transcript.tsx";
import { useVisits } from "./use_visits.ts";
import "./visits.css";

type Visit = Visits["visits"][number];

function OrderLine({ order }: { readonly order: VisitOrder }) {
  const { t } = useTranslation();
  return (
    <li>
      <span className="mono">{order.number}</span>{" "}
      <span className="chip">{t(`order.status.${order.status}`)}</span>
      {order.title !== "" && <span className="visit-title">{order.title}</span>}
      {order.resolution !== undefined && (
        <span className="visit-resolution">{t("visits.resolution", { text: order.resolution })}</span>
      )}
    </li>
  );
}

interface VisitProps {
  readonly visit: Visit;
  readonly onOpen: () => void;
}

function VisitLine({ visit, onOpen }: VisitProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const teamName = useTeamName();
  const { last, intent, work_orders: orders, handling } = visit;
  const when = formatWhen(last.at, now, locale);
  return (
    <li className="visit" data-testid="visit" data-conversation={visit.conversation}>
      <p className="visit-head">
        <time dateTime={last.at}>{when}</time>
        {handling === "agent" && visit.agent !== undefined && (
          <span className="chip">{t("list.with", { name: visit.agent.name })}</span>
        )}
        {handling === "queued" && (
          <span className="chip">{t("visits.waits", { team: teamName(visit.team, visit.team_name) })}</span>
        )}
        <Button
          size="small"
          aria-label={t("visits.read_named", { when })}
          onClick={onOpen}
          data-testid="visit-read"
        >
          {t("visits.read")}
        </Button>
      </p>
      <p className="visit-words" lang={visit.locale}>
        {intent !== undefined && intent !== "" ? intent : last.text}
      </p>
      {orders.length > 0 && (
        <ul className="visit-orders">
          {orders.map((order) => (
            <OrderLine key={order.number} order={order} />
          ))}
        </ul>
      )}
    </li>
  );
}

/** A conversation of before, only to be read; what is typed beside it stays where it is. */
function Reading({ visit, onBack }: { readonly visit: Visit; readonly onBack: () => void }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const now = useServerNow();
  const { conversation } = visit;
  const held = useDeskState((state) => state.conversations[conversation]);
  const live = useDeskState((state) => state.phase === "live");
  const words = t("visits.reading", { when: formatWhen(visit.last.at, now, locale) });
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => title.current?.focus(), []);
  useEffect(() => {
    if (!live) return undefined;
    return desk.look(conversation);
  }, [desk, conversation, live]);
  return (
    <div className="visit-reading" data-testid="visit-reading">
      <header>
        <Button
          type="text"
          size="small"
          icon={<ArrowLeftOutlined />}
          aria-label={t("visits.back")}
          onClick={onBack}
          data-testid="visit-back"
        />
        <h3 ref={title} tabIndex={-1}>
          {words}
        </h3>
      </header>
      <p className="field-hint">{t("visits.logged")}</p>
      {held?.loaded === true ? (
        <Transcript conversation={held} label={words} />
      ) : (
        <p className="context-none" role="status">
          {t("common.loading")}
        </p>
      )}
    </div>
  );
}

function Timeline({ answer, onOpen }: { answer: Visits; onOpen: (visit: Visit) => void }) {
  const { t } = useTranslation();
  const { known, visits, hidden, more } = answer;
  if (visits.length === 0 && hidden === 0) {
    return (
      <div className="empty">
        <p className="empty-title">{t("visits.none")}</p>
        <p>{t(known ? "visits.first" : "visits.unknown")}</p>
      </div>
    );
  }
  return (
    <>
      <ol className="visits" aria-label={t("visits.title")}>
        {visits.map((visit) => (
          <VisitLine key={visit.conversation} visit={visit} onOpen={() => onOpen(visit)} />
        ))}
      </ol>
      {hidden > 0 && <p className="context-none">{t("visits.hidden", { count: hidden })}</p>}
      {more && <p className="context-none">{t("visits.more")}</p>}
    </>
  );
}

export function VisitsTab({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const { data, isError, refetch } = useVisits(conversation);
  const [reading, setReading] = useState<Visit | null>(null);
  const last = useRef<string | null>(null);
  const place = useRef<HTMLDivElement>(null);
  const back = (): void => {
    setReading(null);
    // Back to where one came from.
    requestAnimationFrame(() => {
      const line = place.current?.querySelector(`[data-conversation="${last.current ?? ""}"] button`);
      if (line instanceof HTMLElement) line.focus();
    });
  };
  if (reading !== null) return <Reading visit={reading} onBack={back} />;
  return (
    <div className="context-body" ref={place} data-testid="context-visits">
      {isError && (
        <div className="empty" role="alert">
          <p className="empty-title">{t("visits.failed")}</p>
          <Button onClick={() => void refetch()}>{t("common.retry")}</Button>
        </div>
      )}
      {data === undefined && !isError && (
        <p className="context-none" role="status">
          {t("common.loading")}
        </p>
      )}
      {data !== undefined && (
        <Timeline
          answer={data}
          onOpen={(visit) => {
            last.current = visit.conversation;
            setReading(visit);
          }}
        />
      )}
    </div>
  );
}
