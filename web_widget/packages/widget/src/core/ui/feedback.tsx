/** Whether an answer helped. "No" offers a person at once instead of asking why. */
import { useWidget } from "./context.ts";

export function Feedback({ seq }: { readonly seq: number }) {
  const { controller, state, texts, focusComposer } = useWidget();
  const given = state.feedback[seq];
  if (given === "yes") return <p class="feedback">{texts.thanks}</p>;
  const answer = (solved: boolean): void => {
    controller.answerFeedback(seq, solved);
    controller.announce(solved ? texts.thanks : texts.unsolvedOffer);
    focusComposer();
  };
  if (given === "no") {
    return (
      <p class="feedback">
        {texts.unsolvedOffer}
        <button type="button" class="chip" onClick={() => controller.requestHuman()}>
          {texts.human}
        </button>
      </p>
    );
  }
  return (
    <p class="feedback" data-testid="yd-feedback">
      <span>{texts.solvedQuestion}</span>
      <button type="button" class="chip" data-testid="yd-solved" onClick={() => answer(true)}>
        {texts.solved}
      </button>
      <button type="button" class="chip" data-testid="yd-unsolved" onClick={() => answer(false)}>
        {texts.unsolved}
      </button>
    </p>
  );
}
