#include "content/walker.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "content/decisions.hpp"

namespace yingda::content {
namespace {

using dialogue::end_of_flow;

// A turn of the real interpreter gives up after limits::steps_per_turn_max steps; a way this long
// only exists when something counts up for ever.
constexpr std::size_t way_max = 256;
// No step: what is left when no branch of `on_error` holds.
constexpr int handed_over = end_of_flow - 1;

template <class Number>
void append(std::string& key, Number number) {
  key.append(reinterpret_cast<const char*>(&number), sizeof number);
}

void append(std::string& key, const Place& place) {
  append(key, place.flow);
  append(key, place.step);
}

// What an assignment makes of a slot; nullopt: anything.
std::optional<Knowledge> outcome(const dialogue::Assignment& assignment, const KnownSlots& slots) {
  std::optional<dialogue::Value> value;
  if (const auto* literal = std::get_if<dialogue::Value>(&assignment.value)) {
    const auto* text = std::get_if<std::string>(literal);
    if (text && text->find('{') != std::string::npos) return std::nullopt;
    value = *literal;
  } else {
    const auto* root = std::get<dialogue::Expression>(assignment.value).root();
    if (root != nullptr) value = value_of(*root, {slots});
  }
  if (!value) return std::nullopt;
  if (!dialogue::is_set(*value)) return Knowledge{Knowledge::Kind::unset, {}};
  return Knowledge{Knowledge::Kind::constant, std::move(*value)};
}

}  // namespace

std::string key_of(const Moment& moment) {
  std::string key(1, static_cast<char>((moment.error ? 1 : 0) + (moment.vague ? 2 : 0)));
  append(key, moment.place);
  append(key, moment.stack.size());
  for (const auto& frame : moment.stack) append(key, frame);
  for (const auto& [name, known] : moment.slots) {
    key += name + '=';
    append(key, known.kind);
    append(key, known.value.index());
    key += dialogue::to_text(known.value) + '\n';
  }
  for (const auto& [atom, holds] : moment.facts) append(key, holds ? atom + 1 : -atom - 1);
  return key;
}

std::optional<bool> decide(const std::optional<dialogue::Expression>& condition,
                           const KnownSlots& slots) {
  if (!condition) return true;
  return condition->root() == nullptr ? std::optional(false)
                                      : truth_of(*condition->root(), {slots});
}

std::vector<int> possible_targets(const std::vector<dialogue::Branch>& branches,
                                  const std::vector<int>& otherwise, const KnownSlots& slots) {
  std::vector<int> out;
  for (const auto& branch : branches) {
    const auto taken = decide(branch.condition, slots);
    if (taken == false) continue;
    out.push_back(branch.target);
    if (taken == true) return out;
  }
  out.insert(out.end(), otherwise.begin(), otherwise.end());
  return out;
}

Walker::Walker(const StateGraph& graph, Budget& budget, Memory memory, Precision precision)
    : graph_(graph),
      budget_(budget),
      decisions_(graph.decisions()),
      memory_(memory),
      precision_(precision) {}

std::optional<bool> Walker::decide(const std::optional<dialogue::Expression>& condition,
                                   const Moment& moment) const {
  if (!condition) return true;
  if (condition->root() == nullptr) return false;
  return truth_of(*condition->root(), {moment.slots, &moment.facts, &decisions_.atoms});
}

void Walker::suppose(const dialogue::Expression& condition, bool holds, Moment& moment) const {
  assume(*condition.root(), holds, moment.slots, decisions_.atoms, moment.facts);
}

std::vector<Moment> Walker::ways_of(const Moment& moment,
                                    const std::vector<dialogue::Branch>& branches,
                                    int otherwise) const {
  std::vector<Moment> out;
  Moment rest = moment;
  for (const auto& branch : branches) {
    const auto taken = decide(branch.condition, rest);
    if (taken == false) continue;
    out.push_back(rest);
    out.back().place.step = branch.target;
    if (taken == true) return out;
    suppose(*branch.condition, true, out.back());
    suppose(*branch.condition, false, rest);
  }
  rest.place.step = otherwise;
  out.push_back(std::move(rest));
  return out;
}

std::vector<Moment> Walker::ways_on(const Moment& moment) const {
  const auto& step = moment.place.get();
  return ways_of(moment, step.next, step.following);
}

template <class Which>
void Walker::forget_facts(Moment& moment, Which which) const {
  std::erase_if(moment.facts, [&](const auto& fact) {
    const auto& names = decisions_.atoms.at(fact.first).names;
    return std::any_of(names.begin(), names.end(), which);
  });
}

void Walker::forget(Moment& moment, const std::string& slot) const {
  moment.slots.erase(slot);
  forget_facts(moment, [&](const std::string& name) { return name == slot; });
}

void Walker::know(Moment& moment, const std::string& slot, Knowledge knowledge) const {
  forget(moment, slot);
  if (!decisions_.live.decides(slot)) return;
  if (auto* number = std::get_if<double>(&knowledge.value)) {
    *number = decisions_.counters.alike(slot, *number);
  }
  moment.slots[slot] = std::move(knowledge);
}

void Walker::forget_result(Moment& moment, const dialogue::Action& action) const {
  const auto is_of_it = [&](const std::string& name) {
    return action.result.empty() ||
           (name.starts_with(action.result) && name.size() > action.result.size() &&
            name[action.result.size()] == '.');
  };
  std::erase_if(moment.slots, [&](const auto& slot) { return is_of_it(slot.first); });
  forget_facts(moment, is_of_it);
}

// What the page or the clock told may be another now.
void Walker::time_passes(Moment& moment) const {
  std::erase_if(moment.facts,
                [&](const auto& fact) { return decisions_.atoms.at(fact.first).drifts; });
}

void Walker::forget_dead(Moment& moment) const {
  const auto& live = decisions_.live;
  const auto& at = moment.place;
  const auto here = [&](const auto& what) {
    if (precision_ == Precision::full || live.is_looked_at(*at.flow, what)) return true;
    return std::any_of(moment.stack.begin(), moment.stack.end(),
                       [&](const Place& frame) { return live.is_looked_at(*frame.flow, what); });
  };
  const auto goes = [&](const auto& known) {
    if (!live.is_live(at, known.first)) return true;
    if (here(known.first)) return false;
    moment.vague = true;
    return true;
  };
  std::erase_if(moment.slots, goes);
  std::erase_if(moment.facts, goes);
}

void Walker::assign(const dialogue::SetSlots& set, Moment& moment) const {
  for (const auto& assignment : set.assignments) {
    auto known = outcome(assignment, moment.slots);
    if (known) {
      know(moment, assignment.slot, std::move(*known));
    } else {
      forget(moment, assignment.slot);
    }
  }
}

bool Walker::walk(Moment start, const Visit& visit, const Through& through) {
  visit_ = &visit;
  through_ = through ? &through : nullptr;
  way_.clear();
  playing_.clear();
  if (memory_ != Memory::of_all) played_.clear();
  complete_ = true;
  run(std::move(start));
  visit_ = nullptr;
  return complete_;
}

bool Walker::is_new(const std::string& key) {
  const auto [seen, added] = played_.emplace(key, way_.size());
  if (added) return true;
  if (memory_ != Memory::deepest || seen->second >= way_.size()) return false;
  seen->second = way_.size();
  return true;
}

// The moment once for each number that an earlier run may have left of a count which the step
// decides by; empty where there is no such count, or it is known.
std::vector<Moment> Walker::with_counts_left(const Moment& moment) const {
  std::vector<Moment> out;
  if (moment.place.at_end()) return out;
  for (const auto* left : decisions_.counters.left_at(moment.place.get())) {
    const bool kept = decisions_.live.is_live(moment.place, left->slot);
    if (!kept || moment.slots.contains(left->slot)) continue;
    out.assign(left->numbers.size() + 1, moment);
    know(out.back(), left->slot, {Knowledge::Kind::unset, {}});
    for (std::size_t i = 0; i < left->numbers.size(); ++i) {
      know(out[i], left->slot, {Knowledge::Kind::constant, left->numbers[i]});
    }
    return out;
  }
  return out;
}

void Walker::run(Moment moment) {
  forget_dead(moment);
  if (auto each = with_counts_left(moment); !each.empty()) {
    for (auto& one : each) run(std::move(one));
    return;
  }
  const auto key = key_of(moment);
  if (playing_.contains(key) || way_.size() >= way_max) {
    way_.push_back(moment.place);
    (*visit_)(Stop::loop, moment, way_);
    way_.pop_back();
    return;
  }
  const auto cost = 1 + moment.slots.size() + moment.stack.size();
  if (budget_.left < cost) complete_ = false;
  if (!complete_ || !is_new(key)) return;
  budget_.left -= cost;
  playing_.insert(key);
  way_.push_back(moment.place);
  if (!moment.place.at_end()) {
    run_step(moment);
  } else if (moment.stack.empty()) {
    (*visit_)(Stop::ended, moment, way_);
  } else {
    const auto call = moment.stack.back();
    moment.stack.pop_back();
    moment.place = call;
    go_on(moment);
  }
  way_.pop_back();
  playing_.erase(key);
}

void Walker::run_step(const Moment& before) {
  const auto& step = before.place.get();
  const auto runs = decide(step.condition, before);
  Moment moment = before;
  if (runs != true) {
    Moment skipped = before;
    skipped.place.step = step.following;
    if (!runs) suppose(*step.condition, false, skipped);
    run(std::move(skipped));
    if (!runs) suppose(*step.condition, true, moment);
  }
  if (runs == false || (through_ != nullptr && !(*through_)(moment, way_))) return;
  const auto ask = [&] { (*visit_)(Stop::question, moment, way_); };
  std::visit(Overloaded{
                 [&](const dialogue::Say&) { go_on(moment); },
                 [&](const dialogue::Answer&) { go_on(moment); },
                 [&](const dialogue::Wait&) {
                   time_passes(moment);
                   go_on(moment);
                 },
                 [&](const dialogue::Choose&) { ask(); },
                 [&](const dialogue::Form&) { ask(); },
                 [&](const dialogue::Handoff&) { (*visit_)(Stop::person, moment, way_); },
                 [&](const dialogue::OpenWorkOrder&) {
                   if (!(*visit_)(Stop::order, moment, way_)) return;
                   time_passes(moment);
                   go_on(moment);
                 },
                 [&](const dialogue::Link& link) { enter(moment, link.flow, false); },
                 [&](const dialogue::Call& call) { enter(moment, call.flow, true); },
                 [&](const dialogue::SetSlots& set) {
                   assign(set, moment);
                   go_on(moment);
                 },
                 [&](const dialogue::Action& action) {
                   time_passes(moment);
                   forget_result(moment, action);
                   go_on(moment);
                   fail(action, moment);
                 },
                 [&](const dialogue::Collect& collect) {
                   const auto known = moment.slots.find(collect.slot);
                   const bool unset =
                       known != moment.slots.end() && known->second.kind == Knowledge::Kind::unset;
                   if (collect.force || unset || known == moment.slots.end()) ask();
                   if (collect.force || unset) return;
                   moment.slots.try_emplace(collect.slot);
                   go_on(moment);
                 },
             },
             step.body);
}

// Every branch of `on_error` that may hold; when none must, also the hand-over.
void Walker::fail(const dialogue::Action& action, const Moment& moment) {
  Moment failed = moment;
  failed.error = true;
  for (auto& way : ways_of(failed, action.on_error, handed_over)) {
    if (way.place.step == handed_over) {
      (*visit_)(Stop::person, moment, way_);
    } else {
      run(std::move(way));
    }
  }
}

void Walker::go_on(const Moment& moment) {
  for (auto& way : ways_on(moment)) run(std::move(way));
}

void Walker::enter(Moment moment, const std::string& flow, bool come_back) {
  const auto* target = graph_.flows().find(flow);
  if (!target) return;
  if (come_back && moment.stack.size() >= calls_max) {
    (*visit_)(Stop::too_deep, moment, way_);
    return;
  }
  if (come_back) moment.stack.push_back(moment.place);
  moment.place = {target, target->steps.empty() ? end_of_flow : 0};
  run(std::move(moment));
}

}  // namespace yingda::content
