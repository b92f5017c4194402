import { nameIn } from "@yingda/protocol";
import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import type { DialogProps } from "../dialogs/dialog_props.ts";
import { Field } from "../dialogs/field.tsx";
import { slotWords } from "../slots.ts";
import type { BotTask } from "../wishes.ts";

interface Choice {
  readonly value: string;
  readonly label: string;
  readonly task: BotTask;
}

/** First what was answered already and may be wrong, with what stands there; then what can be begun. */
function useChoices(conversation: string) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  const context = useDeskState((state) => state.conversations[conversation]?.context ?? null);
  const known = context === null ? [] : slotWords(context, { t, locale, now }).labelled;
  const questions = (context?.questions ?? []).map(({ slot, label }): Choice => {
    const value = known.find(({ name }) => name === slot)?.value;
    return {
      value: `slot ${slot}`,
      label: value === undefined ? label : t("care.return.question", { label, value }),
      task: { slot },
    };
  });
  const flows = (context?.flows ?? []).map(({ id, names }): Choice => ({
    value: `flow ${id}`,
    label: nameIn(names, locale, id),
    task: { flow: id },
  }));
  const groups = [
    { label: t("care.return.questions"), options: questions },
    { label: t("care.return.flows"), options: flows },
  ].filter(({ options }) => options.length > 0);
  return { all: [...questions, ...flows], groups };
}

interface ReasonFieldProps {
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function ReasonField({ value, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={t("care.return.reason")}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          maxLength={200}
          placeholder={t("care.return.placeholder")}
          onChange={(event) => onChange(event.target.value)}
          data-testid="return-reason"
        />
      )}
    </Field>
  );
}

/** The bot asks one thing again, or goes on with what it can do by itself; the open case comes back after it. */
export function ReturnDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { all, groups } = useChoices(conversation);
  const [chosen, setChosen] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    const wish = all.find(({ value }) => value === chosen);
    if (wish === undefined) return;
    desk.returnToBot(conversation, wish.task, reason.trim());
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
          error={tried && chosen === null ? t("care.return.missing") : undefined}
        >
          {(ids) => (
            <Select
              {...ids}
              showSearch={{ optionFilterProp: "label" }}
              placeholder={t("care.return.choose")}
              getPopupContainer={popupInside}
              options={groups}
              value={chosen}
              onChange={setChosen}
              data-testid="return-flow"
            />
          )}
        </Field>
        <ReasonField value={reason} onChange={setReason} />
      </div>
    </DialogBox>
  );
}
