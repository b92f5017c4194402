/** What supervisors look up and administrators change, over HTTP. */
import type {
  Account,
  AccountChanges,
  AuditPage,
  ChainReport,
  ChangedAccount,
  MovedWork,
  Policies,
} from "@yingda/protocol";
import { nameIn } from "@yingda/protocol";
import {
  keepPreviousData,
  useInfiniteQuery,
  useMutation,
  useQuery,
  useQueryClient,
} from "@tanstack/react-query";
import { useState } from "react";
import { useSearchParams } from "react-router";
import { getJson, postJson, withQuery } from "../../app/http.ts";
import { useSession } from "../../session/session_context.ts";
import { useLocale } from "../desk_context.ts";
import { useSearchChange } from "../use_search_change.ts";

export const KINDS = ["all", "looked", "changed", "talked"] as const;
export type AuditKind = (typeof KINDS)[number];

export interface AuditWish {
  readonly kind: AuditKind;
  readonly staff: string;
  readonly conversation: string;
  /** Days as people write them. */
  readonly from: string;
  readonly to: string;
}

const PAGE_ROWS = "50";

/** Midnight where this browser is; `later`: of the day after. */
function midnight(day: string, later = 0): string {
  if (!/^\d{4}-\d\d-\d\d$/.test(day)) return "";
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

export function auditPath(
  { kind, staff, conversation, from, to }: AuditWish,
  more: Record<string, string>,
): string {
  return withQuery("/v1/audit", {
    kind,
    staff,
    conversation,
    from: midnight(from),
    to: midnight(to, 1),
    ...more,
  });
}

export function useAuditWish() {
  const [params, setParams] = useSearchParams();
  const text = (name: string): string => params.get(name) ?? "";
  const wish: AuditWish = {
    kind: KINDS.find((kind) => kind === params.get("kind")) ?? "all",
    staff: text("staff"),
    conversation: text("of"),
    from: text("from"),
    to: text("to"),
  };
  const change = useSearchChange(setParams);
  return { wish, change };
}

export function useAudit(wish: AuditWish) {
  return useInfiniteQuery({
    queryKey: ["audit", wish],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      getJson<AuditPage>(auditPath(wish, { after: pageParam, limit: PAGE_ROWS }), signal),
    getNextPageParam: (page) => page.next,
    placeholderData: keepPreviousData,
  });
}

export function useAccountChanges() {
  return useInfiniteQuery({
    queryKey: ["account_changes"],
    initialPageParam: "",
    queryFn: ({ pageParam, signal }) =>
      getJson<AccountChanges>(
        withQuery("/v1/audit/accounts", { after: pageParam, limit: PAGE_ROWS }),
        signal,
      ),
    getNextPageParam: (page) => page.next,
  });
}

export type Verified = ChainReport & { readonly over: boolean };

const nothing: Verified = { conversations: 0, entries: 0, erased: 0, broken: [], over: false };

/** Recomputes the chains, a part at a time, and says how far it has come. */
export function useVerify() {
  const [report, setReport] = useState<Verified | null>(null);
  const [state, setState] = useState<"idle" | "busy" | "failed">("idle");
  const verify = async (conversation: string): Promise<void> => {
    setState("busy");
    let sum = nothing;
    setReport(sum);
    try {
      for (let after = ""; ;) {
        const part = await getJson<ChainReport>(withQuery("/v1/audit/chain", { conversation, after }));
        sum = {
          conversations: sum.conversations + part.conversations,
          entries: sum.entries + part.entries,
          erased: sum.erased + part.erased,
          broken: [...sum.broken, ...part.broken],
          over: part.next === undefined,
        };
        setReport(sum);
        if (part.next === undefined) break;
        after = part.next;
      }
      setState("idle");
    } catch {
      setState("failed");
    }
  };
  return { report, state, verify: (conversation: string) => void verify(conversation) };
}

export function usePolicies() {
  return useQuery({
    queryKey: ["policies"],
    queryFn: ({ signal }) => getJson<Policies>("/v1/policies", signal),
    staleTime: 60_000,
  });
}

/** What the configuration calls a skill; one that it names no more by its id. */
export function useSkillName(): (id: string) => string {
  const locale = useLocale();
  const skills = usePolicies().data?.skills ?? {};
  return (id) => nameIn(skills[id]?.name ?? {}, locale, id);
}

const ACCOUNTS = ["accounts"];

export function useAccounts() {
  return useQuery({
    queryKey: ACCOUNTS,
    queryFn: async ({ signal }) =>
      (await getJson<{ readonly accounts: readonly Account[] }>("/v1/accounts", signal)).accounts,
  });
}

export type AccountAct =
  | {
      readonly action: "rename";
      readonly names: Readonly<Record<string, string>>;
      readonly staff_number: string;
    }
  | { readonly action: "role"; readonly role: string; readonly heir?: string }
  | { readonly action: "teams"; readonly teams: readonly string[] }
  | { readonly action: "skills"; readonly skills: readonly string[] }
  | { readonly action: "disable"; readonly heir?: string }
  | { readonly action: "enable" }
  | { readonly action: "password"; readonly password: string };

export interface NewAccount {
  readonly name: string;
  readonly names: Readonly<Record<string, string>>;
  readonly staff_number: string;
  readonly role: string;
  readonly teams: readonly string[];
  readonly skills: readonly string[];
  readonly password: string;
}

export function useAccountActs() {
  const { csrf } = useSession();
  const client = useQueryClient();
  const again = (): void => {
    void client.invalidateQueries({ queryKey: ACCOUNTS });
    void client.invalidateQueries({ queryKey: ["account_changes"] });
  };
  const act = useMutation({
    mutationFn: async ({ id, acts }: { readonly id: string; readonly acts: readonly AccountAct[] }) => {
      const moved: MovedWork[] = [];
      const path = `/v1/accounts/${encodeURIComponent(id)}/actions`;
      for (const one of acts) moved.push(...(await postJson<ChangedAccount>(path, one, csrf)).moved);
      return moved;
    },
    onSettled: again,
  });
  const add = useMutation({
    mutationFn: (account: NewAccount) => postJson<Account>("/v1/accounts", account, csrf),
    onSuccess: again,
  });
  return { act, add };
}
