import { describe, expect, it, vi } from "vitest";
import { botMessage, find, root, settle, start, screen } from "./app_support.tsx";
import { AT } from "./support.ts";

async function type(text: string): Promise<HTMLTextAreaElement> {
  const input = find("yd-input") as HTMLTextAreaElement;
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
  await settle();
  return input;
}

function enter(input: HTMLElement, extra: KeyboardEventInit = {}): void {
  input.dispatchEvent(
    new KeyboardEvent("keydown", { key: "Enter", keyCode: 13, bubbles: true, cancelable: true, ...extra }),
  );
}

describe("what looks like a secret", () => {
  it("is asked about before it leaves, and can be covered", async () => {
    const { socket } = await start();
    enter(await type("卡号 4111111111111111 扣了两次"));
    await settle();
    expect(socket().ofType("message")).toHaveLength(0);
    find("yd-guard-mask").click();
    await settle();
    expect(socket().ofType("message")).toMatchObject([{ text: "卡号 ************1111 扣了两次" }]);
    expect(root.querySelector('[data-testid="yd-guard"]')).toBeNull();
  });

  it("is sent as it is when the visitor wants that", async () => {
    const { socket } = await start();
    enter(await type("4111111111111111"));
    await settle();
    find("yd-guard-send").click();
    await settle();
    expect(socket().ofType("message")).toMatchObject([{ text: "4111111111111111" }]);
  });
});

describe("a work order", () => {
  const order = (seq: number, extra: object = {}) => ({
    type: "event",
    seq,
    at: AT,
    kind: "work_order",
    number: "GD20261121-0042-8",
    secret: "S",
    status: "open",
    work_order_type: "other",
    tier: "complaint",
    urgent: false,
    department: "d",
    department_name: "结算组",
    opened_at: AT,
    first_response_due: "2036-11-21T10:05:00.000Z",
    resolve_due: "2036-11-24T10:05:00.000Z",
    demands: [],
    ...extra,
  });
  const press = async (selector: string): Promise<void> => {
    const button = root.querySelector<HTMLElement>(selector);
    if (button === null) throw new Error(`${selector} is not there`);
    button.click();
    await settle();
  };

  it("is withdrawn only after a second word, and says why it was refused", async () => {
    const { socket } = await start();
    socket().serve(order(1));
    await settle();
    await press('[data-action="withdraw"]');
    expect(socket().ofType("work_order")).toHaveLength(0);
    await press('[data-testid="yd-order-confirmed"]');
    const [sent] = socket().ofType("work_order");
    expect(sent).toMatchObject({ action: "withdraw", number: "GD20261121-0042-8" });
    expect(find("yd-order-actions").textContent).toContain("正在提交：撤回");
    socket().serve({ type: "error", code: "conflict", message: "", id: sent?.id });
    await settle();
    expect(find("yd-order-refused").textContent).toContain("撤回");
  });

  it("is rejected with a reason", async () => {
    const { socket } = await start();
    socket().serve(order(1, { status: "resolved", resolution: "已补发" }));
    await settle();
    await press('[data-action="reject"]');
    const area = find("yd-order-confirm").querySelector("textarea");
    if (area === null) throw new Error("nothing to write the reason into");
    area.value = "还是没有收到";
    area.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    await press('[data-testid="yd-order-confirmed"]');
    expect(socket().ofType("work_order")).toMatchObject([{ action: "reject", text: "还是没有收到" }]);
  });

  it("stands in the list of my orders, which leads to its card", async () => {
    const { socket } = await start();
    Element.prototype.scrollIntoView = () => undefined;
    socket().serve(order(1));
    await settle();
    find("yd-menu").click();
    // The menu is a file of its own.
    await vi.waitFor(() => press(".my-order"), { timeout: 5000 });
    expect(document.activeElement).toBe(find("yd-work-order"));
  });
});

describe("the composer", () => {
  it("sends on Enter and shows the message once, through all its states", async () => {
    const { socket } = await start();
    enter(await type("充值多久到账？"));
    await settle();
    expect(find("yd-pending").dataset.state).toBe("sending");
    const id = socket().ofType("message")[0]?.id;
    socket().serve({ type: "accepted", id, seq: 1 });
    await settle();
    expect(find("yd-pending").dataset.state).toBe("accepted");
    socket().serve({
      type: "event",
      seq: 1,
      at: AT,
      kind: "message",
      from: { role: "visitor" },
      text: "充值多久到账？",
      client_id: id,
    });
    await settle();
    expect(root.querySelectorAll('[data-testid="yd-pending"]')).toHaveLength(0);
    expect(find("yd-message-visitor").textContent).toContain("已送达");
    expect((find("yd-input") as HTMLTextAreaElement).value).toBe("");
  });

  it.each([
    ["before compositionend", { isComposing: true }],
    ["after compositionend, as Safari has it", { keyCode: 229 }],
    ["with Shift", { shiftKey: true }],
  ])("does not send on Enter %s", async (_, extra) => {
    const { socket } = await start();
    enter(await type("chongzhi"), extra);
    await settle();
    expect(socket().ofType("message")).toHaveLength(0);
  });

  it("keeps the draft over a reload", async () => {
    await start();
    await type("半句话");
    expect(localStorage.getItem("yingda:draft")).toBe('"半句话"');
  });
});

