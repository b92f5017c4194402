import { LockOutlined } from "@ant-design/icons";
import type { DeskEventOf } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";
import type { WordsChange } from "../model/thread_items.ts";
import { ChangeMark, OwnWords } from "./own_words.tsx";

interface NoteCardProps {
  readonly conversation: string;
  readonly event: DeskEventOf<"note">;
  readonly change: WordsChange | undefined;
}

/** Names that were called stand out, whoever reads it. */
function Words({ text, names }: { readonly text: string; readonly names: readonly string[] }) {
  const called = names.map((name) => `@${name}`).filter((name) => text.includes(name));
  if (called.length === 0) return text;
  const escaped = called.map((name) => name.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"));
  const parts = text.split(new RegExp(`(${escaped.join("|")})`));
  return parts.map((part, index) =>
    called.includes(part) ? <strong key={index}>{part}</strong> : <span key={index}>{part}</span>,
  );
}

export function NoteCard({ conversation, event, change }: NoteCardProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const text = change?.kind === "edited" ? change.text : event.text;
  const gone = change?.kind === "recalled";
  const called = (event.mentions ?? []).map(({ name }) => name);
  return (
    <article
      className={event.whisper === true ? "note note-whisper" : "note"}
      data-testid={event.whisper === true ? "whisper" : "note"}
    >
      <p className="bubble-head">
        <LockOutlined />
        <span className="voice voice-note">
          {t(event.whisper === true ? "care.whisper_voice" : "voice.note")}
        </span>
        <span className="bubble-name">{event.agent.name}</span>
        <time dateTime={event.at}>{formatWhen(event.at, now, locale)}</time>
      </p>
      <p className={gone ? "bubble-text words-gone" : "bubble-text"}>
        <Words text={text} names={called} />
      </p>
      {change !== undefined && <ChangeMark change={change} before={event.text} />}
      {event.own === true && !gone && (
        <OwnWords conversation={conversation} pos={event.pos} at={event.at} text={text} note />
      )}
    </article>
  );
}
