/** In the place of the composer until the visitor has agreed: before that nothing leaves the device. */
import { useEffect, useRef } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

export function Consent() {
  const { controller, state, settleFocus } = useWidget();
  const words = useLaterTexts();
  const agree = useRef<HTMLButtonElement>(null);
  const waiting = state.conversation.outbox.length;
  // Whoever has just asked for something learns what it still takes.
  useEffect(() => {
    if (waiting > 0) agree.current?.focus();
  }, [waiting]);
  return (
    <div class="composer consent" role="group" aria-label={words.consentTitle} data-testid="yd-consent">
      <p>
        {words.consent}{" "}
        <a href={state.config.policy_url} target="_blank" rel="noopener noreferrer">
          {words.consentPolicy}
        </a>
      </p>
      <button
        type="button"
        ref={agree}
        class="button primary"
        data-testid="yd-agree"
        onClick={() => {
          controller.configuration.agree();
          // The composer comes with the next drawing.
          setTimeout(settleFocus);
        }}
      >
        {words.consentAgree}
      </button>
      {controller.mode !== "page" && (
        <button type="button" class="button" onClick={() => controller.close("keyboard")}>
          {words.consentLater}
        </button>
      )}
    </div>
  );
}
