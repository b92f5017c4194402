// What the same shop's server answers over HTTP.
import { chenMine, rows } from "./scene.mjs";

const minutes = (count) => new Date(Date.now() + count * 60_000).toISOString();

const ended = [
  ["c-e1", "何敏", "卡密已换，客户确认可用", -35, "cards", "卡密组", "closed"],
  ["c-e2", "Oliver Grant", "Thank you, the refund has arrived.", -80, "refund", "退款组", "resolved"],
  ["c-e3", "吴先生", "好的谢谢", -150, "orders", "订单组", "closed"],
].map(([conversation, name, text, at, team, team_name]) => ({
  conversation,
  visitor: { name },
  handling: "bot",
  ended: true,
  team,
  team_name,
  locale: "zh-CN",
  last: { text, at: minutes(at), from: "visitor" },
  updated_at: minutes(at),
}));

const found = [
  {
    ...chenMine,
    updated_at: minutes(-1),
    match: {
      field: "message",
      from: "visitor",
      text: "都半个小时了，钱扣了点券没到，我要人工",
      at: minutes(-8),
    },
  },
  { ...rows.emma, updated_at: minutes(-2), match: { field: "slot", label: "商品", text: "点券 6480" } },
  {
    ...ended[2],
    match: { field: "message", from: "note", text: "点券渠道今天不稳定，先观察", at: minutes(-160) },
  },
];

export function conversations(wish) {
  const words = wish.get("q");
  const list = words === null ? ended : words === "点券" ? found : [];
  return { conversations: list, at: new Date().toISOString() };
}

export const cannedReplies = {
  replies: [
    {
      id: "hello",
      title: "开场",
      text: "您好，我是{agent}，您的情况我已经看到了，不用再重复说明。",
      holding: false,
    },
    { id: "wait", title: "请稍候", text: "请稍等，我正在核实。", holding: true },
    {
      id: "refund",
      title: "退款到账时间",
      text: "退款已提交，原路退回：零钱通常当天到账，银行卡 1 至 3 个工作日。",
      holding: false,
    },
    { id: "close", title: "结单", text: "工单 {work_order} 已处理，请查看。", holding: false },
  ],
};

export const understanding = {
  outcome: "answer",
  confidence: 0.93,
  locale: "zh-CN",
  reason: "最好的一篇明显领先",
  release: "r7",
  candidates: [
    {
      kind: "article",
      id: "refund-time",
      title: "退款多久到账",
      score: 0.91,
      matched: "退款要多久",
      features: [
        { name: "退款", weight: 2.1 },
        { name: "多久", weight: 1.3 },
      ],
      text: "退款原路退回。零钱通常当天到账；银行卡 1 至 3 个工作日；信用卡以银行入账为准。超过 3 个工作日没有到账，请把退款单号发给我们核实。",
    },
    {
      kind: "article",
      id: "refund-how",
      title: "怎样申请退款",
      score: 0.44,
      matched: "我要退款",
      features: [{ name: "退款", weight: 2.1 }],
      text: "在“我的订单”里打开该订单，点“申请退款”。已到账的充值不能退款，未使用的卡密可以在 24 小时内申请。",
    },
    { kind: "flow", id: "refund", title: "退款申请", score: 0.31, matched: "", features: [] },
  ],
};

const agent = (id, name, status, load, extra = {}) => ({
  id,
  name,
  role: "agent",
  status,
  load,
  capacity: 5,
  teams: [],
  since: minutes(-load * 7 - 4),
  ...extra,
});

export const overview = () => ({
  at: new Date(Date.now() - 3000).toISOString(),
  overdue: 1,
  at_risk: 3,
  teams: [
    { id: "orders", name: "订单组", waiting: 4, with_agents: 5, online: 2, oldest_queued_at: minutes(-14) },
    { id: "payments", name: "支付组", waiting: 1, with_agents: 2, online: 1, oldest_queued_at: minutes(-2) },
    { id: "accounts", name: "账号安全组", waiting: 0, with_agents: 0, online: 0 },
  ],
  agents: [
    agent("a1", "李敏", "online", 3),
    agent("a2", "王强", "online", 5),
    agent("a3", "孙倩", "away", 1, { reason: "meal" }),
    agent("a4", "周凯", "gone", 2),
  ],
  risks: [
    { ...rows.anonymous, risk: { clock: "first_response", due: minutes(-4.2), missed: true } },
    { ...rows.chen, risk: { clock: "first_response", due: minutes(3.4), missed: false } },
    {
      ...chenMine,
      conversation: "c-x",
      visitor: { name: "蒋女士" },
      risk: { clock: "promise", due: minutes(22), missed: false },
    },
  ],
  live: [chenMine, rows.zhou, { ...rows.emma, handling: "agent", agent: { id: "a2", name: "王强" } }],
});

export const picture =
  '<svg xmlns="http://www.w3.org/2000/svg" width="720" height="1080"><rect width="720" height="1080" fill="#f2f4f7"/><rect x="40" y="80" width="640" height="220" rx="16" fill="#1aad19"/><text x="360" y="205" font-size="56" text-anchor="middle" fill="#fff">支付成功 ¥648.00</text><text x="60" y="400" font-size="32" fill="#333">商户：云卡商城</text><text x="60" y="460" font-size="32" fill="#333">时间：2026-11-21 08:33:11</text></svg>';
