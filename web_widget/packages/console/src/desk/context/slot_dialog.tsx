import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDesk } from "../desk_context.ts";
import type { FieldIds } from "../dialogs/field.tsx";
import { Field } from "../dialogs/field.tsx";
import type { SlotEntry } from "../slots.ts";

const idsIn = (value: string): string[] => (value === "" ? [] : value.split(","));

/** The ids of what was picked, as the server takes them; of other values the words. */
function ownValue({ value, choices, picked }: SlotEntry): string {
  if (choices.length === 0) return value;
  const known = choices.filter(({ id }) => picked.includes(id)).map(({ id }) => id);
  return known.length > 0 ? known.join(",") : value;
}

/** In whatever order they were picked. */
const sameValue = (slot: SlotEntry, one: string, other: string): boolean =>
  slot.several ? idsIn(one).sort().join() === idsIn(other).sort().join() : one.trim() === other;

interface ValueProps {
  readonly ids: FieldIds;
  readonly slot: SlotEntry;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

function Value({ ids, slot, value, onChange }: ValueProps) {
  const options = slot.choices.map(({ id, label }) => ({ value: id, label }));
  if (slot.several)
    return (
      <Select
        {...ids}
        mode="multiple"
        value={idsIn(value)}
        options={options}
        getPopupContainer={popupInside}
        onChange={(picked: string[]) => onChange(picked.join(","))}
        data-testid="slot-value"
      />
    );
  if (slot.choices.length > 0)
    return (
      <Select
        {...ids}
        value={value === "" ? null : value}
        options={options}
        getPopupContainer={popupInside}
        onChange={onChange}
        data-testid="slot-value"
      />
    );
  return (
    <Input
      {...ids}
      value={value}
      maxLength={1000}
      onChange={(event) => onChange(event.target.value)}
      data-testid="slot-value"
    />
  );
}

interface SlotDialogProps {
  readonly conversation: string;
  readonly slot: SlotEntry;
  readonly onClose: () => void;
}

/** Stars stand for what one may not see: they must not be saved in its place. */
const isMaskedValue = (value: string): boolean => value.includes("*");

/** Puts a collected value right: who, what it was and why stand in the log. */
export function SlotDialog({ conversation, slot, onClose }: SlotDialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const masked = isMaskedValue(slot.value);
  const own = ownValue(slot);
  const [value, setValue] = useState(masked ? "" : own);
  const [reason, setReason] = useState("");
  const changed = value.trim() !== "" && !sameValue(slot, value, own);
  const submit = (): void => {
    if (!changed) return;
    desk.correctSlot(conversation, slot.name, value.trim(), reason.trim(), slot.version);
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("slots.save")}
      disabled={!changed}
      testId="slot-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("slots.title", { label: slot.label })} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="slot-dialog">
        {slot.source !== undefined && (
          <p className="field-hint">
            {t("slots.said")} <q>{slot.source}</q>
          </p>
        )}
        <Field label={slot.label} hint={masked ? t("slots.masked") : t("slots.was", { value: slot.value })}>
          {(ids) => <Value ids={ids} slot={slot} value={value} onChange={setValue} />}
        </Field>
        <Field label={t("slots.reason")} hint={t("slots.logged")}>
          {(ids) => (
            <Input
              {...ids}
              value={reason}
              maxLength={200}
              onChange={(event) => setReason(event.target.value)}
              data-testid="slot-reason"
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}
