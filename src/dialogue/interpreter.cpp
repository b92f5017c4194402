#include "dialogue/interpreter.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "dialogue/interpreter_parts.hpp"
#include "dialogue/render.hpp"

namespace yingda::dialogue {
namespace {

std::optional<Instant> wanted_by(const DemandSpec& demand, const FlowSet& flows,
                                 const Session& session, const Scope& scope) {
  if (demand.within) return scope.now + *demand.within;
  const std::string said = speak_plain(demand.by, flows, session, scope);
  return read_instant(said, {scope.now, scope.zone, nullptr});
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
    return false;
  }

  bool exec(const Flow& flow, const Step& at, const Say& say) {
    out.push_back(Spoken{speak(say.text, flows, session, scope), {}});
    return go_on(flow, at);
  }
  bool exec(const Flow& flow, const Step& at, const Collect& collect) {
    const auto unconfirmed = [&] {
      return session.pending && session.pending->slot == collect.slot;
    };
    if (!unconfirmed()) {
      // After an answer that did not fit, or a "no", only a new message counts.
      const bool fresh = session.stack.back().tries == 0;
      const bool said = fresh && said_already(flows, session, scope, flow, collect, out);
      if (said && !unconfirmed()) return go_on(flow, at);
      const bool known = is_set(look_up(collect.slot, session, scope));
      if (!said && !collect.force && known) return go_on(flow, at);
      // What else the words hold is not asked for when its question comes.
      if (fresh && !scope.said.empty())
        take_others(flows, session, scope, flow, scope.said, Clauses::behind_first);
    }
    const bool confirms = unconfirmed();
    session.waiting = confirms ? Waiting::confirmation : Waiting::value;
    ask(at, flow, flows, session, scope, out);
    return false;
  }
  bool exec(const Flow& flow, const Step& at, const Choose& choose) {
    const bool fresh = session.stack.back().tries == 0;
    if (fresh && chosen_already(flows, session, scope, flow, at, choose)) return true;
    if (fresh && !scope.said.empty())
      take_others(flows, session, scope, flow, scope.said, Clauses::behind_first);
    ask(at, flow, flows, session, scope, out);
    return wait(Waiting::option);
  }
  bool exec(const Flow& flow, const Step& at, const Form& form) {
    fill_from_message(flows, session, scope, form);
    ask(at, flow, flows, session, scope, out);
    return wait(Waiting::form);
  }
  bool exec(const Flow& flow, const Step& at, const Answer& answer) {
    out.push_back(ArticleShown{answer.article});
    return go_on(flow, at);
  }
  bool exec(const Flow& flow, const Step& at, const SetSlots& set) {
    for (const auto& assignment : set.assignments) {
      session.texts.erase(assignment.slot);
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
    ActionWanted wanted{action.name, {}, action.timeout_s, action.retries};
    for (const auto& [name, text] : action.arguments) {
      wanted.arguments[name] = speak_plain(text, flows, session, scope);
    }
    out.push_back(std::move(wanted));
    session.said = scope.said;
    return wait(Waiting::action);
  }
  // Something may have been put on top of a wait that had begun; it does not begin anew.
  bool exec(const Flow& flow, const Step& at, const Wait& pause) {
    auto& until = session.stack.back().until;
    if (until == Instant{}) {
      until = scope.now + pause.span;
      out.push_back(Paused{until});
    }
    if (until <= scope.now) return go_on(flow, at);
    return wait(Waiting::time);
  }
  // The cursor stays on the call: its `next` is decided when the callee has returned.
  bool exec(const Flow& flow, const Step&, const Call& call) {
    // The callee may ask something; behind it the words that led here are no longer known.
    if (!scope.said.empty()) {
      take_others(flows, session, scope, flow, scope.said, Clauses::behind_first);
      fill_forms(flows, session, scope, flow);
    }
    session.stack.back().calling = true;
    if (!start(flows, session, call.flow)) give_up(session, out, "flow " + call.flow);
    return true;
  }
  bool exec(const Flow&, const Step&, const Link& link) {
    session.stack.pop_back();
    if (!start(flows, session, link.flow)) {
      give_up(session, out, "flow " + link.flow);
    } else {
      out.push_back(Linked{link.flow});
    }
    return true;
  }
  bool exec(const Flow&, const Step&, const OpenWorkOrder& open) {
    OrderWanted wanted{open.type,
                       open.tier,
                       open.urgent,
                       open.department,
                       speak_labels(open.title, flows, session, scope),
                       {}};
    for (const auto& demand : open.demands) {
      wanted.demands.push_back({speak_plain(demand.kind, flows, session, scope),
                                speak_plain(demand.amount, flows, session, scope),
                                wanted_by(demand, flows, session, scope)});
    }
    out.push_back(std::move(wanted));
    return wait(Waiting::work_order);
  }
  bool exec(const Flow&, const Step&, const Handoff& handoff) {
    out.push_back(PersonWanted{handoff.team, speak_labels(handoff.reason, flows, session, scope),
                               handoff.type, handoff.tier, handoff.urgent});
    stop(session);
    return false;
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
  if (step == nullptr || !session.stack.back().calling) return;
  advance(*flows.find(session.stack.back().flow), *step, session, scope);
}

}  // namespace

Expression::Lookup lookup_of(const Session& session, const Scope& scope) {
  return [&session, &scope](const std::string& name) { return look_up(name, session, scope); };
}

bool holds(const std::optional<Expression>& condition, const Session& session, const Scope& scope) {
  return !condition || truthy(condition->evaluate(lookup_of(session, scope)));
}

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
  const bool ends = index == end_of_flow;
  session.stack.back() = {flow.id, ends ? "" : flow.steps[static_cast<std::size_t>(index)].id};
}

void advance(const Flow& flow, const Step& step, Session& session, const Scope& scope) {
  go_to(flow, session, target(step.next, step.following, session, scope));
}

void give_up(Session& session, Outputs& out, std::string reason) {
  stop(session);
  out.push_back(PersonWanted{{}, std::move(reason), {}, {}, false});
}

const Flow* current_flow(const FlowSet& flows, const Session& session) {
  return session.stack.empty() ? nullptr : flows.find(session.stack.back().flow);
}

void stop(Session& session) {
  session.stack.clear();
  session.waiting = Waiting::nothing;
  session.pending.reset();
  session.heard.clear();
  session.early.clear();
  session.said.clear();
}

bool start(const FlowSet& flows, Session& session, const std::string& id) {
  const Flow* flow = flows.find(id);
  if (flow == nullptr) return false;
  session.stack.push_back({id, flow->steps.empty() ? std::string() : flow->steps.front().id});
  session.waiting = Waiting::nothing;
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
    if (steps >= limits::steps_per_run_max) return give_up(session, out, "endless-loop");
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

}  // namespace yingda::dialogue
