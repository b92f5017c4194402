// A small shop's desk at half past two, as frames of yingda.desk.v1. Times are relative to now.
const minutes = (count) => new Date(Date.now() + count * 60_000).toISOString();

export const session = {
  name: "李敏",
  role: "agent",
  teams: [{ id: "orders", name: "订单组" }],
  csrf: "csrf-token",
};

const teams = [
  { id: "orders", name: "订单组" },
  { id: "payments", name: "支付组" },
  { id: "accounts", name: "账号安全组" },
];

const order = (number, tier, first, resolve, extra = {}) => ({
  number,
  status: "open",
  tier,
  urgent: false,
  type: "not_arrived",
  first_response_due: minutes(first),
  resolve_due: minutes(resolve),
  responded: false,
  ...extra,
});

export const rows = {
  chen: {
    conversation: "c-7f3a91d2",
    visitor: { name: "陈先生", external_id: "u-20931" },
    handling: "queued",
    team: "orders",
    team_name: "订单组",
    queued_at: minutes(-6),
    reason: "充值 30 分钟未到账，客户要求人工",
    locale: "zh-CN",
    last: { text: "都半个小时了，钱扣了点券没到，我要人工", at: minutes(-1), from: "visitor" },
    work_order: order("GD20261121-0042-8", "complaint", 3.4, 1440, { urgent: true }),
  },
  anonymous: {
    conversation: "c-19be44c0",
    visitor: {},
    handling: "queued",
    team: "payments",
    team_name: "支付组",
    queued_at: minutes(-14),
    reason: "重复扣款",
    locale: "zh-CN",
    last: { text: "已为您记录，正在转接人工客服。", at: minutes(-2), from: "bot" },
    work_order: order("GD20261121-0039-1", "dispute", -4.2, 2880),
  },
  emma: {
    conversation: "c-5510aa7e",
    visitor: { name: "Emma Wilson" },
    handling: "queued",
    team: "orders",
    team_name: "订单组",
    queued_at: minutes(-2),
    reason: "Card code already used",
    locale: "en",
    last: { text: "The gift card code says it has already been redeemed", at: minutes(-2), from: "visitor" },
    work_order: order("GD20261121-0043-6", "inquiry", 8, 600),
  },
  zhou: {
    conversation: "c-a0b1c2d3",
    visitor: { name: "周小雨" },
    handling: "agent",
    team: "orders",
    team_name: "订单组",
    agent: { id: "a1", name: "李敏" },
    locale: "zh-CN",
    last: { text: "好的，那我等您消息", at: minutes(-9), from: "visitor" },
    work_order: order("GD20261121-0031-0", "complaint", -60, 95, { status: "in_progress", responded: true }),
  },
};

const welcomeAgent = {
  id: "a1",
  name: "李敏",
  role: "agent",
  teams: ["orders", "payments"],
  status: "online",
  capacity: 5,
};

export const welcome = (queue, mine, agent = {}) => ({
  type: "welcome",
  agent: { ...welcomeAgent, ...agent },
  teams,
  queue,
  mine,
  server_time: new Date().toISOString(),
});

const text = (x) => ({ t: "text", x });

const said = [
  [-1450, { kind: "message", from: { role: "visitor" }, text: "你好，昨天买的 100 元话费到了吗" }],
  [
    -1449,
    {
      kind: "message",
      from: { role: "bot", name: "小应" },
      text: "您好，话费订单已在昨天 14:02 到账。",
      article: "kb-12",
      article_title: "话费充值到账时间",
    },
  ],
  [-34, { kind: "message", from: { role: "visitor" }, text: "点券没到账" }],
  [
    -33,
    {
      kind: "message",
      from: { role: "bot", name: "小应" },
      text: "请问是哪一种情况？",
      options: [
        { id: "a", label: "付款成功，没有到账" },
        { id: "b", label: "到账数量不对" },
        { id: "c", label: "充错账号" },
      ],
    },
  ],
  [
    -33,
    {
      kind: "message",
      from: { role: "visitor" },
      text: "付款成功，没有到账",
      chosen: { of: 4, option: "a" },
    },
  ],
  [
    -32,
    {
      kind: "message",
      from: { role: "bot", name: "小应" },
      text: "一般 10 分钟内到账。请先：1. 退出游戏重新登录 2. 查看邮件",
      article: "kb-31",
      article_title: "点券充值未到账怎么办",
      rich: [
        { t: "p", c: [text("一般 "), { t: "b", c: [text("10 分钟内")] }, text(" 到账。请先：")] },
        {
          t: "ol",
          c: [
            { t: "li", c: [text("退出游戏并重新登录")] },
            { t: "li", c: [text("查看游戏内邮件")] },
          ],
        },
        {
          t: "p",
          c: [
            text("仍未到账请看 "),
            { t: "a", href: "https://shop.example/help", c: [text("到账说明")] },
            text("。"),
          ],
        },
      ],
    },
  ],
  [
    -31,
    {
      kind: "message",
      from: { role: "visitor" },
      text: "订单号 20261121083311，充值账号 138****6021",
      submitted: {
        of: 6,
        values: [
          { label: "订单号", value: "20261121083311" },
          { label: "充值账号", value: "138****6021" },
          { label: "付款时间", value: "今天 08:33" },
        ],
      },
    },
  ],
  [-8, { kind: "message", from: { role: "visitor" }, text: "都半个小时了，钱扣了点券没到，我要人工" }],
  [-8, { kind: "human_requested", client_id: "v-9" }],
  [
    -7,
    {
      kind: "handed_off",
      team: "orders",
      reason: "充值 30 分钟未到账，客户要求人工",
      intent: "催到账或退款",
    },
  ],
  [
    -7,
    {
      kind: "work_order",
      number: "GD20261121-0042-8",
      status: "open",
      work_order_type: "not_arrived",
      tier: "complaint",
      urgent: true,
      department: "orders",
      department_name: "订单组",
      opened_at: minutes(-7),
      first_response_due: minutes(3.4),
      resolve_due: minutes(1440),
      demands: [{ kind: "resend" }, { kind: "refund", amount: { amount: "648.00", currency: "CNY" } }],
    },
  ],
];

