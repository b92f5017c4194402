import { Button, Input } from "antd";
import type { ReactNode } from "react";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { Field } from "./field.tsx";

interface ReasonDialogProps {
  readonly name: string;
  readonly title: string;
  readonly hint: string;
  readonly submit: string;
  /** What is mostly meant; one click instead of a sentence. */
  readonly common: readonly string[];
  /** What it is, when it is no reason. */
  readonly label?: string;
  /** What else is to be chosen. */
  readonly children?: ReactNode;
  readonly onSubmit: (reason: string) => void;
  readonly onClose: () => void;
}

/** Something that is logged with its reason: without one it does not happen. */
export function ReasonDialog(props: ReasonDialogProps) {
  const { name, title, hint, submit, common, onSubmit, onClose } = props;
  const { t } = useTranslation();
  const label = props.label ?? t("reason.label");
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    if (reason.trim() === "") return;
    onSubmit(reason.trim());
    onClose();
  };
  return (
    <DialogBox
      title={title}
      onClose={onClose}
      footer={<SubmitOrCancel label={submit} testId={`${name}-submit`} onSubmit={send} onCancel={onClose} />}
    >
      <div className="dialog-body" data-testid={`${name}-dialog`}>
        <p className="field-hint">{hint}</p>
        {props.children}
        {common.length > 0 && (
          <div className="quick-times" role="group" aria-label={t("reason.common")}>
            {common.map((words) => (
              <Button key={words} size="small" onClick={() => setReason(words)}>
                {words}
              </Button>
            ))}
          </div>
        )}
        <Field
          label={label}
          error={tried && reason.trim() === "" ? t("reason.missing", { label }) : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
              data-testid={`${name}-reason`}
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}
