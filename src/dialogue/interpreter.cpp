#include "dialogue/interpreter.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "dialogue/pattern.hpp"
#include "dialogue/render.hpp"

namespace yingda::dialogue {
namespace {

Expression::Lookup lookup_of(const Session& session, const Scope& scope) {
  return [&session, &scope](const std::string& name) { return look_up(name, session, scope); };
}

bool holds(const std::optional<Expression>& condition, const Session& session, const Scope& scope) {
  return !condition || truthy(condition->evaluate(lookup_of(session, scope)));
}

// Where to go: the first branch whose condition holds, else `fallback`.
int target(const std::vector<Branch>& branches, int fallback, const Session& session,
           const Scope& scope) {
  for (const auto& branch : branches) {
    if (!holds(branch.condition, session, scope)) continue;
    scope.mark(&branch);
    return branch.target;
  }
  scope.mark(&branches);
  return fallback;
}

void go_to(const Flow& flow, Session& session, int index) {
  session.waiting = Waiting::nothing;
  session.tries = 0;
  session.stack.back().step =
      index == end_of_flow ? std::string() : flow.steps[static_cast<std::size_t>(index)].id;
}

void advance(const Flow& flow, const Step& step, Session& session, const Scope& scope) {
  go_to(flow, session, target(step.next, step.following, session, scope));
}

void give_up(Session& session, Outputs& out, std::string reason) {
  session.stack.clear();
  session.waiting = Waiting::nothing;
  out.push_back(PersonWanted{{}, std::move(reason), {}, {}, false});
}

// Puts a value into its slot unless a rejection speaks against it.
Fit keep_value(const FlowSet& flows, Session& session, const Scope& scope, const Collect& collect,
               const Value& value, std::string_view text, Outputs& out) {
  Session tried = session;
  tried.slots[collect.slot] = value;
  for (const auto& rejection : collect.rejections) {
    if (!truthy(rejection.condition.evaluate(lookup_of(tried, scope)))) continue;
    scope.mark(&rejection);
    out.push_back(Spoken{speak(rejection.say, flows, tried, scope), {}});
    return Fit::rejected;
  }
  session.slots[collect.slot] = value;
  session.sources[collect.slot] = std::string(text);
  const std::string label = speak_plain(collect.label, flows, session, scope);
  if (!label.empty()) session.labels[collect.slot] = label;
  return Fit::taken;
}

struct Runner {
  const FlowSet& flows;
  Session& session;
  const Scope& scope;
  Outputs& out;

  // True while the next step may run at once.
  bool step(const Flow& flow, const Step& at) {
    return std::visit([&](const auto& body) { return exec(flow, at, body); }, at.body);
  }

  bool go_on(const Flow& flow, const Step& at) {
    advance(flow, at, session, scope);
    return true;
  }

  bool wait(Waiting what) {
    session.waiting = what;
    session.tries = 0;
    return false;
  }

  bool exec(const Flow& flow, const Step& at, const Say& say) {
    out.push_back(Spoken{speak(say.text, flows, session, scope), {}});
    return go_on(flow, at);
  }
  bool exec(const Flow& flow, const Step& at, const Collect& collect) {
    if (!collect.force && is_set(look_up(collect.slot, session, scope))) return go_on(flow, at);
    if (said_already(collect)) return go_on(flow, at);
    ask(at, flow, flows, session, scope, out);
    return wait(Waiting::value);
  }
  bool exec(const Flow& flow, const Step& at, const Choose&) {
    ask(at, flow, flows, session, scope, out);
    return wait(Waiting::option);
  }
  bool exec(const Flow& flow, const Step& at, const Form&) {
    ask(at, flow, flows, session, scope, out);
    return wait(Waiting::form);
  }
  bool exec(const Flow& flow, const Step& at, const Answer& answer) {
    out.push_back(ArticleShown{answer.article});
    return go_on(flow, at);
  }
  bool exec(const Flow& flow, const Step& at, const SetSlots& set) {
    for (const auto& assignment : set.assignments) {
      session.slots[assignment.slot] = std::visit(
          Overloaded{
              [&](const Value& value) -> Value {
                const auto* text = std::get_if<std::string>(&value);
                return text ? Value(fill_plain(*text)) : value;
              },
              [&](const Expression& source) { return source.evaluate(lookup_of(session, scope)); },
          },
          assignment.value);
    }
    return go_on(flow, at);
  }
  bool exec(const Flow&, const Step&, const Action& action) {
    ActionWanted wanted{action.name, {}, action.timeout_s};
    for (const auto& [name, text] : action.arguments) {
      wanted.arguments[name] = speak_plain(text, flows, session, scope);
    }
    out.push_back(std::move(wanted));
    return wait(Waiting::action);
  }
  // The cursor stays on the call: its `next` is decided when the callee has returned.
  bool exec(const Flow&, const Step&, const Call& call) {
    if (!start(flows, session, call.flow)) give_up(session, out, "flow " + call.flow);
    return true;
  }
  bool exec(const Flow&, const Step&, const Link& link) {
    session.stack.pop_back();
    if (!start(flows, session, link.flow)) give_up(session, out, "flow " + link.flow);
    return true;
  }
  bool exec(const Flow&, const Step&, const OpenWorkOrder& open) {
    OrderWanted wanted{open.type,
                       open.tier,
                       open.urgent,
                       open.department,
                       speak_plain(open.title, flows, session, scope),
                       {}};
    for (const auto& demand : open.demands) {
      wanted.demands.push_back({speak_plain(demand.kind, flows, session, scope),
                                speak_plain(demand.amount, flows, session, scope)});
    }
    out.push_back(std::move(wanted));
    return wait(Waiting::work_order);
  }
  bool exec(const Flow&, const Step&, const Handoff& handoff) {
    out.push_back(PersonWanted{handoff.team, speak_plain(handoff.reason, flows, session, scope),
                               handoff.type, handoff.tier, handoff.urgent});
    session.stack.clear();
    session.waiting = Waiting::nothing;
    return false;
  }

