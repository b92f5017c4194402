/** A rating from 1 to 5: never in the way, and only once. */
import { useId, useState } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";
import { Drawing } from "../core/ui/icons.tsx";
import { useLaterTexts } from "./text.ts";

const STAR = "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.500 9.700l5.900-.8Z";
const SCORES = [1, 2, 3, 4, 5] as const;

export function Survey({ text, open }: { readonly text: string; readonly open: boolean }) {
  const { controller, focusComposer } = useWidget();
  const texts = useLaterTexts();
  const [score, setScore] = useState(0);
  const [comment, setComment] = useState("");
  const name = useId();
  if (!open) return <li class="line">{text}</li>;
  const send = (event: Event): void => {
    event.preventDefault();
    if (score === 0) return;
    const words = comment.trim();
    controller.say({ type: "rate", score, ...(words !== "" && { comment: words }) });
    focusComposer();
  };
  return (
    <li class="card survey" data-testid="yd-survey">
      <form onSubmit={send}>
        <fieldset class="stars">
          <legend>{text === "" ? texts.surveyLegend : text}</legend>
          {SCORES.map((value) => (
            <label key={value} class={value <= score ? "star on" : "star"}>
              <input
                type="radio"
                name={name}
                class="hidden"
                value={value}
                checked={value === score}
                aria-label={`${texts.score(value)} ${texts.scoreWords[value - 1] ?? ""}`}
                onChange={() => setScore(value)}
              />
              <Drawing name="star" path={STAR} />
            </label>
          ))}
          <span class="star-word" aria-hidden="true">
            {texts.scoreWords[score - 1] ?? ""}
          </span>
        </fieldset>
        {score > 0 && (
          <>
            <input
              class="input"
              aria-label={texts.comment}
              placeholder={texts.comment}
              value={comment}
              maxLength={500}
              onInput={(event) => setComment(event.currentTarget.value)}
            />
            <button type="submit" class="button primary" data-testid="yd-rate">
              {texts.rateSend}
            </button>
          </>
        )}
      </form>
    </li>
  );
}
