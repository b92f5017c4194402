/**
 * Event bodies from the wire. A body that is malformed or of a newer kind becomes `unknown`: it keeps its
 * place in the numbering, so one odd event never stops a conversation.
 */
import { FIELD_TYPES, TIERS, WORK_ORDER_STATUSES } from "./events.ts";
import type {
  Choice,
  Evidence,
  Form,
  FormField,
  MessageBody,
  Role,
  UnknownBody,
  VisitorBody,
} from "./events.ts";
import type { StaffBody } from "./staff_events.ts";
import { isCount, isObject, isOneOf, isText, listOf, type JsonObject } from "./json.ts";
import { decodeRich } from "./rich_text.ts";

export type AnyBody = VisitorBody | StaffBody | UnknownBody;

const ROLES: readonly Role[] = ["visitor", "bot", "agent", "system"];

type Checks = Readonly<Record<string, (body: JsonObject) => boolean>>;

const named = (value: unknown): boolean => isObject(value) && isText(value.name);

/** What must hold before a body of each kind may be drawn. */
const bodyChecks: Checks = {
  human_requested: () => true,
  rated: (body) => isCount(body.score) && (body.tags === undefined || Array.isArray(body.tags)),
  feedback: (body) => isCount(body.of) && typeof body.helped === "boolean",
  work_order_request: (body) => isText(body.number) && isText(body.action),
  queue: (body) => isCount(body.position) && isCount(body.online),
  agent_joined: (body) => named(body.agent),
  agent_left: (body) => named(body.agent),
  work_order: (body) =>
    isText(body.number) &&
    isOneOf(WORK_ORDER_STATUSES, body.status) &&
    isOneOf(TIERS, body.tier) &&
    isText(body.first_response_due) &&
    isText(body.resolve_due) &&
    Array.isArray(body.demands),
  promise: (body) => isText(body.text) && isText(body.due) && named(body.agent),
  promise_state: (body) => isText(body.text) && isText(body.status) && named(body.agent),
  compensation: (body) => isText(body.number) && isMoney(body.granted),
  survey: (body) => isText(body.text),
  closed: () => true,
  edited: (body) => isText(body.text) && named(body.agent),
  recalled: (body) => named(body.agent),
  transferred: (body) => named(body.agent) && isObject(body.to),
  handed_off: (body) => isText(body.team),
  erasure: (body) => isText(body.by) && isText(body.result),
};

/** Of what only staff see; a page of visitors does without. */
const staffChecks: Checks = {
  slot_corrected: (body) => isText(body.slot) && named(body.agent),
  trace: (body) => isText(body.what),
  tagged: (body) => Array.isArray(body.added) && Array.isArray(body.removed),
  note: (body) => isText(body.text) && named(body.agent),
  snoozed: (body) => named(body.agent),
  woken: (body) => isText(body.why),
  returned: (body) => named(body.agent),
  rating_invited: (body) => named(body.agent),
  muted: (body) => named(body.agent),
  accessed: (body) => named(body.agent) && isText(body.access),
  notice: (body) => isText(body.notice) && isText(body.to) && isText(body.result),
};

/** As decodeBody, of what the desk is told. */
export function decodeStaffBody(event: JsonObject): AnyBody {
  const kind = event.kind;
  const check = isText(kind) && Object.hasOwn(staffChecks, kind) ? staffChecks[kind] : undefined;
  return check?.(event) === true ? (event as unknown as AnyBody) : decodeBody(event);
}

export function decodeBody(event: JsonObject): AnyBody {
  const kind = event.kind;
  const unknown: UnknownBody = { kind: "unknown", original_kind: isText(kind) ? kind : "" };
  if (!isText(kind)) return unknown;
  if (kind === "message") return decodeMessage(event) ?? unknown;
  const check = Object.hasOwn(bodyChecks, kind) ? bodyChecks[kind] : undefined;
  return check?.(event) === true ? (event as unknown as AnyBody) : unknown;
}

function isMoney(value: unknown): boolean {
  return isObject(value) && isText(value.amount) && isText(value.currency);
}

function decodeMessage(event: JsonObject): MessageBody | undefined {
  const from = event.from;
  if (!isText(event.text) || !isObject(from) || !isOneOf(ROLES, from.role)) return undefined;
  const options = listOf(event.options, decodeChoice);
  const rich = decodeRich(event.rich);
  return {
    ...(event as unknown as MessageBody),
    rich: rich.length > 0 ? rich : undefined,
    options: options.length > 0 ? options : undefined,
    form: decodeForm(event.form),
    evidence: decodeEvidence(event.evidence),
  };
}

export function decodeEvidence(value: unknown): readonly Evidence[] | undefined {
  const files = listOf(value, (file) =>
    isText(file.id)
      ? { media_type: "", name: file.id, size: 0, ...(file as Partial<Evidence>), id: file.id }
      : undefined,
  );
  return files.length > 0 ? files : undefined;
}

function decodeChoice(item: JsonObject): Choice | undefined {
  if (!isText(item.id) || !isText(item.label)) return undefined;
  const { id, label, under } = item;
  return isText(under) ? { id, label, under } : { id, label };
}

function decodeForm(value: unknown): Form | undefined {
  if (!isObject(value)) return undefined;
  const fields = listOf(value.fields, decodeField);
  if (fields.length === 0) return undefined;
  return {
    id: isText(value.id) ? value.id : "",
    title: isText(value.title) ? value.title : "",
    submit_label: isText(value.submit_label) ? value.submit_label : "",
    ...(value.stays === true ? { stays: true } : {}),
    fields,
  };
}

function decodeField(item: JsonObject): FormField | undefined {
  if (!isText(item.name) || !isText(item.label)) return undefined;
  return {
    ...(item as unknown as FormField),
    // A newer type is still answerable as a line of text.
    type: isOneOf(FIELD_TYPES, item.type) ? item.type : "text",
    required: item.required === true,
    options: Array.isArray(item.options) ? listOf(item.options, decodeChoice) : undefined,
  };
}
