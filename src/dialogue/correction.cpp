#include "dialogue/correction.hpp"

#include <algorithm>
#include <vector>

#include "base/ascii.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/question.hpp"
#include "dialogue/render.hpp"
#include "dialogue/wording.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

// Where the text goes on behind the label and "是", "is", …; npos: it does not name it.
std::size_t behind_label(string_view whole, const std::string& label) {
  const std::string text = lower_ascii(whole);
  const auto at = label.empty() ? std::string::npos : text.find(lower_ascii(label));
  if (at == std::string::npos) return at;
  std::size_t end = at + label.size();
  for (bool again = true; again;) {
    again = false;
    for (const string_view word :
         {" ",      "应该",       "其实",   "是",     "为",     "：",   ":",    "，",
          ",",      "should be ", "is ",    "was ",   "to ",    "改成", "改为", "写错了",
          "说错了", "打错了",     "填错了", "发错了", "输错了", "错了", "不对"}) {
      if (!string_view(text).substr(end).starts_with(word)) continue;
      end += word.size();
      again = true;
    }
  }
  return end;
}

// What people call such a value, whatever the question's own label is.
std::vector<string_view> common_names(SlotType type) {
  switch (type) {
    case SlotType::phone:
      return {"手机号码", "手机号", "电话号码", "电话", "phone number", "phone"};
    case SlotType::order_number:
      return {"订单编号", "订单号", "单号", "order number"};
    case SlotType::money:
      return {"金额", "amount"};
    case SlotType::datetime:
      return {"时间", "time"};
    default:
      return {};
  }
}

// As `behind_label`, for the label or, in words that take something back, a common name.
std::size_t behind_name(string_view text, const std::string& label, SlotType type, bool back) {
  auto behind = behind_label(text, label);
  if (!back) return behind;
  for (const auto name : common_names(type)) {
    if (behind != string_view::npos) break;
    behind = behind_label(text, std::string(name));
  }
  return behind;
}

// The value that the text gives for the question: said outright when it names the label, else only
// what shows itself to be such a value.
std::optional<Value> value_for(const Question& question, string_view text, const Scope& scope,
                               std::size_t named) {
  const auto offered = choices(question.options);
  const Reading reading{scope.now, scope.zone, &offered};
  std::optional<Value> value = mentioned_value(question.type, text, reading);
  if (named != string_view::npos) {
    value = read_value(question.type, text.substr(named), reading);
    // "不要早餐", "actually 4 nights": the value stands before its name.
    const bool weak = question.type == SlotType::boolean || question.type == SlotType::number;
    if (!value && weak) value = read_value(question.type, behind_take_back(text), reading);
  } else if (question.type == SlotType::choice && !asks(text)) {
    if (auto option = mentioned_choice(behind_take_back(text), offered)) value = std::move(*option);
  }
  if (!value || !matches(question.pattern, to_text(*value))) return std::nullopt;
  return value;
}

// A phone number among the words is no order number.
bool is_rather_a_phone(const Question& question, const Value& value, const Value& before,
                       const Scope& scope) {
  const Reading reading{scope.now, scope.zone, nullptr};
  const auto phone = [&](const Value& some) {
    return read_value(SlotType::phone, to_text(some), reading).has_value();
  };
  return question.type == SlotType::order_number && phone(value) && !phone(before);
}

const Collect* open_collect(const FlowSet& flows, const Session& session) {
  const Step* step = current_step(flows, session);
  const bool open = step != nullptr && session.waiting == Waiting::value;
  return open ? std::get_if<Collect>(&step->body) : nullptr;
}

// Does the open question take the text in a way that no known value could? Words and numbers are
// in most texts, and "不对" alone says no.
bool open_question_takes(const FlowSet& flows, const Session& session, const Scope& scope,
                         string_view text) {
  const auto* collect = open_collect(flows, session);
  if (collect == nullptr || collect->type == SlotType::text) return false;
  if (collect->type == SlotType::boolean) return is_yes_or_no(text);
  const auto offered = choices(collect->options);
  return read_value(collect->type, text, {scope.now, scope.zone, &offered}).has_value();
}

// A number is in most values: whoever takes back a date or an order's number gives no amount.
bool shows_itself(const Question& question, string_view text, const Scope& scope) {
  const bool own_shape = question.type == SlotType::order_number ||
                         question.type == SlotType::datetime || question.type == SlotType::phone ||
                         question.type == SlotType::money;
  const Reading reading{scope.now, scope.zone, nullptr};
  return own_shape && mentioned_value(question.type, behind_take_back(text), reading).has_value();
}

