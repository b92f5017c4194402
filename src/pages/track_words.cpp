#include "pages/track_words.hpp"

#include <array>

#include "pages/html.hpp"

namespace yingda::pages {
namespace {

constexpr TrackWords track_chinese{
    .title = "工单进度",
    .find_intro = "输入工单号和跟踪密码，看现在到哪一步、谁在负责、最迟什么时候答复。",
    .number = "工单号",
    .secret = "跟踪密码",
    .secret_hint = "开工单时和工单号一起给您的 16 位字符，在聊天里的工单卡片上。",
    .find = "查询",
    .wrong = "工单号或跟踪密码不对。请照着聊天里的工单卡片核对一遍。",
    .too_many = "试的次数太多了，请过几分钟再查。",
    .unavailable = "系统正忙，这次没有查到。请过一会儿再试，您的工单不受影响。",
    .opened = "受理时间",
    .department = "负责部门",
    .owner = "负责人",
    .nobody_yet = "还没有人接手",
    .first_answer = "首次答复",
    .next_answer = "下次答复",
    .solution = "解决",
    .by = "最迟 {due}",
    .answered = "已答复",
    .overdue = "已超过承诺的时间",
    .demands = "您的诉求",
    .paused = "等您回复，暂停计时",
    .asks_you = "需要您回复",
    .asks_hint = "您一回复，处理时限就接着算；等待的时间会顺延，不算在内。",
    .promises = "客服的承诺",
    .kept = "已兑现",
    .dropped = "工单已由您结束",
    .compensation = "超时补偿",
    .owed = "待发放，最迟 {due}",
    .paid = "已发放",
    .rule = "依据：",
    .result = "处理结果",
    .timeline = "经过",
    .files = "您的材料",
    .actions = "您可以",
    .your_words = "想补充的话（可以不填）",
    .accept = "接受结果",
    .reject = "不认可，继续处理",
    .urge = "催办",
    .withdraw = "撤回工单",
    .reopen = "重新打开",
    .escalate = "请主管处理",
    .add = "补充说明",
    .dossier = "下载证据档案（ZIP）",
    .dossier_keys = "核验用的公钥",
    .other_order = "查别的工单",
    .done = "收到，已经记在工单上。",
    .refused = "这一步现在做不了，工单没有变化。下面是它现在的状态。",
    .already = "刚才已经记过了，不用重复。",
    .nothing_said = "请先写下要补充的内容。",
    .merged = "工单 {number} 已并入 {into}，下面是它现在的进度。",
    .colon = "：",
};

constexpr TrackWords track_english{
    .title = "Your case",
    .find_intro =
        "Enter the case number and its tracking password to see where things stand, who has it, "
        "and by when you "
        "hear from us.",
    .number = "Case number",
    .secret = "Tracking password",
    .secret_hint =
        "The 16 characters you were given with the number; they are on the card in the chat.",
    .find = "Show it",
    .wrong =
        "There is no case with this number and tracking password. Please compare them with the "
        "card in the "
        "chat.",
    .too_many = "That was too many tries; please wait some minutes.",
    .unavailable =
        "The system is busy and could not look it up. Please try again in a while; your case is "
        "not affected.",
    .opened = "Opened",
    .department = "Department",
    .owner = "In charge",
    .nobody_yet = "nobody yet",
    .first_answer = "First answer",
    .next_answer = "Next answer",
    .solution = "Solution",
    .by = "by {due}",
    .answered = "given",
    .overdue = "past the promised time",
    .demands = "What you asked for",
    .paused = "stands still until you answer",
    .asks_you = "Your answer is needed",
    .asks_hint =
        "The time goes on as soon as you answer, and ends as much later as it stood still.",
    .promises = "What we promised you",
    .kept = "kept",
    .dropped = "you ended the case",
    .compensation = "Compensation for being late",
    .owed = "owed, paid by {due}",
    .paid = "paid",
    .rule = "Because of: ",
    .result = "The result",
    .timeline = "What happened",
    .files = "Your files",
    .actions = "You can",
    .your_words = "Anything to add (may stay empty)",
    .accept = "Accept",
    .reject = "Not solved, go on",
    .urge = "Ask us to hurry",
    .withdraw = "Withdraw the case",
    .reopen = "Reopen it",
    .escalate = "Ask a supervisor",
    .add = "Add this",
    .dossier = "Download the evidence dossier (ZIP)",
    .dossier_keys = "public keys to check it with",
    .other_order = "Another case",
    .done = "Noted on the case.",
    .refused = "That cannot be done now; the case has not changed. This is how it stands.",
    .already = "That was noted a moment ago already.",
    .nothing_said = "Please write what you would like to add.",
    .merged = "Case {number} was joined to {into}; this is where it stands now.",
    .colon = ": ",
};

struct Pair {
  std::string_view name;
  std::string_view zh;
  std::string_view en;
};

constexpr std::array changes{
    Pair{"opened", "工单已开", "Case opened"},
    Pair{"assigned", "客服接手", "An agent took it"},
    Pair{"first_response", "客服首次答复", "First answer"},
    Pair{"agent_silent", "客服一直没有回复，换人处理，原负责人继续负责",
         "The agent did not write; others take over, whoever took it first still answers for it"},
    Pair{"transferred", "转交其他同事，原负责人继续负责",
         "Passed on; whoever took it first still answers for it"},
    Pair{"raised", "提高优先级", "Raised in priority"},
    Pair{"corrected", "更正订单号", "Order number corrected"},
    Pair{"explained", "补充了是什么事", "What it is about was added"},
    Pair{"demanded", "您提出了诉求", "You said what you ask for"},
    Pair{"added", "您补充了说明", "You added to it"},
    Pair{"evidence", "您补充了材料", "You added a file"},
    Pair{"urged", "您催办了一次", "You asked us to hurry"},
    Pair{"escalated", "您请主管处理", "You asked for a supervisor"},
    Pair{"first_response_missed", "首次答复超时", "The first answer is late"},
    Pair{"next_response_missed", "后续答复超时", "A later answer is late"},
    Pair{"resolve_missed", "解决超时", "The solution is late"},
    Pair{"promised", "客服做出承诺", "An agent made a promise"},
    Pair{"promise_kept", "客服兑现了承诺", "An agent kept a promise"},
    Pair{"promise_missed", "客服的承诺没有按时兑现", "An agent's promise is late"},
    Pair{"asked_customer", "请您补充，解决时限暂停",
         "You were asked for something; the time stands still"},
    Pair{"customer_answered", "您回复了，解决时限继续", "You answered; the time goes on"},
    Pair{"customer_reminded", "提醒您回复", "You were reminded"},
    Pair{"compensation_owed", "登记了超时补偿", "Compensation for being late is owed"},
    Pair{"compensation_paid", "超时补偿已发放", "The compensation was paid"},
    Pair{"compensation_unpaid", "超时补偿没有按时发放", "The compensation is overdue"},
    Pair{"manager_called", "超时未处理好，上报给经理", "Still overdue: the manager was called"},
    Pair{"merged", "并入另一个工单继续处理", "Goes on in another case"},
    Pair{"took_in", "并入了您的另一个工单", "Another case of yours was joined to this one"},
    Pair{"split", "其中一件事单独立单", "One part got a number of its own"},
    Pair{"split_from", "从原工单分出", "Split from an earlier case"},
    Pair{"resolved", "给出处理结果", "A result was given"},
    Pair{"reopened", "工单重新打开", "Reopened"},
    Pair{"closed", "工单结束", "Closed"},
};

}  // namespace

const TrackWords& track_words(const std::string& locale) {
  return is_english(locale) ? track_english : track_chinese;
}

std::string status_words(workorder::Status status, const std::string& locale) {
  const bool en = is_english(locale);
  switch (status) {
    case workorder::Status::open:
      return en ? "Received, waiting for an agent" : "已受理，等客服接手";
    case workorder::Status::assigned:
      return en ? "An agent has it" : "客服已接手";
    case workorder::Status::in_progress:
      return en ? "Being worked on" : "正在处理";
    case workorder::Status::waiting_on_customer:
      return en ? "Waiting for your answer" : "等您补充";
    case workorder::Status::resolved:
      return en ? "Result given, please confirm" : "已给出处理结果，请您确认";
    case workorder::Status::closed:
      return en ? "Closed" : "已结束";
    case workorder::Status::reopened:
      return en ? "Reopened, goes first" : "已重新打开，优先处理";
  }
  return {};
}

std::string promise_words(workorder::Promise promise, const std::string& locale) {
  const auto& words = track_words(locale);
  switch (promise) {
    case workorder::Promise::first_response:
      return std::string(words.first_answer);
    case workorder::Promise::next_response:
      return std::string(words.next_answer);
    case workorder::Promise::resolve:
      return std::string(words.solution);
  }
  return {};
}

std::string change_words(const workorder::Change& change, const std::string& locale) {
  for (const auto& pair : changes) {
    if (pair.name == change.what) return std::string(is_english(locale) ? pair.en : pair.zh);
  }
  return {};
}

}  // namespace yingda::pages
