/** Frames for tests, with only what a test is about spelled out. */
import type {
  DeskContext,
  DeskEvent,
  DeskEventFrame,
  DeskEventOf,
  DeskRow,
  DeskServerFrame,
  DeskWelcomeFrame,
} from "@yingda/protocol";
import type { DeskAction } from "../src/desk/model/reducer.ts";
import { reduce } from "../src/desk/model/reducer.ts";
import type { DeskState } from "../src/desk/model/state.ts";
import { initialState } from "../src/desk/model/state.ts";

export const T0 = Date.parse("2026-11-21T08:00:00.000Z");
export const iso = (offsetMs = 0): string => new Date(T0 + offsetMs).toISOString();

export function row(conversation: string, extra: Partial<DeskRow> = {}): DeskRow {
  return {
    conversation,
    visitor: { name: "陈先生" },
    handling: "queued",
    team: "orders",
    team_name: "订单组",
    locale: "zh-CN",
    last: { text: "在吗", at: iso(), from: "visitor" },
    ...extra,
  };
}

export function welcome(extra: Partial<DeskWelcomeFrame> = {}): DeskWelcomeFrame {
  return {
    type: "welcome",
    agent: { id: "a1", name: "李敏", role: "agent", teams: ["orders"], status: "online", capacity: 5 },
    teams: [
      { id: "orders", name: "订单组" },
      { id: "payments", name: "支付组" },
    ],
    queue: [],
    mine: [],
    server_time: iso(),
    ...extra,
  };
}

export function said(
  pos: number,
  text: string,
  role: "visitor" | "bot" | "agent" = "visitor",
): DeskEventOf<"message"> {
  return { pos, seq: pos, at: iso(pos * 1000), kind: "message", from: { role }, text };
}

export function live(conversation: string, event: DeskEvent): DeskEventFrame {
  return { type: "event", conversation, ...event };
}

export function contextOf(conversation: string, transcript: readonly DeskEvent[]): DeskContext {
  return {
    conversation,
    transcript,
    summary: "付款 648 元，点券未到账。",
    slots: {},
    slot_labels: {},
    articles_tried: [],
    reason: "客户要求人工",
    page: null,
    visitor: { name: "陈先生" },
    order: null,
    work_orders: [],
    evidence: [],
  };
}

export function play(state: DeskState, ...actions: readonly DeskAction[]): DeskState {
  return actions.reduce(reduce, state);
}

export function hear(state: DeskState, ...frames: readonly DeskServerFrame[]): DeskState {
  return play(state, ...frames.map((frame): DeskAction => ({ type: "frame", frame, at: T0 })));
}

export const online = (extra: Partial<DeskWelcomeFrame> = {}): DeskState =>
  hear(initialState, welcome(extra));
