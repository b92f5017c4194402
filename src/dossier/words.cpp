#include "dossier/words.hpp"

#include <algorithm>
#include <array>

#include "pages/track_words.hpp"

namespace yingda::dossier {
namespace {

constexpr Words chinese{
    .title = "工单证据档案",
    .customer_copy = "客户副本（不含客服内部备注）",
    .staff_copy = "内部副本（含客服内部备注，请勿外传）",
    .made = "生成时间",
    .zone_note = "本页时间为客服所在地时间；dossier.json 中为世界协调时。",
    .the_case = "工单",
    .number = "工单号",
    .subject = "事由",
    .shop_order = "商品订单",
    .department = "受理部门",
    .owner = "负责人",
    .status = "当前状态",
    .opened = "受理时间",
    .demands = "诉求",
    .no_demand = "未登记具体诉求",
    .answer = "商家答复",
    .by = "希望完成时间",
    .result = "处理结果",
    .promises = "商家承诺与履行情况",
    .due = "承诺时间",
    .met = "实际时间",
    .outcome = "履行情况",
    .timeline = "办理经过",
    .evidence = "证据清单",
    .no_evidence = "没有上传文件",
    .conversation = "沟通记录",
    .staff_only = "内部",
    .complainant = "投诉人",
    .myself = "本人",
    .complaint = "可提交给 12315 的投诉说明",
    .complaint_intro = "可直接复制到全国 12315 平台；请先核对并补全方括号里的内容。",
    .checking = "如何核验",
    .checking_text =
        "manifest.json 记录了每个文件的 SHA-256 和全部沟通记录的哈希链，并有 Ed25519 签名。用命令 "
        "yingda dossier verify 可离线核验：任何文件或记录被改动、删除、增加或调换顺序都会被指出。",
    .customer = "客户",
    .bot = "机器人",
    .agent = "客服",
    .system = "系统",
    .shop = "被投诉商家",
    .to_fill_in = "［请填写］",
    .facts_in_order = "事实经过",
    .colon = "：",
};

constexpr Words english{
    .title = "Case dossier",
    .customer_copy = "Customer's copy (without internal notes of the staff)",
    .staff_copy = "Staff copy (with internal notes; not to be passed on)",
    .made = "Made at",
    .zone_note = "Times on this page are those of the service; dossier.json has them in UTC.",
    .the_case = "The case",
    .number = "Case number",
    .subject = "Subject",
    .shop_order = "Shop order",
    .department = "Department",
    .owner = "In charge",
    .status = "Status",
    .opened = "Opened",
    .demands = "What is asked for",
    .no_demand = "No particular demand was noted",
    .answer = "The shop's answer",
    .by = "wanted by",
    .result = "The result",
    .promises = "What was promised, and whether it was kept",
    .due = "Promised for",
    .met = "Done at",
    .outcome = "Outcome",
    .timeline = "What happened to the case",
    .evidence = "Evidence",
    .no_evidence = "No files were uploaded",
    .conversation = "The conversation",
    .staff_only = "internal",
    .complainant = "Complainant",
    .myself = "I",
    .complaint = "Text for a complaint to 12315",
    .complaint_intro =
        "Ready to be copied into a complaint; check it first and fill in what stands in brackets.",
    .checking = "How to check this dossier",
    .checking_text =
        "manifest.json holds the SHA-256 of every file and a hash chain over the whole "
        "conversation, "
        "and has an Ed25519 signature. The command yingda dossier verify checks it without a "
        "network: it names any file or entry that was changed, removed, added or moved.",
    .customer = "Customer",
    .bot = "Bot",
    .agent = "Agent",
    .system = "System",
    .shop = "Shop complained of",
    .to_fill_in = "[please fill in]",
    .facts_in_order = "Facts in order",
    .colon = ": ",
};

struct EventWords {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array event_names{
    EventWords{"human_requested", "要求人工服务", "asked for a person"},
    EventWords{"page_event", "页面事件", "event of the page"},
    EventWords{"rated", "评价", "rating"},
    EventWords{"fast", "回复快", "quick"},
    EventWords{"solved", "解决了问题", "solved it"},
    EventWords{"friendly", "态度好", "friendly"},
    EventWords{"clear", "讲得清楚", "clear"},
    EventWords{"slow", "等太久", "long wait"},
    EventWords{"unsolved", "没解决", "not solved"},
    EventWords{"repeated", "重复问", "asked again and again"},
    EventWords{"unfriendly", "态度不好", "unfriendly"},
    EventWords{"helped", "回答解决了问题", "says that the answer helped"},
    EventWords{"in_vain", "回答没有解决问题", "says that the answer did not help"},
    EventWords{"off_point", "没说到点子上", "beside the point"},
    EventWords{"unclear", "看不懂", "hard to understand"},
    EventWords{"other_case", "情况不一样", "another case"},
    EventWords{"other", "其他", "another reason"},
    EventWords{"agent_joined", "客服接入", "joined"},
    EventWords{"agent_left", "客服离开", "left"},
    EventWords{"work_order", "工单", "case"},
    EventWords{"promise", "承诺", "commitment"},
    EventWords{"compensation", "补偿", "compensation"},
    EventWords{"survey", "请求评价", "asked for a rating"},
    EventWords{"closed", "会话结束", "conversation closed"},
    EventWords{"transferred", "转交", "passed on"},
    EventWords{"edited", "更正此前发送的内容", "corrected what was said before"},
    EventWords{"recalled", "撤回此前发送的内容", "took back what was said before"},
    EventWords{"slot_corrected", "更正登记信息", "corrected what was noted"},
    EventWords{"tagged", "标签", "tags"},
    EventWords{"promise_state", "承诺履行", "how a commitment went"},
    EventWords{"accessed", "内部查阅", "looked at by staff"},
    EventWords{"watched", "查看会话", "watched the conversation"},
    EventWords{"revealed", "查看完整信息", "uncovered what is masked"},
    EventWords{"exported", "导出档案", "took a dossier"},
    EventWords{"erasure", "删除数据", "erasure of data"},
    EventWords{"erased", "已删除", "erased"},
    EventWords{"kept", "工单办结前保留", "kept for its case"},
    EventWords{"handed_off", "转人工", "handed over to a person"},
    EventWords{"notice", "对外通知", "told outside of the chat"},
    EventWords{"trace", "系统记录", "record of the system"},
    EventWords{"accept", "接受处理结果", "accepted the result"},
    EventWords{"reject", "不接受处理结果", "rejected the result"},
    EventWords{"urge", "催办", "asked to hurry"},
    EventWords{"withdraw", "撤回", "withdrew the case"},
    EventWords{"reopen", "重新打开", "reopened the case"},
    EventWords{"escalate", "要求主管处理", "asked for a supervisor"},
    EventWords{"add_evidence", "补充说明或证据", "added to the case"},
};

// Those that the tracking page tells to the customer as "you".
constexpr std::array own_changes{
    EventWords{"added", "本人补充了说明", "I added to the case"},
    EventWords{"evidence", "本人补充了材料", "I added a file"},
    EventWords{"urged", "本人催办", "I asked them to hurry"},
    EventWords{"escalated", "本人要求升级给主管", "I asked for a supervisor"},
    EventWords{"asked_customer", "商家要求本人补充，解决时限暂停",
               "I was asked for something; the time stood still"},
    EventWords{"customer_answered", "本人已回复，解决时限继续", "I answered; the time went on"},
    EventWords{"customer_reminded", "商家提醒本人回复", "I was reminded"},
};
constexpr std::array own_ends{
    EventWords{"reopened", "本人要求重新处理", "I had the case reopened"},
    EventWords{"closed", "本人结束工单", "I closed the case"},
};

bool is_english(const std::string& locale) { return locale.starts_with("en"); }

}  // namespace

const Words& words_in(const std::string& locale) { return is_english(locale) ? english : chinese; }

std::string_view promise_words(const std::string& what, const std::string& locale) {
  const bool en = is_english(locale);
  if (what == "first_response") return en ? "First answer of a person" : "首次人工答复";
  if (what == "next_response") return en ? "Next answer" : "后续答复";
  if (what == "resolve") return en ? "Solution" : "解决";
  return en ? "Commitment" : "客服承诺";
}

std::string_view event_words(std::string_view name, const std::string& locale) {
  const auto* found = std::ranges::find(event_names, name, &EventWords::name);
  if (found == event_names.end()) return name;
  return is_english(locale) ? found->en : found->zh;
}

std::string own_change_words(const workorder::Change& change, const std::string& locale) {
  const auto in = [&](const auto& table) -> std::string {
    const auto* found = std::ranges::find(table, change.what, &EventWords::name);
    if (found == table.end()) return {};
    return std::string(is_english(locale) ? found->en : found->zh);
  };
  std::string own = in(own_changes);
  if (own.empty() && change.who == "visitor") own = in(own_ends);
  return own.empty() ? pages::change_words(change, locale) : own;
}

std::string_view own_status_words(workorder::Status status, const std::string& locale) {
  using workorder::Status;
  const bool en = is_english(locale);
  switch (status) {
    case Status::open:
      return en ? "received; nobody has taken it yet" : "商家已受理，尚无人接手";
    case Status::assigned:
      return en ? "taken by an agent" : "商家客服已接手";
    case Status::in_progress:
      return en ? "being worked on" : "商家处理中";
    case Status::waiting_on_customer:
      return en ? "the shop asked me for something" : "商家要求本人补充材料";
    case Status::resolved:
      return en ? "the shop gave a result; I have not accepted it yet"
                : "商家已给出处理结果，本人尚未确认";
    case Status::closed:
      return en ? "closed" : "工单已结束";
    case Status::reopened:
      return en ? "reopened by me" : "本人要求重新处理，商家尚未解决";
  }
  return {};
}

std::string_view outcome_words(workorder::PromiseOutcome outcome, const std::string& locale) {
  using workorder::PromiseOutcome;
  const bool en = is_english(locale);
  switch (outcome) {
    case PromiseOutcome::kept:
      return en ? "kept" : "已履行";
    case PromiseOutcome::missed:
      return en ? "missed" : "未按时履行";
    case PromiseOutcome::running:
      return en ? "not due yet" : "未到期";
    case PromiseOutcome::lapsed:
      return en ? "the case ended before" : "到期前工单已结束";
  }
  return {};
}

}  // namespace yingda::dossier