  // "帮我查下订单20261120001" names the number together with the wish.
  bool said_already(const Collect& collect) {
    const bool telling = collect.type == SlotType::order_number || collect.type == SlotType::phone;
    if (!telling || scope.said.empty()) return false;
    const auto value = read_value(collect.type, scope.said, {scope.now, scope.zone, nullptr});
    if (!value || !matches(collect.pattern, to_text(*value))) return false;
    return keep_value(flows, session, scope, collect, *value, scope.said, out) == Fit::taken;
  }

  std::string fill_plain(const std::string& source) const {
    Text text;
    text.by_locale[""] = {source};
    return speak_plain(text, flows, session, scope);
  }
};

// A callee has ended: the caller goes on behind its call. A flow that was only interrupted stands
// on the step that asked, and asks again.
void returned(const FlowSet& flows, Session& session, const Scope& scope) {
  const Step* step = current_step(flows, session);
  if (step == nullptr || !std::holds_alternative<Call>(step->body)) return;
  advance(*flows.find(session.stack.back().flow), *step, session, scope);
}

Fit take_value(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
               const Step& step, std::string_view text, Outputs& out) {
  const auto& collect = std::get<Collect>(step.body);
  const auto options = choices(collect.options);
  const auto value = read_value(collect.type, text, {scope.now, scope.zone, &options});
  if (!value || !matches(collect.pattern, to_text(*value))) return Fit::no_fit;
  const Fit fit = keep_value(flows, session, scope, collect, *value, text, out);
  if (fit == Fit::taken) advance(flow, step, session, scope);
  return fit;
}

// The option that a step offers under `id`, with where it leads.
bool choose_option(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                   const Step& step, const std::string& id) {
  const auto& choose = std::get<Choose>(step.body);
  for (const auto& option : choose.options) {
    if (option.option.id != id) continue;
    scope.mark(&option);
    if (!choose.slot.empty()) {
      session.slots[choose.slot] = id;
      session.sources[choose.slot] = speak_plain(option.option.label, flows, session, scope);
    }
    const int otherwise = target(step.next, step.following, session, scope);
    go_to(flow, session, target(option.next, otherwise, session, scope));
    return true;
  }
  return false;
}

const Flow* current_flow(const FlowSet& flows, const Session& session) {
  return session.stack.empty() ? nullptr : flows.find(session.stack.back().flow);
}

std::optional<FieldFault> read_field(const FormField& field, const std::string& given,
                                     const Scope& scope, const std::string& label, Slots& values) {
  const bool zh = scope.locale.starts_with("zh");
  if (given.empty()) {
    if (!field.required) return std::nullopt;
    return FieldFault{field.name, zh ? "请填写" + label : label + " is needed"};
  }
  const auto options = choices(field.options);
  const auto value = read_value(field.type, given, {scope.now, scope.zone, &options});
  if (value && matches(field.pattern, to_text(*value))) {
    values[field.name] = *value;
    return std::nullopt;
  }
  return FieldFault{field.name, zh ? label + "的格式不对，请检查" : label + " does not look right"};
}

}  // namespace

bool start(const FlowSet& flows, Session& session, const std::string& id) {
  const Flow* flow = flows.find(id);
  if (flow == nullptr) return false;
  session.stack.push_back({id, flow->steps.empty() ? std::string() : flow->steps.front().id});
  session.waiting = Waiting::nothing;
  session.tries = 0;
  return true;
}

const Step* current_step(const FlowSet& flows, const Session& session) {
  const Flow* flow = current_flow(flows, session);
  if (flow == nullptr) return nullptr;
  const int index = flow->find(session.stack.back().step);
  return index == end_of_flow ? nullptr : &flow->steps[static_cast<std::size_t>(index)];
}

void run(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out) {
  Runner runner{flows, session, scope, out};
  for (int steps = 0; !session.stack.empty(); ++steps) {
    if (steps >= limits::steps_per_turn_max) return give_up(session, out, "endless-loop");
    const Cursor cursor = session.stack.back();
    const Flow* flow = flows.find(cursor.flow);
    if (flow == nullptr) return give_up(session, out, "unknown flow " + cursor.flow);
    if (cursor.step.empty()) {
      session.stack.pop_back();
      returned(flows, session, scope);
      continue;
    }
    const Step* step = current_step(flows, session);
    if (step == nullptr) return give_up(session, out, "unknown step " + cursor.step);
    const bool runs = holds(step->condition, session, scope);
    scope.mark(runs ? static_cast<const void*>(step) : &step->condition);
    if (!runs) {
      go_to(*flow, session, step->following);
    } else if (!runner.step(*flow, *step)) {
      return;
    }
  }
  session.waiting = Waiting::nothing;
}

void ask_again(const FlowSet& flows, const Session& session, const Scope& scope, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step != nullptr) ask(*step, *current_flow(flows, session), flows, session, scope, out);
}

