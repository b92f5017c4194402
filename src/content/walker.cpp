#include "content/walker.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace yingda::content {
namespace {

using dialogue::end_of_flow;
using Slots = std::map<std::string, Knowledge>;

// A turn of the real interpreter gives up after limits::steps_per_turn_max steps; a way this long
// only exists when something counts up for ever.
constexpr std::size_t way_max = 256;
// Different moments of one walk. Real flows stay below a thousand.
constexpr std::size_t moments_max = 50'000;

std::string key_of(const Moment& moment) {
  std::string key = name_of(moment.place) + (moment.error ? "!" : "");
  for (const auto& frame : moment.stack) key += "<" + name_of(frame);
  for (const auto& [name, known] : moment.slots) {
    key += "|" + name + std::to_string(static_cast<int>(known.kind)) +
           dialogue::to_text(known.value) + std::to_string(known.value.index());
  }
  return key;
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

void assign(const dialogue::SetSlots& set, Slots& slots) {
  for (const auto& assignment : set.assignments) {
    const auto value =
        std::visit(Overloaded{
                       [](const dialogue::Value& literal) -> std::optional<dialogue::Value> {
                         const auto* text = std::get_if<std::string>(&literal);
                         if (text && text->find('{') != std::string::npos) return std::nullopt;
                         return literal;
                       },
                       [&](const dialogue::Expression& source) -> std::optional<dialogue::Value> {
                         if (!all_known(source, slots)) return std::nullopt;
                         return source.evaluate(lookup_in(slots));
                       },
                   },
                   assignment.value);
    if (!value) {
      slots.erase(assignment.slot);
    } else if (dialogue::is_set(*value)) {
      slots[assignment.slot] = {Knowledge::Kind::constant, *value};
    } else {
      slots[assignment.slot] = {Knowledge::Kind::unset, {}};
    }
  }
}

void forget_result(const dialogue::Action& action, Slots& slots) {
  std::erase_if(slots, [&](const auto& slot) {
    return action.result.empty() || slot.first.starts_with(action.result + ".");
  });
}

}  // namespace

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

bool Walker::walk(Moment start, const Visit& visit) {
  visit_ = &visit;
  way_.clear();
  playing_.clear();
  if (!remember_) played_.clear();
  moments_ = 0;
  complete_ = true;
  run(std::move(start));
  visit_ = nullptr;
  return complete_;
}

void Walker::run(Moment moment) {
  const auto key = key_of(moment);
  if (playing_.contains(key) || way_.size() >= way_max) {
    way_.push_back(moment.place);
    (*visit_)(Stop::loop, moment, way_);
    way_.pop_back();
    return;
  }
  if (++moments_ >= moments_max) complete_ = false;
  if (!complete_ || !played_.insert(key).second) return;
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
  if (runs == false) return;
  const auto proceed = [&](const Moment& after) { go_on(after, step.next, step.following); };
  const auto ask = [&] { (*visit_)(Stop::question, moment, way_); };
  std::visit(Overloaded{
                 [&](const dialogue::Say&) { proceed(moment); },
                 [&](const dialogue::Answer&) { proceed(moment); },
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
                   assign(set, after.slots);
                   proceed(after);
                 },
                 [&](const dialogue::Action& action) {
                   Moment after = moment;
                   forget_result(action, after.slots);
                   proceed(after);
                   if (!action.on_error) {
                     (*visit_)(Stop::person, moment, way_);
                     return;
                   }
                   Moment failed = moment;
                   failed.error = true;
                   go_to(std::move(failed), *action.on_error);
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

std::vector<Moment> Walker::answers(const Moment& question) const {
  std::vector<Moment> out;
  const auto& step = question.place.get();
  const auto add = [&](const Slots& slots, const std::vector<int>& targets) {
    for (const int target : targets) {
      Moment after = question;
      after.slots = slots;
      after.place.step = target;
      out.push_back(std::move(after));
    }
  };
  Slots slots = question.slots;
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    slots[collect->slot] = {};
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      slots.erase(field.name);
      if (field.required) slots[field.name] = {};
    }
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    for (const auto& option : choose->options) {
      if (!choose->slot.empty()) {
        slots[choose->slot] = {Knowledge::Kind::constant, option.option.id};
      }
      const auto own = possible_targets(step.next, {step.following}, slots);
      add(slots, possible_targets(option.next, own, slots));
    }
    return out;
  }
  add(slots, possible_targets(step.next, {step.following}, slots));
  return out;
}

}  // namespace yingda::content
