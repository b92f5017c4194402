/** Quick replies. A choice stays readable; the others stay in place and can no longer be pressed. */
import type { Choice } from "@yingda/protocol";
import { useWidget } from "./context.ts";
import { Icon } from "./icons.tsx";

export interface OptionsProps {
  readonly seq: number;
  readonly options: readonly Choice[];
  readonly open: boolean;
  readonly chosen: string | undefined;
}

export function Options({ seq, options, open, chosen }: OptionsProps) {
  const { controller, texts, settleFocus } = useWidget();
  const picked = [chosen, ...(chosen?.split(",") ?? [])];
  return (
    <ul class="options" aria-label={texts.options} data-testid="yd-options">
      {options.map(({ id, label }) => (
        <li key={id}>
          <button
            type="button"
            class={`option ${picked.includes(id) ? "chosen" : ""}`}
            // Not `disabled`: that would throw the focus of whoever just pressed it to nowhere.
            aria-disabled={!open}
            aria-label={picked.includes(id) ? texts.chosen(label) : undefined}
            onClick={() => {
              if (!open) return;
              controller.say({ type: "choose", of: seq, option: id });
              settleFocus();
            }}
          >
            {picked.includes(id) && <Icon name="check" />}
            {label}
          </button>
        </li>
      ))}
    </ul>
  );
}
