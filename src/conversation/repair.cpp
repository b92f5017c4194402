#include "conversation/repair.hpp"

#include <algorithm>

#include "conversation/parts.hpp"
#include "conversation/triggers.hpp"
#include "conversation/wishes.hpp"
#include "dialogue/correction.hpp"
#include "dialogue/retraction.hpp"
#include "dialogue/utterances.hpp"
#include "dialogue/wording.hpp"
#include "workorder/transitions.hpp"

namespace yingda::conversation {
namespace {

using dialogue::Outputs;
using dialogue::Waiting;

// Without anything that runs, "never mind" ends the talk, and is understood all the same.
void cancel(Turn& turn) {
  const bool cancelled = !turn.state.session.stack.empty();
  dialogue::stop(turn.state.session);
  turn.state.pending_call.clear();
  count_anew(turn);
  run_pattern(turn, pattern::cancel, {{"conversation.cancelled", cancelled}});
}

// Everything the visitor gave to the flows that run is forgotten; without a flow, everything.
void forget(dialogue::Session& session) {
  const std::string base = session.stack.empty() ? "" : session.stack.front().flow;
  std::erase_if(session.places, [&](const auto& given) {
    const auto& [slot, place] = given;
    if (!base.empty() && (place.empty() || place.front().flow != base)) return false;
    session.slots.erase(slot);
    session.sources.erase(slot);
    session.labels.erase(slot);
    return true;
  });
}

void start_over(Turn& turn) {
  auto& session = turn.state.session;
  const std::string again = session.stack.empty() ? "" : session.stack.front().flow;
  forget(session);
  forget_open_step(turn);
  dialogue::stop(session);
  turn.state.pending_call.clear();
  run_pattern(turn, pattern::start_over);
  // Its message holds nothing that the flow could take for an answer.
  if (!again.empty() && session.stack.empty() && turn.state.handling == Handling::bot) {
    begin_flow(turn, again);
  }
}

// An order that is under way is about the new number too.
void correct_orders(Turn& turn, const dialogue::Correction& correction, const Person& who) {
  if (correction.slot != "order_number") return;
  for (auto& order : turn.state.orders) {
    if (workorder::is_settled(order.status) || order.about != dialogue::to_text(correction.before))
      continue;
    const auto at = order.title.find(order.about);
    order.about = dialogue::to_text(correction.now);
    const auto before = dialogue::to_text(correction.before);
    if (at != std::string::npos) order.title.replace(at, before.size(), order.about);
    add_history(turn, order, who, "corrected", order.about);
    turn.order_changed(order, "");
  }
}

// What was asked for stands on the order since it was opened or handed over (handoff.cpp).
bool correct_demand(const Turn& turn, const dialogue::Correction& correction,
                    workorder::Demand& demand) {
  const auto before = dialogue::to_text(correction.before);
  const auto now = dialogue::to_text(correction.now);
  if (correction.slot == "compensation_amount" && demand.amount &&
      demand.amount->amount == before) {
    demand.amount->amount = now;
    return true;
  }
  if (correction.slot != "demand" || demand.kind != before) return false;
  auto other = named_demand(turn, now);
  if (other.label.empty()) other.label = correction.text;
  other.by = demand.by;
  demand = std::move(other);
  return true;
}

// Of several open cases the newest is the one that is talked about.
void correct_demands(Turn& turn, const dialogue::Correction& correction, const Person& who) {
  auto* order = open_order(turn.state);
  if (order == nullptr) return;
  bool changed = false;
  for (auto& demand : order->demands) changed |= correct_demand(turn, correction, demand);
  if (!changed) return;
  add_history(turn, *order, who, "corrected",
              correction.text.empty() ? dialogue::to_text(correction.now) : correction.text);
  turn.order_changed(*order, "");
}

// Interrupts what runs; when the flow has ended, pattern_continue leads back.
void digress_to(Turn& turn, const std::string& flow) {
  turn.interrupted = true;
  dialogue::start(turn.catalog.flows, turn.state.session, std::string(pattern::back));
  begin_flow(turn, flow);
}

}  // namespace

void correct_case(Turn& turn, const dialogue::Correction& correction, const Person& who) {
  correct_orders(turn, correction, who);
  correct_demands(turn, correction, who);
}

bool is_pattern(std::string_view flow) { return flow.starts_with("pattern_"); }

bool waits_for_visitor(const State& state) {
  const auto waiting = state.session.waiting;
  return waiting == Waiting::value || waiting == Waiting::confirmation ||
         waiting == Waiting::option || waiting == Waiting::form;
}

bool is_interrupted(const State& state) {
  return std::ranges::any_of(state.session.stack,
                             [](const auto& cursor) { return cursor.flow == pattern::back; });
}

void return_to_case(Turn& turn) {
  const auto& stack = turn.state.session.stack;
  if (!turn.interrupted || stack.empty() || is_interrupted(turn.state)) return;
  const auto* flow = turn.catalog.flows.find(stack.front().flow);
  if (flow != nullptr && !is_pattern(flow->id)) note_case(turn, *flow);
}

bool run_pattern(Turn& turn, std::string_view id, dialogue::Slots facts) {
  const std::string name(id);
  auto& state = turn.state;
  if (turn.catalog.flows.find(name) == nullptr) return false;
  facts["conversation.times"] = static_cast<double>(++state.pattern_runs[name]);
  facts["conversation.asking"] = waits_for_visitor(state);
  turn.facts = std::move(facts);
  dialogue::start(turn.catalog.flows, state.session, name);
  Outputs outputs;
  dialogue::run(turn.catalog.flows, state.session, turn.scope(), outputs);
  carry_out(turn, std::move(outputs));
  turn.facts.clear();
  return true;
}

void ask_once_more(Turn& turn) {
  Outputs again;
  dialogue::ask_again(turn.catalog.flows, turn.state.session, turn.scope(), again);
  carry_out(turn, std::move(again));
}

void ask_person(Turn& turn) {
  auto& state = turn.state;
  if (state.handling == Handling::bot) {
    dialogue::stop(state.session);
    state.pending_call.clear();
    run_pattern(turn, pattern::human);
    // A number is there in a moment. A connector may take minutes, and nobody who asks for a person
    // waits for one.
    const bool under_way = state.session.waiting == Waiting::work_order;
    if (state.handling != Handling::bot || under_way) return;
  }
  person_asked(turn);
}

bool repaired(Turn& turn, std::string_view id) {
  const auto& state = turn.state;
  const bool bot = state.handling == Handling::bot;
  if (id == pattern::human) {
    ask_person(turn);
  } else if (id == pattern::cancel && (bot || !state.session.stack.empty())) {
    cancel(turn);
  } else if (state.session.waiting == Waiting::action) {
    return false;  // the answer that is under way comes first
  } else if (id == pattern::start_over && bot) {
    start_over(turn);
  } else if (id == pattern::repeat || id == pattern::help || id == pattern::thanks ||
             ((id == pattern::abuse || id == pattern::no_person) && bot)) {
    return run_pattern(turn, id);
  } else {
    return false;
  }
  return true;
}

bool stayed_with_bot(Turn& turn, const Said& said) {
  const bool plain = dialogue::clauses_of(said.text).size() <= 1 && !dialogue::asks(said.text) &&
                     !dialogue::is_wish(said.text);
  return turn.state.handling == Handling::bot && plain && wishes_no_person(said) &&
         repaired(turn, pattern::no_person);
}

void start_flow(Turn& turn, const std::string& id) {
  if (is_pattern(id) && repaired(turn, id)) return;
  if (waits_for_visitor(turn.state)) return digress_to(turn, id);
  begin_flow(turn, id);
}

namespace {

// What pattern_correction says: labels and values in the same order.
dialogue::Slots corrected_facts(const Turn& turn,
                                const std::vector<dialogue::Correction>& corrections) {
  const std::string comma = turn.locale().starts_with("zh") ? "、" : ", ";
  std::string labels, before, values;
  bool named = true;
  for (const auto& correction : corrections) {
    const auto now = correction.text.empty() ? dialogue::to_text(correction.now) : correction.text;
    named = named && !correction.label.empty();
    labels += (labels.empty() ? "" : comma) + correction.label;
    before += (before.empty() ? "" : comma) + dialogue::to_text(correction.before);
    values += (values.empty() ? "" : comma) + now;
  }
  return {{"correction.label", named ? dialogue::Value(labels) : dialogue::Value()},
          {"correction.before", before},
          {"correction.value", values}};
}

// "订单号错了，是A，要加急": the words of the pattern, and then what comes of the answer. False:
// the rest answers nothing, or the pattern asks something itself.
bool answered_as_well(Turn& turn, const std::string& rest, const dialogue::Slots& facts) {
  const auto& flows = turn.catalog.flows;
  const std::string name(pattern::correction);
  const bool described = dialogue::takes_description(flows, turn.state.session);
  if (rest.empty() || dialogue::asks(rest) || described) return false;
  if (flows.find(name) == nullptr) return false;
  auto after = turn.state.session;
  Outputs outputs;
  if (dialogue::take_text(flows, after, turn.scope(), rest, outputs) != dialogue::Fit::taken) {
    return false;
  }
  auto alone = turn.state.session;
  dialogue::stop(alone);
  Outputs words;
  turn.facts = facts;
  dialogue::start(flows, alone, name);
  dialogue::run(flows, alone, turn.scope(), words);
  turn.facts.clear();
  if (!alone.stack.empty()) return false;
  turn.state.session = std::move(after);
  turn.answer_taken = true;
  carry_out(turn, std::move(words));
  carry_out(turn, std::move(outputs));
  return true;
}

}  // namespace

bool corrected(Turn& turn, const std::string& text) {
  auto& session = turn.state.session;
  if (session.waiting == Waiting::action) return false;
  const auto& flows = turn.catalog.flows;
  const auto corrections = dialogue::find_corrections(flows, session, turn.scope(), text);
  if (corrections.empty()) return false;
  for (const auto& each : corrections) correct_case(turn, each, Person{{}, "visitor"});
  const bool bot = turn.state.handling == Handling::bot;
  const bool back = dialogue::correct(flows, session, turn.scope(), corrections, text, bot);
  count_anew(turn);
  const auto facts = corrected_facts(turn, corrections);
  const auto rest = dialogue::beside_corrections(corrections, turn.scope(), text);
  if (bot && !back && answered_as_well(turn, rest, facts)) return true;
  return run_pattern(turn, pattern::correction, facts);
}

bool retracted(Turn& turn, const std::string& text) {
  auto& session = turn.state.session;
  if (turn.state.handling != Handling::bot || session.waiting == Waiting::action) return false;
  const auto& flows = turn.catalog.flows;
  const auto retraction = dialogue::find_retraction(flows, session, text);
  if (!retraction) return false;
  dialogue::retract(flows, session, *retraction);
  count_anew(turn);
  const auto& label = retraction->label;
  dialogue::Slots facts{
      {"correction.label", label.empty() ? dialogue::Value() : dialogue::Value(label)}};
  if (run_pattern(turn, pattern::retraction, std::move(facts))) return true;
  ask_once_more(turn);
  return true;
}

bool soothed(Turn& turn, const Said& said) {
  if (turn.state.handling != Handling::bot) return false;
  if (turn.state.session.waiting == Waiting::action) return false;
  return holds_keyword(turn.catalog, pattern::abuse, said) && run_pattern(turn, pattern::abuse);
}

}  // namespace yingda::conversation
