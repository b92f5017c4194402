import { useTranslation } from "react-i18next";
import { ReasonDialog } from "./reason_dialog.tsx";

interface RevealDialogProps {
  readonly onReveal: (reason: string) => void;
  readonly onClose: () => void;
}

export function RevealDialog({ onReveal, onClose }: RevealDialogProps) {
  const { t } = useTranslation();
  return (
    <ReasonDialog
      name="reveal"
      title={t("privacy.title")}
      hint={t("privacy.hint")}
      submit={t("privacy.submit")}
      common={[t("privacy.common.verify"), t("privacy.common.refill"), t("privacy.common.call")]}
      onSubmit={onReveal}
      onClose={onClose}
    />
  );
}
