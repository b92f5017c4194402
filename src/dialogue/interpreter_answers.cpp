// What the interpreter is fed with: typed answers, buttons, forms, connectors' answers.

#include <algorithm>

#include "dialogue/interpreter_parts.hpp"
#include "dialogue/no_file.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"
#include "dialogue/wording.hpp"

namespace yingda::dialogue {
namespace {

std::string result_slot(const Action& action, const std::string& field) {
  return action.result.empty() ? field : action.result + "." + field;
}

// What an earlier call of the same name said is no longer true.
void forget_result(const Action& action, Session& session) {
  if (action.result.empty()) return;
  std::erase_if(session.slots,
                [&](const auto& slot) { return slot.first.starts_with(action.result + "."); });
}

}  // namespace

bool choose_option(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                   const Step& step, const std::string& id) {
  const auto& choose = std::get<Choose>(step.body);
  for (const auto& option : choose.options) {
    if (option.option.id != id) continue;
    scope.mark(&option);
    if (!choose.slot.empty()) {
      session.slots[choose.slot] = id;
      session.places[choose.slot] = session.stack;
      session.newest = choose.slot;
      session.sources[choose.slot] = speak_plain(option.option.label, flows, session, scope);
      session.texts[choose.slot] = session.sources[choose.slot];
    }
    const int otherwise = target(step.next, step.following, session, scope);
    go_to(flow, session, target(option.next, otherwise, session, scope));
    return true;
  }
  return false;
}

bool offers_options(const FlowSet& flows, const Session& session) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return false;
  if (std::holds_alternative<Choose>(step->body)) return true;
  const auto* collect = std::get_if<Collect>(&step->body);
  return collect != nullptr &&
         (collect->type == SlotType::choice || collect->type == SlotType::choices);
}

bool asks_yes_or_no(const FlowSet& flows, const Session& session) {
  const Step* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  const bool boolean = collect != nullptr && collect->type == SlotType::boolean;
  return boolean || session.waiting == Waiting::confirmation;
}

bool would_only_repeat(const FlowSet& flows, const Session& session) {
  if (offers_options(flows, session) || session.waiting == Waiting::confirmation) return true;
  const Step* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  return collect != nullptr && collect->invalid.empty();
}

bool is_plain_choice(const FlowSet& flows, const Session& session, std::string_view text) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return false;
  if (session.waiting == Waiting::confirmation) return is_yes_or_no(text);
  if (const auto* choose = std::get_if<Choose>(&step->body)) {
    return names_option(text, choices(*choose));
  }
  if (const auto* form = std::get_if<Form>(&step->body)) {
    return has_nothing_to_add(text) || skips(form->skip, text);
  }
  const auto* collect = std::get_if<Collect>(&step->body);
  if (collect == nullptr) return false;
  if (collect->type == SlotType::boolean) return is_yes_or_no(text);
  if (collect->skip) return skips(collect->skip, text);
  if (collect->type == SlotType::choices) return names_options(text, choices(collect->options));
  return collect->type == SlotType::choice && names_option(text, choices(collect->options));
}

namespace {

// What later questions ask, also those of the flows that called this one.
bool take_for_later(const FlowSet& flows, Session& session, const Scope& scope,
                    std::string_view text) {
  bool taken = false;
  std::vector<std::string> open;
  for (const auto& cursor : session.stack) open.push_back(cursor.flow);
  for (auto id = open.rbegin(); id != open.rend(); ++id) {
    const Flow* flow = flows.find(*id);
    if (flow != nullptr && take_others(flows, session, scope, *flow, text, Clauses::none))
      taken = true;
  }
  return taken;
}

}  // namespace

Fit take_text(const FlowSet& flows, Session& session, const Scope& scope, std::string_view text,
              Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return Fit::no_fit;
  const Flow& flow = *current_flow(flows, session);
  const bool plain = is_plain_choice(flows, session, text);
  Fit fit = Fit::no_fit;
  if (std::holds_alternative<Collect>(step->body)) {
    fit = take_value(flows, session, scope, flow, *step, text, out);
  } else if (const auto* choose = std::get_if<Choose>(&step->body)) {
    const auto named = choices(*choose);
    const auto value = read_value(SlotType::choice, text, {scope.now, scope.zone, &named});
    if (value && choose_option(flows, session, scope, flow, *step, to_text(*value))) {
      session.given_up = 0;
      fit = Fit::taken;
    }
  } else if (std::holds_alternative<Form>(step->body)) {
    fit = take_form_text(flows, session, scope, flow, *step, text);
  }
  const bool may_be_later = fit == Fit::no_fit && !std::holds_alternative<Form>(step->body);
  if (may_be_later && !asks(text) && take_for_later(flows, session, scope, text)) {
    fit = Fit::noted;
  }
  if (fit == Fit::taken) {
    Scope same_message = scope;
    // An option's bare name answers this question and no other.
    same_message.said = plain ? "" : std::string(text);
    run(flows, session, same_message, out);
  }
  return fit;
}

bool takes_description(const FlowSet& flows, const Session& session) {
  const auto* step = current_step(flows, session);
  if (step == nullptr) return false;
  if (std::holds_alternative<Form>(step->body)) return true;
  const auto* collect = std::get_if<Collect>(&step->body);
  return collect != nullptr && (collect->type == SlotType::text || collect->type == SlotType::file);
}

