/** One of many, as the device's own list; a long one is narrowed down by typing a part of what is looked for. */
import type { SelectHTMLAttributes } from "preact";
import { useState } from "preact/hooks";
import { isComposing } from "@yingda/protocol";
import type { FieldProps } from "./field.tsx";
import { useFormTexts } from "./text.ts";

/** More than these are tedious to scroll through, and keyboards find no Chinese words in a native list. */
const MOST_SCROLLED = 12;

interface ListProps extends FieldProps {
  readonly common: SelectHTMLAttributes;
}

export function List({ field, value, change, options, above, common }: ListProps) {
  const texts = useFormTexts();
  const [part, setPart] = useState("");
  const long = options.length > MOST_SCROLLED;
  const wanted = part.trim().toLowerCase();
  const fits = options.filter(({ label }) => label.toLowerCase().includes(wanted));
  const shown = long && wanted !== "" ? fits : options;
  // What is chosen stays in view, whatever is looked for now.
  const listed = options.filter((option) => shown.includes(option) || option.id === value);
  const first = above === undefined ? texts.choose : texts.chooseFirst(above);
  return (
    <>
      {long && (
        <input
          type="search"
          class="input"
          value={part}
          placeholder={texts.listFilter(options.length)}
          aria-label={texts.listFilterOf(field.label)}
          data-testid="yd-list-filter"
          onInput={({ currentTarget }) => setPart(currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            // It never sends the form; where it leaves but one, that one is meant.
            event.preventDefault();
            const [only] = fits;
            if (!isComposing(event) && fits.length === 1 && only !== undefined) change(only.id);
          }}
        />
      )}
      <select
        {...common}
        disabled={above !== undefined}
        onChange={(event) => change(event.currentTarget.value)}
      >
        <option value="">{shown.length === 0 && wanted !== "" ? texts.listNone : first}</option>
        {listed.map(({ id: option, label }) => (
          <option key={option} value={option}>
            {label}
          </option>
        ))}
      </select>
    </>
  );
}
