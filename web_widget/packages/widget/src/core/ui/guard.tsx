/** Asks once more before a secret leaves the device. */
import { useEffect, useRef } from "preact/hooks";
import type { SensitiveKind } from "@yingda/protocol";
import { useWidget } from "./context.ts";

interface GuardProps {
  readonly kinds: readonly SensitiveKind[];
  readonly mask: () => void;
  readonly send: () => void;
  readonly back: () => void;
}

export function Guard({ kinds, mask, send, back }: GuardProps) {
  const { texts } = useWidget();
  const first = useRef<HTMLButtonElement>(null);
  useEffect(() => first.current?.focus(), []);
  const names = [...new Set(kinds)].map((kind) => texts.sensitive[kind]).join(texts.comma);
  return (
    <div class="guard" role="alertdialog" aria-label={texts.guard(names)} data-testid="yd-guard">
      <p>{texts.guard(names)}</p>
      <p class="order-actions">
        {/* The first has the focus: an Enter too many must not spoil what was written. */}
        <button type="button" ref={first} class="button primary" data-testid="yd-guard-back" onClick={back}>
          {texts.guardBack}
        </button>
        <button type="button" class="button" data-testid="yd-guard-mask" onClick={mask}>
          {texts.guardMask}
        </button>
        <button type="button" class="button" data-testid="yd-guard-send" onClick={send}>
          {texts.guardSend}
        </button>
      </p>
    </div>
  );
}
