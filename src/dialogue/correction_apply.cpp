// Puts corrected values where they belong, and the flows back to where they matter.

#include <algorithm>

#include "dialogue/correction.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/question.hpp"

namespace yingda::dialogue {
namespace {

using std::string_view;

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

// Which step of its outermost flow the place is in.
std::ptrdiff_t index_of(const FlowSet& flows, const std::vector<Cursor>& place) {
  const Flow* flow = flows.find(place.front().flow);
  if (flow == nullptr) return 0;
  const auto step = std::ranges::find(flow->steps, place.front().step, &Step::id);
  return step - flow->steps.begin();
}

// On from the question that the stack stands at. A menu leads as it was answered; where that is not
// known it is asked again.
void leave_question(const FlowSet& flows, Session& session, const Scope& scope) {
  const Step* step = current_step(flows, session);
  const Flow& flow = *current_flow(flows, session);
  const auto* choose = std::get_if<Choose>(&step->body);
  if (choose == nullptr) return advance(flow, *step, session, scope);
  const auto chosen = session.slots.find(choose->slot);
  if (chosen == session.slots.end() || !is_set(chosen->second)) return;
  choose_option(flows, session, scope, flow, *step, to_text(chosen->second));
}

bool opens_order(const FlowSet& flows, const Step& step) {
  if (std::holds_alternative<OpenWorkOrder>(step.body)) return true;
  const auto* call = std::get_if<Call>(&step.body);
  const Flow* helper = call == nullptr ? nullptr : flows.find(call->flow);
  return helper != nullptr && helper->opens_order();
}

}  // namespace

bool opened_order_since(const FlowSet& flows, const Session& session,
                        const std::vector<Cursor>& place) {
  const auto number = session.slots.find("work_order.number");
  const Flow* flow = flows.find(place.front().flow);
  if (number == session.slots.end() || !is_set(number->second) || flow == nullptr) return false;
  const bool runs = !session.stack.empty() && session.stack.front().flow == flow->id;
  const auto to = runs ? index_of(flows, session.stack) : std::ssize(flow->steps);
  for (auto i = index_of(flows, place); i < to; ++i) {
    if (opens_order(flows, flow->steps[static_cast<std::size_t>(i)])) return true;
  }
  return false;
}

bool correct(const FlowSet& flows, Session& session, const Scope& scope,
             const std::vector<Correction>& corrections, string_view text, bool may_go_back) {
  const Correction* earliest = nullptr;
  const Correction* form_again = nullptr;
  for (const auto& correction : corrections) {
    const auto& slot = correction.slot;
    session.slots[slot] = correction.now;
    session.sources[slot] = std::string(text);
    session.texts.erase(slot);
    if (!correction.text.empty()) session.texts[slot] = correction.text;
    const auto& place = session.places.at(slot);
    if (const Step* step = step_at(flows, place)) {
      const auto* form = std::get_if<Form>(&step->body);
      if (form != nullptr && forget_misplaced(session, *form)) form_again = &correction;
    }
    if (!anything_depends(flows, place, slot)) continue;
    const bool first = earliest == nullptr ||
                       index_of(flows, place) < index_of(flows, session.places.at(earliest->slot));
    if (first) earliest = &correction;
  }
  // What was chosen below it fits no more: the form asks for it.
  if (form_again != nullptr) earliest = form_again;
  if (!may_go_back || earliest == nullptr) return false;
  const auto place = session.places.at(earliest->slot);
  if (opened_order_since(flows, session, place)) return false;
  // Told beside the question that is open: nothing has been decided by it yet.
  if (!session.stack.empty() && session.stack.back().step == place.back().step &&
      session.stack.back().flow == place.back().flow) {
    return false;
  }
  stop(session);
  session.stack = place;
  if (form_again == nullptr) leave_question(flows, session, scope);
  return true;
}

}  // namespace yingda::dialogue
