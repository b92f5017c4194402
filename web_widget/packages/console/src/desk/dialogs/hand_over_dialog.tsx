/** The form that hands work to another team, of one conversation or of many. */
import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDeskState, useTeamName } from "../desk_context.ts";
import type { HandOver } from "../wishes.ts";
import { DueField } from "./due_field.tsx";
import { Field } from "./field.tsx";
import { fromLocalInput } from "./promise_times.ts";
import { RuleField } from "./rule_field.tsx";

interface FieldProps {
  readonly tried: boolean;
  readonly name: string;
}

interface TeamFieldProps extends FieldProps {
  readonly except: string | undefined;
  readonly value: string | null;
  readonly onChange: (team: string) => void;
}

function TeamField({ except, value, tried, name, onChange }: TeamFieldProps) {
  const { t } = useTranslation();
  const teams = useDeskState((state) => state.teams);
  const teamName = useTeamName();
  const others = teams.filter((team) => team.id !== except);
  return (
    <Field
      label={t("transfer.team")}
      error={tried && value === null ? t("transfer.team_missing") : undefined}
    >
      {(ids) => (
        <Select
          {...ids}
          value={value}
          options={others.map(({ id, name: called }) => ({ value: id, label: teamName(id, called) }))}
          placeholder={t("transfer.team_placeholder")}
          getPopupContainer={popupInside}
          notFoundContent={t("transfer.no_team")}
          onChange={onChange}
          data-testid={`${name}-team`}
        />
      )}
    </Field>
  );
}

interface ReasonFieldProps extends FieldProps {
  readonly value: string;
  readonly onChange: (reason: string) => void;
}

function ReasonField({ value, tried, name, onChange }: ReasonFieldProps) {
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
          data-testid={`${name}-reason`}
        />
      )}
    </Field>
  );
}

interface HandOverDialogProps {
  readonly title: string;
  readonly submit: string;
  /** What its parts are called in tests. */
  readonly name: "transfer" | "bulk";
  /** The team that has it now. */
  readonly except?: string | undefined;
  readonly onSubmit: (wish: HandOver) => void;
  readonly onClose: () => void;
}

export function HandOverDialog({ title, submit, name, except, onSubmit, onClose }: HandOverDialogProps) {
  const { t } = useTranslation();
  const [team, setTeam] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const [rule, setRule] = useState("");
  const [due, setDue] = useState("");
  const [tried, setTried] = useState(false);
  const send = (): void => {
    setTried(true);
    const nextDue = fromLocalInput(due);
    const late = nextDue === null || nextDue.getTime() <= Date.now();
    if (team === null || reason.trim() === "" || rule.trim() === "" || late) return;
    onSubmit({ team, reason: reason.trim(), rule: rule.trim(), nextDue });
  };
  const footer = (
    <SubmitOrCancel label={submit} testId={`${name}-submit`} onSubmit={send} onCancel={onClose} />
  );
  return (
    <DialogBox title={title} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid={`${name}-dialog`}>
        <p className="field-hint">{t("transfer.hint")}</p>
        <TeamField name={name} except={except} value={team} tried={tried} onChange={setTeam} />
        <ReasonField name={name} value={reason} tried={tried} onChange={setReason} />
        <RuleField value={rule} tried={tried} hint={t("transfer.rule_hint")} onChange={setRule} />
        <DueField value={due} tried={tried} label={t("transfer.next_due")} onChange={setDue} />
      </div>
    </DialogBox>
  );
}