// The slot's other value; none for the one that it has, nor for one that its question refuses.
std::optional<Correction> correction_to(const FlowSet& flows, const Session& session,
                                        const Scope& scope, const std::string& slot,
                                        const Question& question,
                                        const std::optional<Value>& value) {
  const auto& before = session.slots.at(slot);
  if (!value || *value == before) return std::nullopt;
  const auto* asked = question.collect;
  if (asked != nullptr && rejection_of(*asked, *value, session, scope) != nullptr) {
    return std::nullopt;
  }
  const auto label = session.labels.find(slot);
  return Correction{slot, label == session.labels.end() ? "" : label->second, before, *value,
                    label_of(question, *value, flows, session, scope)};
}

// What is counted in "4晚", "4 nights": the words behind the number; empty for a bare number.
std::string unit_of(string_view text) {
  const std::string key = text::match_key(text);
  std::size_t at = key.size();
  while (at > 0 && !text::is_digit(static_cast<unsigned char>(key[at - 1]))) --at;
  return at == 0 ? std::string() : std::string(text::trim(string_view(key).substr(at)));
}

// Is the slot told, asked for or called by that unit?
bool counts(const FlowSet& flows, const Session& session, const Scope& scope,
            const Question& question, const std::string& slot, const std::string& unit) {
  const auto holds = [&](const std::map<std::string, std::string>& texts) {
    const auto text = texts.find(slot);
    return text != texts.end() && text::match_key(text->second).find(unit) != std::string::npos;
  };
  if (holds(session.sources) || holds(session.labels)) return true;
  if (question.collect == nullptr) return false;
  const auto ask = speak_plain(question.collect->ask, flows, session, scope);
  return text::match_key(ask).find(unit) != std::string::npos;
}

// A number, a word, a yes: nothing in it tells which question it answers.
bool is_weak(SlotType type) {
  return type == SlotType::number || type == SlotType::money || type == SlotType::boolean ||
         type == SlotType::text;
}

struct Taken {
  std::string slot;
  Question question;
};

// Which answer "不对，4晚" takes back: the one that is counted in nights, else the last one.
std::optional<Taken> taken_back(const FlowSet& flows, const Session& session, const Scope& scope,
                                string_view words) {
  const std::string unit = unit_of(words);
  std::optional<Taken> newest;
  for (const auto& [slot, place] : session.places) {
    const auto before = session.slots.find(slot);
    if (before == session.slots.end() || !is_set(before->second)) continue;
    auto question = question_of(flows, place, slot);
    const bool runs = !session.stack.empty() && place.front().flow == session.stack.front().flow;
    if (!runs || !question || !is_weak(question->type)) continue;
    const bool number = question->type == SlotType::number || question->type == SlotType::money;
    if (number && !unit.empty() && counts(flows, session, scope, *question, slot, unit)) {
      return Taken{slot, *std::move(question)};
    }
    if (slot == session.newest && !(number && !unit.empty())) {
      newest = Taken{slot, *std::move(question)};
    }
  }
  // In front of a yes-or-no question "no, …" may be the answer to it.
  const auto* open = open_collect(flows, session);
  const bool polar = open != nullptr && open->type == SlotType::boolean;
  return polar ? std::nullopt : newest;
}

// "不对，是4", "sorry, 4 nights": nothing that shows itself, but it takes back what was said.
std::optional<Correction> weak_correction(const FlowSet& flows, const Session& session,
                                          const Scope& scope, string_view text) {
  const auto words = behind_take_back(text);
  if (session.waiting == Waiting::confirmation || words == text::trim(text)) return std::nullopt;
  const auto taken = taken_back(flows, session, scope, words);
  if (!taken) return std::nullopt;
  const auto& [slot, question] = *taken;
  const bool says_anything = question.type == SlotType::text;
  if (says_anything && open_question_takes(flows, session, scope, words)) return std::nullopt;
  const auto offered = choices(question.options);
  const auto value = read_value(question.type, words, {scope.now, scope.zone, &offered});
  if (value && !matches(question.pattern, to_text(*value))) return std::nullopt;
  return correction_to(flows, session, scope, slot, question, value);
}

bool asks_number(const Collect* open) { return open != nullptr && open->type == SlotType::number; }

// Beside buttons, another value and hardly anything else: "20261120003", "再查一下20261120003".
constexpr std::size_t beside_value_max = 12;
bool replaces_value(const FlowSet& flows, const Session& session, string_view text) {
  const Step* step = current_step(flows, session);
  const bool buttons = step != nullptr && std::holds_alternative<Choose>(step->body);
  if (!buttons || asks(text)) return false;
  std::string rest = text::match_key(text);
  const auto digits = std::erase_if(rest, [](unsigned char c) { return text::is_digit(c); });
  return digits > 0 && text::characters(rest) <= beside_value_max;
}

