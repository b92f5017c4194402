/** A rating from 1 to 5, with what it rests on: never in the way, and changed for a day. */
import { isComposing, RATING_TAGS, type RatingTag } from "@yingda/protocol";
import { useId, useState } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";
import { Drawing } from "../core/ui/icons.tsx";
import { useLaterTexts } from "./text.ts";

const STAR = "m12 3.5 2.6 5.4 5.9.8-4.3 4.1 1 5.9-5.2-2.8-5.2 2.8 1-5.9L3.500 9.700l5.900-.8Z";
const SCORES = [1, 2, 3, 4, 5] as const;
const GOOD_FROM = 4;
const tagsFor = (score: number): readonly RatingTag[] =>
  score >= GOOD_FROM ? RATING_TAGS.slice(0, 4) : RATING_TAGS.slice(4);

/** A rating may be changed for as long as this. */
const CHANGEABLE_MS = 24 * 3600_000;

interface SurveyProps {
  readonly text: string;
  readonly at: string;
  readonly open: boolean;
}

export function Survey({ text, at, open }: SurveyProps) {
  const { controller, settleFocus } = useWidget();
  const texts = useLaterTexts();
  const [score, setScore] = useState(0);
  const [chosen, setChosen] = useState<readonly RatingTag[]>([]);
  const [comment, setComment] = useState("");
  const [changing, setChanging] = useState(false);
  if (!open && !changing) return <Rated text={text} at={at} change={() => setChanging(true)} />;
  const send = (event: Event): void => {
    event.preventDefault();
    if (score === 0) return;
    const words = comment.trim();
    const tags = tagsFor(score).filter((tag) => chosen.includes(tag));
    controller.say({
      type: "rate",
      score,
      ...(words !== "" && { comment: words }),
      ...(tags.length > 0 && { tags }),
    });
    setChanging(false);
    settleFocus();
  };
  return (
    <li class="card survey" data-testid="yd-survey">
      <form onSubmit={send}>
        <Stars legend={text === "" ? texts.surveyLegend : text} score={score} give={setScore} />
        {score > 0 && (
          <>
            <Tags score={score} chosen={chosen} choose={setChosen} />
            <input
              class="input"
              aria-label={texts.comment}
              placeholder={texts.comment}
              value={comment}
              maxLength={500}
              onInput={(event) => setComment(event.currentTarget.value)}
              onKeyDown={(event) => {
                // The Enter that picks a Chinese word must not send the rating.
                if (event.key === "Enter" && isComposing(event)) event.preventDefault();
              }}
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

interface RatedProps {
  readonly text: string;
  readonly at: string;
  readonly change: () => void;
}

function Rated({ text, at, change }: RatedProps) {
  const { controller } = useWidget();
  const texts = useLaterTexts();
  const changeable = controller.serverNow() - Date.parse(at) < CHANGEABLE_MS;
  return (
    <li class="line">
      {text}{" "}
      {changeable && (
        <button type="button" class="chip" data-testid="yd-rate-again" onClick={change}>
          {texts.rateAgain}
        </button>
      )}
    </li>
  );
}

interface StarsProps {
  readonly legend: string;
  readonly score: number;
  readonly give: (score: number) => void;
}

function Stars({ legend, score, give }: StarsProps) {
  const texts = useLaterTexts();
  const name = useId();
  return (
    <fieldset class="stars">
      <legend>{legend}</legend>
      {SCORES.map((value) => (
        <label key={value} class={value <= score ? "star on" : "star"}>
          <input
            type="radio"
            name={name}
            class="hidden"
            value={value}
            checked={value === score}
            aria-label={`${texts.score(value)} ${texts.scoreWords[value - 1] ?? ""}`}
            onChange={() => give(value)}
          />
          <Drawing name="star" path={STAR} />
        </label>
      ))}
      <span class="star-word" aria-hidden="true">
        {texts.scoreWords[score - 1] ?? ""}
      </span>
    </fieldset>
  );
}

interface TagsProps {
  readonly score: number;
  readonly chosen: readonly RatingTag[];
  readonly choose: (tags: readonly RatingTag[]) => void;
}

function Tags({ score, chosen, choose }: TagsProps) {
  const texts = useLaterTexts();
  const toggle = (tag: RatingTag): void =>
    choose(chosen.includes(tag) ? chosen.filter((other) => other !== tag) : [...chosen, tag]);
  return (
    <fieldset class="tags" data-testid="yd-tags">
      <legend>{score >= GOOD_FROM ? texts.tagsGood : texts.tagsBad}</legend>
      {tagsFor(score).map((tag) => (
        <label key={tag} class={chosen.includes(tag) ? "chip opinion on" : "chip opinion"}>
          <input type="checkbox" class="hidden" checked={chosen.includes(tag)} onChange={() => toggle(tag)} />
          {texts.tags[tag]}
        </label>
      ))}
    </fieldset>
  );
}
