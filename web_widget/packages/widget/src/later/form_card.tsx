/** A form in the log. What is typed is kept on the device until it is sent. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Choice, FieldError, FieldValue, Form } from "@yingda/protocol";
import { formProblems, progress, startValues, wireValues, type FormValues } from "./form_values.ts";
import { handlingOf, type TimelineItem } from "../core/timeline.ts";
import { formKey } from "../core/form_key.ts";
import { useWidget } from "../core/ui/context.ts";
import { Field } from "./field.tsx";
import { useLaterTexts } from "./text.ts";

interface OpenFormProps {
  readonly seq: number;
  readonly form: Form;
  /** The bubble above says what the title would say. */
  readonly introduced: boolean;
  /** It was shown before and is still to be filled in. */
  readonly again: boolean;
  /** The button that leaves it empty. */
  readonly skip: Choice | undefined;
}

type MessageItem = Extract<TimelineItem, { type: "message" }>;

export function FormCard({ item, form }: { readonly item: MessageItem; readonly form: Form }) {
  const texts = useLaterTexts();
  const { seq, text, options } = item.event;
  const introduced = form.title === text;
  if (item.open) {
    const { again } = item;
    return <OfferedForm seq={seq} form={form} introduced={introduced} again={again} skip={options?.[0]} />;
  }
  const left = item.chosen === undefined ? texts.formClosed : texts.formSkipped;
  const state = item.submitted ? texts.formSubmitted : left;
  return (
    <p class="card form closed" data-testid="yd-form-closed">
      {introduced ? state : `${form.title} · ${state}`}
    </p>
  );
}

function byField(errors: readonly FieldError[] = []): Readonly<Record<string, string>> {
  return Object.fromEntries(errors.map(({ name, message }) => [name, message]));
}

function focusField(form: HTMLFormElement | null, name: string): void {
  const found = form?.elements.namedItem(name);
  const control = found instanceof Element ? found : found?.[0];
  if (control instanceof HTMLElement) control.focus();
}

function useFormState(seq: number, form: Form) {
  const { controller, state } = useWidget();
  const key = formKey(state.conversation.session?.conversation, form, seq);
  const [values, setValues] = useState<FormValues>(() => ({
    ...startValues(form.fields),
    ...controller.values.read<FormValues>(key),
  }));
  const refused = state.conversation.fieldErrors[seq];
  const [problems, setProblems] = useState(() => byField(refused));
  useEffect(() => {
    if (refused !== undefined) setProblems(byField(refused));
  }, [refused]);
  const change = (name: string, value: FieldValue): void => {
    const next = { ...values, [name]: value };
    setValues(next);
    controller.values.write(key, next);
    // The mark goes as soon as something is done about it; it comes back when the form is sent.
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => field !== name)));
  };
  return { values, problems, setProblems, change };
}

/** More of what nobody has to fill in would push the order's number and its times out of view. */
const MOST_UNASKED = 2;

function OfferedForm(props: OpenFormProps) {
  const { controller, state } = useWidget();
  const texts = useLaterTexts();
  const { seq, form, skip } = props;
  const key = formKey(state.conversation.session?.conversation, form, seq);
  const begun = controller.values.read<FormValues>(key) !== undefined;
  const [wanted, setWanted] = useState(begun || form.stays !== true || form.fields.length <= MOST_UNASKED);
  // Whoever has somebody to talk to tells them.
  if (!wanted && handlingOf(state.conversation).by === "agent") return null;
  if (wanted) return <OpenForm {...props} fresh={!begun && form.stays === true} />;
  return (
    <div class="card form" data-testid="yd-form-offered">
      <div class="form-buttons">
        <button
          type="button"
          class="button primary"
          data-testid="yd-form-begin"
          onClick={() => setWanted(true)}
        >
          {texts.formOpen}
        </button>
        {skip !== undefined && <Skip seq={seq} skip={skip} />}
      </div>
    </div>
  );
}

/** Whoever has just asked for it sees it from its beginning: once the log has followed to its end. */
function useBeginning(box: { readonly current: HTMLFormElement | null }, fresh: boolean): void {
  useEffect(() => {
    if (!fresh) return;
    const show = (): void => {
      const form = box.current;
      // Who is writing already is not torn away: the rest of their words would go into another field.
      if (form === null || form.matches(":focus-within")) return;
      form.querySelector<HTMLElement>("input, textarea, select")?.focus({ preventScroll: true });
      form.scrollIntoView({ block: "start" });
    };
    requestAnimationFrame(() => requestAnimationFrame(show));
  }, [box, fresh]);
}

function OpenForm({
  seq,
  form,
  introduced,
  again,
  skip,
  fresh,
}: OpenFormProps & { readonly fresh: boolean }) {
  const { controller, settleFocus } = useWidget();
  const texts = useLaterTexts();
  const { values, problems, setProblems, change } = useFormState(seq, form);
  const box = useRef<HTMLFormElement>(null);
  useBeginning(box, fresh);
  const { done, all } = progress(form.fields, values);
  const wrong = Object.keys(problems).length;

  const submit = (event: Event): void => {
    event.preventDefault();
    const found = formProblems(form.fields, values, texts);
    setProblems(found);
    const first = form.fields.find(({ name }) => name in found);
    if (first === undefined) {
      controller.say({ type: "submit", of: seq, values: wireValues(form.fields, values) });
      settleFocus();
      return;
    }
    controller.announce(texts.formHasErrors(Object.keys(found).length));
    focusField(box.current, first.name);
  };
  return (
    <form
      class="card form"
      ref={box}
      noValidate
      onSubmit={submit}
      aria-label={form.title}
      data-testid="yd-form"
    >
      {again && (
        <p class="small" data-testid="yd-form-again">
          {texts.formStillOpen}
        </p>
      )}
      {!introduced && <p class="card-title">{form.title}</p>}
      <p class="small">{texts.formProgress(done, all)}</p>
      <progress class="progress" value={done} max={all} aria-label={texts.formProgress(done, all)} />
      {form.fields.map((field) => (
        <Field
          key={field.name}
          id={`yd-${seq}-${field.name}`}
          field={field}
          value={values[field.name] ?? ""}
          problem={problems[field.name]}
          change={(value) => change(field.name, value)}
        />
      ))}
      {wrong > 0 && <p class="problem">{texts.formHasErrors(wrong)}</p>}
      <Buttons seq={seq} submitLabel={form.submit_label} skip={skip} />
    </form>
  );
}

interface ButtonsProps {
  readonly seq: number;
  readonly submitLabel: string;
  readonly skip: Choice | undefined;
}

function Buttons({ seq, submitLabel, skip }: ButtonsProps) {
  const texts = useLaterTexts();
  return (
    <div class="form-buttons">
      <button type="submit" class="button primary" data-testid="yd-form-submit">
        {submitLabel === "" ? texts.submit : submitLabel}
      </button>
      {skip !== undefined && <Skip seq={seq} skip={skip} />}
    </div>
  );
}

function Skip({ seq, skip: { id, label } }: { readonly seq: number; readonly skip: Choice }) {
  const { controller, settleFocus } = useWidget();
  const leaveOut = (): void => {
    controller.say({ type: "choose", of: seq, option: id });
    settleFocus();
  };
  return (
    <button type="button" class="button" data-testid="yd-form-skip" onClick={leaveOut}>
      {label}
    </button>
  );
}
