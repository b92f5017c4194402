import { useTranslation } from "react-i18next";
import { useDesk, useDeskState } from "../desk_context.ts";
import { rowOf } from "../model/state.ts";
import type { DialogProps } from "./dialog_props.ts";
import { HandOverDialog } from "./hand_over_dialog.tsx";

/** Hands the conversation on; whoever owns the order stays answerable for it. */
export function TransferDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const current = useDeskState((state) => rowOf(state, conversation)?.team);
  return (
    <HandOverDialog
      title={t("transfer.title")}
      submit={t("transfer.submit")}
      name="transfer"
      except={current}
      onSubmit={(wish) => {
        desk.transfer(conversation, wish);
        onClose();
      }}
      onClose={onClose}
    />
  );
}
