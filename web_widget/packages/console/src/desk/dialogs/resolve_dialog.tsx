import type { ContextWorkOrder, Demand } from "@yingda/protocol";
import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { demandWords } from "../demand_words.ts";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import { openOrder } from "../model/orders.ts";
import { rowOf } from "../model/state.ts";
import type { DialogProps } from "./dialog_props.ts";
import { Field } from "./field.tsx";
import type { Verdict } from "./verdict.ts";
import { granted, isFounded, verdictFields } from "./verdict.ts";
import { VerdictFields } from "./verdict_fields.tsx";

interface AnswersProps {
  readonly demands: readonly Demand[];
  readonly answers: readonly string[];
  readonly tried: boolean;
  readonly onAnswer: (index: number, answer: string) => void;
  readonly verdicts: readonly Verdict[];
  readonly onVerdict: (index: number, verdict: Verdict) => void;
}

/** Every demand gets its own answer: a settled order that skips one is not settled. */
function Answers({ demands, answers, tried, onAnswer, verdicts, onVerdict }: AnswersProps) {
  const { t } = useTranslation();
  const locale = useLocale();
  const now = useServerNow();
  return demands.map((demand, index) => {
    const answer = answers[index] ?? "";
    const words = demandWords(demand, { t, locale, now });
    return (
      <fieldset key={index} className="demand-answer">
        <legend className="visually-hidden">{words}</legend>
        <Field
          label={t("resolve.answer_to", { demand: words })}
          error={tried && answer.trim() === "" ? t("resolve.answer_missing") : undefined}
        >
          {(ids) => (
            <Input
              {...ids}
              value={answer}
              maxLength={1000}
              onChange={(event) => onAnswer(index, event.target.value)}
              data-testid={`resolve-answer-${index}`}
            />
          )}
        </Field>
        <VerdictFields
          value={verdicts[index] ?? granted}
          tried={tried}
          testId={`resolve-outcome-${index}`}
          onChange={(verdict) => onVerdict(index, verdict)}
        />
      </fieldset>
    );
  });
}

function useResolution(conversation: string, order: ContextWorkOrder | null, onClose: () => void) {
  const desk = useDesk();
  const demands = order?.demands ?? [];
  const [text, setText] = useState("");
  const [answers, setAnswers] = useState<readonly string[]>([]);
  const [verdicts, setVerdicts] = useState<readonly Verdict[]>([]);
  const [tried, setTried] = useState(false);
  const submit = (): void => {
    setTried(true);
    const complete = demands.every((_demand, index) => (answers[index] ?? "").trim() !== "");
    const judged = demands.map((_demand, index) => verdicts[index] ?? granted);
    if (order === null || text.trim() === "" || !complete || !judged.every(isFounded)) return;
    const answered = demands.map((demand, index) => ({
      demand: demand.kind,
      answer: (answers[index] ?? "").trim(),
      ...verdictFields(judged[index] ?? granted),
    }));
    desk.resolve(conversation, order.number, {
      text: text.trim(),
      ...(answered.length > 0 && { answers: answered }),
    });
    onClose();
  };
  const onAnswer = (index: number, answer: string): void =>
    setAnswers(demands.map((_demand, other) => (other === index ? answer : (answers[other] ?? ""))));
  const onVerdict = (index: number, verdict: Verdict): void =>
    setVerdicts(demands.map((_demand, other) => (other === index ? verdict : (verdicts[other] ?? granted))));
  return { demands, text, setText, answers, onAnswer, verdicts, onVerdict, tried, submit };
}

export function ResolveDialog({ conversation, onClose }: DialogProps) {
  const { t } = useTranslation();
  const context = useDeskState((state) => state.conversations[conversation]?.context ?? null);
  const row = useDeskState((state) => rowOf(state, conversation));
  const order = openOrder(context, row);
  const form = useResolution(conversation, order, onClose);
  return (
    <DialogBox
      title={t("resolve.title", { number: order?.number ?? "" })}
      onClose={onClose}
      footer={
        <SubmitOrCancel
          label={t("resolve.submit")}
          disabled={order === null}
          testId="resolve-submit"
          onSubmit={form.submit}
          onCancel={onClose}
        />
      }
    >
      <div className="dialog-body" data-testid="resolve-dialog">
        <p className="field-hint">{t(order === null ? "resolve.no_order" : "resolve.hint")}</p>
        <Field
          label={t("resolve.text")}
          error={form.tried && form.text.trim() === "" ? t("resolve.text_missing") : undefined}
        >
          {(ids) => (
            <Input.TextArea
              {...ids}
              value={form.text}
              placeholder={t("resolve.placeholder")}
              rows={3}
              maxLength={4000}
              onChange={(event) => form.setText(event.target.value)}
              data-testid="resolve-text"
            />
          )}
        </Field>
        <Answers {...form} />
      </div>
    </DialogBox>
  );
}
