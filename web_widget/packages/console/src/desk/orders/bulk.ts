/** What is done to many work orders at once: a frame each, one after the other, and what undoes it. */
import type { OrderRow } from "@yingda/protocol";
import { useCallback, useState } from "react";
import { useDesk } from "../desk_context.ts";
import type { BulkOutcome } from "../model/state.ts";
import type { DeskRuntime, Said } from "../runtime.ts";

export type BulkAct =
  | { readonly kind: "assign"; readonly agent: string; readonly reason: string }
  | {
      readonly kind: "transfer";
      readonly team: string;
      readonly reason: string;
      readonly rule: string;
      readonly nextDue: string;
    }
  | { readonly kind: "tag"; readonly add: readonly string[]; readonly remove: readonly string[] }
  | { readonly kind: "note"; readonly text: string };

export interface BulkItem {
  readonly row: OrderRow;
  readonly outcome: BulkOutcome | null;
  /** What takes it back; absent: nothing can. */
  readonly undo?: Said;
  readonly undone?: boolean;
}

export interface BulkRun {
  readonly act: BulkAct;
  readonly items: readonly BulkItem[];
  readonly busy: boolean;
}

function frameOf(act: BulkAct, row: OrderRow): Said {
  const { conversation, number, version } = row;
  const action = (name: string, values: Readonly<Record<string, unknown>>): Said => ({
    type: "action",
    conversation,
    action: name,
    arguments: { work_order: number, ...values },
  });
  switch (act.kind) {
    case "assign":
      return action("assign", { agent: act.agent, reason: act.reason, version });
    case "tag":
      return action("tag", { add: act.add, remove: act.remove });
    case "note":
      return { type: "note", conversation, text: act.text };
    case "transfer":
      return {
        type: "transfer",
        conversation,
        to: { team: act.team },
        reason: act.reason,
        rule: act.rule,
        next_due: act.nextDue,
      };
  }
}

/** A colleague who had it can have it again; what nobody had cannot be un-handed. A note is recalled. */
export function undoOf(act: BulkAct, row: OrderRow, { pos }: BulkOutcome, reason: string): Said | undefined {
  const { conversation, number, agent, tags } = row;
  const action = (name: string, values: Readonly<Record<string, unknown>>): Said => ({
    type: "action",
    conversation,
    action: name,
    arguments: { work_order: number, ...values },
  });
  switch (act.kind) {
    case "assign":
    case "transfer":
      return agent === undefined ? undefined : action("assign", { agent: agent.id, reason });
    case "tag": {
      const remove = act.add.filter((tag) => !tags.includes(tag));
      const add = act.remove.filter((tag) => tags.includes(tag));
      return remove.length + add.length === 0 ? undefined : action("tag", { add, remove });
    }
    case "note":
      return pos === undefined ? undefined : { type: "recall", conversation, pos };
  }
}

/** Several orders of one conversation are handed on with it, once; a note about it is written once. */
export function distinctFor(act: BulkAct, rows: readonly OrderRow[]): readonly OrderRow[] {
  if (act.kind === "tag" || act.kind === "assign") return rows;
  const seen = new Set<string>();
  return rows.filter(({ conversation }) => !seen.has(conversation) && seen.add(conversation));
}

type Change = (run: BulkRun) => BulkRun;

function replaced(run: BulkRun, index: number, item: Partial<BulkItem>): BulkRun {
  return { ...run, items: run.items.map((other, at) => (at === index ? { ...other, ...item } : other)) };
}

async function perform(
  desk: DeskRuntime,
  act: BulkAct,
  rows: readonly OrderRow[],
  reason: string,
  change: (next: Change) => void,
): Promise<void> {
  for (const [index, row] of rows.entries()) {
    const outcome = await desk.doOne(frameOf(act, row));
    const undo = outcome.state === "done" ? undoOf(act, row, outcome, reason) : undefined;
    change((run) => replaced(run, index, { outcome, ...(undo !== undefined && { undo }) }));
  }
}

async function takeBack(
  desk: DeskRuntime,
  items: readonly BulkItem[],
  change: (next: Change) => void,
): Promise<void> {
  for (const [index, { undo, undone }] of items.entries()) {
    if (undo === undefined || undone === true) continue;
    const outcome = await desk.doOne(undo);
    change((run) => replaced(run, index, outcome.state === "done" ? { undone: true } : { outcome }));
  }
}

export function useBulk(undoReason: string, onDone: () => void) {
  const desk = useDesk();
  const [run, setRun] = useState<BulkRun | null>(null);
  const change = useCallback(
    (next: Change) => setRun((before) => (before === null ? null : next(before))),
    [],
  );
  const over = (): void => {
    change((before) => ({ ...before, busy: false }));
    desk.dispatch({ type: "bulk_over" });
    onDone();
  };
  return {
    run,
    start: (act: BulkAct, all: readonly OrderRow[]): void => {
      const rows = distinctFor(act, all);
      setRun({ act, items: rows.map((row) => ({ row, outcome: null })), busy: true });
      void perform(desk, act, rows, undoReason, change).then(over);
    },
    undo: (): void => {
      if (run === null) return;
      setRun({ ...run, busy: true });
      void takeBack(desk, run.items, change).then(over);
    },
    close: () => setRun(null),
  };
}
