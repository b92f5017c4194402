#include "dialogue/retraction.hpp"

#include <re2/re2.h>

#include <algorithm>
#include <vector>

#include "dialogue/correction.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/question.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

// The name of what is taken back stands as "#" in these. Nothing else may be said beside it: "订单
// 号写错了，钱也没退" is a story.
constexpr const char* zh_slip =
    "^(?:不对|不好意思|对不起|抱歉|等等|等一下|等下|哎呀|哎|啊|呃|额|我|刚才|刚刚|前面|上面|之前|"
    "那个|"
    "这个|的|把|发的|写的|填的|给的|给你的|给您的)*#(?:我|刚才|刚刚|好像|是|都|给|有)*"
    "(?:写错|填错|打错|说错|发错|输错|弄错|搞错|给错|输入错误|错|不对|误|不是这个)(?:了|啦)?"
    "(?:怎么改|怎么办|能改吗|可以改吗|我重新发|我重新说|我要改|要改|改一下|啊|呀|呢|哦)*$";
constexpr const char* zh_change =
    "^(?:不好意思|对不起|等等|等一下|等下|我|请|麻烦|帮我|帮忙|能不能|能|可以|想要|想|要|需要|再|"
    "把|"
    "刚才|前面|那个|的)*(?:(?:修改|更改|改一下|改下|改改|改个|改|换一下|换个|换一个|重填|重新填写|"
    "重新填|"
    "重新输入|重新输|重输|重新说|更正|纠正)#|#(?:我|想|要|需要|能不能|可不可以|能|可以|怎么|再)*(?:"
    "修改|更改|改一下|"
    "改下|"
    "改改|改|换一下|重填|重新填写|重新填|重新输入|重新说|重新发)(?:一下|下)?)(?:了|吗|吧|呢|啊|呀|"
    "可以吗|行吗|好吗|怎么弄|怎么操作)*$";
constexpr const char* zh_back =
    "^(?:我|想|要|请|能不能|可以|能|麻烦)*(?:返回|回到|退回|退到|回|退)?(?:上一步|上一个问题|"
    "上一题|前一步)"
    "(?:吗|吧|呢|啊|可以吗)*$";
constexpr const char* en_slip =
    "^(?:sorry |oops |wait |no |actually |hmm |i think |i guess |oh )*(?:the |my |that |this )*"
    "(?:# (?:i (?:gave|typed|entered|sent|wrote) (?:you )?)?(?:is|was|are|were|s) "
    "(?:wrong|incorrect|not right|not correct|mistyped|a typo)|"
    "(?:i (?:gave|typed|entered|sent|wrote|put|have|got) (?:you )?(?:in )?)?(?:the |a |my )?wrong "
    "#|"
    "i (?:made )?(?:a )?(?:mistake|typo) (?:in|with) (?:the |my )?#|"
    "i (?:mistyped|misspelled|misspelt) (?:the |my )?#|i got (?:the |my )?# wrong)$";
constexpr const char* en_change =
    "^(?:sorry |oops |wait |no |actually |please |can |could |may |i |you |want to |need to |d "
    "like "
    "to |would like to |have to |let me |id like to )*(?:change|edit|correct|fix|redo|re enter|"
    "reenter|retype) (?:the |my )?#(?: please)?$";
constexpr const char* en_back =
    "^(?:please |can |could |i |you |want to |we |let me )*(?:go |step )?(?:back(?: one)?(?: "
    "step)?|"
    "(?:to )?(?:the )?previous (?:step|question)|back to the (?:last|previous) (?:step|question))"
    "(?: please)?$";

bool fits(const std::string& key, const re2::RE2& pattern) {
  return re2::RE2::FullMatch(key, pattern);
}

// Says a slip ("写错了") or asks for a change ("修改"). A slip may as well be what the visitor
// tells of: "手机号填错了" has an article.
enum class Taking { none, slip, change };
Taking taking_of(const std::string& key) {
  static const re2::RE2 slips(std::string(zh_slip) + "|" + en_slip);
  static const re2::RE2 changes(std::string(zh_change) + "|" + en_change);
  if (fits(key, changes)) return Taking::change;
  return fits(key, slips) ? Taking::slip : Taking::none;
}

bool goes_back(const std::string& key) {
  static const re2::RE2 back(std::string(zh_back) + "|" + en_back);
  return fits(key, back);
}

constexpr std::size_t key_bytes_max = 120;

// The key with "#" in place of the name; empty: it does not hold it.
std::string with_mark(const std::string& key, string_view name) {
  const std::string called = text::match_key(name);
  const auto at = called.empty() ? std::string::npos : key.find(called);
  if (at == std::string::npos) return {};
  return std::string(key).replace(at, called.size(), "#");
}

Taking taken_by_name(const std::string& key, const std::string& label, SlotType type) {
  std::vector<string_view> names{label};
  for (const auto name : common_names(type)) names.push_back(name);
  for (const auto name : names) {
    const auto marked = with_mark(key, name);
    if (marked.empty()) continue;
    if (const auto taking = taking_of(marked); taking != Taking::none) return taking;
  }
  return Taking::none;
}

