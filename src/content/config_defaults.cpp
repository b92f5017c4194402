// The defaults that are more than a number. config/yingda.yaml repeats them.

#include "content/config.hpp"
#include "content/units.hpp"

namespace yingda::content {
namespace {

dialogue::Text both(std::string zh, std::string en) {
  dialogue::Text out;
  out.by_locale["zh-CN"] = {std::move(zh)};
  out.by_locale["en"] = {std::move(en)};
  return out;
}

void set_texts(conversation::Policy& policy) {
  policy.brand = both("云卡商城", "Yunka Mall");
  policy.greeting =
      both("您好，我是云卡商城的自动客服。充值、卡密、退款、账户的问题直接说就行；随时可以转人工。",
           "Hello, I'm Yunka Mall's automated assistant. Ask me about top-ups, card codes, refunds "
           "or your account. You can talk to a person at any time.");
  policy.suggestions = {
      {both("充值没到账", "Top-up not arrived"), both("充值没到账", "My top-up has not arrived")},
      {both("卡密用不了", "Card code not working"),
       both("卡密用不了", "My card code does not work")},
      {both("申请退款", "Get a refund"), both("我要退款", "I want a refund")},
      {both("账户被冻结", "Account frozen"), both("账户被冻结了", "My account is frozen")},
      {both("查工单进度", "Check a work order"),
       both("查工单进度", "Check the progress of my work order")},
  };
  policy.emergency = {
      {both("反诈专线", "Anti-fraud hotline"), "96110"},
      {both("报警", "Police"), "110"},
  };
}

std::vector<conversation::Team> default_teams() {
  return {
      {"general", both("综合客服", "General")},       {"topup", both("充值组", "Top-up")},
      {"cards", both("卡密组", "Card codes")},        {"account", both("账户组", "Accounts")},
      {"after_sales", both("售后组", "After-sales")}, {"disputes", both("纠纷处理组", "Disputes")},
  };
}

void set_demand_kinds(conversation::Policy& policy) {
  policy.demand_kinds = {
      {"resend", both("补发", "Send it again")},
      {"replace", both("换货", "Replacement")},
      {"full_refund", both("全额退款", "Full refund")},
      {"refund", both("退款", "Refund")},
      {"refund_and_compensation", both("退款加补偿", "Refund plus compensation")},
      {"compensation", both("补偿", "Compensation")},
      {"explain", both("说明原因", "Explain what happened")},
      {"apology", both("书面道歉", "A written apology")},
      {"unfreeze", both("解除冻结", "Lift the freeze")},
  };
}

void set_complaint_evidence(conversation::Policy& policy) {
  policy.complaint_evidence = {
      {"not_arrived",
       both("付款未到账：付款截图（看得清金额和时间）、账户余额截图",
            "Paid but not arrived: a screenshot of the payment with amount and time, and of the "
            "account's balance")},
      {"not_as_described",
       both("商品与描述不符：商品页截图、收到的卡密或商品截图、与卖家的聊天记录",
            "Not as described: the product page, what was delivered, and the chat with the "
            "seller")},
      {"after_sales_missing",
       both("售后没人管：申请售后的记录、之前的工单号",
            "After-sales missing: the after-sales request, and earlier case numbers")},
      {"account",
       both("账户问题：账户绑定的手机号、提示信息的截图",
            "Account: the phone number of the account, and a screenshot of the message shown")},
      {"transaction",
       both("交易纠纷：订单号、支付凭证；超过 500 元另附支付账单",
            "Dispute about a payment: order number and proof of payment; above 500 CNY the "
            "payment statement as well")},
  };
}

void set_human_words(conversation::Policy& policy) {
  policy.human_words = {"转人工",     "转下人工",   "转一下人工",   "转个人工",    "接人工",
                        "找人工",     "换人工",     "我要人工",     "就要人工",    "只要人工",
                        "我需要人工", "叫人工",     "转真人",       "找真人",      "要真人",
                        "个真人",     "跟真人",     "和真人",       "真人客服",    "活人",
                        "叫人来",     "来个人",     "换个人",       "找个人来",    "转客服",
                        "转下客服",   "转一下客服", "转接客服",     "接客服",      "叫客服来",
                        "找个客服",   "换个客服",   "想找客服",     "要找客服",    "想和客服",
                        "想跟客服",   "要和客服",   "要跟客服",     "机器人滚",    "跟机器人说",
                        "和机器人说", "不要机器人", "不想跟机器人", "不想和机器人"};
}

void add_english_human_words(conversation::Policy& policy) {
  policy.human_words.insert(
      policy.human_words.end(),
      {"human being",        "real human",         "real person",         "actual human",
       "actual person",      "someone real",       "live agent",          "live person",
       "human agent",        "to a human",         "to a person",         "talk with a human",
       "talk with a person", "speak with a human", "speak with a person", "to a real",
       "with a real",        "get a human",        "human i can talk to", "person i can talk to",
       "an agent",           "a representative",   "talk to someone",     "speak to someone",
       "speak with someone", "talk to somebody",   "speak to somebody",   "connect me to",
       "connect me with"});
}

void set_cancel_phrases(conversation::Policy& policy) {
  policy.cancel_phrases = {"算了",
                           "算了吧",
                           "那算了",
                           "取消",
                           "取消吧",
                           "不用了",
                           "没事了",
                           "先这样",
                           "不弄了",
                           "不办了",
                           "不查了",
                           "不问了",
                           "不投诉了",
                           "不退了",
                           "不退款了",
                           "不充了",
                           "不提了",
                           "先不弄了",
                           "先不办了",
                           "不用办了",
                           "不用查了",
                           "算了不用了",
                           "算了不弄了",
                           "算了不投诉了",
                           "算了不退了",
                           "退出",
                           "结束",
                           "结束吧",
                           "cancel",
                           "quit",
                           "exit",
                           "never mind",
                           "nevermind",
                           "forget it",
                           "forget about it",
                           "leave it",
                           "stop",
                           "no longer needed",
                           "not needed any more",
                           "i changed my mind"};
}

void set_visitors_phrases(conversation::Policy& policy) {
  policy.human_phrases = {"转人工",
                          "人工",
                          "人工客服",
                          "人工服务",
                          "找人工",
                          "转人工客服",
                          "我要人工",
                          "我要转人工",
                          "我要找人工",
                          "要人工",
                          "转接人工",
                          "接人工",
                          "真人",
                          "找真人",
                          "真人客服",
                          "转客服",
                          "找客服",
                          "联系客服",
                          "叫人来",
                          "我要跟人说",
                          "不要机器人",
                          "需要人工",
                          "想要人工",
                          "我需要人工",
                          "人工谢谢",
                          "人工服务谢谢",
                          "人工客服谢谢",
                          "转人工谢谢",
                          "帮我转客服",
                          "客服人员",
                          "zhuan ren gong",
                          "zhuanrengong",
                          "rengong",
                          "human",
                          "agent",
                          "operator",
                          "real person",
                          "live agent",
                          "human please",
                          "agent please",
                          "talk to a human",
                          "talk to a person",
                          "talk to an agent",
                          "speak to a human",
                          "speak to a person",
                          "speak to an agent",
                          "i want a human",
                          "i want to talk to a human",
                          "customer service",
                          "customer support",
                          "representative",
                          "support agent"};
  set_human_words(policy);
  add_english_human_words(policy);
  set_cancel_phrases(policy);
}

void set_staff_phrases(conversation::Policy& policy) {
  policy.holding_phrases = {"已记录，请耐心等待",
                            "请耐心等待",
                            "请稍等",
                            "稍等",
                            "已记录",
                            "正在处理中",
                            "正在处理",
                            "正在加急处理",
                            "正在加急处理中",
                            "尽快处理",
                            "尽快为您处理",
                            "请稍候",
                            "正在核实",
                            "正在为您核实",
                            "核实中",
                            "正在查询",
                            "正在为您查询",
                            "处理中",
                            "技术部门处理中",
                            "相关部门处理中",
                            "已反馈给相关部门",
                            "已转交相关部门",
                            "已上报",
                            "请等待",
                            "请您等待",
                            "please wait a moment",
                            "wait a moment",
                            "bear with us",
                            "we are looking into it",
                            "we are checking",
                            "it is being processed",
                            "please wait",
                            "please be patient",
                            "one moment please",
                            "we have recorded your request"};
  policy.refusal_phrases = {
      "不予退款",   "不予受理",           "不予支持",      "不予处理",         "不予补偿",
      "不能退款",   "无法退款",           "不支持退款",    "拒绝退款",         "驳回您的",
      "不符合退款", "cannot be refunded", "cannot refund", "refund is denied", "we must decline"};
}

void set_compensation(workorder::CompensationPolicy& policy) {
  policy.rates.complaint.first_response = 500;
  policy.rates.urgent_complaint.first_response = 1500;
  policy.rates.dispute.first_response = 500;
  policy.rates.dispute.resolve = 500;
  policy.per_order_max = 5000;
  policy.per_day_max = 10000;
}

void set_canned_replies(conversation::Policy& policy) {
  policy.canned_replies = {
      {"hello", both("开场", "Greeting"),
       both("您好，我是{agent}，您的情况我已经看到了，不用再重复说明。我现在为您处理。",
            "Hello, this is {agent}. I have read what you told us, so you need not repeat it. I am "
            "on "
            "it now."),
       false},
      {"order", both("请客户提供订单号", "Ask for the order number"),
       both("请把订单号发给我，在“我的订单”里可以复制。",
            "Please send me the order number; you can copy it under \"My orders\"."),
       false},
      {"screenshot", both("请客户发截图", "Ask for a screenshot"),
       both("请发一张能看到时间和金额的截图，我据此向供应商核实。",
            "Please send a screenshot that shows the time and the amount, so that I can check with "
            "the supplier."),
       false},
      {"refund", both("退款到账时间", "When a refund arrives"),
       both("退款已提交，原路退回：零钱通常当天到账，银行卡 1 至 3 个工作日。",
            "The refund is on its way to where you paid from: wallets mostly the same day, bank "
            "cards "
            "1 to 3 working days."),
       false},
      {"resend", both("已补发", "Sent again"),
       both("已为您重新充值，请在 10 分钟后查看余额；没有到账请直接回复我，不用重新排队。",
            "I have sent the top-up again. Please look at the balance in 10 minutes; if it is not "
            "there, just answer here, without queueing again."),
       false},
      {"secret", both("提醒不要发卡密", "Never send card secrets"),
       both("请不要在聊天中发送卡密、密码或验证码，我们不会向您索要。",
            "Please do not send card secrets, passwords or codes in the chat: we never ask for "
            "them."),
       false},
      {"wait", both("请稍候（不计为答复）", "One moment (is no answer)"),
       both("请稍等，我正在核实。", "One moment please, I am checking this."), true},
      {"bye", both("结束语", "Closing"),
       both("问题已处理。如果还有情况，直接在这里回复就能找到我。",
            "This is settled. If anything else comes up, just answer here."),
       false},
  };
}

}  // namespace

Config default_config() {
  Config config;
  set_texts(config.policy);
  config.policy.teams = default_teams();
  set_demand_kinds(config.policy);
  set_complaint_evidence(config.policy);
  set_visitors_phrases(config.policy);
  set_staff_phrases(config.policy);
  set_compensation(config.policy.compensation);
  set_canned_replies(config.policy);
  config.work_order_types = {"not_arrived", "not_as_described", "after_sales_missing",
                             "account",     "transaction",      "function",
                             "other"};
  Connector orders;
  orders.base_url = "http://127.0.0.1:8090";
  orders.actions["find_order"].path = "/orders/{order_number}";
  orders.actions["find_account"].path = "/accounts/{phone}";
  config.connectors["orders"] = std::move(orders);
  config.policy.zone = find_zone(config.time_zone).value();
  config.policy.calendar.zone = config.policy.zone;
  return config;
}

}  // namespace yingda::content
