import { nameIn } from "@yingda/protocol";
import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDesk, useDeskState, useLocale } from "../desk_context.ts";
import type { DialogProps } from "../dialogs/dialog_props.ts";
import { Field } from "../dialogs/field.tsx";

/** The bot goes on with what it can do by itself; the open case comes back after it. */
export function ReturnDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const flows = useDeskState((state) => state.conversations[conversation]?.context?.flows);
  const [flow, setFlow] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const choice = {
    showSearch: { optionFilterProp: "label" },
    placeholder: t("care.return.choose"),
    getPopupContainer: popupInside,
    options: (flows ?? []).map(({ id, names }) => ({ value: id, label: nameIn(names, locale, id) })),
  };
  const submit = (): void => {
    setTried(true);
    if (flow === null) return;
    desk.returnToBot(conversation, flow, reason.trim());
    onClose();
  };
  return (
    <DialogBox
      title={t("care.return.title")}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("care.return.submit")}
          testId="return-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="return-dialog">
        <p className="field-hint">{t("care.return.hint")}</p>
        <Field
          label={t("care.return.flow")}
          error={tried && flow === null ? t("care.return.missing") : undefined}
        >
          {(ids) => <Select {...ids} {...choice} value={flow} onChange={setFlow} data-testid="return-flow" />}
        </Field>
        <Field label={t("care.return.reason")}>
          {(ids) => (
            <Input
              {...ids}
              value={reason}
              maxLength={200}
              placeholder={t("care.return.placeholder")}
              onChange={(event) => setReason(event.target.value)}
              data-testid="return-reason"
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}
