import { formatDue } from "@yingda/protocol";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { useNow } from "../../app/use_now.ts";
import { DateField } from "../date_field.tsx";
import { useDesk, useDeskState, useLocale } from "../desk_context.ts";
import type { DialogProps } from "../dialogs/dialog_props.ts";
import { Field } from "../dialogs/field.tsx";
import { fromLocalInput } from "../dialogs/promise_times.ts";
import { slaOf } from "../model/sla.ts";
import { rowOf } from "../model/state.ts";
import type { SnoozeTime } from "./snooze_times.ts";
import { snoozeTimes } from "./snooze_times.ts";

/** Their names say when that is. */
const SAID: ReadonlySet<SnoozeTime["key"]> = new Set(["today_18", "tomorrow_9"]);

interface TimesProps {
  readonly now: number;
  readonly onChoose: (until: Date | null) => void;
}

function Times({ now, onChoose }: TimesProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  return (
    <div className="care-times" role="group" aria-label={t("care.snooze.times")}>
      {snoozeTimes(new Date(now)).map(({ key, at }) => (
        <Button key={key} onClick={() => onChoose(at)} data-testid={`snooze-${key}`}>
          <span>{t(`care.snooze.at.${key}`)}</span>
          {!SAID.has(key) && <span className="care-when">{formatDue(at, now, locale)}</span>}
        </Button>
      ))}
      <Button onClick={() => onChoose(null)} data-testid="snooze-visitor">
        <span>{t("care.snooze.at.visitor")}</span>
      </Button>
    </div>
  );
}

/** Puts a conversation aside: one click for what is mostly meant, and the reason to read when it is back. */
export function SnoozeDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const locale = useLocale();
  const now = useNow();
  const row = useDeskState((state) => rowOf(state, conversation));
  const skew = useDeskState((state) => state.skew);
  const [reason, setReason] = useState(row?.snooze?.reason ?? row?.reminder?.reason ?? "");
  const [own, setOwn] = useState("");
  const time = fromLocalInput(own);
  const past = time !== null && time.getTime() <= now;
  const due = slaOf(row?.work_order, now + skew)?.due;
  const send = (until: Date | null): void => {
    desk.snooze(conversation, until, reason.trim());
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("care.snooze.submit")}
      disabled={time === null || past}
      testId="snooze-submit"
      onSubmit={() => send(time)}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("care.snooze.title")} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="snooze-dialog">
        <p className="field-hint">
          {t("care.snooze.hint")}
          {due !== undefined && t("care.snooze.promise", { due: formatDue(new Date(due), now, locale) })}
        </p>
        <Field label={t("care.snooze.reason")}>
          {(ids) => (
            <Input
              {...ids}
              value={reason}
              maxLength={200}
              placeholder={t("care.snooze.placeholder")}
              onChange={(event) => setReason(event.target.value)}
              data-testid="snooze-reason"
            />
          )}
        </Field>
        <Times now={now} onChoose={send} />
        <Field label={t("care.snooze.own")} error={past ? t("promise.due_past") : undefined}>
          {(ids) => <DateField {...ids} time value={own} onChange={setOwn} data-testid="snooze-own" />}
        </Field>
      </div>
    </DialogBox>
  );
}
