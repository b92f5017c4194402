import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { useDesk, useDeskState } from "../desk_context.ts";
import { openOrder } from "../model/orders.ts";
import { rowOf } from "../model/state.ts";
import type { DialogProps } from "./dialog_props.ts";
import { Field } from "./field.tsx";

/** A concrete request to the customer: the only thing that lets the solution's clock stand still. */
export function AskDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const context = useDeskState((state) => state.conversations[conversation]?.context ?? null);
  const row = useDeskState((state) => rowOf(state, conversation));
  const order = openOrder(context, row);
  const [text, setText] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    if (order === null || text.trim() === "") return;
    desk.askCustomer(conversation, order.number, text.trim());
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("ask.submit")}
      disabled={order === null}
      testId="ask-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("ask.title")} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="ask-dialog">
        <p className="field-hint">{t("ask.hint")}</p>
        <Field label={t("ask.text")} error={tried && text.trim() === "" ? t("ask.missing") : undefined}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              value={text}
              rows={3}
              maxLength={1000}
              placeholder={t("ask.placeholder")}
              onChange={(event) => setText(event.target.value)}
              data-testid="ask-text"
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}
