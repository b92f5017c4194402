import type { Form } from "@yingda/protocol";

/**
 * Where what is typed into a form is kept. By the form's own name: one that is asked for again, because
 * something else was said in between, still has what was typed into it the first time.
 */
export function formKey(conversation: string | undefined, form: Form, seq: number): string {
  return `form:${conversation ?? ""}:${form.id === "" ? seq : form.id}`;
}