bool asks_for_figures(const FlowSet& flows, const Session& session) {
  const auto* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  if (collect == nullptr || session.waiting != Waiting::value) return false;
  const auto type = collect->type;
  return type == SlotType::number || type == SlotType::money || type == SlotType::order_number ||
         type == SlotType::datetime || type == SlotType::phone;
}

bool asks_for_files(const FlowSet& flows, const Session& session) {
  if (form_asks_for_files(flows, session)) return true;
  const Step* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  return collect != nullptr && collect->type == SlotType::file && session.waiting == Waiting::value;
}

Fit take_files(const FlowSet& flows, Session& session, const Scope& scope,
               const std::vector<Evidence>& files, Outputs& out) {
  if (!asks_for_files(flows, session) || files.empty()) return Fit::no_fit;
  const Step& step = *current_step(flows, session);
  const Flow& flow = *current_flow(flows, session);
  const Fit fit = std::holds_alternative<Form>(step.body)
                      ? take_form_files(flows, session, scope, flow, step, files)
                      : take_sent(flows, session, scope, flow, step, files, out);
  if (fit == Fit::taken) run(flows, session, scope, out);
  return fit;
}

namespace {

int failures_allowed(const Step& step, const Session& session, const Scope& scope) {
  const auto* collect = std::get_if<Collect>(&step.body);
  const int left = scope.failures_max - session.given_up;
  return std::max(1, std::min(collect ? collect->retries : 2, left));
}

// Nothing will come of the open step: its `on_failure` takes over, or a person.
void give_step_up(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  const Flow* flow = current_flow(flows, session);
  if (collect == nullptr || !collect->on_failure) {
    return give_up(session, out, pick(flow->name, scope.locale, flows.default_locale));
  }
  session.pending.reset();
  remember_failures(session);
  scope.mark(&collect->on_failure);
  go_to(*flow, session, *collect->on_failure);
  run(flows, session, scope, out);
}

}  // namespace

bool fails_for_good(const Step& step, Session& session, const Scope& scope) {
  return ++session.stack.back().tries >= failures_allowed(step, session, scope);
}

// "I have none" did not fit either.
void remember_failures(Session& session) {
  session.given_up += std::max(1, session.stack.back().tries);
}

bool has_none(const FlowSet& flows, Session& session, const Scope& scope, std::string_view text,
              Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* collect = step == nullptr ? nullptr : std::get_if<Collect>(&step->body);
  // Without another way a person takes over, and whoever looks once more may still find it.
  const bool other_way = collect != nullptr && collect->on_failure;
  if (!other_way || session.waiting != Waiting::value) return false;
  const bool no_file = collect->type == SlotType::file && has_no_file(text);
  if (!no_file && !says_none(text)) return false;
  give_step_up(flows, session, scope, out);
  return true;
}

void fail_step(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return give_up(session, out, "");
  const auto* collect = std::get_if<Collect>(&step->body);
  if (fails_for_good(*step, session, scope)) return give_step_up(flows, session, scope, out);
  const bool unread = collect != nullptr && session.waiting == Waiting::value;
  if (unread && !collect->invalid.empty()) {
    out.push_back(Spoken{speak(collect->invalid, flows, session, scope), {}});
  }
  ask_again(flows, session, scope, out);
}

bool take_option(const FlowSet& flows, Session& session, const Scope& scope,
                 const std::string& option, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return false;
  if (std::holds_alternative<Choose>(step->body)) {
    if (!choose_option(flows, session, scope, *current_flow(flows, session), *step, option))
      return false;
    session.given_up = 0;
    run(flows, session, scope, out);
    return true;
  }
  const bool form = std::holds_alternative<Form>(step->body);
  if (!form && !std::holds_alternative<Collect>(step->body)) return false;
  return take_text(flows, session, scope, option, out) == Fit::taken;
}

void take_action(const FlowSet& flows, Session& session, const Scope& scope, const Slots& fields,
                 Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* action = step == nullptr ? nullptr : std::get_if<Action>(&step->body);
  if (action == nullptr) return;
  forget_result(*action, session);
  for (const auto& [name, value] : fields) session.slots[result_slot(*action, name)] = value;
  advance(*current_flow(flows, session), *step, session, scope);
  run(flows, session, scope, out);
}

void take_failure(const FlowSet& flows, Session& session, const Scope& scope,
                  const std::string& error, Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* action = step == nullptr ? nullptr : std::get_if<Action>(&step->body);
  if (action == nullptr) return;
  forget_result(*action, session);
  session.slots[result_slot(*action, "error")] = error;
  for (const auto& branch : action->on_error) {
    if (!holds(branch.condition, session, scope)) continue;
    scope.mark(&branch);
    go_to(*current_flow(flows, session), session, branch.target);
    return run(flows, session, scope, out);
  }
  give_up(session, out, "connector " + action->name);
}

void take_time(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step != nullptr && std::holds_alternative<Wait>(step->body)) run(flows, session, scope, out);
}

void take_work_order(const FlowSet& flows, Session& session, const Scope& scope,
                     const Slots& fields, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return;
  for (const auto& [name, value] : fields) session.slots["work_order." + name] = value;
  advance(*current_flow(flows, session), *step, session, scope);
  run(flows, session, scope, out);
}

}  // namespace yingda::dialogue
