#include "content/walker.hpp"

#include <algorithm>

#include "base/overloaded.hpp"
#include "content/deciding_slots.hpp"

namespace yingda::content {
namespace {

using dialogue::end_of_flow;
using Slots = std::map<std::string, Knowledge>;

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

dialogue::Expression::Lookup lookup_in(const Slots& slots) {
  return [&slots](const std::string& name) {
    const auto found = slots.find(name);
    return found == slots.end() ? dialogue::Value{} : found->second.value;
  };
}

bool all_known(const dialogue::Expression& expression, const Slots& slots) {
  return std::all_of(
      expression.names().begin(), expression.names().end(), [&](const std::string& name) {
        const auto found = slots.find(name);
        return found != slots.end() && found->second.kind != Knowledge::Kind::some_value;
      });
}

// What an assignment makes of a slot; nullopt: anything.
std::optional<Knowledge> outcome(const dialogue::Assignment& assignment, const Slots& slots) {
  dialogue::Value value;
  if (const auto* literal = std::get_if<dialogue::Value>(&assignment.value)) {
    const auto* text = std::get_if<std::string>(literal);
    if (text && text->find('{') != std::string::npos) return std::nullopt;
    value = *literal;
  } else {
    const auto& source = std::get<dialogue::Expression>(assignment.value);
    if (!all_known(source, slots)) return std::nullopt;
    value = source.evaluate(lookup_in(slots));
  }
  if (!dialogue::is_set(value)) return Knowledge{Knowledge::Kind::unset, {}};
  return Knowledge{Knowledge::Kind::constant, std::move(value)};
}

void forget_result(const dialogue::Action& action, Slots& slots) {
  std::erase_if(slots, [&](const auto& slot) {
    return action.result.empty() || slot.first.starts_with(action.result + ".");
  });
}

}  // namespace

std::string key_of(const Moment& moment) {
  std::string key(1, moment.error ? '!' : '.');
  append(key, moment.place);
  append(key, moment.stack.size());
  for (const auto& frame : moment.stack) append(key, frame);
  for (const auto& [name, known] : moment.slots) {
    key += name + '=';
    append(key, known.kind);
    append(key, known.value.index());
    key += dialogue::to_text(known.value) + '\n';
  }
  return key;
}

std::optional<bool> decide(const std::optional<dialogue::Expression>& condition,
                           const Slots& slots) {
  if (!condition) return true;
  if (!all_known(*condition, slots)) return std::nullopt;
  return dialogue::truthy(condition->evaluate(lookup_in(slots)));
}

std::vector<int> possible_targets(const std::vector<dialogue::Branch>& branches,
                                  const std::vector<int>& otherwise, const Slots& slots) {
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

Walker::Walker(const StateGraph& graph, Budget& budget, Memory memory)
    : graph_(graph), budget_(budget), memory_(memory), relevant_(deciding_slots(graph.flows())) {}

void Walker::know(Moment& moment, const std::string& slot, Knowledge knowledge) const {
  if (relevant_.contains(slot)) moment.slots[slot] = std::move(knowledge);
}

void Walker::assign(const dialogue::SetSlots& set, Moment& moment) const {
  for (const auto& assignment : set.assignments) {
    auto known = outcome(assignment, moment.slots);
    if (known) {
      know(moment, assignment.slot, std::move(*known));
    } else {
      moment.slots.erase(assignment.slot);
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

void Walker::run(Moment moment) {
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
    go_on(moment, call.get().next, call.get().following);
  }
  way_.pop_back();
  playing_.erase(key);
}

void Walker::run_step(const Moment& moment) {
  const auto& step = moment.place.get();
  const auto runs = decide(step.condition, moment.slots);
  if (runs != true) go_to(moment, step.following);
  if (runs == false || (through_ != nullptr && !(*through_)(moment, way_))) return;
  const auto proceed = [&](const Moment& after) { go_on(after, step.next, step.following); };
  const auto ask = [&] { (*visit_)(Stop::question, moment, way_); };
  std::visit(Overloaded{
                 [&](const dialogue::Say&) { proceed(moment); },
                 [&](const dialogue::Answer&) { proceed(moment); },
                 [&](const dialogue::Wait&) { proceed(moment); },
                 [&](const dialogue::Choose&) { ask(); },
                 [&](const dialogue::Form&) { ask(); },
                 [&](const dialogue::Handoff&) { (*visit_)(Stop::person, moment, way_); },
                 [&](const dialogue::OpenWorkOrder&) {
                   if ((*visit_)(Stop::order, moment, way_)) proceed(moment);
                 },
                 [&](const dialogue::Link& link) { enter(moment, link.flow, false); },
                 [&](const dialogue::Call& call) { enter(moment, call.flow, true); },
                 [&](const dialogue::SetSlots& set) {
                   Moment after = moment;
                   assign(set, after);
                   proceed(after);
                 },
                 [&](const dialogue::Action& action) {
                   Moment after = moment;
                   forget_result(action, after.slots);
                   proceed(after);
                   fail(action, moment);
                 },
                 [&](const dialogue::Collect& collect) {
                   const auto known = moment.slots.find(collect.slot);
                   const bool unset =
                       known != moment.slots.end() && known->second.kind == Knowledge::Kind::unset;
                   if (collect.force || unset || known == moment.slots.end()) ask();
                   if (collect.force || unset) return;
                   Moment after = moment;
                   after.slots.try_emplace(collect.slot);
                   proceed(after);
                 },
             },
             step.body);
}

// Every branch of `on_error` that may hold; when none must, also the hand-over.
void Walker::fail(const dialogue::Action& action, const Moment& moment) {
  Moment failed = moment;
  failed.error = true;
  forget_result(action, failed.slots);
  auto targets = possible_targets(action.on_error, {handed_over}, failed.slots);
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  for (const int target : targets) {
    if (target == handed_over) {
      (*visit_)(Stop::person, moment, way_);
    } else {
      go_to(failed, target);
    }
  }
}

void Walker::go_on(const Moment& moment, const std::vector<dialogue::Branch>& branches,
                   int otherwise) {
  auto targets = possible_targets(branches, {otherwise}, moment.slots);
  std::sort(targets.begin(), targets.end());
  targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
  for (const int target : targets) go_to(moment, target);
}

void Walker::go_to(Moment moment, int step) {
  moment.place.step = step;
  run(std::move(moment));
}

void Walker::enter(Moment moment, const std::string& flow, bool come_back) {
  const auto* target = graph_.flows().find(flow);
  if (!target) return;
  if (come_back) moment.stack.push_back(moment.place);
  moment.place = {target, target->steps.empty() ? end_of_flow : 0};
  run(std::move(moment));
}

namespace {

void add_all(const Moment& answered, const std::vector<int>& targets, std::vector<Moment>& out) {
  for (const int target : targets) {
    out.push_back(answered);
    out.back().place.step = target;
  }
}

void go_on_from(const Moment& answered, std::vector<Moment>& out) {
  const auto& step = answered.place.get();
  add_all(answered, possible_targets(step.next, {step.following}, answered.slots), out);
}

}  // namespace

std::vector<Moment> Walker::answers(const Moment& question) const {
  const auto& step = question.place.get();
  if (std::holds_alternative<dialogue::Choose>(step.body)) return chosen(question, {});
  Moment answered = question;
  auto out = skipped(question);
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    know(answered, collect->slot, {});
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      answered.slots.erase(field.name);
      if (field.required) know(answered, field.name, {});
    }
  }
  go_on_from(answered, out);
  return out;
}

// An empty option: any of them.
std::vector<Moment> Walker::chosen(const Moment& question, const std::string& option) const {
  const auto& step = question.place.get();
  const auto* choose = std::get_if<dialogue::Choose>(&step.body);
  if (choose == nullptr) {
    return given(question, std::get<dialogue::Collect>(step.body).slot, option);
  }
  std::vector<Moment> out;
  Moment answered = question;
  for (const auto& each : choose->options) {
    if (!option.empty() && each.option.id != option) continue;
    know(answered, choose->slot, {Knowledge::Kind::constant, each.option.id});
    const auto own = possible_targets(step.next, {step.following}, answered.slots);
    add_all(answered, possible_targets(each.next, own, answered.slots), out);
  }
  return out;
}

std::vector<Moment> Walker::given(const Moment& question, const std::string& slot,
                                  const dialogue::Value& value) const {
  std::vector<Moment> out;
  Moment answered = question;
  know(answered, slot, {Knowledge::Kind::constant, value});
  go_on_from(answered, out);
  return out;
}

std::vector<Moment> Walker::skipped(const Moment& question) const {
  std::vector<Moment> out;
  const auto* collect = std::get_if<dialogue::Collect>(&question.place.get().body);
  if (collect == nullptr || !collect->skip) return out;
  Moment without = question;
  know(without, collect->slot, {Knowledge::Kind::unset, {}});
  go_on_from(without, out);
  return out;
}

}  // namespace yingda::content
