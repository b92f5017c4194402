import type { ContextWorkOrder } from "@yingda/protocol";
import { Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import type { Arrangement } from "../context/order_arrange.tsx";
import { useDesk } from "../desk_context.ts";
import { Field } from "./field.tsx";

interface ArrangeDialogProps {
  readonly conversation: string;
  readonly order: ContextWorkOrder;
  /** Open ones of the same conversation. */
  readonly others: readonly ContextWorkOrder[];
  readonly what: Arrangement;
  readonly suggested: string;
  readonly onClose: () => void;
}

interface TextFieldProps {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly missing: boolean;
  readonly onChange: (value: string) => void;
}

function TextField({ name, label, value, missing, onChange }: TextFieldProps) {
  const { t } = useTranslation();
  return (
    <Field label={label} error={missing ? t("reason.missing", { label }) : undefined}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          maxLength={200}
          onChange={(event) => onChange(event.target.value)}
          data-testid={`arrange-${name}`}
        />
      )}
    </Field>
  );
}

/** What was typed, and what becomes of it. */
function useArrangement({ conversation, order, others, what, suggested, onClose }: ArrangeDialogProps) {
  const desk = useDesk();
  const [other, setOther] = useState(suggested || (what === "merge" ? (others[0]?.number ?? "") : ""));
  const [title, setTitle] = useState("");
  const [demands, setDemands] = useState<readonly string[]>([]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const chosen = others.find(({ number }) => number === other);
  const why = reason.trim();
  const missing = why === "" || (what === "split" ? title : other).trim() === "";
  const submit = (): void => {
    setTried(true);
    if (missing) return;
    if (what === "split") desk.splitOrder(conversation, order, { title: title.trim(), demands, reason: why });
    else if (what === "link") desk.linkOrders(conversation, order, other.trim(), why);
    else if (chosen !== undefined) desk.mergeOrders(conversation, order, chosen, why);
    onClose();
  };
  const empty = (words: string): boolean => tried && words.trim() === "";
  return { other, setOther, title, setTitle, demands, setDemands, reason, setReason, empty, submit };
}

type Wish = ReturnType<typeof useArrangement>;

function SplitFields({ order, wish }: { readonly order: ContextWorkOrder; readonly wish: Wish }) {
  const { t } = useTranslation();
  const demands = order.demands ?? [];
  return (
    <>
      <TextField
        name="title"
        label={t("arrange.split.about")}
        value={wish.title}
        missing={wish.empty(wish.title)}
        onChange={wish.setTitle}
      />
      {demands.length > 0 && (
        <Checkbox.Group
          aria-label={t("arrange.split.demands")}
          options={demands.map(({ kind, label }) => ({ value: kind, label: label ?? kind }))}
          value={[...wish.demands]}
          onChange={wish.setDemands}
        />
      )}
    </>
  );
}

/** Merging, splitting and linking: what with, what of it, and why. The customer hears the first two. */
export function ArrangeDialog(props: ArrangeDialogProps) {
  const { order, others, what, onClose } = props;
  const { t } = useTranslation();
  const wish = useArrangement(props);
  return (
    <DialogBox
      title={t(`arrange.${what}.title_of`, { number: order.number })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t(`arrange.${what}.submit`)}
          testId="arrange-submit"
          onSubmit={wish.submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="arrange-dialog">
        <p className="field-hint">{t(`arrange.${what}.hint`)}</p>
        {what === "merge" && (
          <Field label={t("arrange.with")}>
            {({ id }) => (
              <Select
                id={id}
                value={wish.other}
                options={others.map(({ number }) => ({ value: number, label: number }))}
                onChange={wish.setOther}
                data-testid="arrange-with"
              />
            )}
          </Field>
        )}
        {what === "link" && (
          <TextField
            name="with"
            label={t("arrange.with")}
            value={wish.other}
            missing={wish.empty(wish.other)}
            onChange={wish.setOther}
          />
        )}
        {what === "split" && <SplitFields order={order} wish={wish} />}
        <TextField
          name="reason"
          label={t("reason.label")}
          value={wish.reason}
          missing={wish.empty(wish.reason)}
          onChange={wish.setReason}
        />
      </div>
    </DialogBox>
  );
}
