/** That the agent is writing, for as long as that is likely. */
import { useEffect, useState } from "preact/hooks";
import { useWidget } from "../core/ui/context.ts";

const SHOWN_MS = 6000;

export function Typing({ at }: { readonly at: number }) {
  const { texts } = useWidget();
  const [until, setUntil] = useState(0);
  useEffect(() => {
    setUntil(at + SHOWN_MS);
    const timer = setTimeout(() => setUntil(0), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [at]);
  if (until === 0) return null;
  return (
    <li class="typing">
      <span class="dots" aria-hidden="true">
        <i /> <i /> <i />
      </span>
      {texts.typing}
    </li>
  );
}
