/** Whether an answer helped. "No" offers a person at once instead of asking why. */
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts } from "./text.ts";

export function Feedback({ seq }: { readonly seq: number }) {
  const { controller, state, texts, focusComposer } = useWidget();
  const words = useLaterTexts();
  const given = state.feedback[seq];
  if (given === "yes") return <p class="feedback">{words.thanks}</p>;
  const answer = (solved: boolean): void => {
    controller.answerFeedback(seq, solved);
    controller.announce(solved ? words.thanks : words.unsolvedOffer);
    focusComposer();
  };
  if (given === "no") {
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
