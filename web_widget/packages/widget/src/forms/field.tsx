/** One question of a form, as the control that fits its type. */
import { isComposing, type Choice, type FieldType, type FieldValue, type FormField } from "@yingda/protocol";
import type { InputHTMLAttributes } from "preact";
import { FileField } from "../core/later.tsx";
import { List } from "./list.tsx";
import { Tick } from "./tick.tsx";
import { useFormTexts } from "./text.ts";

export interface FieldProps {
  readonly id: string;
  readonly field: FormField;
  readonly value: FieldValue;
  readonly problem: string | undefined;
  readonly change: (value: FieldValue) => void;
  /** What its list offers now. */
  readonly options: readonly Choice[];
  /** The list that has to be chosen from first. */
  readonly above?: string | undefined;
  /** The key of the form. */
  readonly form: string;
}

/** More than these are easier to find in a list that folds. */
const MOST_RADIOS = 6;

export function Field(props: FieldProps) {
  const { field } = props;
  // What another list decides keeps its shape while its options change; phones bring a wheel for it.
  const few = field.depends_on === undefined && props.options.length <= MOST_RADIOS;
  if (field.type === "file") return <Files {...props} />;
  if (field.type === "boolean") return <Checkbox {...props} />;
  if (field.type === "choices") return <Ticks {...props} />;
  if (field.type === "choice" && few) return <Radios {...props} />;
  return <Labelled {...props} />;
}

function described({ id, field, problem }: FieldProps): string | undefined {
  const parts = [field.help !== undefined && `${id}-help`, problem !== undefined && `${id}-problem`];
  return parts.filter(Boolean).join(" ") || undefined;
}

function Below({ id, field, problem }: FieldProps) {
  return (
    <>
      {field.help !== undefined && (
        <span class="help" id={`${id}-help`}>
          {field.help}
        </span>
      )}
      {problem !== undefined && (
        <span class="problem" id={`${id}-problem`}>
          {problem}
        </span>
      )}
    </>
  );
}

/** Most fields are required: marking the others is quieter. */
function Optional({ field }: { readonly field: FormField }) {
  const texts = useFormTexts();
  return field.required ? null : <span class="optional"> {texts.optional}</span>;
}

function Files(props: FieldProps) {
  const { id, field, problem, form } = props;
  return (
    <fieldset class="field" aria-describedby={described(props)}>
      <legend>
        {field.label}
        <Optional field={field} />
      </legend>
      <FileField id={id} field={field} form={form} wrong={problem !== undefined} />
      <Below {...props} />
    </fieldset>
  );
}

function Labelled(props: FieldProps) {
  const { id, field } = props;
  return (
    <div class="field">
      <label for={id}>
        {field.label}
        <Optional field={field} />
      </label>
      <Control {...props} />
      <Below {...props} />
    </div>
  );
}

/** Which keyboard a phone shows. */
const INPUTS: Readonly<Partial<Record<FieldType, InputHTMLAttributes>>> = {
  number: { type: "text", inputMode: "decimal" },
  money: { type: "text", inputMode: "decimal" },
  phone: { type: "tel", autoComplete: "tel" },
  datetime: { type: "datetime-local" },
  order_number: { type: "text", autoCapitalize: "characters", spellcheck: false },
};

function Control(props: FieldProps) {
  const { id, field, value, problem, change } = props;
  const common = {
    id,
    name: field.name,
    class: "input",
    value: String(value),
    required: field.required,
    "aria-invalid": problem !== undefined,
    "aria-describedby": described(props),
  };
  if (field.type === "textarea") {
    return (
      <textarea
        {...common}
        rows={3}
        placeholder={field.placeholder}
        onInput={(event) => change(event.currentTarget.value)}
      />
    );
  }
  if (field.type === "choice") return <List {...props} common={common} />;
  return (
    <input
      {...common}
      {...INPUTS[field.type]}
      placeholder={field.placeholder}
      onInput={(event) => change(event.currentTarget.value)}
      onKeyDown={(event) => {
        // The Enter that picks a Chinese word must not send the form.
        if (event.key === "Enter" && isComposing(event)) event.preventDefault();
      }}
    />
  );
}

function Radios(props: FieldProps) {
  const { id, field, value, change } = props;
  return (
    <fieldset class="field" aria-describedby={described(props)}>
      <legend>
        {field.label}
        <Optional field={field} />
      </legend>
      {field.options?.map(({ id: option, label }) => (
        <label key={option} class="radio">
          <input
            type="radio"
            id={`${id}-${option}`}
            name={field.name}
            value={option}
            checked={value === option}
            onChange={() => change(option)}
          />
          {label}
        </label>
      ))}
      <Below {...props} />
    </fieldset>
  );
}

/** Several: their ids with commas between, in the order of the list. */
function Ticks(props: FieldProps) {
  const { id, field, value, change } = props;
  const texts = useFormTexts();
  const ticked = String(value).split(",");
  const options = field.options ?? [];
  const tick = (option: string, on: boolean): void =>
    change(
      options
        .map((one) => one.id)
        .filter((one) => (one === option ? on : ticked.includes(one)))
        .join(","),
    );
  return (
    <fieldset class="field" aria-describedby={described(props)}>
      <legend>
        {field.label}
        <span class="optional"> {texts.several}</span>
        <Optional field={field} />
      </legend>
      {options.map(({ id: option, label }) => (
        <Tick
          key={option}
          id={`${id}-${option}`}
          name={field.name}
          label={label}
          on={ticked.includes(option)}
          change={(on) => tick(option, on)}
        />
      ))}
      <Below {...props} />
    </fieldset>
  );
}

function Checkbox(props: FieldProps) {
  const { id, field, value, change } = props;
  return (
    <div class="field">
      <label class="radio" for={id}>
        <input
          type="checkbox"
          id={id}
          name={field.name}
          checked={value === true}
          aria-describedby={described(props)}
          onChange={(event) => change(event.currentTarget.checked)}
        />
        {field.label}
      </label>
      <Below {...props} />
    </div>
  );
}
