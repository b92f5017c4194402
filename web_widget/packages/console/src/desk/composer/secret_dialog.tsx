import type { Sensitive } from "@yingda/protocol";
import { masked } from "@yingda/protocol";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { DialogBox } from "../../app/dialog_box.tsx";

interface SecretDialogProps {
  readonly text: string;
  readonly found: readonly Sensitive[];
  readonly onSend: (text: string) => void;
  readonly onCancel: () => void;
}

/** A number or a secret in a reply stays in the chat for ever: who wrote it decides knowingly. */
export function SecretDialog({ text, found, onSend, onCancel }: SecretDialogProps) {
  const { t } = useTranslation();
  const hidden = masked(text, found);
  const kinds = [...new Set(found.map(({ kind }) => t(`secret.kind.${kind}`)))].join(t("common.comma"));
  const footer = (
    <>
      <Button danger onClick={() => onSend(text)} data-testid="secret-send">
        {t("secret.send")}
      </Button>
      <Button onClick={onCancel} data-testid="secret-back">
        {t("secret.back")}
      </Button>
      <Button type="primary" onClick={() => onSend(hidden)} data-testid="secret-mask">
        {t("secret.mask")}
      </Button>
    </>
  );
  return (
    <DialogBox title={t("secret.title", { kinds })} onClose={onCancel} footer={footer}>
      <div data-testid="secret-dialog">
        <p>{t("secret.hint")}</p>
        <blockquote className="switch-quote">{hidden}</blockquote>
      </div>
    </DialogBox>
  );
}
