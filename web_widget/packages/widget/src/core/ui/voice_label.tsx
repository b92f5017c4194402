/** Who is speaking, in words: colour alone tells nobody. */
import { formatWhen, type Speaker } from "@yingda/protocol";
import { speakerName } from "../words.ts";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

/** The first letter of a name stands for its face; the name itself is beside it. */
function Face({ name = "" }: { readonly name?: string }) {
  const [letter] = name;
  return letter === undefined ? (
    <Icon name="person" />
  ) : (
    <b class="face" aria-hidden="true">
      {letter}
    </b>
  );
}

export function VoiceLabel({ from, at }: { readonly from: Speaker; readonly at?: string }) {
  const { controller, texts, locale } = useWidget();
  return (
    <p class="voice">
      {from.role === "bot" && <Icon name="bot" />}
      {from.role === "agent" && <Face name={from.name} />}
      <span>{speakerName(from, texts)}</span>
      {at !== undefined && <time dateTime={at}>{formatWhen(at, controller.serverNow(), locale)}</time>}
    </p>
  );
}
