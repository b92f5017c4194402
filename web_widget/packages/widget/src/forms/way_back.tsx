/** One step back: the answer before is asked for again. It is said like any other words, and so stands in the log. */
import { useWidget } from "../core/ui/context.ts";
import { useFormTexts } from "./text.ts";

/** `label`: of that answer; empty when it has none. */
export function WayBack({ label }: { readonly label: string }) {
  const { controller, state, settleFocus } = useWidget();
  const words = useFormTexts();
  // Something has been said to the question, and is on its way.
  if (state.conversation.outbox.length > 0) return null;
  return (
    <button
      type="button"
      class="chip way-back"
      data-testid="yd-way-back"
      onClick={() => {
        controller.say({ type: "message", text: words.stepBack });
        settleFocus();
      }}
    >
      {label === "" ? words.wayBack : words.wayBackTo(label)}
    </button>
  );
}
