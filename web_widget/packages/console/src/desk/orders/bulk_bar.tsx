import type { OrderRow } from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel, popupInside } from "../../app/dialog_box.tsx";
import { useDeskState, useLocale } from "../desk_context.ts";
import { Field } from "../dialogs/field.tsx";
import { HandOverDialog } from "../dialogs/hand_over_dialog.tsx";
import type { BulkAct } from "./bulk.ts";

type Kind = BulkAct["kind"];

interface ActProps {
  readonly count: number;
  readonly onAct: (act: BulkAct) => void;
  readonly onClose: () => void;
}

function words(text: string): readonly string[] {
  return [...new Set(text.split(/[,，、\s]+/).filter((word) => word !== ""))];
}

function Assign({ count, onAct, onClose }: ActProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const staff = useDeskState((state) => state.staff);
  const [agent, setAgent] = useState<string | null>(null);
  const [reason, setReason] = useState("");
  const ready = agent !== null && reason.trim() !== "";
  const submit = (): void => {
    if (agent !== null && ready) onAct({ kind: "assign", agent, reason: reason.trim() });
  };
  const people = staff.filter(({ role }) => role !== "editor");
  return (
    <DialogBox
      title={t("orders.assign_title", { count })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("orders.assign")}
          disabled={!ready}
          testId="bulk-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body">
        <Field label={t("orders.agent")} hint={t("orders.agent_hint")}>
          {(ids) => (
            <Select
              {...ids}
              showSearch={{ optionFilterProp: "label" }}
              value={agent}
              options={people.map(({ id, name, names }) => ({
                value: id,
                label: nameIn(names, locale, name),
              }))}
              getPopupContainer={popupInside}
              onChange={setAgent}
              data-testid="bulk-agent"
            />
          )}
        </Field>
        <Reason value={reason} onChange={setReason} />
      </div>
    </DialogBox>
  );
}

function Reason({ value, onChange }: { readonly value: string; readonly onChange: (value: string) => void }) {
  const { t } = useTranslation();
  return (
    <Field label={t("orders.reason")} hint={t("orders.reason_hint")}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          maxLength={500}
          onChange={(event) => onChange(event.target.value)}
          data-testid="bulk-reason"
        />
      )}
    </Field>
  );
}

function Transfer({ count, onAct, onClose }: ActProps) {
  const { t } = useTranslation();
  return (
    <HandOverDialog
      title={t("orders.transfer_title", { count })}
      submit={t("orders.transfer")}
      name="bulk"
      onSubmit={({ nextDue, ...wish }) =>
        onAct({ kind: "transfer", ...wish, nextDue: nextDue.toISOString() })
      }
      onClose={onClose}
    />
  );
}

function Tag({ count, onAct, onClose }: ActProps) {
  const { t } = useTranslation();
  const [add, setAdd] = useState("");
  const [remove, setRemove] = useState("");
  const ready = words(add).length + words(remove).length > 0;
  const submit = (): void => {
    if (ready) onAct({ kind: "tag", add: words(add), remove: words(remove) });
  };
  return (
    <DialogBox
      title={t("orders.tag_title", { count })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("orders.tag")}
          disabled={!ready}
          testId="bulk-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body">
        <Field label={t("orders.tag_add")} hint={t("orders.tag_hint")}>
          {(ids) => (
            <Input
              {...ids}
              value={add}
              maxLength={200}
              onChange={(event) => setAdd(event.target.value)}
              data-testid="bulk-add"
            />
          )}
        </Field>
        <Field label={t("orders.tag_remove")}>
          {(ids) => (
            <Input
              {...ids}
              value={remove}
              maxLength={200}
              onChange={(event) => setRemove(event.target.value)}
              data-testid="bulk-remove"
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}

function Note({ count, onAct, onClose }: ActProps) {
  const { t } = useTranslation();
  const [text, setText] = useState("");
  const submit = (): void => {
    if (text.trim() !== "") onAct({ kind: "note", text: text.trim() });
  };
  return (
    <DialogBox
      title={t("orders.note_title", { count })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("orders.note")}
          disabled={text.trim() === ""}
          testId="bulk-submit"
          onSubmit={submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body">
        <Field label={t("orders.note_text")} hint={t("orders.note_hint")}>
          {(ids) => (
            <Input.TextArea
              {...ids}
              value={text}
              rows={4}
              maxLength={4000}
              onChange={(event) => setText(event.target.value)}
              data-testid="bulk-text"
            />
          )}
        </Field>
      </div>
    </DialogBox>
  );
}

const DIALOGS = { assign: Assign, transfer: Transfer, tag: Tag, note: Note } as const;

interface BulkBarProps {
  readonly chosen: readonly OrderRow[];
  readonly onAct: (act: BulkAct) => void;
  readonly onClear: () => void;
}

/** What can be done to everything that is chosen; who may do what, the server says for each. */
export function BulkBar({ chosen, onAct, onClear }: BulkBarProps) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<Kind | null>(null);
  const live = useDeskState((state) => state.phase === "live");
  const supervises = useDeskState((state) => state.me?.role === "supervisor" || state.me?.role === "admin");
  const kinds: readonly Kind[] = supervises ? ["assign", "transfer", "tag", "note"] : ["tag", "note"];
  const Dialog = open === null ? null : DIALOGS[open];
  return (
    <div className="bulk-bar" role="region" aria-label={t("orders.bulk")} data-testid="bulk-bar">
      <strong>{t("orders.chosen", { count: chosen.length })}</strong>
      {kinds.map((kind) => (
        <Button key={kind} disabled={!live} onClick={() => setOpen(kind)} data-testid={`bulk-${kind}`}>
          {t(`orders.${kind}`)}
        </Button>
      ))}
      <Button type="text" onClick={onClear}>
        {t("orders.clear")}
      </Button>
      {Dialog !== null && (
        <Dialog
          count={chosen.length}
          onAct={(act) => {
            setOpen(null);
            onAct(act);
          }}
          onClose={() => setOpen(null)}
        />
      )}
    </div>
  );
}