std::string label_in(const Session& session, const std::string& slot) {
  const auto label = session.labels.find(slot);
  return label == session.labels.end() ? std::string() : label->second;
}

bool may_be_told(const FlowSet& flows, const Session& session, Taking taking, SlotType type) {
  if (taking == Taking::change) return true;
  if (session.stack.empty()) return type == SlotType::order_number;
  return !takes_description(flows, session);
}

const Collect* confirmed_by(const FlowSet& flows, const Session& session) {
  const Step* step =
      session.waiting == Waiting::confirmation ? current_step(flows, session) : nullptr;
  return step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
}

std::optional<Retraction> named_in(const FlowSet& flows, const Session& session,
                                   const std::string& key) {
  std::optional<Retraction> out;
  for (const auto& [slot, place] : session.places) {
    const auto value = session.slots.find(slot);
    if (value == session.slots.end() || !is_set(value->second)) continue;
    const int index = asking_step(flows, place, slot);
    const auto question = question_of(flows, place, slot);
    if (index < 0 || !question) continue;
    const auto label = label_in(session, slot);
    const auto taking = taken_by_name(key, label, question->type);
    if (taking == Taking::none || !may_be_told(flows, session, taking, question->type)) continue;
    if (!out || slot == session.newest) out = Retraction{slot, label};
  }
  return out;
}

// Nothing where it was given to another flow, or an order has been opened on it.
std::optional<Retraction> newest_answer(const FlowSet& flows, const Session& session) {
  const auto newest = session.places.find(session.newest);
  const bool known = newest != session.places.end() && session.slots.contains(session.newest);
  if (!known || session.stack.empty()) return std::nullopt;
  if (newest->second.front().flow != session.stack.front().flow) return std::nullopt;
  if (asking_step(flows, newest->second, session.newest) < 0) return std::nullopt;
  if (opened_order_since(flows, session, newest->second)) return std::nullopt;
  return Retraction{session.newest, label_in(session, session.newest)};
}

}  // namespace

std::optional<Retraction> find_retraction(const FlowSet& flows, const Session& session,
                                          string_view text) {
  const auto* asked = confirmed_by(flows, session);
  if (asked == nullptr && session.places.empty()) return std::nullopt;  // nothing was answered
  const std::string key = text::match_key(text);
  if (key.empty() || key.size() > key_bytes_max) return std::nullopt;
  const bool back = goes_back(key);
  if (asked != nullptr) {
    const auto label = label_in(session, asked->slot);
    if (back || taken_by_name(key, label, asked->type) != Taking::none) {
      return Retraction{asked->slot, label};
    }
  }
  if (!back) {
    auto named = named_in(flows, session, key);
    const bool kept = named && opened_order_since(flows, session, session.places.at(named->slot));
    return kept ? std::nullopt : named;
  }
  return newest_answer(flows, session);
}

std::optional<Retraction> step_back(const FlowSet& flows, const Session& session) {
  const auto waiting = session.waiting;
  const bool asks =
      waiting == Waiting::value || waiting == Waiting::option || waiting == Waiting::form;
  return asks ? newest_answer(flows, session) : std::nullopt;
}

void retract(const FlowSet& flows, Session& session, const Retraction& retraction) {
  const auto& slot = retraction.slot;
  if (confirmed_by(flows, session) != nullptr && session.pending && session.pending->slot == slot) {
    session.pending.reset();
    session.waiting = Waiting::nothing;
    return;
  }
  auto place = session.places.at(slot);
  session.places.erase(slot);
  session.slots.erase(slot);
  session.sources.erase(slot);
  session.texts.erase(slot);
  if (session.newest == slot) session.newest.clear();
  const int index = asking_step(flows, place, slot);
  const Flow& flow = *flows.find(place.back().flow);
  const bool here = !session.stack.empty() && session.stack.back().flow == flow.id;
  // Told before it was asked for: its question is still to come.
  if (here && flow.find(session.stack.back().step) < index) return;
  stop(session);
  const auto& id = flow.steps[static_cast<std::size_t>(index)].id;
  if (place.back().step != id) place.back() = {flow.id, id};
  session.stack = std::move(place);
}

std::vector<Retraction> retractable(const FlowSet& flows, const Session& session,
                                    const std::string& flow) {
  std::vector<std::pair<std::pair<int, int>, Retraction>> found;
  const Flow* outer = flows.find(flow);
  if (outer == nullptr) return {};
  for (const auto& [slot, place] : session.places) {
    const auto value = session.slots.find(slot);
    const auto label = label_in(session, slot);
    if (value == session.slots.end() || !is_set(value->second) || label.empty()) continue;
    if (place.empty() || place.front().flow != flow) continue;
    const int asked = asking_step(flows, place, slot);
    if (asked == end_of_flow || !question_of(flows, place, slot)) continue;
    const int outside = place.size() == 1 ? asked : outer->find(place.front().step);
    found.push_back({{outside, asked}, {slot, label}});
  }
  std::ranges::stable_sort(found, {}, [](const auto& each) { return each.first; });
  std::vector<Retraction> out;
  for (auto& [place, retraction] : found) out.push_back(std::move(retraction));
  return out;
}

}  // namespace yingda::dialogue
