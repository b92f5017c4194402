// Conversations for looking at: the golden frames, put in order and dated relative to now.
import { readFileSync } from "node:fs";
import { join } from "node:path";

const file = join(
  import.meta.dirname,
  "..",
  "..",
  "..",
  "..",
  "..",
  "tests/wire/fixtures/chat_server_frames.json",
);
const golden = new Map(JSON.parse(readFileSync(file, "utf8")).map(({ name, frame }) => [name, frame]));

const ago = (minutes) => new Date(Date.now() - minutes * 60_000).toISOString();
const visitor = (text, extra = {}) => ({ kind: "message", from: { role: "visitor" }, text, ...extra });
const bot = (text, extra = {}) => ({ kind: "message", from: { role: "bot" }, text, ...extra });
const agent = (text) => ({ kind: "message", from: { role: "agent", name: "李敏" }, text });
const like = (name, extra = {}) => ({ ...golden.get(name), ...extra });

/** Numbers the bodies 1, 2, 3… and dates them `minutes[i]` ago. */
function log(...entries) {
  return entries.map(([minutes, body], index) => ({
    ...body,
    type: "event",
    seq: index + 1,
    at: ago(minutes),
  }));
}

const order = {
  opened_at: ago(2),
  first_response_due: ago(-118),
  resolve_due: ago(-4320),
};

export const scenarios = {
  empty: [],
  answer: log(
    [1500, visitor("你好，昨天买的会员卡在哪里看卡密？", { client_id: "a" })],
    [1500, bot("在「我的订单」里打开那笔订单，就能看到卡号和卡密。")],
    [3, visitor("充值多久到账？", { client_id: "b" })],
    [3, like("message_answer")],
  ),
  choices: log(
    [4, visitor("卡有问题", { client_id: "a" })],
    [4, bot("请问是哪一种情况？", { options: golden.get("message_greeting").options })],
    [3, like("message_chosen", { chosen: { of: 2, option: "invalid" } })],
    [
      3,
      bot("这张卡还没有使用过吗？", {
        options: [
          { id: "y", label: "没有用过" },
          { id: "n", label: "已经用过" },
        ],
      }),
    ],
  ),
  form: log([2, visitor("【紧急投诉】", { client_id: "a" })], [2, like("message_form")]),
  order: log(
    [2, visitor("【紧急投诉】订单 20261120003 卡密无效", { client_id: "a" })],
    [2, bot("已登记为紧急投诉，工单已经开好，2 小时内一定有人回复您。")],
    [2, like("work_order_open", order)],
    [2, like("queue")],
  ),
  files: log(
    [9, visitor("【紧急投诉】订单 20261120003 卡密无效", { client_id: "a" })],
    [9, like("work_order_open", { ...order, opened_at: ago(9), first_response_due: ago(2) })],
    [
      3,
      visitor("付款截图和流水", {
        client_id: "b",
        evidence: [
          { id: "ev_1", name: "付款截图.png", media_type: "image/png", size: 48213 },
          { id: "ev_2", name: "银行流水.pdf", media_type: "application/pdf", size: 1248213 },
        ],
      }),
    ],
    [2, agent("收到，正在核对。")],
  ),
  agent: log(
    [20, visitor("【紧急投诉】订单 20261120003 卡密无效", { client_id: "a" })],
    [20, like("work_order_open", order)],
    [19, { kind: "human_requested", client_id: "h" }],
    [18, like("agent_joined")],
    [18, agent("您好，我是李敏，这张卡我来核对。")],
    [17, agent("请稍等，大约需要 10 分钟。")],
    [16, like("promise", { due: ago(-30) })],
    [9, visitor("好的，谢谢", { client_id: "b" })],
    [5, like("work_order_resolved", { ...order, status: "resolved" })],
    [4, like("compensation_owed")],
    [2, like("survey")],
  ),
};

export const config = {
  "zh-CN": {
    brand: "云卡商城客服",
    greeting: "您好，我是云卡商城的客服机器人。可以直接提问，也可以随时转人工。",
    suggestions: [
      { label: "充值多久到账", text: "充值多久到账？" },
      { label: "卡密无效怎么办", text: "卡密无效怎么办？" },
      { label: "申请退款", text: "怎么申请退款？" },
    ],
    emergency: [{ label: "反诈专线", tel: "96110" }],
    urgent_label: "紧急投诉",
    policy_url: "/privacy",
  },
  en: {
    brand: "Cloud Card Mall",
    greeting: "Hello, this is the bot of Cloud Card Mall. Just ask, or talk to a person any time.",
    suggestions: [
      { label: "How long does a top-up take?", text: "How long does a top-up take?" },
      { label: "My code is not valid", text: "My code is not valid" },
    ],
    emergency: [{ label: "Anti-fraud line", tel: "96110" }],
    urgent_label: "Urgent complaint",
  },
};

/** A gateway of a few lines: accepts everything, repeats it as an event, and answers messages. */
export function attachGateway(socket, events) {
  const all = [...events];
  const send = (frame) => socket.send(JSON.stringify(frame));
  const add = (body) => {
    const event = { ...body, type: "event", seq: all.length + 1, at: new Date().toISOString() };
    all.push(event);
    return event;
  };
  socket.onMessage((text) => {
    const frame = JSON.parse(text);
    if (frame.type === "hello") {
      send({ ...golden.get("welcome_new"), seq: all.length, server_time: new Date().toISOString() });
      for (const event of all.slice(frame.after ?? 0)) send(event);
    } else if (frame.type === "ping") send({ type: "pong" });
    else if (frame.type === "message") {
      const own = add(visitor(frame.text, { client_id: frame.id }));
      send({ type: "accepted", id: frame.id, seq: own.seq });
      send(own);
      send(add(like("message_answer")));
    }
  });
}
