/** Where the visitor writes. Nothing typed is lost: the draft is kept at every key. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { isSendKey, MAX_TEXT_CHARACTERS } from "@yingda/protocol";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

const MAX_LINES = 6;
const TYPING_EVERY_MS = 3000;

export interface ComposerProps {
  readonly inputRef: RefObject<HTMLTextAreaElement | null>;
}

function useDraft(inputRef: RefObject<HTMLTextAreaElement | null>) {
  const { controller } = useWidget();
  const [draft, setDraft] = useState(() => controller.values.read<string>("draft") ?? "");
  const change = (text: string): void => {
    setDraft(text);
    controller.values.write("draft", text === "" ? undefined : text);
  };
  useEffect(
    () =>
      controller.onPrefill((text) => {
        setDraft(text);
        inputRef.current?.focus();
      }),
    [controller, inputRef],
  );
  return { draft, change };
}

/** Grows with its text up to six lines; `field-sizing` is not everywhere yet. */
function grow(area: HTMLTextAreaElement | null): void {
  if (area === null) return;
  area.style.blockSize = "auto";
  const line = Number.parseFloat(getComputedStyle(area).lineHeight) || 24;
  const borders = area.offsetHeight - area.clientHeight;
  const padding = 16;
  area.style.blockSize = `${Math.min(area.scrollHeight, line * MAX_LINES + padding) + borders}px`;
}

/** Tells the agent that something is being written, at most every few seconds. */
function useTypingSignal(): () => void {
  const { controller } = useWidget();
  const lastRef = useRef(0);
  return () => {
    if (Date.now() - lastRef.current < TYPING_EVERY_MS) return;
    lastRef.current = Date.now();
    controller.client.typing();
  };
}

export function Composer({ inputRef }: ComposerProps) {
  const { controller, texts } = useWidget();
  const { draft, change } = useDraft(inputRef);
  const signalTyping = useTypingSignal();
  useLayoutEffect(() => grow(inputRef.current), [draft, inputRef]);
  const words = draft.trim();
  const over = Array.from(words).length - MAX_TEXT_CHARACTERS;
  const ready = words !== "" && over <= 0;
  const send = (event: Event): void => {
    event.preventDefault();
    if (!ready) return;
    controller.say({ type: "message", text: words });
    change("");
    inputRef.current?.focus();
  };
  return (
    <form class="composer" part="composer" onSubmit={send}>
      <textarea
        ref={inputRef}
        rows={1}
        enterkeyhint="send"
        aria-label={texts.compose}
        aria-describedby={over > 0 ? "yd-over" : undefined}
        aria-invalid={over > 0}
        placeholder={texts.placeholder}
        value={draft}
        data-testid="yd-input"
        onInput={(event) => {
          change(event.currentTarget.value);
          signalTyping();
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) send(event);
        }}
      />
      <SendButton ready={ready} />
      {over > 0 && (
        <p class="problem" id="yd-over">
          {texts.tooLong(over)}
        </p>
      )}
    </form>
  );
}

function SendButton({ ready }: { readonly ready: boolean }) {
  const { texts } = useWidget();
  return (
    <button
      type="submit"
      class="send"
      part="send"
      aria-label={texts.send}
      aria-disabled={!ready}
      data-testid="yd-send"
    >
      <Icon name="send" />
    </button>
  );
}