Fit take_text(const FlowSet& flows, Session& session, const Scope& scope, std::string_view text,
              Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return Fit::no_fit;
  const Flow& flow = *current_flow(flows, session);
  Fit fit = Fit::no_fit;
  if (std::holds_alternative<Collect>(step->body)) {
    fit = take_value(flows, session, scope, flow, *step, text, out);
  } else if (const auto* choose = std::get_if<Choose>(&step->body)) {
    std::vector<Option> options;
    for (const auto& option : choose->options) options.push_back(option.option);
    const auto named = choices(options);
    const auto value = read_value(SlotType::choice, text, {scope.now, scope.zone, &named});
    if (value && choose_option(flows, session, scope, flow, *step, to_text(*value)))
      fit = Fit::taken;
  }
  if (fit == Fit::taken) run(flows, session, scope, out);
  return fit;
}

void fail_step(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return give_up(session, out, "");
  const auto* collect = std::get_if<Collect>(&step->body);
  const int allowed = std::min(collect ? collect->retries : 2, scope.failures_max);
  if (++session.tries < allowed) {
    if (collect != nullptr && !collect->invalid.empty()) {
      out.push_back(Spoken{speak(collect->invalid, flows, session, scope), {}});
    }
    return ask_again(flows, session, scope, out);
  }
  if (collect == nullptr || !collect->on_failure) {
    const Flow* flow = current_flow(flows, session);
    return give_up(session, out, pick(flow->name, scope.locale, flows.default_locale));
  }
  scope.mark(&collect->on_failure);
  go_to(*current_flow(flows, session), session, *collect->on_failure);
  run(flows, session, scope, out);
}

bool take_option(const FlowSet& flows, Session& session, const Scope& scope,
                 const std::string& option, Outputs& out) {
  const Step* step = current_step(flows, session);
  if (step == nullptr) return false;
  if (std::holds_alternative<Choose>(step->body)) {
    if (!choose_option(flows, session, scope, *current_flow(flows, session), *step, option))
      return false;
    run(flows, session, scope, out);
    return true;
  }
  if (!std::holds_alternative<Collect>(step->body)) return false;
  return take_text(flows, session, scope, option, out) == Fit::taken;
}

std::vector<FieldFault> take_form(const FlowSet& flows, Session& session, const Scope& scope,
                                  const std::map<std::string, std::string>& values, Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* form = step == nullptr ? nullptr : std::get_if<Form>(&step->body);
  if (form == nullptr) return {{"", "this form is no longer open"}};
  std::vector<FieldFault> faults;
  Slots read;
  std::map<std::string, std::string> labels;
  for (const auto& field : form->fields) {
    const auto given = values.find(field.name);
    labels[field.name] = speak_plain(field.label, flows, session, scope);
    auto fault = read_field(field, given == values.end() ? "" : given->second, scope,
                            labels[field.name], read);
    if (fault) faults.push_back(std::move(*fault));
  }
  if (!faults.empty()) return faults;
  for (auto& [name, value] : read) {
    session.slots[name] = std::move(value);
    session.labels[name] = labels[name];
    session.sources[name] = values.at(name);
  }
  advance(*current_flow(flows, session), *step, session, scope);
  run(flows, session, scope, out);
  return {};
}

void take_action(const FlowSet& flows, Session& session, const Scope& scope, bool ok,
                 const Slots& fields, Outputs& out) {
  const Step* step = current_step(flows, session);
  const auto* action = step == nullptr ? nullptr : std::get_if<Action>(&step->body);
  if (action == nullptr) return;
  const Flow& flow = *current_flow(flows, session);
  if (ok) {
    const std::string prefix = action->result.empty() ? "" : action->result + ".";
    std::erase_if(session.slots, [&](const auto& slot) {
      return !prefix.empty() && slot.first.starts_with(prefix);
    });
    for (const auto& [name, value] : fields) session.slots[prefix + name] = value;
    advance(flow, *step, session, scope);
  } else if (action->on_error) {
    scope.mark(&action->on_error);
    go_to(flow, session, *action->on_error);
  } else {
    return give_up(session, out, "connector " + action->name);
  }
  run(flows, session, scope, out);
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
