import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import type { DialogProps } from "../dialogs/dialog_props.ts";
import { ReasonDialog } from "../dialogs/reason_dialog.tsx";
import { colleagueWith } from "../model/state.ts";

/** A supervisor's word to the colleague who has the conversation: a note that is addressed, and never the customer's. */
export function WhisperDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const name = useDeskState((state) => colleagueWith(state, conversation)) ?? t("take_over.colleague");
  return (
    <ReasonDialog
      name="whisper"
      title={t("care.whisper.title", { name })}
      hint={t("care.whisper.hint", { name })}
      submit={t("care.whisper.submit")}
      common={[]}
      label={t("care.whisper.text")}
      onSubmit={(text) => desk.whisper(conversation, text)}
      onClose={onClose}
    />
  );
}
