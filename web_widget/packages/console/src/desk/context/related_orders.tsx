/** Open work orders of the same customer in other conversations that may be about the same matter. */
import { BranchesOutlined } from "@ant-design/icons";
import type { RelatedOrder } from "@yingda/protocol";
import { useQueryClient } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useStaffName, useTeamName } from "../desk_context.ts";
import { isSettled } from "../model/orders.ts";
import { ownership } from "../model/state.ts";
import { usePlace } from "../place.ts";
import { refusalWords } from "../refusal_words.ts";
import { useVisits, visitsKey } from "./use_visits.ts";
import "./related.css";

const SHOWN_AT_ONCE = 2;

interface RelatedProps {
  readonly conversation: string;
  readonly order: RelatedOrder;
}

/** Linking at one press: the reason is why they are shown together. */
function LinkThem({ conversation, order }: RelatedProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const cache = useQueryClient();
  const live = useDeskState((state) => state.phase === "live");
  const [busy, setBusy] = useState(false);
  const [failed, setFailed] = useState<string | null>(null);
  const link = async (): Promise<void> => {
    setBusy(true);
    const outcome = await desk.linkNow(conversation, order, t(`related.reason.${order.why}`));
    setFailed(outcome.state === "done" ? null : refusalWords(t, outcome.code ?? "", "action"));
    if (outcome.state === "done") {
      desk.refresh(conversation);
      await cache.invalidateQueries({ queryKey: visitsKey(conversation) });
    }
    setBusy(false);
  };
  return (
    <>
      <Button
        size="small"
        loading={busy}
        disabled={!live}
        aria-label={t("related.link_named", { number: order.number, own: order.own })}
        onClick={() => void link()}
        data-testid="related-link"
      >
        {t("related.link")}
      </Button>
      {failed !== null && (
        <span className="related-failed" role="alert">
          {failed}
        </span>
      )}
    </>
  );
}

function Related({ conversation, order }: RelatedProps) {
  const { t } = useTranslation();
  const place = usePlace();
  const staffName = useStaffName();
  const teamName = useTeamName();
  const may = useDeskState(
    (state) =>
      ownership(state, conversation) === "mine" ||
      state.me?.role === "supervisor" ||
      state.me?.role === "admin",
  );
  const { number, why, owner, conversation: where } = order;
  const team = teamName(order.department, order.department_name);
  return (
    <li data-testid="related" data-number={number}>
      <p className="related-words">
        {t(`related.${why}`)} <span className="mono">{number}</span>
        {t("common.comma")}
        {owner === undefined
          ? t("related.waits", { team })
          : t("related.owner", { name: staffName(owner.id, owner.name) })}
        <span className="chip">{t(`order.status.${order.status}`)}</span>
        {order.urgent && <span className="chip chip-danger">{t("order.urgent")}</span>}
      </p>
      <p className="related-acts">
        {where === undefined ? (
          <span>{t("related.closed_to_me", { team })}</span>
        ) : (
          <Button
            size="small"
            aria-label={t("related.open_named", { number })}
            onClick={() => place.open(where)}
            data-testid="related-open"
          >
            {t("related.open")}
          </Button>
        )}
        {order.linked ? (
          <span className="chip" data-testid="related-linked">
            {t("related.linked", { own: order.own })}
          </span>
        ) : (
          may && <LinkThem conversation={conversation} order={order} />
        )}
      </p>
    </li>
  );
}

/** Nothing where nobody knows who the customer is, or nothing here is open. */
export function RelatedOrders({ conversation }: { readonly conversation: string }) {
  const { t } = useTranslation();
  const [all, setAll] = useState(false);
  const wanted = useDeskState((state) => {
    const context = state.conversations[conversation]?.context;
    return (
      context?.visitor.external_id !== undefined && context.work_orders.some((order) => !isSettled(order))
    );
  });
  const { data } = useVisits(conversation, wanted);
  const related = (wanted ? data?.related : undefined) ?? [];
  if (related.length === 0) return null;
  const shown = all ? related : related.slice(0, SHOWN_AT_ONCE);
  return (
    <section className="related" aria-label={t("related.title")} data-testid="related-orders">
      <BranchesOutlined />
      <ul>
        {shown.map((order) => (
          <Related key={order.number} conversation={conversation} order={order} />
        ))}
        {shown.length < related.length && (
          <li>
            <Button size="small" type="link" onClick={() => setAll(true)} data-testid="related-all">
              {t("related.more", { count: related.length - shown.length })}
            </Button>
          </li>
        )}
      </ul>
    </section>
  );
}
