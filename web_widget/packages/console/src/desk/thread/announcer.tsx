import { useTranslation } from "react-i18next";
import type { Conversation } from "../model/state.ts";

/** Reads a visitor's new words out once, without making the whole transcript live. */
export function Announcer({ conversation }: { readonly conversation: Conversation }) {
  const { t } = useTranslation();
  const last = conversation.events.at(-1);
  const text = last?.kind === "message" && last.from.role === "visitor" ? last.text : "";
  return (
    <p className="visually-hidden" role="status">
      {text === "" ? "" : t("thread.announce", { text })}
    </p>
  );
}
