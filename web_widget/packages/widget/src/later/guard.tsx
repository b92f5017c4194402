/** Asks once more before a secret leaves the device. */
import { useEffect, useRef } from "preact/hooks";
import type { SensitiveKind } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

interface GuardProps {
  readonly kinds: readonly SensitiveKind[];
  readonly mask: () => void;
  readonly send: () => void;
  readonly back: () => void;
}

export function Guard({ kinds, mask, send, back }: GuardProps) {
  const { texts } = useWidget();
  const words = useLaterTexts();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const names = [...new Set(kinds)].map((kind) => words.sensitive[kind]).join(texts.comma);
  return (
    <div class="guard" role="alertdialog" aria-label={words.guard(names)} data-testid="yd-guard">
      <p>{words.guard(names)}</p>
      <p class="order-actions">
        <button type="button" ref={first} class="button primary" data-testid="yd-guard-mask" onClick={mask}>
          {words.guardMask}
        </button>
        <button type="button" class="button" onClick={back}>
          {words.guardBack}
        </button>
        <button type="button" class="button" data-testid="yd-guard-send" onClick={send}>
          {words.guardSend}
        </button>
      </p>
    </div>
  );
}
