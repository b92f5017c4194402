import { LockOutlined } from "@ant-design/icons";
import { MAX_TEXT_CHARACTERS, isSendKey } from "@yingda/protocol";
import { Button, Input } from "antd";
import type { TextAreaRef } from "antd/es/input/TextArea";
import type { KeyboardEvent } from "react";
import { Suspense, lazy, useEffect, useEffectEvent, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { useDesk, useDeskState, useServerNow } from "../desk_context.ts";
import type { ComposerMode } from "../model/drafts.ts";
import { onModeRequest } from "./composer_signals.ts";
import type { DraftBox } from "./use_draft.ts";
import { useDraft } from "./use_draft.ts";
import "./composer.css";

const SwitchDialog = lazy(async () => ({ default: (await import("./switch_dialog.tsx")).SwitchDialog }));

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

function length(text: string): number {
  return Array.from(text).length;
}

/** The mode is taken from the draft at the moment of sending: there is no second place that could disagree. */
function useSend(conversation: string, box: DraftBox): { ready: boolean; send: () => void } {
  const desk = useDesk();
  const text = box.text.trim();
  const ready = text !== "" && length(text) <= MAX_TEXT_CHARACTERS;
  const send = (): void => {
    if (!ready) return;
    if (box.draft.mode === "note") desk.note(conversation, text);
    else desk.reply(conversation, text);
    box.clear();
  };
  return { ready, send };
}

function useModeSwitch(box: DraftBox, focus: () => void) {
  const [asking, setAsking] = useState<ComposerMode | null>(null);
  const request = (mode: ComposerMode): void => {
    if (mode === box.draft.mode) focus();
    else if (box.text.trim() === "") {
      box.change(mode, false);
      focus();
    } else setAsking(mode);
  };
  const answer = (carry: boolean): void => {
    if (asking !== null) box.change(asking, carry);
    setAsking(null);
  };
  return { asking, request, answer, cancel: () => setAsking(null) };
}

interface ComposerProps {
  readonly conversation: string;
  readonly visitorTypingAt: number | null;
}

export function Composer({ conversation, visitorTypingAt }: ComposerProps) {
  const { t } = useTranslation();
  const desk = useDesk();
  const box = useDraft(conversation);
  const area = useRef<TextAreaRef>(null);
  const { ready, send } = useSend(conversation, box);
  const modes = useModeSwitch(box, () => area.current?.focus());
  const onRequest = useEffectEvent(modes.request);
  useEffect(() => onModeRequest((mode) => onRequest(mode)), []);

  const { mode } = box.draft;
  const onKeyDown = (event: KeyboardEvent<HTMLTextAreaElement>): void => {
    if (event.key === "Escape") event.currentTarget.blur();
    if (!isSendKey(event.nativeEvent)) return;
    event.preventDefault();
    send();
  };
  const onChange = (text: string): void => {
    box.write(text);
    if (mode === "reply" && text !== "") desk.typing(conversation);
  };

  return (
    <section
      className={`composer composer-${mode}`}
      aria-label={t("composer.title")}
      data-testid="composer"
      data-mode={mode}
    >
      <VisitorTyping at={visitorTypingAt} />
      <ModeSwitch mode={mode} onChange={modes.request} />
      <Input.TextArea
        ref={area}
        className="composer-text"
        variant="borderless"
        rows={2}
        value={box.text}
        aria-label={t(`composer.label_${mode}`)}
        placeholder={t(`composer.placeholder_${mode}`)}
        onChange={(event) => onChange(event.target.value)}
        onKeyDown={onKeyDown}
        data-testid="composer-text"
      />
      <ComposerFoot mode={mode} text={box.text} ready={ready} onSend={send} />
      {modes.asking !== null && (
        <Suspense fallback={null}>
          <SwitchDialog to={modes.asking} text={box.text} onCancel={modes.cancel} onSwitch={modes.answer} />
        </Suspense>
      )}
    </section>
  );
}

interface ComposerFootProps {
  readonly mode: ComposerMode;
  readonly text: string;
  readonly ready: boolean;
  readonly onSend: () => void;
}

function ComposerFoot({ mode, text, ready, onSend }: ComposerFootProps) {
  const { t } = useTranslation();
  const count = length(text.trim());
  const over = count > MAX_TEXT_CHARACTERS;
  return (
    <div className="composer-foot">
      {count > COUNT_FROM ? (
        <p
          className={over ? "composer-count composer-over" : "composer-count"}
          role={over ? "alert" : undefined}
        >
          {t(over ? "composer.over" : "composer.count", { count, limit: MAX_TEXT_CHARACTERS })}
        </p>
      ) : (
        <p className="composer-keys">{t("composer.keys")}</p>
      )}
      <Button
        type={mode === "reply" ? "primary" : "default"}
        className={mode === "note" ? "save-note" : undefined}
        disabled={!ready}
        onClick={onSend}
        data-testid="composer-send"
      >
        {t(`composer.send_${mode}`)}
      </Button>
    </div>
  );
}