bool reads(const std::optional<Expression>& condition, const std::string& slot) {
  if (!condition) return false;
  const auto& names = condition->names();
  return std::find(names.begin(), names.end(), slot) != names.end();
}

bool reads(const std::vector<Branch>& branches, const std::string& slot) {
  return std::any_of(branches.begin(), branches.end(),
                     [&](const Branch& branch) { return reads(branch.condition, slot); });
}

bool reads(const Text& text, const std::string& slot) {
  for (const auto& [locale, variants] : text.by_locale) {
    for (const auto& variant : variants) {
      const bool named = variant.find("{" + slot + "}") != std::string::npos ||
                         variant.find("{slots." + slot + "}") != std::string::npos;
      if (named) return true;
    }
  }
  return false;
}

// Does the step decide, look up or compute by the slot? What only says it does not count.
bool depends(const Step& step, const std::string& slot) {
  if (reads(step.condition, slot) || reads(step.next, slot)) return true;
  if (const auto* action = std::get_if<Action>(&step.body)) {
    return std::any_of(action->arguments.begin(), action->arguments.end(),
                       [&](const auto& argument) { return reads(argument.second, slot); });
  }
  if (const auto* choose = std::get_if<Choose>(&step.body)) {
    return std::any_of(choose->options.begin(), choose->options.end(),
                       [&](const auto& option) { return reads(option.next, slot); }) ||
           choose->slot == slot;
  }
  const auto* set = std::get_if<SetSlots>(&step.body);
  return set != nullptr &&
         std::any_of(set->assignments.begin(), set->assignments.end(), [&](const auto& item) {
           const auto* source = std::get_if<Expression>(&item.value);
           return source != nullptr && reads(std::optional(*source), slot);
         });
}

bool anything_depends(const FlowSet& flows, const std::vector<Cursor>& place,
                      const std::string& slot) {
  return std::any_of(place.begin(), place.end(), [&](const Cursor& cursor) {
    const Flow* flow = flows.find(cursor.flow);
    return flow != nullptr && std::any_of(flow->steps.begin(), flow->steps.end(),
                                          [&](const Step& step) { return depends(step, slot); });
  });
}

}  // namespace

std::optional<Correction> find_correction(const FlowSet& flows, const Session& session,
                                          const Scope& scope, string_view text) {
  const bool back = takes_back(text) || replaces_value(flows, session, text);
  const bool taken = open_question_takes(flows, session, scope, text);
  const auto* open = open_collect(flows, session);
  // A free text may tell anything; only words that take something back are none of it.
  if (open != nullptr && open->type == SlotType::text && !back) return std::nullopt;
  std::vector<Correction> named, found;
  for (const auto& [slot, place] : session.places) {
    const auto before = session.slots.find(slot);
    if (before == session.slots.end() || !is_set(before->second)) continue;
    const auto question = question_of(flows, place, slot);
    if (!question) continue;
    const auto label = session.labels.find(slot);
    const std::string name = label == session.labels.end() ? "" : label->second;
    const auto behind = behind_name(text, name, question->type, back);
    const bool says_label = behind != string_view::npos;
    const bool answers = taken && !(asks_number(open) && shows_itself(*question, text, scope));
    if (!says_label && (!back || answers)) continue;
    const auto value = value_for(*question, text, scope, behind);
    if (value && is_rather_a_phone(*question, *value, before->second, scope)) continue;
    auto correction = correction_to(flows, session, scope, slot, *question, value);
    if (correction) (says_label ? named : found).push_back(*std::move(correction));
  }
  auto& candidates = named.empty() ? found : named;
  if (candidates.size() == 1) return std::move(candidates.front());
  if (!candidates.empty()) return std::nullopt;
  return weak_correction(flows, session, scope, text);
}

void correct(const FlowSet& flows, Session& session, const Scope& scope,
             const Correction& correction, string_view text, bool may_go_back) {
  const auto& slot = correction.slot;
  session.slots[slot] = correction.now;
  session.sources[slot] = std::string(text);
  if (correction.text.empty()) {
    session.texts.erase(slot);
  } else {
    session.texts[slot] = correction.text;
  }
  const auto place = session.places.at(slot);
  if (!may_go_back || !anything_depends(flows, place, slot)) return;
  const Step* step = step_at(flows, place);
  stop(session);
  session.stack = place;
  const Flow& flow = *current_flow(flows, session);
  const auto* choose = std::get_if<Choose>(&step->body);
  if (choose == nullptr || choose->slot != slot) return advance(flow, *step, session, scope);
  choose_option(flows, session, scope, flow, *step, to_text(correction.now));
}

}  // namespace yingda::dialogue
