/** Frames from the servers of both sockets: text in, a typed frame or a reason out. */
import type { ChatServerFrame } from "./chat_frames.ts";
import type { DeskContext, DeskRow, DeskServerFrame } from "./desk_frames.ts";
import { decodeBody, decodeEvidence, decodeStaffBody } from "./decode_event.ts";
import type { ChatEvent, DeskEvent } from "./events.ts";
import { isCount, isObject, isText, listOf, parseObject, type JsonObject } from "./json.ts";

export type Decoded<Frame> = { readonly frame: Frame } | { readonly problem: string };

type Check = (frame: JsonObject) => boolean;

const isEpoch = (value: unknown): boolean => isText(value) || typeof value === "number";

const chatChecks: Readonly<Record<string, Check>> = {
  welcome: (f) => isText(f.conversation) && isText(f.token) && isCount(f.seq) && isEpoch(f.epoch),
  reset: (f) => isText(f.conversation) && isCount(f.seq) && isEpoch(f.epoch),
  accepted: (f) => isText(f.id) && isCount(f.seq),
  event: (f) => isCount(f.seq) && isText(f.at),
  typing: () => true,
  read: (f) => isCount(f.seq),
  flow: (f) => isText(f.flow),
  error: (f) => isText(f.code),
  going_away: () => true,
  pong: () => true,
};

const deskChecks: Readonly<Record<string, Check>> = {
  welcome: (f) => isObject(f.agent) && isText(f.agent.name),
  queue: (f) => Array.isArray(f.queue),
  mine: (f) => Array.isArray(f.mine),
  offer: (f) => isText(f.conversation) && isObject(f.row),
  context: (f) => isText(f.conversation) && isObject(f.context),
  history: (f) => isText(f.conversation) && isCount(f.before) && Array.isArray(f.events),
  event: (f) => isText(f.conversation) && isCount(f.pos) && isText(f.at),
  accepted: (f) => isText(f.id) && isCount(f.pos),
  error: (f) => isText(f.code),
  alert: (f) => isText(f.conversation) && isText(f.alert),
  mention: (f) => isText(f.conversation) && isCount(f.pos) && isObject(f.agent),
  moved: (f) => isText(f.conversation) && (f.row === undefined || isObject(f.row)),
  reminder: (f) => isText(f.conversation) && isText(f.why) && isObject(f.row),
  staff: (f) => Array.isArray(f.staff),
  typing: (f) => isText(f.conversation),
  read: (f) => isText(f.conversation) && isCount(f.seq),
  going_away: () => true,
  pong: () => true,
};

function checked(text: string, checks: Readonly<Record<string, Check>>): Decoded<JsonObject> {
  const frame = parseObject(text);
  if (frame === undefined || !isText(frame.type)) return { problem: "not a JSON object with a type" };
  const check = Object.hasOwn(checks, frame.type) ? checks[frame.type] : undefined;
  if (check === undefined) return { problem: `unknown frame type ${frame.type}` };
  return check(frame) ? { frame } : { problem: `malformed ${frame.type} frame` };
}

export function decodeChatFrame(text: string): Decoded<ChatServerFrame> {
  const result = checked(text, chatChecks);
  if ("problem" in result) return result;
  const frame = result.frame;
  const known = frame.type === "event" ? { ...frame, ...decodeBody(frame) } : frame;
  return { frame: known as unknown as ChatServerFrame };
}

export function decodeDeskFrame(text: string): Decoded<DeskServerFrame> {
  const result = checked(text, deskChecks);
  if ("problem" in result) return result;
  return { frame: normalizeDesk(result.frame) as unknown as DeskServerFrame };
}

function normalizeDesk(frame: JsonObject): JsonObject {
  switch (frame.type) {
    case "welcome":
      return { ...frame, teams: listOf(frame.teams, keep), queue: rows(frame.queue), mine: rows(frame.mine) };
    case "queue":
      return {
        ...frame,
        queue: rows(frame.queue),
        ...(frame.also !== undefined && { also: rows(frame.also) }),
        ...(frame.left !== undefined && { left: texts(frame.left) }),
      };
    case "history":
      return { ...frame, events: listOf(frame.events, decodeDeskEvent) };
    case "mine":
      return { ...frame, mine: rows(frame.mine) };
    case "event":
      return { ...frame, ...decodeStaffBody(frame) };
    case "context":
      return { ...frame, context: decodeContext(frame.context as JsonObject) };
    default:
      return frame;
  }
}

const keep = (item: JsonObject): JsonObject => item;

const texts = (value: unknown): string[] => (Array.isArray(value) ? value.filter(isText) : []);

function rows(value: unknown): DeskRow[] {
  return listOf(value, (row) => (isText(row.conversation) ? (row as unknown as DeskRow) : undefined));
}

/** Fills the lists that a context may lack, so that the desk need not ask whether each is there. */
function decodeContext(context: JsonObject): DeskContext {
  return {
    ...(context as unknown as DeskContext),
    transcript: listOf(context.transcript, decodeDeskEvent),
    summary: isText(context.summary) ? context.summary : "",
    slots: isObject(context.slots) ? context.slots : {},
    slot_labels: isObject(context.slot_labels) ? (context.slot_labels as Record<string, string>) : {},
    articles_tried: listOf(context.articles_tried, keep) as unknown as DeskContext["articles_tried"],
    visitor: isObject(context.visitor) ? context.visitor : {},
    work_orders: listOf(context.work_orders, keep) as unknown as DeskContext["work_orders"],
    evidence: decodeEvidence(context.evidence) ?? [],
  };
}

/** An event outside a frame: a transcript's entry. */
export function decodeDeskEvent(item: JsonObject): DeskEvent | undefined {
  return isCount(item.pos) ? ({ ...item, ...decodeStaffBody(item) } as unknown as DeskEvent) : undefined;
}

/** An event from a local store, with the same care as one from the wire. */
export function decodeChatEvent(item: unknown): ChatEvent | undefined {
  if (!isObject(item) || !isCount(item.seq) || !isText(item.at)) return undefined;
  return { ...item, ...decodeBody(item) } as unknown as ChatEvent;
}
