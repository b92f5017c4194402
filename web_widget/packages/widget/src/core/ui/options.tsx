/** Quick replies. A choice stays readable; the others stay in place and can no longer be pressed. */
import type { Choice } from "@yingda/protocol";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

interface OptionsProps {
  readonly seq: number;
  readonly options: readonly Choice[];
  readonly open: boolean;
  readonly chosen: string | undefined;
}

export function Options({ seq, options, open, chosen }: OptionsProps) {
  const { controller, texts, settleFocus } = useWidget();
  return (
    <ul class="options" aria-label={texts.options} data-testid="yd-options">
      {options.map(({ id, label }) => (
        <li key={id}>
          <button
            type="button"
            class={`option ${id === chosen ? "chosen" : ""}`}
            // Not `disabled`: that would throw the focus of whoever just pressed it to nowhere.
            aria-disabled={!open}
            aria-label={id === chosen ? texts.chosen(label) : undefined}
            onClick={() => {
              if (!open) return;
              controller.say({ type: "choose", of: seq, option: id });
              settleFocus();
            }}
          >
            {id === chosen && <Icon name="check" />}
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
