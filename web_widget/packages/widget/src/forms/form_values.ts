/** Checks a form before it is sent. The server has the last word; this only saves a round trip. */
import type { Choice, FieldValue, FormField } from "@yingda/protocol";
import type { FormTexts } from "./text.ts";

export type FormValues = Readonly<Record<string, FieldValue>>;

export function startValues(fields: readonly FormField[]): FormValues {
  return Object.fromEntries(
    fields.map(({ name, type, value }) => [name, value ?? (type === "boolean" ? false : "")]),
  );
}

/** What a list offers: one that depends on another nothing before that is chosen. */
export function offered(field: FormField, values: FormValues): readonly Choice[] {
  const { options = [], depends_on: above } = field;
  return above === undefined ? options : options.filter(({ under }) => under === values[above]);
}

/** After a change: what is not offered any more is chosen anew, and what depends on that. */
export function consistent(fields: readonly FormField[], values: FormValues): FormValues {
  let all = values;
  for (const field of fields) {
    const value = all[field.name] ?? "";
    if (field.depends_on === undefined || value === "") continue;
    if (!offered(field, all).some(({ id }) => id === value)) all = { ...all, [field.name]: "" };
  }
  return all;
}

const MONEY = /^\d{1,12}(?:\.\d{1,2})?$/;
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const PHONE = /^\+?\d[\d\s-]{4,18}$/;
const ORDER = /^[A-Za-z0-9][A-Za-z0-9-]{3,63}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;

/** What is wrong with a value, in words; nothing when it will do. */
export function fieldProblem(
  field: FormField,
  value: FieldValue | undefined,
  texts: FormTexts,
): string | undefined {
  if (typeof value !== "string") return field.required && value !== true ? texts.fieldRequired : undefined;
  const text = value.trim();
  if (text === "") {
    if (!field.required) return undefined;
    if (field.type === "file") return texts.fieldFile;
    return field.type.startsWith("choice") ? texts.fieldChoice : texts.fieldRequired;
  }
  switch (field.type) {
    case "number":
      return NUMBER.test(text) ? undefined : texts.fieldNumber;
    case "money":
      return MONEY.test(text) ? undefined : texts.fieldMoney;
    case "phone":
      return PHONE.test(text) ? undefined : texts.fieldPhone;
    case "order_number":
      return ORDER.test(text) ? undefined : texts.fieldOrder;
    case "datetime":
      return TIME.test(text) ? undefined : texts.fieldTime;
    case "choice":
      return field.options?.some((option) => option.id === text) === true ? undefined : texts.fieldChoice;
    case "choices": {
      const known = (id: string) => field.options?.some((option) => option.id === id) === true;
      return text.split(",").every(known) ? undefined : texts.fieldChoice;
    }
    case "file":
    case "text":
    case "textarea":
    case "boolean":
      return undefined;
  }
}

export function formProblems(
  fields: readonly FormField[],
  values: FormValues,
  texts: FormTexts,
): Readonly<Record<string, string>> {
  const problems: Record<string, string> = {};
  for (const field of fields) {
    const here = { ...field, options: offered(field, values) };
    const problem = fieldProblem(here, values[field.name], texts);
    if (problem !== undefined) problems[field.name] = problem;
  }
  return problems;
}

/** As the wire wants them: trimmed, and without what was left empty. */
export function wireValues(fields: readonly FormField[], values: FormValues): FormValues {
  const filled = fields.flatMap(({ name, type }): [string, FieldValue][] => {
    const value = values[name];
    // Files are named once they are with the server.
    if (type === "file") return [];
    if (typeof value === "boolean") return [[name, value]];
    const text = (value ?? "").trim();
    if (text === "") return [];
    // Some browsers add seconds; the wire's datetime ends with the minutes.
    return [[name, type === "datetime" ? text.slice(0, 16) : text]];
  });
  return Object.fromEntries(filled);
}

/** How many of the fields that count have an answer. */
export function progress(fields: readonly FormField[], values: FormValues): { done: number; all: number } {
  const counted = fields.filter((field) => field.type !== "boolean");
  const done = counted.filter(({ name }) => String(values[name] ?? "").trim() !== "").length;
  return { done, all: counted.length };
}
