import { act, fireEvent, render, screen } from "@testing-library/react";
import type { Session } from "@yingda/protocol";
import { describe, expect, it, vi } from "vitest";
import { loadLanguage } from "../src/app/i18n.ts";
import { en } from "../src/locales/en.ts";
import { zh } from "../src/locales/zh.ts";
import type { SessionApi } from "../src/session/api.ts";
import { sessionApi } from "../src/session/api.ts";
import { LoginForm } from "../src/session/login_form.tsx";
import { SessionContext } from "../src/session/session_context.ts";
import { SessionStore } from "../src/session/session_store.ts";

const session: Session = { name: "李敏", role: "agent", teams: [], csrf: "c-1" };

function api(over: Partial<SessionApi> = {}): SessionApi {
  return {
    login: () => Promise.resolve({ session }),
    current: () => Promise.resolve("none"),
    logout: () => Promise.resolve(true),
    ...over,
  };
}

describe("a session", () => {
  it.each([
    ["none", "anonymous"],
    ["unknown", "unreachable"],
    [session, "active"],
  ] as const)("restored as %s is %s", async (answer, status) => {
    const store = new SessionStore(api({ current: () => Promise.resolve(answer) }));
    await store.restore();
    expect(store.store.getState().status).toBe(status);
  });

  it("that ended keeps whose it was, and an unreachable server ends nothing", async () => {
    const store = new SessionStore(api({ current: () => Promise.resolve("unknown") }));
    await store.login("李敏", "x");
    expect(await store.alive()).toBe(true);
    store.expire();
    expect(store.store.getState()).toMatchObject({ status: "expired", session: { name: "李敏" } });
  });

  it("is left with the CSRF token", async () => {
    const fetcher = vi.fn(() => Promise.resolve(new Response(null, { status: 204 })));
    vi.stubGlobal("fetch", fetcher);
    expect(await sessionApi.logout("c-1")).toBe(true);
    expect(fetcher).toHaveBeenCalledWith(
      "/v1/logout",
      expect.objectContaining({ method: "POST", headers: { "X-CSRF-Token": "c-1" } }),
    );
    vi.unstubAllGlobals();
  });
});

describe("the log-in form", () => {
  it("says in words what went wrong and empties only the password", async () => {
    await loadLanguage("zh-CN");
    const store = new SessionStore(api({ login: () => Promise.resolve({ failure: "too_many" }) }));
    render(
      <SessionContext value={store}>
        <LoginForm />
      </SessionContext>,
    );
    fireEvent.change(screen.getByLabelText("账号"), { target: { value: "limin" } });
    fireEvent.change(screen.getByLabelText("密码"), { target: { value: "wrong" } });
    await act(async () => {
      fireEvent.submit(screen.getByTestId("login-form"));
      await Promise.resolve();
    });
    expect(screen.getByRole("alert").textContent).toContain("过几分钟");
    expect(screen.getByLabelText("账号")).toHaveProperty("value", "limin");
    expect(screen.getByLabelText("密码")).toHaveProperty("value", "");
  });
});

describe("the words", () => {
  const flat = (value: object, path = ""): [string, string][] =>
    Object.entries(value).flatMap(([key, inner]: [string, unknown]) =>
      typeof inner === "object" && inner !== null
        ? flat(inner, `${path}${key}.`)
        : [[path + key, String(inner)]],
    );
  const holes = (text: string): string =>
    [...text.matchAll(/\{\{(\w+)\}\}/g)]
      .map((match) => match[1])
      .sort()
      .join();

  it("have the same holes in both languages", () => {
    const english = new Map(flat(en));
    for (const [key, text] of flat(zh))
      expect([key, holes(english.get(key) ?? "")]).toEqual([key, holes(text)]);
  });
});
