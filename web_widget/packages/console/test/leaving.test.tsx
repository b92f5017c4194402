/** Who leaves, whose words are whose, what colleagues may write, and acts that must not happen twice. */
import { act, fireEvent, screen } from "@testing-library/react";
import type { Account, DeskClientFrame } from "@yingda/protocol";
import { MemoryRouter } from "react-router";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { AuditTab } from "../src/desk/admin/audit_tab.tsx";
import { DisableDialog } from "../src/desk/admin/disable_dialog.tsx";
import { queries } from "../src/desk/answers.ts";
import { ThreadPane } from "../src/desk/thread/thread_pane.tsx";
import { SessionContext } from "../src/session/session_context.ts";
import { SessionStore } from "../src/session/session_store.ts";
import { contextOf, iso, row, said, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const nothing = (): undefined => undefined;

function account(id: string, zh: string, more: Partial<Account> = {}): Account {
  return {
    id,
    name: id,
    names: { "zh-CN": zh },
    role: "agent",
    teams: [],
    skills: [],
    disabled: false,
    created_at: iso(),
    ...more,
  };
}

const posted: unknown[] = [];

/** Answers by the beginning of the path. */
function serve(answers: Readonly<Record<string, unknown>>): void {
  vi.stubGlobal("fetch", (path: string, init?: RequestInit) => {
    if (init?.method === "POST") posted.push(JSON.parse(init.body as string));
    const found = Object.entries(answers).find(([start]) => path.startsWith(start));
    return Promise.resolve(new Response(JSON.stringify(found?.[1] ?? {}), { status: 200 }));
  });
}

async function asAdmin(children: React.ReactNode) {
  const store = new SessionStore({
    login: () => Promise.resolve({ failure: "network" }),
    current: () => Promise.resolve({ name: "root", role: "admin", teams: [], csrf: "t0" }),
    logout: () => Promise.resolve(true),
  });
  await store.restore();
  return renderDesk(
    <MemoryRouter>
      <SessionContext value={store}>{children}</SessionContext>
    </MemoryRouter>,
  );
}

beforeEach(() => {
  Element.prototype.scrollTo = nothing;
  queries.clear();
  posted.length = 0;
});
afterEach(() => vi.unstubAllGlobals());

describe("disabling an account", () => {
  const limin = account("u1", "李敏");
  const people = [
    limin,
    account("u2", "王强"),
    account("u3", "陈编辑", { role: "editor" }),
    account("u4", "停用的", { disabled: true }),
  ];

  it("asks whose the work becomes, among those who can have it, and shows what was handed over", async () => {
    const moved = [
      { conversation: "c1", number: "GD20261121-0042-8", title: "充值没到账" },
      { conversation: "c2222222222222", number: "", title: "" },
    ];
    serve({
      "/v1/work-orders": { work_orders: [], total: 1, at: iso() },
      "/v1/accounts/u1/actions": { ...limin, disabled: true, moved },
      "/v1/accounts": { accounts: people },
    });
    await asAdmin(<DisableDialog account={limin} onClose={nothing} />);
    expect((await screen.findByTestId("owned-orders")).textContent).toContain("1");
    fireEvent.mouseDown(screen.getByRole("combobox"));
    fireEvent.click(await screen.findByText("王强"));
    expect(screen.queryByText("陈编辑")).toBeNull();
    expect(screen.queryByText("停用的")).toBeNull();
    fireEvent.click(screen.getByTestId("toggle-submit"));
    const dialog = await screen.findByTestId("moved-dialog");
    expect(posted).toEqual([{ action: "disable", heir: "u2" }]);
    expect(screen.getAllByTestId("moved")).toHaveLength(2);
    expect(dialog.textContent).toContain("王强");
    expect(dialog.textContent).toContain("GD20261121-0042-8");
  });
});

describe("the audit log", () => {
  it("tells what the system did from what people did, and what was erased", async () => {
    const line = { conversation: "c1", pos: 1, at: iso(), erased: false };
    serve({
      "/v1/audit/accounts": { lines: [], total: 0, intact: true },
      "/v1/audit": {
        lines: [
          {
            ...line,
            step: 3,
            act: "staff_gone",
            agent: { role: "system" },
            detail: { to: { id: "u1", name: "李敏" }, heir: { id: "u2", name: "王强" } },
          },
          {
            ...line,
            step: 2,
            act: "erasure_asked",
            agent: { name: "root" },
            detail: { reason: "客户要求" },
          },
          { ...line, step: 1, act: "agent_messaged", agent: { name: "李敏" }, detail: {}, erased: true },
        ],
      },
    });
    await asAdmin(<AuditTab onOpen={nothing} />);
    const [gone, erasure, message] = await screen.findAllByTestId("audit-line");
    expect(gone?.textContent).toMatch(/系统.*李敏 · → 王强/);
    expect(erasure?.textContent).toMatch(/root删除数据.*客户要求/);
    expect(message?.textContent).toMatch(/李敏回复客户.*内容已删除/);
  });
});

async function thread(more: Parameters<typeof row>[1]) {
  serve({});
  const pane = (
    <ThreadPane
      conversation="c1"
      onClaim={nothing}
      onDialog={nothing}
      onBack={undefined}
      onContext={undefined}
    />
  );
  const { port, desk } = await renderDesk(pane);
  const at = new Date().toISOString();
  const own = { ...said(1, "我的话", "agent"), at, own: true };
  const others = { ...said(2, "同名同事的话", "agent"), at };
  act(() => {
    const mine = more?.handling === "agent" ? [row("c1", more)] : [];
    port.say(
      welcome({ queue: more?.handling === "agent" ? [] : [row("c1", more)], mine, edit_window_s: 120 }),
    );
    port.say({ type: "context", conversation: "c1", context: contextOf("c1", [own, others]) });
    desk.select("c1");
  });
  return { port, desk };
}

describe("words", () => {
  it("are one's own when the server says so, whatever the name", async () => {
    await thread({ handling: "agent" });
    expect(await screen.findByText("同名同事的话")).toBeDefined();
    expect(screen.getAllByTestId("edit-own")).toHaveLength(1);
  });
});

describe("whoever only looks on", () => {
  it("may leave a note for colleagues, and cannot write to the customer", async () => {
    const { port } = await thread({ handling: "queued" });
    fireEvent.click(screen.getByTestId("open-note"));
    expect(screen.getByTestId("composer").dataset.mode).toBe("note");
    expect(screen.queryByTestId("mode-reply")).toBeNull();
    fireEvent.change(screen.getByTestId("composer-text"), { target: { value: "渠道说明早恢复" } });
    fireEvent.click(screen.getByTestId("composer-send"));
    const written = port.sent.filter(({ type }) => type === "note" || type === "message");
    expect(written).toMatchObject([{ type: "note", conversation: "c1", text: "渠道说明早恢复" }]);
  });
});

describe("an act of many that is not answered", () => {
  const note = { type: "note", conversation: "c1", text: "已联系渠道" } as const;
  const ids = (sent: readonly DeskClientFrame[]): readonly string[] =>
    sent.flatMap((frame) => (frame.type === "note" ? [frame.id] : []));

  it("is asked for again with the same id, so that it is not done twice; another is another", async () => {
    const { port, desk } = await renderDesk(null);
    act(() => port.say(welcome()));
    vi.useFakeTimers();
    const first = desk.doOne(note);
    await vi.advanceTimersByTimeAsync(10_001);
    expect(await first).toMatchObject({ state: "failed", code: "unavailable" });
    const again = desk.doOne(note);
    const [one, other] = ids(port.sent);
    expect(other).toBe(one);
    act(() => port.say({ type: "accepted", id: other ?? "", conversation: "c1", pos: 7, dup: true }));
    expect(await again).toMatchObject({ state: "done", pos: 7 });
    vi.useRealTimers();
    void desk.doOne(note);
    expect(ids(port.sent)[2]).not.toBe(one);
  });
});
