/** The learning queue: what an editor sees, sends, and hears back. */
import { fireEvent, screen, waitFor } from "@testing-library/react";
import type { LearningCluster, LearningPage as Page } from "@yingda/protocol";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { queries } from "../src/desk/answers.ts";
import { edits } from "../src/desk/learning/edits.ts";
import { LearningPage } from "../src/desk/learning/learning_page.tsx";
import { linesOf } from "../src/desk/learning/publishing.tsx";
import { Notices } from "../src/desk/notices.tsx";
import { SessionContext } from "../src/session/session_context.ts";
import { SessionStore } from "../src/session/session_store.ts";
import { renderDesk } from "./harness.tsx";

const cluster: LearningCluster = {
  id: "c1",
  locale: "zh-CN",
  title: "能不能冷链寄到拉萨",
  count: 4,
  conversations: 3,
  last_7_days: 4,
  before_7_days: 0,
  troubles: { corrected: 1, disliked: 0, unanswered: 3, asked_back: 0 },
  first_at: "2026-11-20T04:00:00Z",
  last_at: "2026-11-21T04:00:00Z",
  samples: [
    { text: "能不能冷链寄到拉萨", count: 3, last_at: "2026-11-21T04:00:00Z", trouble: "corrected" },
    { text: "冷链能寄吗", count: 1, last_at: "2026-11-20T04:00:00Z", trouble: "unanswered" },
  ],
  nearest: { kind: "article", id: "shipping", title: "多久发货", score: 0.41 },
  correction: { kind: "article", id: "cold-chain", title: "冷链配送", count: 1 },
};
const page = (clusters: readonly LearningCluster[]): Page => ({
  from: "2026-10-24T04:00:00Z",
  to: "2026-11-21T04:00:00Z",
  release: "r3",
  utterances: 9,
  troubled: 5,
  settled: 1,
  wordless: 0,
  total: clusters.length,
  clusters,
});

let shown: Page;
let refused: string | null;
const posted: { path: string; body: unknown; csrf: string | null }[] = [];

function answer(path: string): { status: number; body: unknown } {
  if (path.startsWith("/v1/ask")) return { status: 200, body: { candidates: [] } };
  if (path.startsWith("/v1/learning/publications/")) {
    return {
      status: 200,
      body: { number: 7, state: refused === null ? "published" : "refused", release: "r4", reason: refused },
    };
  }
  return { status: 200, body: shown };
}

beforeEach(() => {
  queries.clear();
  shown = page([cluster]);
  refused = null;
  posted.length = 0;
  vi.stubGlobal(
    "fetch",
    vi.fn((path: string, init?: RequestInit) => {
      if (init?.method === "POST") {
        const csrf = new Headers(init.headers).get("X-CSRF-Token");
        posted.push({ path, body: JSON.parse(init.body as string) as unknown, csrf });
        return Promise.resolve(new Response(JSON.stringify({ publication: 7 })));
      }
      const { status, body } = answer(path);
      return Promise.resolve(new Response(JSON.stringify(body), { status }));
    }),
  );
});
afterEach(() => vi.unstubAllGlobals());

async function open() {
  const session = new SessionStore({
    login: () => Promise.resolve({ failure: "network" }),
    current: () => Promise.resolve({ name: "周编", role: "editor", teams: [], csrf: "t0" }),
    logout: () => Promise.resolve(true),
  });
  await session.restore();
  await renderDesk(
    <SessionContext value={session}>
      <Notices>
        <LearningPage />
      </Notices>
    </SessionContext>,
  );
  await screen.findByTestId("learning");
}

describe("the queue", () => {
  it("shows a group with its counts, its wordings and what people chose", async () => {
    await open();
    expect((await screen.findByTestId("cluster")).textContent).toContain("4 次");
    expect(screen.getByTestId("correction").textContent).toContain("冷链配送");
    expect(screen.getByTestId("nearest").textContent).toContain("41%");
    expect(screen.getByTestId("samples").textContent).toContain("冷链能寄吗");
  });

  it("says so when there is nothing to do", async () => {
    shown = page([]);
    await open();
    await screen.findByTestId("learning-nothing");
  });
});

describe("a wording", () => {
  it("goes to the article that people chose, with the token of the log-in", async () => {
    await open();
    fireEvent.click(await screen.findByTestId("make-variant"));
    fireEvent.change(screen.getByTestId("questions"), { target: { value: "冷链能寄吗\n\n冷链能寄吗" } });
    fireEvent.click(screen.getByTestId("variant-submit"));
    await screen.findByText("已发布为 r4，几秒内生效。");
    expect(posted).toEqual([
      {
        path: "/v1/learning/c1/actions",
        csrf: "t0",
        body: { action: "variant", article: "cold-chain", locale: "zh-CN", questions: ["冷链能寄吗"] },
      },
    ]);
  });

  it("that is refused keeps what was written and says why", async () => {
    refused = "a.md:3:1: error: no";
    await open();
    fireEvent.click(await screen.findByTestId("make-variant"));
    fireEvent.click(screen.getByTestId("variant-submit"));
    expect((await screen.findByTestId("refused")).textContent).toContain("a.md:3:1: error: no");
    expect(screen.getByTestId("questions")).toHaveProperty("value", "能不能冷链寄到拉萨");
  });
});

describe("a new article", () => {
  it("is not sent without an answer and an id", async () => {
    await open();
    fireEvent.click(await screen.findByTestId("make-article"));
    fireEvent.click(screen.getByTestId("article-submit"));
    expect(screen.getAllByRole("alert")).toHaveLength(2);
    fireEvent.change(screen.getByTestId("article-id"), { target: { value: "cold-chain" } });
    fireEvent.change(screen.getByTestId("article-body"), { target: { value: "可以。" } });
    fireEvent.click(screen.getByTestId("article-submit"));
    await waitFor(() => expect(posted).toHaveLength(1));
    expect(posted[0]?.body).toMatchObject({ action: "article", article: "cold-chain", body: "可以。" });
  });
});

it("wordings are lines, each once", () => {
  expect(linesOf(" a \n\nb\na")).toEqual(["a", "b"]);
});

it("agents do not edit", () => {
  expect(edits("agent")).toBe(false);
  expect(["editor", "supervisor", "admin"].every((role) => edits(role as "editor"))).toBe(true);
});
