import type { Account, StaffRole } from "@yingda/protocol";
import { Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { Refused } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";
import { useDeskState, useTeamName } from "../desk_context.ts";
import { Field } from "../dialogs/field.tsx";
import { HeirField, MovedDialog, servesCustomers } from "./heir.tsx";
import type { AccountAct } from "./use_admin.ts";
import { useAccountActs, usePolicies, useSkillName } from "./use_admin.ts";

const ROLES: readonly StaffRole[] = ["agent", "supervisor", "editor", "admin"];

interface TextProps {
  readonly label: string;
  readonly hint?: string;
  readonly value: string;
  readonly password?: boolean;
  readonly onChange: (value: string) => void;
  readonly testId: string;
}

function TextField({ label, hint, value, password = false, onChange, testId }: TextProps) {
  return (
    <Field label={label} hint={hint}>
      {(ids) => (
        <Input
          {...ids}
          type={password ? "password" : "text"}
          value={value}
          maxLength={password ? 1000 : 64}
          autoComplete={password ? "new-password" : "off"}
          onChange={(event) => onChange(event.target.value)}
          data-testid={testId}
        />
      )}
    </Field>
  );
}

interface Draft {
  readonly login: string;
  readonly zh: string;
  readonly en: string;
  readonly number: string;
  readonly role: StaffRole;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly password: string;
  /** Whose their work becomes when the new role has none; empty: their departments'. */
  readonly heir: string;
}

function draftOf(account: Account | null): Draft {
  return {
    login: account?.name ?? "",
    zh: account?.names["zh-CN"] ?? "",
    en: account?.names.en ?? "",
    number: account?.staff_number ?? "",
    role: account?.role ?? "agent",
    teams: account?.teams ?? [],
    skills: account?.skills ?? [],
    password: "",
    heir: "",
  };
}

const leaves = (account: Account, draft: Draft): boolean =>
  servesCustomers(account.role) && !servesCustomers(draft.role);

const same = (one: readonly string[], other: readonly string[]): boolean =>
  [...one].sort().join("\n") === [...other].sort().join("\n");

const shownAs = ({ zh, en, number }: Draft) => ({
  names: { "zh-CN": zh.trim(), en: en.trim() },
  staff_number: number.trim(),
});

/** Only what is another than before: each is a line in the log. */
function actsOf(account: Account, draft: Draft): readonly AccountAct[] {
  const acts: AccountAct[] = [];
  const before = draftOf(account);
  if (draft.zh !== before.zh || draft.en !== before.en || draft.number !== before.number)
    acts.push({ action: "rename", ...shownAs(draft) });
  if (draft.role !== before.role) {
    const heir = leaves(account, draft) ? draft.heir : "";
    acts.push({ action: "role", role: draft.role, heir });
  }
  if (!same(draft.teams, before.teams)) acts.push({ action: "teams", teams: draft.teams });
  if (!same(draft.skills, before.skills)) acts.push({ action: "skills", skills: draft.skills });
  if (draft.password !== "") acts.push({ action: "password", password: draft.password });
  return acts;
}

interface FieldsProps {
  readonly account: Account | null;
  readonly draft: Draft;
  readonly set: (values: Partial<Draft>) => void;
}

interface SkillsProps {
  readonly value: readonly string[];
  readonly onChange: (value: readonly string[]) => void;
}

/** Not there as long as the configuration names none. */
function SkillsField({ value, onChange }: SkillsProps) {
  const { t } = useTranslation();
  const skillName = useSkillName();
  const skills = Object.keys(usePolicies().data?.skills ?? {});
  if (skills.length === 0 && value.length === 0) return null;
  return (
    <Field label={t("admin.column.skills")} hint={t("admin.skills_hint")}>
      {(ids) => (
        <Select
          {...ids}
          mode="multiple"
          value={[...value]}
          options={skills.map((id) => ({ value: id, label: skillName(id) }))}
          getPopupContainer={popupInside}
          onChange={(next: string[]) => onChange(next)}
          data-testid="account-skills"
        />
      )}
    </Field>
  );
}

function Rights({ account, draft, set }: FieldsProps) {
  const { t } = useTranslation();
  const own = useSession().name === account?.name;
  const teams = useDeskState((state) => state.teams);
  const teamName = useTeamName();
  return (
    <>
      <Field label={t("admin.column.role")} hint={own ? t("admin.own_role") : undefined}>
        {(ids) => (
          <Select
            {...ids}
            disabled={own}
            value={draft.role}
            options={ROLES.map((value) => ({ value, label: t(`role.${value}`) }))}
            getPopupContainer={popupInside}
            onChange={(role) => set({ role })}
            data-testid="account-role"
          />
        )}
      </Field>
      {account !== null && leaves(account, draft) && (
        <HeirField leaving={account} value={draft.heir} onChange={(heir) => set({ heir })} />
      )}
      <Field label={t("admin.column.teams")} hint={t("admin.teams_hint")}>
        {(ids) => (
          <Select
            {...ids}
            mode="multiple"
            value={[...draft.teams]}
            options={teams.map(({ id, name }) => ({ value: id, label: teamName(id, name) }))}
            getPopupContainer={popupInside}
            onChange={(next: string[]) => set({ teams: next })}
            data-testid="account-teams"
          />
        )}
      </Field>
      <SkillsField value={draft.skills} onChange={(skills) => set({ skills })} />
    </>
  );
}

function Fields({ account, draft, set }: FieldsProps) {
  const { t } = useTranslation();
  return (
    <>
      {account === null && (
        <TextField
          label={t("admin.login")}
          hint={t("admin.login_hint")}
          value={draft.login}
          onChange={(login) => set({ login })}
          testId="account-login"
        />
      )}
      <div className="admin-pair">
        <TextField
          label={t("admin.name_zh")}
          hint={t("admin.name_hint")}
          value={draft.zh}
          onChange={(zh) => set({ zh })}
          testId="account-zh"
        />
        <TextField
          label={t("admin.name_en")}
          value={draft.en}
          onChange={(en) => set({ en })}
          testId="account-en"
        />
      </div>
      <TextField
        label={t("admin.staff_number")}
        hint={t("admin.staff_number_hint")}
        value={draft.number}
        onChange={(number) => set({ number })}
        testId="account-number"
      />
      <Rights account={account} draft={draft} set={set} />
      <TextField
        label={t(account === null ? "admin.password" : "admin.new_password")}
        hint={t("admin.password_hint")}
        value={draft.password}
        password
        onChange={(password) => set({ password })}
        testId="account-password"
      />
    </>
  );
}

interface AccountDialogProps {
  /** null: a new one. */
  readonly account: Account | null;
  readonly onClose: () => void;
}

export function AccountDialog({ account, onClose }: AccountDialogProps) {
  const { t } = useTranslation();
  const { act, add } = useAccountActs();
  const [draft, setDraft] = useState(() => draftOf(account));
  const set = (values: Partial<Draft>): void => setDraft({ ...draft, ...values });
  const acts = account === null ? [] : actsOf(account, draft);
  const ready = account === null ? draft.login.trim() !== "" && draft.password !== "" : acts.length > 0;
  const error = act.error ?? add.error;
  const submit = (): void => {
    const { login, role, teams, skills, password } = draft;
    const done = (moved: readonly unknown[]): void => {
      if (moved.length === 0) onClose();
    };
    if (account !== null) act.mutate({ id: account.id, acts }, { onSuccess: done });
    else
      add.mutate(
        { name: login.trim(), ...shownAs(draft), role, teams, skills, password },
        { onSuccess: onClose },
      );
  };
  if (act.data !== undefined && act.data.length > 0)
    return <MovedDialog work={act.data} heir={draft.heir} onClose={onClose} />;
  return (
    <DialogBox
      title={account === null ? t("admin.add") : t("admin.edit_title", { name: account.name })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("admin.save")}
          disabled={!ready || act.isPending || add.isPending}
          testId="account-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="account-dialog">
        <Fields account={account} draft={draft} set={set} />
        {error !== null && (
          <p className="field-error" role="alert">
            {t("admin.refused", { reason: error instanceof Refused ? error.detail : "" })}
          </p>
        )}
      </div>
    </DialogBox>
  );
}