describe("what the bot asks", () => {
  it("is answered by one choice", async () => {
    const { socket } = await start();
    socket().serve(
      botMessage(1, {
        options: [
          { id: "a", label: "未到账" },
          { id: "b", label: "卡密无效" },
        ],
      }),
    );
    await settle();
    const buttons = find("yd-options").querySelectorAll("button");
    buttons[0]?.click();
    await settle();
    buttons[1]?.click();
    await settle();
    expect(socket().ofType("choose")).toMatchObject([{ of: 1, option: "a" }]);
    expect(buttons[1]?.getAttribute("aria-disabled")).toBe("true");
    expect(document.activeElement).toBe(find("yd-input"));
  });

  it("brings up no keyboard over what it has just answered", async () => {
    screen.touch = true;
    const { socket } = await start();
    socket().serve(botMessage(1, { options: [{ id: "a", label: "未到账" }] }));
    await settle();
    find("yd-options").querySelector("button")?.click();
    await settle();
    expect(document.activeElement).toBe(find("yd-log"));
  });

  it("offers one step back at the newest question alone, and says so in the words that the server knows", async () => {
    const { socket } = await start();
    socket().serve(botMessage(1, { text: "订单号？" }));
    await settle();
    expect(root.querySelector('[data-testid="yd-way-back"]')).toBeNull();
    socket().serve({ ...botMessage(2, { text: "20261120001" }), from: { role: "visitor" } });
    socket().serve(botMessage(3, { text: "金额？", back: "订单号" }));
    await settle();
    expect(find("yd-way-back").textContent).toBe("返回上一步，修改订单号");
    find("yd-way-back").click();
    await settle();
    expect(socket().ofType("message")).toMatchObject([{ text: "上一步" }]);
    // On its way it is not offered twice.
    expect(root.querySelector('[data-testid="yd-way-back"]')).toBeNull();
    socket().serve({ ...botMessage(4, { text: "上一步" }), from: { role: "visitor" } });
    socket().serve(botMessage(5, { text: "订单号？" }));
    await settle();
    expect(root.querySelector('[data-testid="yd-way-back"]')).toBeNull();
  });

  it("draws the last of a long conversation, and what was before when it is asked for", async () => {
    const { socket } = await start();
    for (let seq = 1; seq <= 450; seq++) socket().serve(botMessage(seq, { text: `第 ${seq} 句` }));
    await settle();
    const drawn = (): string[] =>
      [...root.querySelectorAll('[data-testid="yd-message-bot"] .plain')].map((one) => one.textContent);
    expect(drawn().length).toBeLessThanOrEqual(200);
    expect(drawn().at(-1)).toBe("第 450 句");
    find("yd-earlier").click();
    await settle();
    find("yd-earlier").click();
    await settle();
    expect(drawn()).toHaveLength(450);
    expect(root.querySelector('[data-testid="yd-earlier"]')).toBeNull();
  });

  it("says that a form is still open when it comes again", async () => {
    const { socket } = await start();
    const fields = [{ name: "device", label: "设备", type: "text", required: true }];
    const form = { id: "repair/details", title: "报修", submit_label: "提交", fields };
    socket().serve(botMessage(1, { form }));
    await settle();
    expect(root.querySelector('[data-testid="yd-form-again"]')).toBeNull();
    socket().serve(botMessage(2, { from: { role: "visitor" } }));
    socket().serve(botMessage(3, { form }));
    await settle();
    expect(find("yd-form-again").textContent).toContain("还没有提交");
    expect(root.querySelectorAll('[data-testid="yd-form-again"]')).toHaveLength(1);
  });

  it("keeps what was typed into a form when it is asked again, until the server has it", async () => {
    const { socket } = await start();
    const fields = [{ name: "device", label: "设备", type: "text", required: true }];
    const form = { id: "repair/details", title: "报修", submit_label: "提交", fields };
    const input = (): HTMLInputElement => {
      const found = find("yd-form").querySelector("input");
      if (found === null) throw new Error("no input");
      return found;
    };
    socket().serve(botMessage(1, { form }));
    await settle();
    input().value = "路由器";
    input().dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    socket().serve(botMessage(2, { from: { role: "visitor" } }));
    socket().serve(botMessage(3, { form }));
    await settle();
    expect(input().value).toBe("路由器");
    const values = [{ label: "设备", value: "路由器" }];
    socket().serve(botMessage(4, { from: { role: "visitor" }, submitted: { of: 3, values } }));
    socket().serve(botMessage(5, { form }));
    await settle();
    expect(input().value).toBe("");
  });

  it("checks a form before it is sent, and takes the server's objections", async () => {
    const { socket } = await start();
    const form = {
      id: "f",
      title: "订单",
      submit_label: "提交",
      fields: [{ name: "order", label: "订单号", type: "order_number", required: true }],
    };
    socket().serve(botMessage(1, { form }));
    await settle();
    find("yd-form-submit").click();
    await settle();
    expect(socket().ofType("submit")).toHaveLength(0);
    expect(find("yd-form").textContent).toContain("请填写这一项");

    const input = find("yd-form").querySelector("input");
    if (input === null) throw new Error("no input");
    input.value = "20261120009";
    input.dispatchEvent(new Event("input", { bubbles: true }));
    await settle();
    find("yd-form-submit").click();
    await settle();
    const [sent] = socket().ofType("submit");
    expect(sent).toMatchObject({ of: 1, values: { order: "20261120009" } });
    socket().serve({
      type: "error",
      code: "invalid",
      message: "",
      id: sent?.id,
      fields: [{ name: "order", message: "没有这个订单" }],
    });
    await settle();
    expect(find("yd-form").textContent).toContain("没有这个订单");
  });

  it("never becomes HTML", async () => {
    const { socket } = await start();
    const rich = [
      {
        t: "p",
        c: [
          { t: "text", x: "<img src=x onerror=alert(1)>" },
          { t: "a", href: "javascript:alert(1)", c: [{ t: "text", x: "link" }] },
        ],
      },
    ];
    socket().serve(botMessage(1, { rich }));
    await settle();
    const bubble = find("yd-message-bot");
    expect(bubble.querySelector("img, a")).toBeNull();
    expect(bubble.textContent).toContain("<img src=x onerror=alert(1)>");
  });
});

