import { PaperClipOutlined } from "@ant-design/icons";
import { Button } from "antd";
import type { TFunction } from "i18next";
import { useTranslation } from "react-i18next";
import { useNow } from "../../app/use_now.ts";
import { offerText } from "../composer/composer_signals.ts";
import { useDesk, useDeskState } from "../desk_context.ts";
import { isHeld } from "../model/outbox.ts";
import type { DurableFrame, OutboxItem } from "../model/state.ts";
import { colleagueWith } from "../model/state.ts";
import { refusalWords } from "../refusal_words.ts";

function wordsOf(frame: DurableFrame): string {
  switch (frame.type) {
    case "message":
    case "note":
    case "promise":
    case "edit":
      return frame.text;
    case "recall":
      return "";
    case "transfer":
    case "reveal":
      return frame.reason;
    case "action": {
      const { text, reference, with: other, title, value, add, reason } = frame.arguments;
      return [
        text,
        reference,
        other,
        title,
        value,
        ...(Array.isArray(add) ? (add as readonly unknown[]) : []),
        reason,
      ]
        .filter((part) => typeof part === "string")
        .join(" ");
    }
    case "resolve":
      return typeof frame.resolution === "string" ? frame.resolution : frame.resolution.text;
  }
}

function pendingName(t: TFunction, frame: DurableFrame): string {
  if (frame.type !== "action") return t(`pending.${frame.type}`);
  const known = (
    [
      "ask_customer",
      "keep_promise",
      "refresh_order",
      "pay_compensation",
      "merge",
      "split",
      "link",
      "correct_slot",
      "assign",
      "tag",
    ] as const
  ).find((action) => action === frame.action);
  return known === undefined ? frame.action : t(`pending.${known}`);
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
        : t("delivery.failed", {
            reason:
              item.changedBy === undefined
                ? refusalWords(t, refused, frame.type, owner)
                : t("refusal.changed_by", { name: item.changedBy }),
          })}{" "}
      <Button size="small" type="link" onClick={() => desk.retry(item.frame.id)} data-testid="retry">
        {t("common.retry")}
      </Button>
      <Button size="small" type="link" onClick={() => desk.discard(item.frame.id)} data-testid="discard">
        {t("common.discard")}
      </Button>
    </p>
  );
}

/** For a moment it can be taken back: its words return to where they were written. */
function Held({ item }: { readonly item: OutboxItem }) {
  const { t } = useTranslation();
  const desk = useDesk();
  const takeBack = (): void => {
    const text = desk.takeBack(item.frame.id);
    if (text !== null) offerText(text);
  };
  return (
    <p className="delivery">
      {t("delivery.held")}{" "}
      <Button size="small" type="link" onClick={takeBack} data-testid="take-back">
        {t("delivery.take_back")}
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
  const now = useNow();
  const held = isHeld(item, now);
  const state = delivery === "queued" && !live ? "waiting" : delivery;
  return (
    <article
      className={note ? "note pending" : "bubble bubble-agent bubble-first pending"}
      data-testid="pending"
      data-delivery={delivery}
      data-frame={frame.type}
    >
      <p className="bubble-head">
        <span className={note ? "voice voice-note" : "voice voice-agent"}>{pendingName(t, frame)}</span>
      </p>
      <div className={note ? undefined : "bubble-box"}>
        <p className="bubble-text">{wordsOf(frame)}</p>
        {frame.type === "message" && frame.evidence !== undefined && (
          <p className="bubble-extra">
            <PaperClipOutlined /> {t("pending.files", { count: frame.evidence.length })}
          </p>
        )}
      </div>
      {state === "failed" && <Failed item={item} />}
      {state !== "failed" && held && <Held item={item} />}
      {state !== "failed" && !held && <p className="delivery">{t(`delivery.${state}`)}</p>}
    </article>
  );
}
