import type { LearningCluster } from "@yingda/protocol";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { Field } from "../dialogs/field.tsx";
import type { LearningDialogProps } from "./publishing.tsx";
import { Questions, Refusal, linesOf, usePublish } from "./publishing.tsx";

interface ArticleDialogProps extends LearningDialogProps {
  readonly cluster: LearningCluster;
  readonly picked: readonly string[];
}

const ID = /^[a-z0-9][a-z0-9-]{0,99}$/;

interface LineProps {
  readonly name: "title" | "id";
  readonly value: string;
  readonly error: string | undefined;
  readonly locale?: string;
  readonly onChange: (text: string) => void;
}

function Line({ name, value, error, locale, onChange }: LineProps) {
  const { t } = useTranslation();
  const label = t(name === "id" ? "learning.id" : "learning.article_title");
  return (
    <Field label={label} hint={t(`learning.${name}_hint`)} error={error}>
      {(ids) => (
        <Input
          {...ids}
          value={value}
          lang={locale}
          maxLength={200}
          autoComplete="off"
          onChange={(event) => onChange(event.target.value)}
          data-testid={`article-${name}`}
        />
      )}
    </Field>
  );
}

interface BodyProps {
  readonly value: string;
  readonly error: string | undefined;
  readonly locale: string;
  readonly onChange: (text: string) => void;
}

function Body({ value, error, locale, onChange }: BodyProps) {
  const { t } = useTranslation();
  return (
    <Field label={t("learning.body")} error={error}>
      {(ids) => (
        <Input.TextArea
          {...ids}
          rows={6}
          lang={locale}
          value={value}
          onChange={(event) => onChange(event.target.value)}
          data-testid="article-body"
        />
      )}
    </Field>
  );
}

/** A new article; without an answer there is nothing to publish. */
export function ArticleDialog({ cluster, picked, onClose }: ArticleDialogProps) {
  const { t } = useTranslation();
  const { locale } = cluster;
  const [id, setId] = useState("");
  const [title, setTitle] = useState(cluster.title);
  const [body, setBody] = useState("");
  const [questions, setQuestions] = useState(picked.join("\n"));
  const [tried, setTried] = useState(false);
  const { publish, busy, reason } = usePublish(cluster.id, onClose);
  const faults = {
    title: tried && title.trim() === "" ? t("learning.title_missing") : undefined,
    id: tried && !ID.test(id) ? t("learning.id_wrong") : undefined,
    body: tried && body.trim() === "" ? t("learning.body_missing") : undefined,
  };
  const submit = (): void => {
    setTried(true);
    const lines = linesOf(questions);
    if (!ID.test(id) || title.trim() === "" || body.trim() === "" || lines.length === 0) return;
    publish({ action: "article", article: id, locale, title, questions: lines, body });
  };
  const footer = (
    <SubmitOrCancel
      label={t("learning.variant_submit")}
      disabled={busy}
      testId="article-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("learning.article")} width={640} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="article-dialog">
        <Line name="title" value={title} error={faults.title} locale={locale} onChange={setTitle} />
        <Line name="id" value={id} error={faults.id} onChange={setId} />
        <Questions value={questions} tried={tried} locale={locale} onChange={setQuestions} />
        <Body value={body} error={faults.body} locale={locale} onChange={setBody} />
        <Refusal reason={reason} busy={busy} />
      </div>
    </DialogBox>
  );
}
