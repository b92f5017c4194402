/** Where the visitor writes. Nothing typed is lost: the draft is kept at every key. */
import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { findSensitive, isSendKey, masked, MAX_TEXT_CHARACTERS } from "@yingda/protocol";
import { Tray } from "../later.tsx";
import { ACCEPTED_TYPES, draftsOf } from "../parcel.ts";
import { useWidget } from "./context.ts";
import { Guard } from "./guard.tsx";
import { Icon } from "./icons.tsx";

export const ACCEPTED_FILES = ACCEPTED_TYPES.join();
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
    controller.client.sendNow({ type: "typing" });
  };
}

/** Words and chosen files become one message; a secret among the words is asked about first. */
function useSending(draft: string, change: (text: string) => void, focus: () => void) {
  const { controller, state } = useWidget();
  const [guarded, setGuarded] = useState(false);
  const words = draft.trim();
  const over = Array.from(words).length - MAX_TEXT_CHARACTERS;
  const files = draftsOf(state.parcels).some((draft) => draft.files.length > 0);
  const busy = state.preparing > 0;
  const ready = (words !== "" || files || busy) && over <= 0;
  const sensitive = guarded ? findSensitive(words) : [];
  const say = (text: string): void => {
    if (files) controller.uploads((uploads) => uploads.command({ do: "send", text }));
    else controller.say({ type: "message", text });
    setGuarded(false);
    change("");
    focus();
  };
  // A file that is still being made ready goes along: what was pressed waits for it.
  const [pressed, setPressed] = useState(false);
  const send = (event?: Event): void => {
    event?.preventDefault();
    setPressed(ready && busy);
    if (!ready || busy) return;
    if (findSensitive(words).length > 0) setGuarded(true);
    else say(words);
  };
  useEffect(() => {
    if (pressed && !busy) send();
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [pressed, busy]);
  const guard = sensitive.length > 0 && (
    <Guard
      kinds={sensitive.map(({ kind }) => kind)}
      mask={() => say(masked(words, sensitive))}
      send={() => say(words)}
      back={() => {
        setGuarded(false);
        focus();
      }}
    />
  );
  return { over, ready, send, guard, edited: () => setGuarded(false) };
}

export function Composer({ inputRef }: ComposerProps) {
  const { controller, state, texts, focusComposer } = useWidget();
  const { draft, change } = useDraft(inputRef);
  const signalTyping = useTypingSignal();
  const { over, ready, send, guard, edited } = useSending(draft, change, focusComposer);
  useLayoutEffect(() => grow(inputRef.current), [draft, inputRef]);
  return (
    <form class="composer" part="composer" onSubmit={send}>
      {(state.parcels.length > 0 || state.preparing > 0) && <Tray />}
      {guard}
      <AttachButton />
      <textarea
        ref={inputRef}
        rows={1}
        enterkeyhint="send"
        dir="auto"
        aria-label={texts.compose}
        aria-describedby={over > 0 ? "yd-over" : undefined}
        aria-invalid={over > 0}
        placeholder={texts.placeholder}
        value={draft}
        data-testid="yd-input"
        onInput={(event) => {
          change(event.currentTarget.value);
          edited();
          signalTyping();
        }}
        onKeyDown={(event) => {
          if (isSendKey(event)) send(event);
        }}
        onPaste={(event) => {
          const { clipboardData } = event;
          // Copied cells and paragraphs come as words and as a picture of them: the words are meant.
          if (!clipboardData?.files.length || clipboardData.getData("text/plain") !== "") return;
          event.preventDefault();
          controller.attach(clipboardData.files);
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

/** No `capture`: phones then offer camera and album, with it the camera alone. */
function AttachButton() {
  const { controller, texts } = useWidget();
  const picker = useRef<HTMLInputElement>(null);
  return (
    <>
      <button
        type="button"
        class="icon-button"
        part="attach"
        aria-label={texts.attach}
        data-testid="yd-attach"
        onClick={() => picker.current?.click()}
      >
        <Icon name="clip" />
      </button>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        accept={ACCEPTED_FILES}
        data-testid="yd-file"
        onChange={({ currentTarget }) => {
          controller.attach(currentTarget.files ?? []);
          // The same file again is a choice again.
          currentTarget.value = "";
        }}
      />
    </>
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
