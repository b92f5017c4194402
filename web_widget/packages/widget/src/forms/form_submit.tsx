/** What happens when a form is to be sent: it goes, or it says what is missing and where. */
import { useEffect, useRef, useState } from "preact/hooks";
import type { Form } from "@yingda/protocol";
import { useWidget } from "../core/ui/context.ts";
import { formProblems, wireValues, type FormValues } from "./form_values.ts";
import { useFormTexts } from "./text.ts";

/** What is wrong, by the names of the fields. */
export type Problems = Readonly<Record<string, string>>;

interface FormState {
  readonly key: string;
  readonly values: FormValues;
  /** With the names of the files. */
  readonly filled: FormValues;
  readonly files: boolean;
  readonly setProblems: (problems: Problems) => void;
}

interface Box {
  readonly current: HTMLFormElement | null;
}

function focusField({ current: form }: Box, name: string): void {
  const found = form?.elements.namedItem(name);
  const control = found instanceof Element ? found : found?.[0];
  if (control instanceof HTMLElement) control.focus();
}

/** How many answers are wrong, and which. */
export function useWrongWords({ fields }: Form): (problems: Problems) => string {
  const { texts } = useWidget();
  const words = useFormTexts();
  return (problems) => {
    const names = fields.filter(({ name }) => name in problems).map(({ label }) => label);
    return names.length === 0
      ? Object.values(problems).join(" ")
      : texts.labelled(words.formHasErrors(names.length), names.join(texts.comma));
  };
}

/** Above the button that was pressed: the field itself may be out of view. */
export function Wrong({ form, problems }: { readonly form: Form; readonly problems: Problems }) {
  const words = useWrongWords(form);
  const known = new Set(form.fields.map(({ name }) => name));
  // The form has changed since it was asked for: what it misses has no place here.
  const elsewhere = Object.entries(problems).filter(([name]) => !known.has(name));
  const here = elsewhere.length < Object.keys(problems).length;
  return (
    <>
      {elsewhere.map(([name, message]) => (
        <p key={name} class="problem" data-testid="yd-form-elsewhere">
          {message}
        </p>
      ))}
      {here && (
        <p class="problem" data-testid="yd-form-wrong">
          {words(problems)}
        </p>
      )}
    </>
  );
}

function useSending(seq: number, form: Form, box: Box, now: FormState): () => void {
  const { controller, settleFocus } = useWidget();
  const texts = useFormTexts();
  const wrongWords = useWrongWords(form);
  const { key, values, filled, files, setProblems } = now;
  return () => {
    const found = formProblems(form.fields, filled, texts);
    setProblems(found);
    const first = form.fields.find(({ name }) => name in found);
    if (first !== undefined) {
      controller.announce(wrongWords(found));
      focusField(box, first.name);
      return;
    }
    const answers = wireValues(form.fields, values);
    if (files)
      controller.uploads((uploads) => uploads.command({ do: "fill_in", key, of: seq, values: answers }));
    else controller.say({ type: "submit", of: seq, values: answers });
    settleFocus();
  };
}

/** A file that is still being made ready goes with the form, which waits for it. */
export function useSubmit(seq: number, form: Form, box: Box, now: FormState) {
  const { controller, state } = useWidget();
  const texts = useFormTexts();
  const send = useSending(seq, form, box, now);
  const latestRef = useRef(send);
  const [pressed, setPressed] = useState(false);
  const busy = state.preparing > 0;
  useEffect(() => {
    latestRef.current = send;
  });
  useEffect(() => {
    if (!pressed || busy) return;
    setPressed(false);
    latestRef.current();
  }, [pressed, busy]);
  const submit = (event: Event): void => {
    event.preventDefault();
    if (!busy) return send();
    setPressed(true);
    controller.announce(texts.formPreparing);
  };
  return { submit, waits: pressed };
}
