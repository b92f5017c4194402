import { LockOutlined } from "@ant-design/icons";
import type { DeskEventOf } from "@yingda/protocol";
import { formatWhen } from "@yingda/protocol";
import { useTranslation } from "react-i18next";
import { useLocale, useServerNow } from "../desk_context.ts";

export function NoteCard({ event }: { readonly event: DeskEventOf<"note"> }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  return (
    <article className="note" data-testid="note">
      <p className="bubble-head">
        <LockOutlined />
        <span className="voice voice-note">{t("voice.note")}</span>
        <span className="bubble-name">{event.agent.name}</span>
        <time dateTime={event.at}>{formatWhen(event.at, now, locale)}</time>
      </p>
      <p className="bubble-text">{event.text}</p>
    </article>
  );
}
