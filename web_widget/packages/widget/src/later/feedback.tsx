/** Whether an answer helped. "No" offers a person at once, and asks why beside it: one tap, or none. */
import { FEEDBACK_REASONS, type FeedbackReason } from "@yingda/protocol";
import { handlingOf, type Verdict } from "../core/timeline.ts";
import { useWidget } from "../core/ui/context.ts";
import { useLaterTexts, type LaterTexts } from "./text.ts";

interface FeedbackProps {
  readonly seq: number;
  readonly verdict: Verdict | undefined;
}

export function Feedback({ seq, verdict }: FeedbackProps) {
  const { controller, state, settleFocus } = useWidget();
  const words = useLaterTexts();
  const { by } = handlingOf(state.conversation);
  if (verdict?.helped === true) return <p class="feedback">{words.thanks}</p>;
  if (verdict !== undefined) return <InVain seq={seq} verdict={verdict} />;
  const answer = (helped: boolean): void => {
    controller.say({ type: "feedback", of: seq, helped });
    controller.announce(helped || by !== "bot" ? words.thanks : words.unsolvedOffer);
    settleFocus();
  };
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

function InVain({ seq, verdict }: { readonly seq: number; readonly verdict: Verdict }) {
  const { controller, state, texts, settleFocus } = useWidget();
  const words = useLaterTexts();
  const { by } = handlingOf(state.conversation);
  const thanks = thanksFor(verdict.reason, words);
  // Whoever waits for a person, or has one, is not asked whether they want one.
  const offered = by === "bot" && (
    <p class="feedback">
      {words.unsolvedOffer}
      <button type="button" class="chip accent" onClick={() => controller.requestHuman()}>
        {texts.human}
      </button>
    </p>
  );
  if (verdict.reason !== undefined || by === "agent") {
    return (
      <>
        {offered}
        <p class="feedback">{thanks}</p>
      </>
    );
  }
  const tell = (reason: FeedbackReason): void => {
    controller.say({ type: "feedback", of: seq, helped: false, reason });
    controller.announce(thanksFor(reason, words));
    settleFocus();
  };
  return (
    <>
      {offered}
      <div class="feedback" role="group" aria-label={words.reasonQuestion} data-testid="yd-reasons">
        <span>{words.reasonQuestion}</span>
        {FEEDBACK_REASONS.map((reason) => (
          <button key={reason} type="button" class="chip" onClick={() => tell(reason)}>
            {words.reasons[reason]}
          </button>
        ))}
      </div>
    </>
  );
}

function thanksFor(reason: string | undefined, words: LaterTexts): string {
  const known = FEEDBACK_REASONS.find((id) => id === reason);
  return known === undefined ? words.thanks : words.reasonThanks(words.reasons[known]);
}
