import type { DeskEventOf, Role } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";
import { EvidenceStrip } from "../evidence/evidence_strip.tsx";
import type { WordsChange } from "../model/thread_items.ts";
import { ChangeMark, OwnWords } from "./own_words.tsx";
import { RichText } from "./rich_text.tsx";

type MessageEvent = DeskEventOf<"message">;

/** Visitor at the start, our side at the end; the name says who it is, the colour only repeats it. */
function Voice({
  role,
  name,
  at,
}: {
  readonly role: Role;
  readonly name: string | undefined;
  readonly at: string;
}) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const label = t(`voice.${role}`);
  return (
    <p className="bubble-head">
      <span className={`voice voice-${role}`}>{label}</span>
      {name !== undefined && name !== "" && name !== label && <span className="bubble-name">{name}</span>}
      <time dateTime={at}>{formatWhen(at, now, locale)}</time>
    </p>
  );
}

function Submitted({ values }: { readonly values: readonly { label: string; value: string }[] }) {
  return (
    <dl className="facts">
      {values.map(({ label, value }) => (
        <div key={label}>
          <dt>{label}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function Body({ event }: { readonly event: MessageEvent }) {
  if (event.submitted !== undefined) return <Submitted values={event.submitted.values} />;
  if (event.rich !== undefined) return <RichText nodes={event.rich} />;
  return <p className="bubble-text">{event.text}</p>;
}

/** What the visitor was offered beside the words; nothing here can be pressed by an agent. */
function Extras({ event }: { readonly event: MessageEvent }) {
  const { t } = useTranslation();
  const source = event.article_title ?? event.article;
  return (
    <>
      {event.options !== undefined && event.options.length > 0 && (
        <ul className="bubble-options" aria-label={t("thread.options")}>
          {event.options.map((option) => (
            <li key={option.id}>{option.label}</li>
          ))}
        </ul>
      )}
      {event.form !== undefined && (
        <p className="bubble-extra">
          {t("thread.form", {
            title: event.form.title,
            fields: event.form.fields.map((field) => field.label).join(t("common.comma")),
          })}
        </p>
      )}
      {source !== undefined && <p className="bubble-extra">{t("thread.article", { title: source })}</p>}
      {event.evidence !== undefined && <EvidenceStrip files={event.evidence} />}
    </>
  );
}

interface BubbleProps {
  readonly conversation: string;
  readonly event: MessageEvent;
  readonly change: WordsChange | undefined;
  readonly head: boolean;
  readonly receipt?: "read" | "unread" | undefined;
}

export function Bubble({ conversation, event, head, receipt, change }: BubbleProps) {
  const { t } = useTranslation();
  const { role, name } = event.from;
  const shown = change?.kind === "edited" ? { ...event, text: change.text } : event;
  return (
    <article
      className={`bubble bubble-${role}${head ? " bubble-first" : ""}`}
      data-testid="message"
      data-role={role}
    >
      {head && <Voice role={role} name={name} at={event.at} />}
      <div className={change?.kind === "recalled" ? "bubble-box words-gone" : "bubble-box"}>
        <Body event={shown} />
        <Extras event={event} />
      </div>
      {change !== undefined && <ChangeMark change={change} before={event.text} />}
      {event.own === true && change?.kind !== "recalled" && (
        <OwnWords conversation={conversation} pos={event.pos} at={event.at} text={shown.text} />
      )}
      {receipt !== undefined && (
        <p className="delivery" data-testid={`receipt-${receipt}`}>
          {t(`delivery.${receipt}`)}
        </p>
      )}
    </article>
  );
}
