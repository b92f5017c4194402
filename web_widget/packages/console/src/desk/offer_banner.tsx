import { BellFilled } from "@ant-design/icons";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useNow } from "../app/use_now.ts";
import { useDesk, useDeskState } from "./desk_context.ts";
import { slaOf } from "./model/sla.ts";
import type { Offer } from "./model/state.ts";
import { SlaChip } from "./sla_chip.tsx";
import { visitorName } from "./visitor.ts";

interface OfferBannerProps {
  readonly onClaim: (conversation: string) => void;
}

function Open({ offer, onClaim }: OfferBannerProps & { readonly offer: Offer }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const now = useNow();
  const claiming = useDeskState((state) => state.claims[offer.conversation] !== undefined);
  const live = useDeskState((state) => state.phase === "live");
  const seconds = Math.floor((offer.expiresAt - now) / 1000);
  if (seconds <= 0) return null;
  const { row } = offer;
  const name = visitorName(t, row.visitor, row.conversation);
  return (
    <div
      className="banner banner-offer"
      role="region"
      aria-label={t("offer.title")}
      data-testid="offer-banner"
    >
      <BellFilled />
      <p className="offer-words">
        <strong>{t("offer.waiting", { name })}</strong>
        <span className="offer-last">{row.reason ?? row.last.text}</span>
      </p>
      <SlaChip slaAt={(at) => slaOf(row.work_order, at, row.queued_at)} />
      <span className="offer-countdown" role="timer" data-testid="offer-countdown">
        {t("offer.seconds", { seconds })}
      </span>
      <Button
        type="primary"
        loading={claiming}
        disabled={!live}
        onClick={() => onClaim(offer.conversation)}
        data-testid="offer-claim"
      >
        {t("list.claim")}
      </Button>
      <Button
        type="text"
        onClick={() => desk.dispatch({ type: "dismiss_offer" })}
        data-testid="offer-dismiss"
      >
        {t("offer.dismiss")}
      </Button>
    </div>
  );
}

/** A conversation held for this agent for a moment; afterwards the next one is asked. */
export function OfferBanner({ onClaim }: OfferBannerProps) {
  const { t } = useTranslation();
  const offer = useDeskState((state) => state.offer);
  return (
    <>
      <p className="visually-hidden" role="alert">
        {offer === null
          ? ""
          : t("offer.waiting", { name: visitorName(t, offer.row.visitor, offer.conversation) })}
      </p>
      {offer !== null && <Open offer={offer} onClaim={onClaim} />}
    </>
  );
}
