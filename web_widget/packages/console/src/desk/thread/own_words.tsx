/** What an agent may still do about what they said: edit it, take it back. And what became of it. */
import { formatClock } from "@yingda/protocol";
import { Button, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { DialogBox, SubmitOrCancel } from "../../app/dialog_box.tsx";
import { offerText } from "../composer/composer_signals.ts";
import { useDesk, useDeskState, useLocale, useServerNow } from "../desk_context.ts";
import { Field } from "../dialogs/field.tsx";
import type { WordsChange } from "../model/thread_items.ts";

/** The customer reads only the new words; here the old ones stay to be read. */
export function ChangeMark({ change, before }: { readonly change: WordsChange; readonly before: string }) {
  const { t } = useTranslation();
  const locale = useLocale();
  const words = t(`own.${change.kind}`, { time: formatClock(change.at, locale) });
  if (change.kind === "recalled")
    return (
      <p className="delivery" data-testid="recalled">
        {words}
      </p>
    );
  return (
    <details className="delivery edited" data-testid="edited">
      <summary>{words}</summary>
      <p>{before}</p>
    </details>
  );
}

interface EditDialogProps {
  readonly text: string;
  readonly onSubmit: (text: string) => void;
  readonly onClose: () => void;
}

function EditDialog({ text: before, onSubmit, onClose }: EditDialogProps) {
  const { t } = useTranslation();
  const [text, setText] = useState(before);
  const words = text.trim();
  const submit = (): void => {
    if (words === "" || words === before) return;
    onSubmit(words);
    onClose();
  };
  const footer = (
    <SubmitOrCancel
      label={t("own.save")}
      disabled={words === "" || words === before}
      testId="edit-submit"
      onSubmit={submit}
      onCancel={onClose}
    />
  );
  return (
    <DialogBox title={t("own.edit_title")} onClose={onClose} footer={footer}>
      <Field label={t("own.words")} hint={t("own.hint")}>
        {(ids) => (
          <Input.TextArea
            {...ids}
            value={text}
            rows={4}
            maxLength={4000}
            onChange={(event) => setText(event.target.value)}
            data-testid="edit-text"
          />
        )}
      </Field>
    </DialogBox>
  );
}

interface OwnWordsProps {
  readonly conversation: string;
  readonly pos: number;
  readonly at: string;
  readonly text: string;
  readonly note?: boolean;
}

/**
 * Of words that the server calls one's own, as long as it would still take it; its own component, so that the clock
 * redraws nothing else.
 */
export function OwnWords(props: OwnWordsProps) {
  const window = useDeskState((state) => state.editWindowMs);
  const [until] = useState(() => Date.parse(props.at) + window);
  const over = useServerNow() >= until;
  return !over ? <Changeable {...props} /> : null;
}

function Changeable({ conversation, pos, text, note = false }: OwnWordsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const live = useDeskState((state) => state.phase === "live");
  const [editing, setEditing] = useState(false);
  const recall = (): void => {
    desk.recall(conversation, pos);
    // To be said better: the words are where they were written. A note's never come near the customer.
    if (!note) offerText(text);
  };
  return (
    <div className="own-words">
      <Button
        size="small"
        type="link"
        disabled={!live}
        onClick={() => setEditing(true)}
        data-testid="edit-own"
      >
        {t("own.edit")}
      </Button>
      <Button size="small" type="link" disabled={!live} onClick={recall} data-testid="recall-own">
        {t("own.recall")}
      </Button>
      {editing && (
        <EditDialog
          text={text}
          onSubmit={(words) => desk.edit(conversation, pos, words)}
          onClose={() => setEditing(false)}
        />
      )}
    </div>
  );
}