const afterClaim = [
  [-5, { kind: "agent_joined", agent: { name: "李敏" } }],
  [
    -5,
    {
      kind: "message",
      from: { role: "agent", name: "李敏" },
      text: "陈先生您好，我是李敏。我看到您 8:33 付的 648 元订单还没有到账，我现在去查渠道的回执，不用您再说一遍。",
    },
  ],
  [
    -4,
    {
      kind: "note",
      text: "渠道回执显示 08:34 超时，疑似卡单。已找支付组王强核对流水。",
      agent: { name: "李敏" },
    },
  ],
  [-3, { kind: "promise", text: "核实渠道流水并回复您", due: minutes(40), agent: { name: "李敏" } }],
  [-1, { kind: "message", from: { role: "visitor" }, text: "好，那我等着。到不了的话直接退款吧" }],
];

export const events = (claimed) =>
  [...said, ...(claimed ? afterClaim : [])].map(([at, body], index) => ({
    pos: index + 1,
    ...(["note", "handed_off", "transferred"].includes(body.kind) ? {} : { seq: index + 1 }),
    at: minutes(at),
    ...body,
  }));

export const context = (claimed) => ({
  conversation: rows.chen.conversation,
  transcript: events(claimed),
  summary:
    "客户 08:33 付款 648 元购买 6480 点券（订单 20261121083311），30 分钟后仍未到账。机器人给出到账说明后未解决，客户要求人工；诉求为补发或退款 648 元。",
  slots: {
    order_number: "20261121083311",
    account: "138****6021",
    amount: { amount: "648.00", currency: "CNY" },
    paid_at: minutes(-36),
  },
  slot_sources: {
    order_number: "订单号 20261121083311，充值账号 138****6021",
    paid_at: "今天早上八点半左右付的",
  },
  slot_labels: { order_number: "订单号", account: "充值账号", amount: "付款金额", paid_at: "付款时间" },
  intent: "点券未到账：催到账或退款",
  articles_tried: [{ id: "kb-31", title: "点券充值未到账怎么办" }],
  reason: "机器人 2 轮未解决，客户要求人工",
  page: { url: "https://shop.example/orders/20261121083311", title: "我的订单 · 点券 6480" },
  visitor: { name: "陈先生", external_id: "u-20931" },
  order: {
    number: "20261121083311",
    status: "已付款，渠道处理中",
    product: "点券 6480",
    amount: { amount: "648.00", currency: "CNY" },
    account: "138****6021",
    channel: "微信支付",
    paid_at: minutes(-36),
    fetched_at: minutes(-6),
  },
  work_orders: [
    {
      number: "GD20261121-0042-8",
      status: claimed ? "in_progress" : "open",
      work_order_type: "not_arrived",
      tier: "complaint",
      urgent: true,
      department: "orders",
      department_name: "订单组",
      opened_at: minutes(-7),
      first_response_due: minutes(3.4),
      resolve_due: minutes(1440),
      owner: { name: "李敏" },
      demands: [{ kind: "resend" }, { kind: "refund", amount: { amount: "648.00", currency: "CNY" } }],
    },
    {
      number: "GD20261102-0007-3",
      status: "closed",
      work_order_type: "not_arrived",
      tier: "inquiry",
      urgent: false,
      department: "orders",
      department_name: "订单组",
      opened_at: minutes(-27_000),
      first_response_due: minutes(-26_990),
      resolve_due: minutes(-25_600),
      owner: { name: "王强" },
      demands: [{ kind: "explain", label: "说明到账时间" }],
      resolution: { text: "已到账，客户确认。" },
    },
  ],
  evidence: [
    {
      id: "e1",
      name: "付款截图.png",
      media_type: "image/png",
      size: 184_320,
      sha256: "9f2c51d07ab3e8846c1f",
    },
    {
      id: "e2",
      name: "微信账单.pdf",
      media_type: "application/pdf",
      size: 52_300,
      sha256: "77aa51d07ab3e8846c1f",
    },
  ],
  masked: true,
  row: claimed ? chenMine : rows.chen,
});

export const chenMine = {
  ...rows.chen,
  handling: "agent",
  agent: { id: "a1", name: "李敏" },
  last: { text: "好，那我等着。到不了的话直接退款吧", at: minutes(-1), from: "visitor" },
  work_order: { ...rows.chen.work_order, status: "in_progress", responded: true, resolve_due: minutes(95) },
};
