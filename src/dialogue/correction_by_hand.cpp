// Values put right by whoever works on a case.

#include <algorithm>

#include "dialogue/correction.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/question.hpp"
#include "dialogue/render.hpp"

namespace yingda::dialogue {
namespace {

// Without its question, which a newer release may lack, a value tells its kind itself.
Question question_or_guess(const FlowSet& flows, const Session& session, const std::string& slot) {
  const auto place = session.places.find(slot);
  if (place != session.places.end()) {
    if (auto question = question_of(flows, place->second, slot)) return *std::move(question);
  }
  const Value& value = session.slots.at(slot);
  if (std::holds_alternative<bool>(value)) return {SlotType::boolean, {}, nullptr, nullptr};
  if (std::holds_alternative<double>(value)) return {SlotType::number, {}, nullptr, nullptr};
  return {SlotType::text, {}, nullptr, nullptr};
}

// Several options as forms send them, by their ids, in the order of the list.
std::optional<Value> ticked_of(const Question& question, std::string_view typed) {
  if (question.type != SlotType::choices) return std::nullopt;
  const auto ids = ids_in(typed);
  std::vector<std::string> known;
  for (const auto* option : question.options) {
    if (std::ranges::find(ids, option->id) != ids.end()) known.push_back(option->id);
  }
  if (known.empty() || known.size() != ids.size()) return std::nullopt;
  return Value(std::move(known));
}

}  // namespace

Result<Correction> correction_by_hand(const FlowSet& flows, const Session& session,
                                      const Scope& scope, const std::string& slot,
                                      std::string_view typed) {
  const Value& before = session.slots.at(slot);
  const Question question = question_or_guess(flows, session, slot);
  const auto offered = choices(question.options);
  std::optional<Value> value = read_value(question.type, typed, {scope.now, scope.zone, &offered});
  const auto chosen = std::ranges::find(question.options, typed, &Option::id);
  const bool one = question.type == SlotType::choice;
  if (one && chosen != question.options.end()) value = (*chosen)->id;
  if (auto ticked = ticked_of(question, typed)) value = std::move(*ticked);
  const bool read = value && is_set(*value) && matches(question.pattern, to_text(*value));
  const bool files = std::holds_alternative<std::vector<std::string>>(before) &&
                     question.type != SlotType::choices;
  if (files || !read) {
    return Error{ErrorCode::invalid, "`value` must be of the kind " +
                                         std::string(to_string(question.type)) + ", as \"" +
                                         to_text(before) + "\" is"};
  }
  if (*value == before) return Error{ErrorCode::conflict, "`value` is what stands there already"};
  const auto label = session.labels.find(slot);
  return Correction{slot,          label == session.labels.end() ? "" : label->second,
                    before,        *value,
                    question.type, label_of(question, *value, flows, session, scope)};
}

std::vector<std::pair<std::string, std::string>> choices_of(const FlowSet& flows,
                                                            const Session& session,
                                                            const Scope& scope,
                                                            const std::string& slot) {
  std::vector<std::pair<std::string, std::string>> out;
  const Question question = question_or_guess(flows, session, slot);
  if (question.type != SlotType::choice && question.type != SlotType::choices) return out;
  for (const auto* option : question.options) {
    out.emplace_back(option->id, speak_plain(option->label, flows, session, scope));
  }
  return out;
}

}  // namespace yingda::dialogue
