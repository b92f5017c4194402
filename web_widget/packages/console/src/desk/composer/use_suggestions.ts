/** What can be put in for the sign that stands before the cursor. */
import { nameIn } from "@yingda/protocol";
import { useDeferredValue, useMemo, useState } from "react";
import { useTranslation } from "react-i18next";
import { useCannedReplies, useUnderstanding } from "../answers.ts";
import { useDeskState, useLocale } from "../desk_context.ts";
import { lastVisitorWords } from "../model/conversation.ts";
import { rowOf } from "../model/state.ts";
import { filled, meant } from "./canned.ts";
import type { Callable } from "./mentions.ts";
import { callable } from "./mentions.ts";
import type { Trigger } from "./trigger.ts";

export interface Suggestion {
  readonly key: string;
  readonly title: string;
  readonly text: string;
  /** What to type, or why it was found. */
  readonly hint: string;
  readonly holding: boolean;
  readonly score?: number;
  /** Id of the article that it is. */
  readonly article?: string;
}

export interface Suggestions {
  readonly kind: Trigger["kind"];
  readonly items: readonly Suggestion[];
  readonly phase: "loading" | "ready" | "failed";
  /** What the engine was asked: the visitor's last words when nothing was typed. */
  readonly asked: string;
}

function useKnowledge(conversation: string, trigger: Trigger | null): Suggestions | null {
  const row = useDeskState((state) => rowOf(state, conversation));
  const words = useDeskState((state) => lastVisitorWords(state.conversations[conversation]));
  const typed = useDeferredValue(trigger?.kind === "knowledge" ? trigger.query || words : "");
  const query = useUnderstanding(typed, row?.locale ?? "");
  return useMemo(() => {
    if (trigger?.kind !== "knowledge") return null;
    const items = (query.data?.candidates ?? [])
      .filter((candidate) => candidate.kind === "article" && candidate.text !== undefined)
      .map((candidate) => ({
        key: candidate.id,
        title: candidate.title,
        text: candidate.text ?? "",
        hint: candidate.matched,
        holding: false,
        score: candidate.score,
        article: candidate.id,
      }));
    const phase = query.isError ? "failed" : query.isFetching && items.length === 0 ? "loading" : "ready";
    return { kind: "knowledge", items: typed === "" ? [] : items, phase, asked: typed };
  }, [trigger, query.data, query.isError, query.isFetching, typed]);
}

function useCanned(conversation: string, trigger: Trigger | null): Suggestions | null {
  const row = useDeskState((state) => rowOf(state, conversation));
  // As the customer reads it.
  const agent = useDeskState((state) =>
    state.me === null ? undefined : nameIn(state.me.names, row?.locale ?? "", state.me.name),
  );
  const wanted = trigger?.kind === "canned";
  const query = useCannedReplies(row?.locale ?? "", wanted);
  return useMemo(() => {
    if (trigger?.kind !== "canned") return null;
    const blanks = { agent, visitor: row?.visitor.name, work_order: row?.work_order?.number };
    const items = meant(query.data ?? [], trigger.query).map((reply) => ({
      key: reply.id,
      title: reply.title,
      text: filled(reply.text, blanks),
      hint: `/${reply.id}`,
      holding: reply.holding,
    }));
    const phase = query.isError ? "failed" : query.isPending ? "loading" : "ready";
    return { kind: "canned", items, phase, asked: trigger.query };
  }, [trigger, query.data, query.isError, query.isPending, agent, row]);
}

export function useCallable(conversation: string): readonly Callable[] {
  const staff = useDeskState((state) => state.staff);
  const me = useDeskState((state) => state.me?.id);
  const row = useDeskState((state) => rowOf(state, conversation));
  const locale = useLocale();
  return useMemo(() => callable(staff, row, me, locale), [staff, row, me, locale]);
}

function useMentions(conversation: string, trigger: Trigger | null): Suggestions | null {
  const { t } = useTranslation();
  const colleagues = useCallable(conversation);
  return useMemo(() => {
    if (trigger?.kind !== "mention") return null;
    const wanted = trigger.query.toLowerCase();
    const items = colleagues
      .filter(({ name }) => name.toLowerCase().includes(wanted))
      .map(({ id, name, role }) => ({
        key: id,
        title: name,
        text: `@${name} `,
        hint: t(`role.${role}`),
        holding: false,
      }));
    return { kind: "mention", items, phase: "ready", asked: trigger.query };
  }, [trigger, colleagues, t]);
}

export function useSuggestions(conversation: string, trigger: Trigger | null): Suggestions | null {
  const canned = useCanned(conversation, trigger);
  const knowledge = useKnowledge(conversation, trigger);
  const mentions = useMentions(conversation, trigger);
  return mentions ?? canned ?? knowledge;
}

/** Which line is marked; another list begins at its top again. */
export function useMark(list: string, count: number) {
  const [mark, setMark] = useState({ list, at: 0 });
  const at = mark.list === list ? Math.min(mark.at, Math.max(0, count - 1)) : 0;
  return {
    at,
    move: (by: number) => setMark({ list, at: count === 0 ? 0 : (at + by + count) % count }),
    set: (next: number) => setMark({ list, at: next }),
  };
}
