/** What screen readers are told: apart from the log, which must not be read out again as a whole. */
import { useEffect, useState } from "preact/hooks";
import { useWidget } from "./context.ts";

/** Some screen readers miss a text that is there for less. */
const KEEP_MS = 1000;

export function LiveRegion() {
  const { state } = useWidget();
  const { text, id } = state.announced;
  const [texts, setTexts] = useState<readonly { id: number; text: string }[]>([]);
  useEffect(() => {
    if (text === "") return undefined;
    setTexts((before) => [...before, { id, text }]);
    const timer = setTimeout(() => setTexts((before) => before.filter((item) => item.id !== id)), KEEP_MS);
    return () => {
      clearTimeout(timer);
      setTexts((before) => before.slice(-3));
    };
  }, [text, id]);
  return (
    <div class="hidden" aria-live="polite" aria-relevant="additions" data-testid="yd-live">
      {texts.map((item) => (
        <p key={item.id}>{item.text}</p>
      ))}
    </div>
  );
}
