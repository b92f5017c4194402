import { LockOutlined } from "@ant-design/icons";
import { MAX_TEXT_CHARACTERS, isComposing, isSendChord, isSendKey } from "@yingda/protocol";
import { Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import type { KeyboardEvent } from "react";
import { Suspense, lazy, useEffect, useEffectEvent, useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useServerNow } from "../desk_context.ts";
import type { ComposerMode } from "../model/drafts.ts";
import { useSettings } from "../settings.ts";
import { openBlanks } from "./canned.ts";
import { ChooseFiles, ChosenFiles } from "./chosen_files.tsx";
import { onModeRequest, onText } from "./composer_signals.ts";
import { OrderChoice } from "./order_choice.tsx";
import { SuggestionList, optionId } from "./suggestion_list.tsx";
import { useCalls } from "./use_calls.ts";
import { useDraft } from "./use_draft.ts";
import { useDrop } from "./use_drop.ts";
import { useFiles } from "./use_files.ts";
import { useModeSwitch } from "./use_mode_switch.ts";
import { length, useSend } from "./use_send.ts";
import "./composer.css";

const SwitchDialog = lazy(async () => ({ default: (await import("./switch_dialog.tsx")).SwitchDialog }));
const SecretDialog = lazy(async () => ({ default: (await import("./secret_dialog.tsx")).SecretDialog }));

const TYPING_SHOWN_MS = 6000;
const COUNT_FROM = MAX_TEXT_CHARACTERS - 500;

/** Its own component, so that the clock redraws these words and not the text box. */
function VisitorTyping({ at }: { readonly at: number | null }) {
  const { t } = useTranslation();
  const skew = useDeskState((state) => state.skew);
  const now = useServerNow() - skew;
  const shown = at !== null && now - at < TYPING_SHOWN_MS;
  return (
    <p className="visitor-typing" data-testid="visitor-typing" aria-live="polite">
      {shown ? t("composer.visitor_typing") : ""}
    </p>
  );
}

interface ModeSwitchProps {
  readonly mode: ComposerMode;
  readonly onChange: (mode: ComposerMode) => void;
}

function ModeSwitch({ mode, onChange }: ModeSwitchProps) {
  const { t } = useTranslation();
  return (
    <div className="mode-switch" role="group" aria-label={t("composer.mode")}>
      {(["reply", "note"] as const).map((option) => (
        <button
          key={option}
          type="button"
          className={`mode mode-${option}`}
          aria-pressed={mode === option}
          onClick={() => onChange(option)}
          data-testid={`mode-${option}`}
        >
          {option === "note" && <LockOutlined />}
          {t(`composer.mode_${option}`)}
        </button>
      ))}
      {mode === "note" && <span className="mode-hint">{t("composer.note_hint")}</span>}
    </div>
  );
}

function NotesOnly() {
  const { t } = useTranslation();
  return (
    <p className="mode-switch mode-hint" data-testid="notes-only">
      <LockOutlined /> {t("composer.note_hint")}
    </p>
  );
}

interface ComposerProps {
  readonly conversation: string;
  readonly visitorTypingAt: number | null;
  /** The conversation is not one's own: whoever may see it may leave a note for colleagues, and nothing else. */
  readonly notes?: boolean;
}

/** The text box and what is around it, with everything that can reach into it. */
function useBox(conversation: string, notes: boolean) {
  const box = useDraft(conversation, notes);
  const area = useRef<TextAreaRef>(null);
  const element = (): HTMLTextAreaElement | undefined => area.current?.resizableTextArea?.textArea;
  const files = useFiles(conversation);
  const sending = useSend(conversation, box, files);
  const modes = useModeSwitch(box, () => area.current?.focus());
  const calls = useCalls(conversation, box, element);
  const onRequest = useEffectEvent(modes.request);
  const onOffered = useEffectEvent(calls.insert);
  useEffect(() => onModeRequest((mode) => onRequest(mode)), []);
  useEffect(() => onText((offered) => onOffered(offered)), []);
  return { box, area, files, sending, modes, calls };
}

/** An input method's keys are its own; an open list comes before sending. */
function onKey(
  event: KeyboardEvent<HTMLTextAreaElement>,
  forList: (key: string) => boolean,
  send: () => void,
): void {
  if (isComposing(event.nativeEvent)) return;
  if (forList(event.key)) {
    event.preventDefault();
    return;
  }
  if (event.key === "Escape") event.currentTarget.blur();
  const sends = useSettings.getState().enterSends ? isSendKey : isSendChord;
  if (!sends(event.nativeEvent)) return;
  event.preventDefault();
  send();
}

interface WordsProps {
  readonly conversation: string;
  /** Of the list that opens above. */
  readonly list: string;
  readonly inside: ReturnType<typeof useBox>;
}

function Words({ conversation, list, inside }: WordsProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const { box, area, sending, calls } = inside;
  const { mode } = box.draft;
  const { suggestions } = calls;
  const open = suggestions !== null && suggestions.items.length > 0;
  const onChange = (text: string): void => {
    box.write(text);
    calls.onCaret();
    if (mode === "reply" && text !== "") desk.typing(conversation);
  };
  return (
    <Input.TextArea
      ref={area}
      className="composer-text"
      variant="borderless"
      rows={2}
      value={box.text}
      aria-label={t(`composer.label_${mode}`)}
      aria-autocomplete="list"
      aria-controls={open ? list : undefined}
      aria-activedescendant={open ? optionId(list, calls.mark) : undefined}
      placeholder={t(`composer.placeholder_${mode}`)}
      onChange={(event) => onChange(event.target.value)}
      onSelect={calls.onCaret}
      onKeyDown={(event) => onKey(event, calls.onKey, sending.send)}
      data-testid="composer-text"
    />
  );
}

export function Composer({ conversation, visitorTypingAt, notes = false }: ComposerProps) {
  const { t } = useTranslation();
  const list = useId();
  const inside = useBox(conversation, notes);
  const { box, files, sending, modes, calls } = inside;
  const drop = useDrop(box.draft.mode === "reply", files.add);
  const { mode } = box.draft;

  const { suggestions } = calls;
  return (
    <section
      className={`composer composer-${mode}${drop.over ? " composer-dropping" : ""}`}
      aria-label={t("composer.title")}
      data-testid="composer"
      data-mode={mode}
      {...drop.on}
    >
      <VisitorTyping at={visitorTypingAt} />
      {suggestions !== null && (
        <SuggestionList
          id={list}
          suggestions={suggestions}
          at={calls.mark}
          onPick={calls.pick}
          onMark={calls.setMark}
        />
      )}
      {notes ? <NotesOnly /> : <ModeSwitch mode={mode} onChange={modes.request} />}
      <Words conversation={conversation} list={list} inside={inside} />
      {mode === "reply" && <ChosenFiles files={files} />}
      {mode === "reply" && <OrderChoice conversation={conversation} sending={sending} />}
      <ComposerFoot
        mode={mode}
        text={box.text}
        ready={sending.ready}
        onSend={sending.send}
        onFiles={files.add}
      />
      <Suspense fallback={null}>
        {modes.asking !== null && (
          <SwitchDialog to={modes.asking} text={box.text} onCancel={modes.cancel} onSwitch={modes.answer} />
        )}
        {sending.asking !== null && (
          <SecretDialog {...sending.asking} onCancel={sending.cancel} onSend={sending.sendAs} />
        )}
      </Suspense>
    </section>
  );
}

interface ComposerFootProps {
  readonly mode: ComposerMode;
  readonly text: string;
  readonly ready: boolean;
  readonly onSend: () => void;
  readonly onFiles: (files: readonly File[]) => void;
}

/** What is to be known before sending; the most important one only. */
function FootWords({ text }: { readonly text: string }) {
  const enterSends = useSettings((settings) => settings.enterSends);
  const { t } = useTranslation();
  const count = length(text.trim());
  const over = count > MAX_TEXT_CHARACTERS;
  if (count > COUNT_FROM) {
    return (
      <p
        className={over ? "composer-count composer-over" : "composer-count"}
        role={over ? "alert" : undefined}
      >
        {t(over ? "composer.over" : "composer.count", { count, limit: MAX_TEXT_CHARACTERS })}
      </p>
    );
  }
  const blanks = openBlanks(text);
  if (blanks.length > 0) {
    return (
      <p className="composer-count composer-over" role="status" data-testid="open-blanks">
        {t("composer.blanks", { blanks: blanks.join(" ") })}
      </p>
    );
  }
  return <p className="composer-keys">{t(enterSends ? "composer.keys" : "composer.keys_chord")}</p>;
}

function ComposerFoot({ mode, text, ready, onSend, onFiles }: ComposerFootProps) {
  const { t } = useTranslation();
  return (
    <div className="composer-foot">
      <FootWords text={text} />
      <span className="composer-foot-end">
        {mode === "reply" && <ChooseFiles onChoose={onFiles} />}
        <Button
          type={mode === "reply" ? "primary" : "default"}
          className={mode === "note" ? "save-note" : undefined}
          disabled={!ready}
          onClick={onSend}
          data-testid="composer-send"
        >
          {t(`composer.send_${mode}`)}
        </Button>
      </span>
    </div>
  );
}
