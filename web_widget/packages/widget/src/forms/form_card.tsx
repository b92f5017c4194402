/** A form in the log. What is typed is kept on the device until it is sent. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Choice, FieldError, FieldValue, Form, FormField } from "@yingda/protocol";
import { consistent, offered, progress, startValues, type FormValues } from "./form_values.ts";
import { handlingOf, type TimelineItem } from "../core/timeline.ts";
import type { Parcel } from "../core/parcel.ts";
import { formKey } from "../core/form_key.ts";
import { useWidget } from "../core/ui/context.ts";
import { Field } from "./field.tsx";
import { useSubmit, useWrongWords, Wrong, type Problems } from "./form_submit.tsx";
import { useFormTexts } from "./text.ts";

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
  const texts = useFormTexts();
  const { seq, text, options } = item.event;
  const introduced = form.title === text;
  if (item.open) {
    const { again } = item;
    return <OfferedForm seq={seq} form={form} introduced={introduced} again={again} skip={options?.[0]} />;
  }
  const left = item.chosen === undefined ? texts.formClosed : texts.formSkipped;
  const state = item.submitted ? texts.formSubmitted : left;
  return <Closed title={introduced ? "" : form.title} state={state} />;
}

function Closed({ title, state }: { readonly title: string; readonly state: string }) {
  return (
    <p class="card form closed" data-testid="yd-form-closed">
      {title === "" ? state : `${title} · ${state}`}
    </p>
  );
}

function byField(errors: readonly FieldError[] = []): Problems {
  return Object.fromEntries(errors.map(({ name, message }) => [name, message]));
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
  const wrongWords = useWrongWords(form);
  useEffect(() => {
    if (refused === undefined) return;
    setProblems(byField(refused));
    controller.announce(wrongWords(byField(refused)));
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [refused]);
  const change = (name: string, value: FieldValue): void => {
    const next = consistent(form.fields, { ...values, [name]: value });
    setValues(next);
    controller.values.write(key, next);
    // The mark goes as soon as something is done about it; it comes back when the form is sent.
    setProblems((before) => Object.fromEntries(Object.entries(before).filter(([field]) => field !== name)));
  };
  const files = draftIn(state.parcels, key);
  const filled = { ...values, ...namesIn(files, form.fields) };
  // A file that was missing and is there now is not missing any more.
  const added = (name: string): boolean => filled[name] !== values[name];
  const left = Object.fromEntries(Object.entries(problems).filter(([name]) => !added(name)));
  return { key, values, filled, files: files !== undefined, problems: left, setProblems, change };
}

const draftIn = (parcels: readonly Parcel[], key: string): Parcel | undefined =>
  parcels.find(({ state, form, files }) => state === "draft" && form?.key === key && files.length > 0);

/** The label of what has to be chosen first, while it is not. */
function missingAbove(fields: Form["fields"], { depends_on }: FormField, values: FormValues) {
  const above = fields.find(({ name }) => name === depends_on);
  return above === undefined || values[above.name] !== "" ? undefined : above.label;
}

/** Files are kept apart; their fields have their names, for whoever asks whether they are filled in. */
function namesIn(draft: Parcel | undefined, fields: Form["fields"]): FormValues {
  const names = fields.flatMap(({ name, type }): [string, string][] => {
    const files = draft?.files.filter(({ field }) => field === name) ?? [];
    return type === "file" && files.length > 0 ? [[name, files.map((file) => file.name).join()]] : [];
  });
  return Object.fromEntries(names);
}

/** More of what nobody has to fill in would push the order's number and its times out of view. */
const MOST_UNASKED = 2;

function OfferedForm(props: OpenFormProps) {
  const { controller, state } = useWidget();
  const texts = useFormTexts();
  const { seq, form, skip, introduced } = props;
  const key = formKey(state.conversation.session?.conversation, form, seq);
  // Its files are on their way, and it goes with them.
  const leaving = state.parcels.some((parcel) => parcel.form?.key === key && parcel.state !== "draft");
  const begun = controller.values.read<FormValues>(key) !== undefined;
  const [wanted, setWanted] = useState(begun || form.stays !== true || form.fields.length <= MOST_UNASKED);
  if (leaving) return <Closed title={introduced ? "" : form.title} state={texts.formSending} />;
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
  const texts = useFormTexts();
  const state = useFormState(seq, form);
  const { key, values, filled, problems, change } = state;
  const box = useRef<HTMLFormElement>(null);
  useBeginning(box, fresh);
  const { submit, waits } = useSubmit(seq, form, box, state);
  const { done, all } = progress(form.fields, filled);
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
          options={offered(field, values)}
          above={missingAbove(form.fields, field, values)}
          form={key}
          change={(value) => change(field.name, value)}
        />
      ))}
      <Wrong form={form} problems={problems} />
      {waits && (
        <p class="small" data-testid="yd-form-waits">
          {texts.formPreparing}
        </p>
      )}
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
  const texts = useFormTexts();
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
