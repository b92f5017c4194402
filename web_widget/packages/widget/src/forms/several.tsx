/** A question that takes several of its options: ticked, then sent together. Kept on the device until then. */
import { useState } from "preact/hooks";
import type { OptionsProps } from "../core/ui/options.tsx";
import { useWidget } from "../core/ui/context.ts";
import { Tick } from "./tick.tsx";
import { useFormTexts } from "./text.ts";

export function Several({ seq, options }: OptionsProps) {
  const { controller, state, texts, settleFocus } = useWidget();
  const words = useFormTexts();
  const key = `form:several:${state.conversation.session?.conversation}:${seq}`;
  const [ticked, setTicked] = useState(() => controller.values.read<readonly string[]>(key) ?? []);
  const tick = (id: string, on: boolean): void => {
    const next = options.map((option) => option.id).filter((one) => (one === id ? on : ticked.includes(one)));
    setTicked(next);
    controller.values.write(key, next);
  };
  const send = (event: Event): void => {
    event.preventDefault();
    if (ticked.length === 0) return;
    controller.values.write(key, undefined);
    controller.say({ type: "choose", of: seq, option: ticked.join(",") });
    settleFocus();
  };
  return (
    <form class="several" onSubmit={send} data-testid="yd-several">
      <fieldset class="field" aria-label={texts.options}>
        {options.map(({ id, label }) => (
          <Tick
            key={id}
            id={`yd-${seq}-${id}`}
            label={label}
            on={ticked.includes(id)}
            change={(on) => tick(id, on)}
          />
        ))}
      </fieldset>
      <button
        type="submit"
        class="button primary"
        data-testid="yd-several-send"
        // Not `disabled`: it stays where a screen reader finds it, and says why nothing happens.
        aria-disabled={ticked.length === 0}
      >
        {ticked.length === 0 ? words.severalNone : words.severalSend(ticked.length)}
      </button>
    </form>
  );
}
