/** What the desk says of alerts and refusals: in the agent's language, whatever the server's words are. */
import { act, screen } from "@testing-library/react";
import type { AlertFrame, DeskServerFrame } from "@yingda/protocol";
import { ALERT_KINDS, ERROR_CODES } from "@yingda/protocol";
import i18next from "i18next";
import { beforeEach, describe, expect, it } from "vitest";
import { loadLanguage } from "../src/app/i18n.ts";
import { alertWords } from "../src/desk/alert_words.ts";
import { Notices } from "../src/desk/notices.tsx";
import { refusalWords } from "../src/desk/refusal_words.ts";
import { useNotices } from "../src/desk/use_notices.ts";
import { T0, iso, live, row, said, welcome } from "./builders.ts";
import { renderDesk } from "./harness.tsx";

const ENGLISH = "this conversation is with limin";
const locales = ["zh-CN", "en"] as const;

const alert = (kind: string, number = "GD20261121-0042-8"): AlertFrame => ({
  type: "alert",
  conversation: "c1",
  number,
  alert: kind,
  due: iso(),
  text: number,
});

describe.each(locales)("in %s", (locale) => {
  beforeEach(() => loadLanguage(locale));
  const words = (frame: AlertFrame) => alertWords(i18next.t, frame, "陈先生", T0, locale);

  it("every kind of alert has words of its own", () => {
    const titles = ALERT_KINDS.map((kind) => words(alert(kind)).title);
    expect(new Set(titles).size).toBe(ALERT_KINDS.length);
    for (const title of titles) expect(title).toMatch(/GD20261121-0042-8.*[^a-z_.]{2}/);
    expect(titles.join()).not.toMatch(/alert\.|_/);
  });

  it("an unknown kind is said in general words", () => {
    const { title, stays } = words(alert("coffee_cold"));
    expect(title).toContain("GD20261121-0042-8");
    expect(title).not.toMatch(/coffee|alert\./);
    expect(stays).toBe(false);
  });

  it("without a work order the visitor is named", () => {
    expect(words(alert("promise_missed", "")).title).toContain("陈先生");
  });

  it("every refusal has words", () => {
    const frames = [undefined, "claim", "message", "note", "transfer", "promise", "resolve"] as const;
    for (const code of [...ERROR_CODES, "teapot"]) {
      for (const frame of frames) {
        const said = refusalWords(i18next.t, code, frame);
        expect(said, `${code} ${frame}`).not.toMatch(/refusal\.|^$/);
      }
    }
    expect(refusalWords(i18next.t, "conflict", "claim", "王强")).toContain("王强");
  });
});

function Shown() {
  useNotices(() => undefined);
  return null;
}

async function claiming(...before: readonly DeskServerFrame[]) {
  const made = await renderDesk(
    <Notices>
      <Shown />
    </Notices>,
  );
  act(() => made.port.say(welcome({ queue: [row("c1")] }), ...before));
  act(() => {
    made.desk.claim("c1");
  });
  act(() => made.port.say({ type: "error", code: "conflict", message: ENGLISH, conversation: "c1" }));
  return (await screen.findByText("没有接入成功")).closest("[role=alert], .ant-notification-notice")
    ?.textContent;
}

describe("a lost claim", () => {
  it("names the colleague whom the transcript names", async () => {
    const joined = live("c1", { pos: 1, at: iso(), kind: "agent_joined", agent: { name: "王强" } });
    expect(await claiming(joined)).toContain("已被 王强 接入");
  });

  it("says it in general when nothing is known, never in the server's words", async () => {
    const shown = await claiming(live("c1", said(1, "在吗")));
    expect(shown).toContain("会话已被同事接入");
    expect(shown).not.toContain("limin");
  });
});

describe("work that was moved by another's hand", () => {
  const frame = {
    type: "moved",
    conversation: "c1",
    by: { id: "a9", name: "王强" },
    row: row("c1", { handling: "agent" }),
  } as const;

  it("comes with a notice that names who passed it on, and why", async () => {
    const made = await renderDesk(
      <Notices>
        <Shown />
      </Notices>,
    );
    act(() => made.port.say(welcome(), { ...frame, to_you: true, reason: "您更熟" }));
    const shown = (await screen.findByText("王强把 陈先生 的会话转给了您")).closest(
      ".ant-notification-notice",
    );
    expect(shown?.textContent).toContain("您更熟");
  });

  it("goes with one, too", async () => {
    const made = await renderDesk(
      <Notices>
        <Shown />
      </Notices>,
    );
    act(() => made.port.say(welcome(), { ...frame, to_you: false }));
    expect(await screen.findByText("陈先生 的会话不再由您负责（王强）")).toBeDefined();
  });
});
