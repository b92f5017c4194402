import { Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk } from "../desk_context.ts";
import type { DialogProps } from "../dialogs/dialog_props.ts";
import { ReasonDialog } from "../dialogs/reason_dialog.tsx";

const HOURS = [1, 24, 72, 168] as const;
const HOUR_MS = 3_600_000;

/** A supervisor keeps an abusive visitor from talking for a while: they read until when, and why. */
export function MuteDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [hours, setHours] = useState<number>(24);
  const common = [t("care.mute.common.abuse"), t("care.mute.common.flood"), t("care.mute.common.threat")];
  return (
    <ReasonDialog
      name="mute"
      title={t("care.mute.title")}
      hint={t("care.mute.hint")}
      submit={t("care.mute.submit")}
      common={common}
      label={t("care.mute.reason")}
      onSubmit={(reason) => desk.mute(conversation, new Date(Date.now() + hours * HOUR_MS), reason)}
      onClose={onClose}
    >
      <Radio.Group
        optionType="button"
        value={hours}
        aria-label={t("care.mute.span")}
        options={HOURS.map((value) => ({ value, label: t(`care.mute.hours.h${value}`) }))}
        onChange={(event) => setHours(event.target.value as number)}
        data-testid="mute-hours"
      />
    </ReasonDialog>
  );
}
