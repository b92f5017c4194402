import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { useDesk } from "../desk_context.ts";
import type { DialogProps } from "./dialog_props.ts";
import { DueField } from "./due_field.tsx";
import { Field } from "./field.tsx";
import { fromLocalInput } from "./promise_times.ts";

/** A commitment of one's own: the visitor sees it, and it is timed like any other deadline. */
export function PromiseDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [text, setText] = useState("");
  const [due, setDue] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    const time = fromLocalInput(due);
    if (text.trim() === "" || time === null || time.getTime() <= Date.now()) return;
    desk.promise(conversation, text.trim(), time);
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("promise.submit")}
      testId="promise-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  const missing = tried && text.trim() === "" ? t("promise.text_missing") : undefined;
  return (
    <DialogBox title={t("promise.title")} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="promise-dialog">
        <p className="field-hint">{t("promise.hint")}</p>
        <Field label={t("promise.text")} error={missing}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              value={text}
              placeholder={t("promise.placeholder")}
              rows={2}
              maxLength={1000}
              onChange={(event) => setText(event.target.value)}
              data-testid="promise-text"
            />
          )}
        </Field>
        <DueField value={due} tried={tried} onChange={setDue} />
      </div>
    </DialogBox>
  );
}
