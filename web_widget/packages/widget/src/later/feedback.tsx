/** Whether an answer helped. "No" offers a person at once instead of asking why. */
import { handlingOf } from "../core/timeline.ts";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

interface FeedbackProps {
  readonly seq: number;
  /** What the visitor has said of it. */
  readonly helped: boolean | undefined;
}

export function Feedback({ seq, helped }: FeedbackProps) {
  const { controller, state, texts, focusComposer } = useWidget();
  const words = useLaterTexts();
  // Whoever waits for a person, or has one, is not asked whether they want one.
  const alone = handlingOf(state.conversation).by === "bot";
  if (helped === true || (helped === false && !alone)) return <p class="feedback">{words.thanks}</p>;
  const answer = (solved: boolean): void => {
    controller.say({ type: "feedback", of: seq, helped: solved });
    controller.announce(solved || !alone ? words.thanks : words.unsolvedOffer);
    focusComposer();
  };
  if (helped === false) {
    return (
      <p class="feedback">
        {words.unsolvedOffer}
        <button type="button" class="chip" onClick={() => controller.requestHuman()}>
          {texts.human}
        </button>
      </p>
    );
  }
  return (
    <p class="feedback" data-testid="yd-feedback">
      <span>{words.solvedQuestion}</span>
      <button type="button" class="chip" data-testid="yd-solved" onClick={() => answer(true)}>
        {words.solved}
      </button>
      <button type="button" class="chip" data-testid="yd-unsolved" onClick={() => answer(false)}>
        {words.unsolved}
      </button>
    </p>
  );
}
