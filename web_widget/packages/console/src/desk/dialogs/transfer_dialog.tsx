import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDesk, useDeskState, useTeamName } from "../desk_context.ts";
import { rowOf } from "../model/state.ts";
import type { DialogProps } from "./dialog_props.ts";
import { DueField } from "./due_field.tsx";
import { Field } from "./field.tsx";
import { fromLocalInput } from "./promise_times.ts";
import { RuleField } from "./rule_field.tsx";

interface TeamFieldProps {
  readonly conversation: string;
  readonly value: string | null;
  readonly tried: boolean;
  readonly onChange: (team: string) => void;
}

function TeamField({ conversation, value, tried, onChange }: TeamFieldProps) {
  const { t } = useTranslation();
  const teams = useDeskState((state) => state.teams);
  const current = useDeskState((state) => rowOf(state, conversation)?.team);
  const teamName = useTeamName();
  const others = teams.filter((team) => team.id !== current);
  return (
    <Field
      label={t("transfer.team")}
      error={tried && value === null ? t("transfer.team_missing") : undefined}
    >
      {(ids) => (
        <Select
          {...ids}
          value={value}
          options={others.map(({ id, name }) => ({ value: id, label: teamName(id, name) }))}
          placeholder={t("transfer.team_placeholder")}
          getPopupContainer={popupInside}
          notFoundContent={t("transfer.no_team")}
          onChange={onChange}
          data-testid="transfer-team"
        />
      )}
    </Field>
  );
}

interface ReasonFieldProps {
  readonly value: string;
  readonly tried: boolean;
  readonly onChange: (reason: string) => void;
}

function ReasonField({ value, tried, onChange }: ReasonFieldProps) {
  const { t } = useTranslation();
  return (
    <Field
      label={t("transfer.reason")}
      hint={t("transfer.reason_hint")}
      error={tried && value.trim() === "" ? t("transfer.reason_missing") : undefined}
    >
      {(ids) => (
        <Input.TextArea
          {...ids}
          value={value}
          rows={3}
          maxLength={1000}
          onChange={(event) => onChange(event.target.value)}
          data-testid="transfer-reason"
        />
      )}
    </Field>
  );
}

/** Hands the conversation on; whoever owns the order stays answerable for it. */
export function TransferDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const [team, setTeam] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [rule, setRule] = useState("");
  const [due, setDue] = useState("");
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    const nextDue = fromLocalInput(due);
    const late = nextDue === null || nextDue.getTime() <= Date.now();
    if (team === null || reason.trim() === "" || rule.trim() === "" || late) return;
    desk.transfer(conversation, { team, reason: reason.trim(), rule: rule.trim(), nextDue });
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("transfer.submit")}
      testId="transfer-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("transfer.title")} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="transfer-dialog">
        <p className="field-hint">{t("transfer.hint")}</p>
        <TeamField conversation={conversation} value={team} tried={tried} onChange={setTeam} />
        <ReasonField value={reason} tried={tried} onChange={setReason} />
        <RuleField value={rule} tried={tried} hint={t("transfer.rule_hint")} onChange={setRule} />
        <DueField value={due} tried={tried} label={t("transfer.next_due")} onChange={setDue} />
      </div>
    </DialogBox>
  );
}
