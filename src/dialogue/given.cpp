#include "dialogue/given.hpp"

#include <algorithm>
#include <array>
#include <set>

#include "dialogue/interpreter_parts.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/question.hpp"
#include "dialogue/render.hpp"
#include "text/mask.hpp"

namespace yingda::dialogue {
namespace {

// Where a flow asks for a slot.
struct Asked {
  std::string slot;
  std::vector<Cursor> place;
  const Step* step = nullptr;
  const FormField* field = nullptr;
};

// The questions of a flow, and of the helpers it calls, in the order of their steps.
void find_questions(const FlowSet& flows, const std::string& id, std::vector<Cursor> way,
                    std::set<std::string>& seen, std::vector<Asked>& out) {
  const Flow* flow = flows.find(id);
  if (flow == nullptr || !seen.insert(id).second) return;
  way.push_back({id, {}});
  for (const auto& step : flow->steps) {
    way.back().step = step.id;
    way.back().calling = false;
    if (const auto* collect = std::get_if<Collect>(&step.body)) {
      out.push_back({collect->slot, way, &step, nullptr});
    } else if (const auto* choose = std::get_if<Choose>(&step.body)) {
      if (!choose->slot.empty()) out.push_back({choose->slot, way, &step, nullptr});
    } else if (const auto* form = std::get_if<Form>(&step.body)) {
      for (const auto& field : form->fields) out.push_back({field.name, way, &step, &field});
    } else if (const auto* call = std::get_if<Call>(&step.body)) {
      way.back().calling = true;
      find_questions(flows, call->flow, way, seen, out);
    }
  }
}

std::string names_of(const std::vector<Asked>& questions) {
  std::set<std::string> names;
  for (const auto& asked : questions) names.insert(asked.slot);
  std::string out;
  for (const auto& name : names) out += (out.empty() ? "" : ", ") + name;
  return out.empty() ? "nothing" : out;
}

// A page has no business with them, whatever the flow may ask its visitor for.
bool names_secret(const std::string& slot) {
  static constexpr std::array<std::string_view, 8> words{
      "secret", "password", "passwd", "pin_code", "cvv", "card_code", "token", "otp"};
  return slot == "pin" || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
           return slot.find(word) != slot.npos;
         });
}

const Text& label_text(const Asked& asked) {
  static const Text none;
  if (asked.field != nullptr) return asked.field->label;
  const auto* collect = std::get_if<Collect>(&asked.step->body);
  return collect == nullptr ? none : collect->label;
}

std::string names_of(const std::vector<const Option*>& options) {
  std::string out;
  for (const auto* option : options) out += (out.empty() ? " " : ", ") + option->id;
  return out;
}

std::string right_form(const Question& question) {
  if (question.type == SlotType::choices) {
    return "must be some of these, with commas between them:" + names_of(question.options);
  }
  if (!question.options.empty()) return "must be one of:" + names_of(question.options);
  switch (question.type) {
    case SlotType::order_number:
      return "must be an order number: 8 to 24 digits, up to 4 letters before them";
    case SlotType::datetime:
      return "must be a point in time like 2026-11-21T16:05";
    case SlotType::phone:
      return "must be a mobile number of 11 digits";
    case SlotType::boolean:
      return "must be true or false";
    case SlotType::money:
      return "must be an amount like 15.00";
    default:
      return "must be of the type " + std::string(to_string(question.type));
  }
}

// What a program writes, and not what people may mean by it.
std::optional<Value> exactly(const Question& question, const std::string& text,
                             const Scope& scope) {
  if (question.type == SlotType::boolean) {
    if (text == "true" || text == "false") return Value(text == "true");
    return std::nullopt;
  }
  if (question.type == SlotType::choices) {
    const auto ids = ids_in(text);
    const bool known = !ids.empty() && std::ranges::all_of(ids, [&](const std::string& id) {
      return std::ranges::find(question.options, id, &Option::id) != question.options.end();
    });
    return known ? std::optional(Value(ids)) : std::nullopt;
  }
  if (!question.options.empty()) {
    const auto known = std::ranges::find(question.options, text, &Option::id);
    return known == question.options.end() ? std::nullopt : std::optional(Value(text));
  }
  auto value = read_value(question.type, text, {scope.now, scope.zone, nullptr});
  if (!value || !matches(question.pattern, to_text(*value))) return std::nullopt;
  return value;
}

}  // namespace

GivenSlots read_given(const FlowSet& flows, const Session& session, const Scope& scope,
                      const std::string& flow, const std::map<std::string, std::string>& slots) {
  GivenSlots out;
  if (slots.empty()) return out;
  std::vector<Asked> questions;
  std::set<std::string> seen;
  find_questions(flows, flow, {}, seen, questions);
  Session with_all = session;
  for (const auto& [slot, text] : slots) {
    const auto fault = [&, name = slot](std::string what) {
      out.faults.push_back({name, std::move(what)});
    };
    const auto asked = std::ranges::find(questions, slot, &Asked::slot);
    if (asked == questions.end()) {
      fault("is nothing that the flow " + flow + " asks for; it asks for " + names_of(questions));
      continue;
    }
    const Question question = *question_of(flows, asked->place, slot);
    const std::string label = speak_plain(label_text(*asked), flows, session, scope);
    if (question.type == SlotType::file) {
      fault("is a file: only the visitor can send it");
    } else if (names_secret(slot) || text::holds_secret(label + ": " + text)) {
      fault("looks like a secret or the number of a card: only the visitor can tell it");
    } else if (const auto value = exactly(question, text, scope)) {
      Session named = session;
      keep_option_names(flows, named, scope, slot, question.options, *value);
      const auto shown = named.texts.find(slot);
      out.taken.push_back({slot, *value, text, label,
                           shown == named.texts.end() ? to_text(*value) : shown->second,
                           asked->place, asked->step});
      with_all.slots[slot] = *value;
    } else {
      fault(right_form(question));
    }
  }
  for (const auto& given : out.taken) {
    const auto* collect = std::get_if<Collect>(&given.step->body);
    if (collect == nullptr) continue;
    const auto* rejection = rejection_of(*collect, given.value, with_all, scope);
    if (rejection == nullptr) continue;
    out.faults.push_back({given.slot, speak_plain(rejection->say, flows, with_all, scope)});
  }
  return out;
}

void keep_given(const FlowSet& flows, Session& session, const Scope& scope,
                const std::vector<Given>& given) {
  for (const auto& each : given) {
    const auto* collect = std::get_if<Collect>(&each.step->body);
    if (collect != nullptr && !collect->confirm.empty()) {
      session.slots.erase(each.slot);
      session.early[each.slot] = each.text;
      continue;
    }
    session.slots[each.slot] = each.value;
    session.sources[each.slot] = each.text;
    session.places[each.slot] = session.stack;
    session.places[each.slot].back() = each.place.front();
    session.places[each.slot].insert(session.places[each.slot].end(), each.place.begin() + 1,
                                     each.place.end());
    if (!each.label.empty()) session.labels[each.slot] = each.label;
    keep_option_names(flows, session, scope, each.slot,
                      question_of(flows, each.place, each.slot)->options, each.value);
  }
}

}  // namespace yingda::dialogue
