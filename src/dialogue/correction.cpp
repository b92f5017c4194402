#include "dialogue/correction.hpp"

#include <algorithm>
#include <array>
#include <cstdlib>
#include <vector>

#include "base/ascii.hpp"
#include "dialogue/denial.hpp"
#include "dialogue/entities_told.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/question.hpp"
#include "dialogue/render.hpp"
#include "dialogue/utterances.hpp"
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

// A point in time that is put right is told from the one that was: "不是三点，是四点" keeps its
// day.
std::string told_before(const Value& before) {
  const auto point = to_text(before);  // "2026-11-20 15:00"
  constexpr std::size_t hour_at = 11;
  if (point.size() < hour_at + 2) return {};
  const int hour = std::atoi(point.substr(hour_at, 2).c_str());
  const char* part = hour < 5 ? "凌晨" : hour < 12 ? "上午" : hour < 18 ? "下午" : "晚上";
  return point.substr(0, hour_at) + part + point.substr(hour_at);
}

// A value that is known, and what may be said of it.
struct Known {
  std::string slot;
  std::string label;  // empty: only the flow has a name for it
  const Value* before = nullptr;
  Question question;
};

Reading reading_of(const Known& known, const Scope& scope,
                   const std::vector<ChoiceOption>& offered) {
  Reading reading{scope.now, scope.zone, &offered};
  if (known.question.type != SlotType::datetime) return reading;
  reading.heard = told_before(*known.before);
  reading.about = known.label;
  return reading;
}

// The values that the text may be about. "三点到的" is not about the time of a payment.
std::vector<Known> known_values(const FlowSet& flows, const Session& session, string_view text) {
  const Line line = text::decode(text::normalize(text));
  std::vector<Known> out;
  for (const auto& [slot, place] : session.places) {
    const auto before = session.slots.find(slot);
    if (before == session.slots.end() || !is_set(before->second)) continue;
    auto question = question_of(flows, place, slot);
    if (!question) continue;
    const auto label = session.labels.find(slot);
    Known known{slot, label == session.labels.end() ? "" : label->second, &before->second,
                *std::move(question)};
    const bool other =
        known.question.type == SlotType::datetime && tells_of_another(line, known.label);
    if (!other) out.push_back(std::move(known));
  }
  return out;
}

