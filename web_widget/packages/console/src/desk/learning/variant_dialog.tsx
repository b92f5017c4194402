import type { LearningCluster } from "@yingda/protocol";
import { Input, Radio } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { useUnderstanding } from "../answers.ts";
import type { LearningDialogProps } from "./publishing.tsx";
import { Questions, Refusal, linesOf, usePublish } from "./publishing.tsx";

interface VariantDialogProps extends LearningDialogProps {
  readonly cluster: LearningCluster;
  readonly picked: readonly string[];
}

interface Choice {
  readonly id: string;
  readonly title: string;
}

/** What people chose, what the engine thinks, and what was looked for; each article once. */
function useChoices(cluster: LearningCluster, words: string): readonly Choice[] {
  const { data } = useUnderstanding((words || cluster.title).slice(0, 500), cluster.locale);
  const { correction, nearest } = cluster;
  const found = [
    ...(words === "" && correction?.kind === "article" && correction.title !== "" ? [correction] : []),
    ...(words === "" && nearest?.kind === "article" ? [nearest] : []),
    ...(data?.candidates ?? []).filter(({ kind }) => kind === "article"),
  ];
  return found.filter(({ id }, at) => found.findIndex((other) => other.id === id) === at);
}

/** More wordings for an article that is there. */
export function VariantDialog({ cluster, picked, onClose }: VariantDialogProps) {
  const { t } = useTranslation();
  const [words, setWords] = useState("");
  const [wanted, setWanted] = useState<string | null>(null);
  const [questions, setQuestions] = useState(picked.join("\n"));
  const [tried, setTried] = useState(false);
  const { publish, busy, reason } = usePublish(cluster.id, onClose);
  const choices = useChoices(cluster, words);
  const article = choices.find(({ id }) => id === wanted)?.id ?? choices[0]?.id;
  const submit = (): void => {
    setTried(true);
    const lines = linesOf(questions);
    if (article === undefined || lines.length === 0) return;
    publish({ action: "variant", article, locale: cluster.locale, questions: lines });
  };
  const footer = (
    <SubmitOrCancel
      label={t("learning.variant_submit")}
      disabled={busy}
      testId="variant-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("learning.variant")} width={560} onClose={onClose} footer={footer}>
      <div className="dialog-body" data-testid="variant-dialog">
        <Questions value={questions} tried={tried} locale={cluster.locale} onChange={setQuestions} />
        <fieldset className="learning-choices">
          <legend>{t("learning.which")}</legend>
          <Input.Search
            placeholder={t("learning.find")}
            aria-label={t("learning.find")}
            onSearch={(text) => setWords(text.trim())}
            data-testid="find-article"
          />
          {choices.length === 0 && <p className="field-hint">{t("learning.no_article")}</p>}
          <Radio.Group
            vertical
            value={article}
            onChange={(event) => setWanted(event.target.value as string)}
            options={choices.map(({ id, title }) => ({
              value: id,
              label: (
                <>
                  {title} <span className="mono learning-id">{id}</span>
                </>
              ),
            }))}
          />
        </fieldset>
        <Refusal reason={reason} busy={busy} />
      </div>
    </DialogBox>
  );
}
