/** What both dialogs have in common: wordings, publishing, and why it was refused. */
import type { LearningAct } from "@yingda/protocol";
import { Input } from "antd";
import { useTranslation } from "react-i18next";
import { Refused } from "../../app/http.ts";
import { Field } from "../dialogs/field.tsx";
import { useNotification } from "../notices.tsx";
import { useAct } from "./queue.ts";

export interface LearningDialogProps {
  readonly onClose: () => void;
}

/** One a line; empty lines and repetitions are none. */
export function linesOf(text: string): readonly string[] {
  const lines = text.split("\n").map((line) => line.trim());
  return [...new Set(lines)].filter((line) => line !== "");
}

export function usePublish(cluster: string, onClose: () => void) {
  const { t } = useTranslation();
  const notification = useNotification();
  const act = useAct(cluster);
  const publish = (wish: LearningAct): void =>
    act.mutate(wish, {
      onSuccess: (release) => {
        notification.success({ title: t("learning.published", { release }) });
        onClose();
      },
    });
  const { error } = act;
  const reason = error === null ? null : error instanceof Refused ? error.detail : String(error);
  return { publish, busy: act.isPending, reason };
}

/** Every finding in a line of its own, as `yingda check` has them. */
export function Refusal({ reason, busy }: { readonly reason: string | null; readonly busy: boolean }) {
  const { t } = useTranslation();
  if (busy) {
    return (
      <p className="field-hint" role="status">
        {t("learning.publishing")}
      </p>
    );
  }
  if (reason === null) return null;
  return (
    <p className="field-error learning-refused" role="alert" data-testid="refused">
      {t("learning.refused", { reason })}
    </p>
  );
}

interface QuestionsProps {
  readonly value: string;
  readonly tried: boolean;
  readonly locale: string;
  readonly onChange: (text: string) => void;
}

export function Questions({ value, tried, locale, onChange }: QuestionsProps) {
  const { t } = useTranslation();
  const missing = tried && linesOf(value).length === 0;
  return (
    <Field label={t("learning.questions")} error={missing ? t("learning.questions_missing") : undefined}>
      {(ids) => (
        <Input.TextArea
          {...ids}
          rows={4}
          lang={locale}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          data-testid="questions"
        />
      )}
    </Field>
  );
}