// The value that the text gives for the question: said outright when it names the label, else only
// what shows itself to be such a value.
std::optional<Value> value_for(const Known& known, string_view text, const Scope& scope,
                               std::size_t named) {
  const auto& question = known.question;
  const auto offered = choices(question.options);
  const Reading reading = reading_of(known, scope, offered);
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
  return Correction{slot,          label == session.labels.end() ? "" : label->second,
                    before,        *value,
                    question.type, label_of(question, *value, flows, session, scope)};
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

// "scratch that, 6" is no answer to a yes-or-no question, and hardly says more than a number.
constexpr std::size_t number_alone_max = 6;
bool is_number_alone(const std::optional<Taken>& taken, string_view words) {
  const bool number = taken && (taken->question.type == SlotType::number ||
                                taken->question.type == SlotType::money);
  return number && text::characters(text::match_key(words)) <= number_alone_max;
}

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
  return polar && !is_number_alone(newest, words) ? std::nullopt : newest;
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

// To a question of yes or no that is its answer; a number shows itself that it is meant.
bool answers_no(const Collect* open, string_view text) {
  return open != nullptr && open->type == SlotType::boolean && denies_first(text);
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

// "50" and "五十块", but not "50的倍数" nor "三点到的": what is denied there is something else.
bool is_value_alone(const Value& value, string_view denied) {
  static constexpr std::array<string_view, 16> ends{"块", "元", "钱", "点", "半", "刻",
                                                    "分", "号", "天", "日", "晚", "个",
                                                    "张", "am", "pm", "day"};
  if (to_text(value) == denied) return true;
  const bool digit = text::is_digit(static_cast<unsigned char>(denied.back()));
  return digit || std::ranges::any_of(ends, [&](string_view end) { return denied.ends_with(end); });
}

// "不是50，是60", "订单是A不是B", "it was 4pm, not 3pm": what is denied is the value that is known.
std::optional<Correction> denied_correction(const FlowSet& flows, const Session& session,
                                            const Scope& scope, string_view text) {
  const auto denial = denial_in(text);
  if (!denial || session.waiting == Waiting::confirmation) return std::nullopt;
  std::optional<Correction> out;
  for (const auto& known : known_values(flows, session, text)) {
    const auto& question = known.question;
    if (question.type == SlotType::boolean) continue;
    const auto offered = choices(question.options);
    const Reading reading = reading_of(known, scope, offered);
    const auto denied = read_value(question.type, denial->denied, reading);
    if (!denied || *denied != *known.before || !is_value_alone(*denied, denial->denied)) continue;
    const auto value = read_value(question.type, denial->instead, reading);
    if (!value || !matches(question.pattern, to_text(*value))) continue;
    auto correction = correction_to(flows, session, scope, known.slot, question, value);
    if (correction && out) return std::nullopt;  // two values were the same
    if (correction) out = std::move(correction);
  }
  return out;
}

// "不是三点，是四点吗？" asks, and puts nothing right; "…，可以改吗？" asks something else.
bool wonders(string_view text) {
  static constexpr auto manners = std::to_array<string_view>(
      {"可以吗", "可以改吗", "能改吗", "行吗", "好吗", "可以么", "能改一下吗", "可以改一下吗"});
  const std::string normal = text::normalize(text);
  const std::string key = text::match_key(text);
  const auto ends = [&key](string_view end) { return key.ends_with(end); };
  const bool asked =
      std::ranges::none_of(manners, ends) && (normal.ends_with('?') || key.ends_with("吗"));
  return asked && (normal.starts_with("不是") || normal.starts_with("isn't"));
}

// Two of one kind could be meant for each other; of those nothing is taken. What is called by its
// name goes before what only shows its kind.
std::vector<Correction> chosen_of(const std::vector<Correction>& named,
                                  const std::vector<Correction>& found) {
  const auto single = [](const std::vector<Correction>& all, SlotType type) {
    return std::ranges::count(all, type, &Correction::type) == 1;
  };
  const auto shows = [](SlotType type) {
    return type == SlotType::order_number || type == SlotType::datetime ||
           type == SlotType::phone || type == SlotType::money;
  };
  std::vector<Correction> out;
  for (const auto& each : named) {
    if (named.size() == 1 || single(named, each.type)) out.push_back(each);
  }
  const bool one = named.empty() && found.size() == 1;
  for (const auto& each : found) {
    const bool other = std::ranges::find(named, each.type, &Correction::type) == named.end();
    if (one || (other && shows(each.type) && single(found, each.type))) out.push_back(each);
  }
  return out;
}

}  // namespace

std::vector<Correction> find_corrections(const FlowSet& flows, const Session& session,
                                         const Scope& scope, string_view text) {
  if (wonders(text)) return {};
  if (auto denied = denied_correction(flows, session, scope, text)) return {*std::move(denied)};
  const bool back = takes_back(text) || replaces_value(flows, session, text);
  const bool taken = open_question_takes(flows, session, scope, text);
  const auto* open = open_collect(flows, session);
  // A free text may tell anything; only words that take something back are none of it.
  if (open != nullptr && open->type == SlotType::text && !back) return {};
  std::vector<Correction> named, found;
  for (const auto& known : known_values(flows, session, text)) {
    const auto& question = known.question;
    const auto behind = behind_name(text, known.label, question.type, back);
    const bool says_label = behind != string_view::npos;
    const bool answers = taken && !(asks_number(open) && shows_itself(question, text, scope));
    if (!says_label && (!back || answers)) continue;
    const bool number = question.type == SlotType::order_number || question.type == SlotType::phone;
    if (!says_label && !number && answers_no(open, text)) continue;
    const auto value = value_for(known, text, scope, behind);
    if (value && is_rather_a_phone(question, *value, *known.before, scope)) continue;
    auto correction = correction_to(flows, session, scope, known.slot, question, value);
    if (correction) (says_label ? named : found).push_back(*std::move(correction));
  }
  const bool any = !named.empty() || !found.empty();
  if (any) {
    auto chosen = chosen_of(named, found);
    std::ranges::stable_sort(chosen, {}, [&](const auto& each) { return text.find(each.label); });
    return chosen;
  }
  if (answers_no(open, text)) return {};
  auto weak = weak_correction(flows, session, scope, text);
  return weak ? std::vector{*std::move(weak)} : std::vector<Correction>{};
}

std::string beside_corrections(const std::vector<Correction>& corrections, const Scope& scope,
                               string_view text) {
  const Reading reading{scope.now, scope.zone, nullptr};
  const auto denial = denial_in(text);
  const auto denied = [&](const std::string& clause) {
    return denial && text::normalize(clause).find(denial->denied) != clause.npos;
  };
  std::string out;
  for (const auto& clause : clauses_of(text)) {
    const bool corrects = std::ranges::any_of(corrections, [&](const Correction& correction) {
      const bool named = !correction.label.empty() && clause.find(correction.label) != clause.npos;
      const auto now = correction.text.empty() ? to_text(correction.now) : correction.text;
      return named || clause.find(now) != clause.npos ||
             mentioned_value(correction.type, clause, reading).has_value();
    });
    if (corrects || denied(clause) || takes_back(clause)) continue;
    out += (out.empty() ? "" : "，") + clause;
  }
  return out;
}

}  // namespace yingda::dialogue
