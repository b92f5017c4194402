import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import type { DurableFrame, OutboxItem } from "../model/state.ts";
import { colleagueWith } from "../model/state.ts";
import { refusalWords } from "../refusal_words.ts";

function wordsOf(frame: DurableFrame): string {
  switch (frame.type) {
    case "message":
    case "note":
    case "promise":
      return frame.text;
    case "transfer":
      return frame.reason;
    case "resolve":
      return typeof frame.resolution === "string" ? frame.resolution : frame.resolution.text;
  }
}

function Failed({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { frame, refused = "" } = item;
  const owner = useDeskState((state) => colleagueWith(state, frame.conversation));
  return (
    <p className="delivery delivery-failed" role="alert">
      {refused === "forbidden"
        ? t("delivery.forbidden")
        : t("delivery.failed", { reason: refusalWords(t, refused, frame.type, owner) })}{" "}
      <Button size="small" type="link" onClick={() => desk.retry(item.frame.id)} data-testid="retry">
        {t("common.retry")}
      </Button>
      <Button size="small" type="link" onClick={() => desk.discard(item.frame.id)} data-testid="discard">
        {t("common.discard")}
      </Button>
    </p>
  );
}

/** Something this agent said that is not yet an event: shown at once, and honest about how far it got. */
export function Pending({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const live = useDeskState((state) => state.phase === "live");
  const { frame, delivery } = item;
  const note = frame.type === "note";
  const state = delivery === "queued" && !live ? "waiting" : delivery;
  return (
    <article
      className={note ? "note pending" : "bubble bubble-agent bubble-first pending"}
      data-testid="pending"
      data-delivery={delivery}
      data-frame={frame.type}
    >
      <p className="bubble-head">
        <span className={note ? "voice voice-note" : "voice voice-agent"}>{t(`pending.${frame.type}`)}</span>
      </p>
      <div className={note ? undefined : "bubble-box"}>
        <p className="bubble-text">{wordsOf(frame)}</p>
      </div>
      {state === "failed" ? <Failed item={item} /> : <p className="delivery">{t(`delivery.${state}`)}</p>}
    </article>
  );
}
