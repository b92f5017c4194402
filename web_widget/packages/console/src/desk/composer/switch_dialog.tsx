import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";
import type { ComposerMode } from "../model/drafts.ts";

interface SwitchDialogProps {
  readonly to: ComposerMode;
  readonly text: string;
  readonly onCancel: () => void;
  readonly onSwitch: (carry: boolean) => void;
}

/** Text never changes its audience by itself: who wrote it says whether it comes along. */
export function SwitchDialog({ to, text, onCancel, onSwitch }: SwitchDialogProps) {
  const { t } = useTranslation();
  const footer = (
    <>
      <Button danger={to === "reply"} onClick={() => onSwitch(true)} data-testid="switch-carry">
        {t(`composer.switch.carry_${to}`)}
      </Button>
      <Button onClick={() => onSwitch(false)} data-testid="switch-leave">
        {t("composer.switch.leave")}
      </Button>
      <Button type="primary" onClick={onCancel} data-testid="switch-cancel">
        {t("common.cancel")}
      </Button>
    </>
  );
  return (
    <DialogBox title={t(`composer.switch.title_${to}`)} onClose={onCancel} footer={footer}>
      <div data-testid="switch-dialog">
        <p>{t(`composer.switch.text_${to}`)}</p>
        <blockquote className="switch-quote">{text}</blockquote>
      </div>
    </DialogBox>
  );
}