describe("a work order", () => {
  const opened = {
    type: "event",
    at: AT,
    kind: "work_order",
    number: "GD20261121-0042-8",
    secret: "K7QM",
    status: "open",
    work_order_type: "not_arrived",
    tier: "complaint",
    urgent: true,
    department: "settlement",
    department_name: "充值结算组",
    opened_at: AT,
    first_response_due: "2026-11-21T10:05:00.000Z",
    resolve_due: "2026-11-24T08:05:00.000Z",
    demands: [],
  };

  it("shows its number, its state in words and the time that is left", async () => {
    const { socket } = await start();
    socket().serve({ ...opened, seq: 1 });
    await settle();
    expect(find("yd-order-number").textContent).toBe("GD20261121-0042-8");
    expect(find("yd-order-status").textContent).toBe("已受理，等待分派");
    expect(find("yd-countdown").textContent).toMatch(/^还剩 (2 小时|1 小时 59 分)$/);
    expect(find("yd-order-updated").textContent).toMatch(/^最近更新：/);
    expect(find("yd-order-secret").closest("details")?.open).toBe(false);
  });

  it("names what was asked for as the server does, and the answers to it", async () => {
    const { socket } = await start();
    socket().serve({
      ...opened,
      seq: 1,
      status: "resolved",
      demands: [
        { kind: "refund", label: "把钱退给我", amount: { amount: "100.00", currency: "CNY" } },
        { kind: "explain" },
        { kind: "something_new" },
      ],
      resolution: {
        text: "已退款",
        answers: [
          { demand: "refund", answer: "同意" },
          { demand: "explain", answer: "运营商故障" },
        ],
      },
    });
    await settle();
    const card = find("yd-work-order").textContent;
    expect(card).toContain("您的诉求把钱退给我 ¥100.00、说明原因、something_new");
    expect(card).toContain("把钱退给我 ¥100.00：同意");
    expect(card).toContain("说明原因：运营商故障");
  });
});

describe("the ways out of the bot", () => {
  it("are always there and go at one press", async () => {
    const { socket } = await start();
    find("yd-human").click();
    find("yd-urgent").click();
    await settle();
    const [human] = socket().ofType("human");
    expect(human).toBeDefined();
    socket().serve({ type: "accepted", id: human?.id, seq: 1 });
    await settle();
    expect(socket().ofType("message")).toMatchObject([{ text: "【紧急投诉】" }]);
  });
});
