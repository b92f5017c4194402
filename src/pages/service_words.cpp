#include "pages/service_words.hpp"

#include <array>

#include "pages/html.hpp"

namespace yingda::pages {
namespace {

constexpr ServiceWords service_chinese{
    .title = "{brand}服务承诺与实际",
    .intro =
        "承诺了什么，实际做到了什么，都在这一页。数字由系统从每一张工单的经过里算出，没有手工填写的"
        "地方。",
    .updated = "更新于 {time}",
    .now = "现在",
    .waiting = "正在排队",
    .longest_wait = "最久已等",
    .on_duty = "在岗客服",
    .nobody_waits = "没有人在等",
    .promises = "我们的承诺",
    .kind = "类型",
    .first_answer = "首次答复",
    .later_answer = "后续答复",
    .solution = "解决",
    .period = "最近 {days} 天",
    .opened = "工单",
    .promised = "承诺 {time}",
    .kept = "{share} 按时",
    .half_within = "一半在 {time}内",
    .most_within = "九成在 {time}内",
    .settled = "已有处理结果",
    .reopened = "重新打开",
    .satisfied = "满意（4 分以上）",
    .broken = "未兑现的承诺",
    .compensation = "超时补偿",
    .paid = "已发 {amount}",
    .no_data = "暂无",
    .ratings = "{count} 次评价",
    .cases = "{count} 件",
    .evidence = "投诉要准备什么",
    .channels = "怎么找到我们",
    .channel_chat = "在线客服：任何页面右下角，随时可转人工",
    .channel_urgent = "紧急投诉",
    .channel_track = "凭工单号和跟踪密码看进度",
    .methods = "怎么算的",
    .methods_text =
        "统计期内受理的每张工单都计入。首次答复从受理算到第一位客服的实质答复，机器人的回复和“请稍"
        "候”一类的话不算。"
        "到承诺时间还没有答复的记为未按时，在时长里排在最后；还没到时间的、到时间之前由用户撤回的不"
        "计。"
        "重新打开的工单仍按第一次答复计，解决时间从最初受理算到最后一次给出处理结果。"
        "未兑现的承诺包括首次答复、后续答复和解决的每一次超时。满意度取有工单的用户最后一次评分。",
};

constexpr ServiceWords service_english{
    .title = "{brand}: what we promise and what we do",
    .intro =
        "What we promised beside what happened. The figures are computed from the history of every "
        "case; nothing is typed in by hand.",
    .updated = "Updated {time}",
    .now = "Now",
    .waiting = "In the queue",
    .longest_wait = "Longest wait",
    .on_duty = "Agents on duty",
    .nobody_waits = "nobody is waiting",
    .promises = "What we promise",
    .kind = "Kind",
    .first_answer = "First answer",
    .later_answer = "Later answers",
    .solution = "Solution",
    .period = "The last {days} days",
    .opened = "Cases",
    .promised = "promised: {time}",
    .kept = "{share} in time",
    .half_within = "half within {time}",
    .most_within = "nine in ten within {time}",
    .settled = "With a result",
    .reopened = "Reopened",
    .satisfied = "Satisfied (4 or 5 of 5)",
    .broken = "Broken promises",
    .compensation = "Compensation",
    .paid = "{amount} paid",
    .no_data = "none yet",
    .ratings = "{count} ratings",
    .cases = "{count}",
    .evidence = "What a complaint needs",
    .channels = "How to reach us",
    .channel_chat = "Chat: bottom right on every page; a person at any time",
    .channel_urgent = "Urgent complaint",
    .channel_track = "Follow a case with its number and tracking password",
    .methods = "How this is computed",
    .methods_text =
        "Every case opened in the period counts. The first answer is the first one of substance by "
        "a person: the bot's replies and phrases like “please wait” do not count. A case without "
        "one at the promised time is late, and comes last among the times; cases whose time has "
        "not come, or that the customer withdrew before, are left out. A reopened case keeps its "
        "first answer, and its solution is counted from the first opening to the last result. "
        "Broken promises are all that were missed: first and later answers, and solutions. "
        "Satisfaction is the last rating of each visitor who had a case.",
};

struct Unit {
  std::int64_t seconds;
  std::string_view zh;
  std::string_view one;
  std::string_view many;
};
constexpr std::array units{Unit{86400, "天", "day", "days"}, Unit{3600, "小时", "hour", "hours"},
                           Unit{60, "分钟", "minute", "minutes"},
                           Unit{1, "秒", "second", "seconds"}};

std::string amount(std::int64_t count, const Unit& unit, bool english_words) {
  if (!english_words) return std::to_string(count) + " " + std::string(unit.zh);
  return std::to_string(count) + " " + std::string(count == 1 ? unit.one : unit.many);
}

}  // namespace

const ServiceWords& service_words(const std::string& locale) {
  return is_english(locale) ? service_english : service_chinese;
}

std::string promise_name(workorder::Tier tier, bool urgent, const std::string& locale) {
  const bool en = is_english(locale);
  if (urgent) return en ? "Urgent complaint" : "紧急投诉";
  switch (tier) {
    case workorder::Tier::inquiry:
      return en ? "Inquiry" : "咨询";
    case workorder::Tier::complaint:
      return en ? "Complaint" : "投诉";
    case workorder::Tier::dispute:
      return en ? "Dispute" : "纠纷";
  }
  return {};
}

std::string span_words(TimeSpan span, const std::string& locale) {
  std::int64_t left = std::chrono::duration_cast<std::chrono::seconds>(span).count();
  std::string out;
  int parts = 0;
  for (const Unit& unit : units) {
    // "24 小时" is a promise, "1 天" could be any time tomorrow.
    const bool whole_days = left >= 2 * units.front().seconds;
    if (&unit == &units.front() && !whole_days) continue;
    const std::int64_t count = left / unit.seconds;
    left %= unit.seconds;
    if (count == 0 && parts == 0) continue;
    if (count > 0) out += (out.empty() ? "" : " ") + amount(count, unit, is_english(locale));
    if (++parts == 2) break;
  }
  return out.empty() ? amount(0, units.back(), is_english(locale)) : out;
}

}  // namespace yingda::pages
