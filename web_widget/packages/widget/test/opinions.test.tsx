import { describe, expect, it } from "vitest";
import { botMessage, find, root, settle, start } from "./app_support.tsx";
import { AT } from "./support.ts";

describe("the verdict on an answer", () => {
  it("offers a person when an answer did not help", async () => {
    const { socket } = await start();
    socket().serve(botMessage(1, { article: "x", article_title: "到账时间" }));
    await settle();
    expect(find("yd-source").textContent).toBe("依据：到账时间");
    find("yd-unsolved").click();
    await settle();
    expect(root.querySelector(".feedback")?.textContent).toContain("转人工");
    expect(socket().ofType("feedback")).toMatchObject([{ of: 1, helped: false }]);
    // Once there is a person nobody is offered one.
    socket().serve({ type: "event", seq: 2, at: AT, kind: "agent_joined", agent: { name: "李敏" } });
    await settle();
    expect(root.querySelector(".feedback")?.textContent).toBe("感谢反馈");
    // It is no message: nothing of it stands in the log.
    expect(root.querySelector("[data-testid=yd-pending]")).toBeNull();
  });

  it("takes by one tap why it did not, and keeps the person beside it", async () => {
    const { socket } = await start();
    socket().serve(botMessage(1, { article: "x", article_title: "到账时间" }));
    await settle();
    find("yd-unsolved").click();
    await settle();
    const [unclear] = [...find("yd-reasons").querySelectorAll("button")].filter(
      ({ textContent }) => textContent === "看不懂",
    );
    unclear?.click();
    await settle();
    const [verdict] = socket().ofType("feedback");
    socket().serve({ type: "accepted", id: verdict?.id, seq: 2 });
    await settle();
    expect(socket().ofType("feedback")).toMatchObject([
      { of: 1, helped: false },
      { of: 1, helped: false, reason: "unclear" },
    ]);
    expect(root.querySelector('[data-testid="yd-reasons"]')).toBeNull();
    const said = [...root.querySelectorAll(".feedback")].map(({ textContent }) => textContent);
    expect(said[0]).toContain("转人工");
    expect(said[1]).toBe("已记下：看不懂。感谢反馈");
  });
});

describe("a rating", () => {
  const survey = { type: "event", seq: 1, at: AT, kind: "survey", text: "" };
  const star = (score: number) =>
    root.querySelectorAll<HTMLInputElement>('[data-testid="yd-survey"] .star input')[score - 1];
  const tags = () => [...find("yd-tags").querySelectorAll("label")];

  it("asks what was not good below four, and sends what was tapped", async () => {
    const { socket } = await start();
    socket().serve(survey);
    await settle();
    star(2)?.click();
    await settle();
    expect(tags().map(({ textContent }) => textContent)).toEqual(["等太久", "没解决", "重复问", "态度不好"]);
    for (const index of [2, 0, 1, 1]) {
      tags()[index]?.click();
      await settle();
    }
    find("yd-rate").click();
    await settle();
    expect(socket().ofType("rate")).toMatchObject([{ score: 2, tags: ["slow", "repeated"] }]);
  });

  it("forgets what does not fit another number of stars, and needs no tag", async () => {
    const { socket } = await start();
    socket().serve(survey);
    await settle();
    star(1)?.click();
    await settle();
    tags()[0]?.click();
    await settle();
    star(5)?.click();
    await settle();
    expect(tags().map(({ textContent }) => textContent)).toEqual([
      "回复快",
      "解决了问题",
      "态度好",
      "讲得清楚",
    ]);
    find("yd-rate").click();
    await settle();
    expect(socket().ofType("rate")[0]).not.toHaveProperty("tags");
  });

  it("may be changed for a day, and not after it", async () => {
    const { socket } = await start();
    const at = AT;
    const rated = { type: "event", seq: 2, at, kind: "rated", score: 2, client_id: "r" };
    socket().serve({ ...survey, at });
    socket().serve(rated);
    await settle();
    find("yd-rate-again").click();
    await settle();
    star(5)?.click();
    await settle();
    find("yd-rate").click();
    await settle();
    expect(socket().ofType("rate")).toMatchObject([{ score: 5 }]);
    expect(root.querySelector('[data-testid="yd-survey"]')).toBeNull();
    const late = new Date(Date.parse(AT) - 25 * 3600_000).toISOString();
    socket().serve({ ...survey, seq: 3, at: late });
    socket().serve({ ...rated, seq: 4 });
    await settle();
    expect(root.querySelectorAll('[data-testid="yd-rate-again"]')).toHaveLength(1);
  });
});
