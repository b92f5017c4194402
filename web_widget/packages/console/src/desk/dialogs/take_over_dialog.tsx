import { useTranslation } from "react-i18next";
import { useDeskState } from "../desk_context.ts";
import { colleagueWith } from "../model/state.ts";
import { ReasonDialog } from "./reason_dialog.tsx";

interface TakeOverDialogProps {
  readonly conversation: string;
  readonly onTakeOver: (reason: string) => void;
  readonly onClose: () => void;
}

/** A supervisor takes a conversation from a colleague: who and why stands in its log. */
export function TakeOverDialog({ conversation, onTakeOver, onClose }: TakeOverDialogProps) {
  const { t } = useTranslation();
  const name = useDeskState((state) => colleagueWith(state, conversation)) ?? t("take_over.colleague");
  return (
    <ReasonDialog
      name="take-over"
      title={t("take_over.title", { name })}
      hint={t("take_over.hint", { name })}
      submit={t("take_over.submit")}
      common={[t("take_over.common.late"), t("take_over.common.asked"), t("take_over.common.help")]}
      onSubmit={onTakeOver}
      onClose={onClose}
    />
  );
}
