/** Whose the work of somebody becomes who has customers no more, and what it was. */
import type { Account, MovedWork, StaffRole } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { DialogBox, popupInside } from "../../app/dialog_box.tsx";
import { useLocale } from "../desk_context.ts";
import { Field } from "../dialogs/field.tsx";
import { useAccounts } from "./use_admin.ts";

export const servesCustomers = (role: StaffRole): boolean => role !== "editor";

interface HeirFieldProps {
  readonly leaving: Account;
  /** Empty: back to the departments. */
  readonly value: string;
  readonly onChange: (heir: string) => void;
}

export function HeirField({ leaving, value, onChange }: HeirFieldProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data = [] } = useAccounts();
  const heirs = data.filter(
    ({ id, disabled, role }) => id !== leaving.id && !disabled && servesCustomers(role),
  );
  return (
    <Field label={t("admin.heir")} hint={t("admin.heir_hint")}>
      {(ids) => (
        <Select
          {...ids}
          showSearch={{ optionFilterProp: "label" }}
          value={value}
          options={[
            { value: "", label: t("admin.heir_queue") },
            ...heirs.map(({ id, name, names }) => ({ value: id, label: nameIn(names, locale, name) })),
          ]}
          getPopupContainer={popupInside}
          onChange={onChange}
          data-testid="heir"
        />
      )}
    </Field>
  );
}

interface MovedDialogProps {
  readonly work: readonly MovedWork[];
  readonly heir: string;
  readonly onClose: () => void;
}

/** What went to other hands, one by one. */
export function MovedDialog({ work, heir, onClose }: MovedDialogProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const { data = [] } = useAccounts();
  const found = data.find(({ id }) => id === heir);
  const to = found === undefined ? t("admin.heir_queue") : nameIn(found.names, locale, found.name);
  return (
    <DialogBox
      title={t("admin.moved_title", { count: work.length })}
      onClose={onClose}
      footer={
        <Button type="primary" onClick={onClose} data-testid="moved-close">
          {t("common.close")}
        </Button>
      }
    >
      <div className="dialog-body" data-testid="moved-dialog">
        <p role="status">{t("admin.moved_words", { to })}</p>
        <ul className="bulk-list">
          {work.map(({ conversation, number, title }) => (
            <li key={`${conversation}:${number}`} data-testid="moved">
              <span className="mono">{number === "" ? `${conversation.slice(0, 10)}…` : number}</span>
              <span>{title === "" ? t("admin.moved_talk") : title}</span>
            </li>
          ))}
        </ul>
      </div>
    </DialogBox>
  );
}
