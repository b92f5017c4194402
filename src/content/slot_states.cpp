#include "content/slot_states.hpp"

#include <algorithm>

#include "conversation/repair.hpp"

namespace yingda::content {
namespace {

using dialogue::ExpressionNode;
using dialogue::NodeKind;
using dialogue::Value;

const SlotStates::State nothing_known;

// Both together. A value that one of them may hold, both may.
Domain joined(Domain left, const Domain& right) {
  left.unset |= right.unset;
  left.anything |= right.anything;
  left.flags |= right.flags;
  left.numbers |= right.numbers;
  left.amounts |= right.amounts;
  left.texts |= right.texts;
  left.join_lists(right);
  left.these_flags.insert(right.these_flags.begin(), right.these_flags.end());
  left.these_numbers.insert(right.these_numbers.begin(), right.these_numbers.end());
  left.these_texts.insert(right.these_texts.begin(), right.these_texts.end());
  if (left.written != right.written) left.written.reset();
  return left;
}

Domain only_value(const Value& value) {
  Domain out;
  out.anything = false;
  out.unset = !dialogue::is_set(value);
  if (const auto* flag = std::get_if<bool>(&value)) out.these_flags.insert(*flag);
  if (const auto* number = std::get_if<double>(&value)) out.these_numbers.insert(*number);
  if (const auto* text = std::get_if<std::string>(&value)) out.these_texts.insert(*text);
  out.lists = std::holds_alternative<std::vector<std::string>>(value);
  return out;
}

std::set<std::string> ids_of(const std::vector<dialogue::Option>& options) {
  std::set<std::string> out;
  for (const auto& option : options) out.insert(option.id);
  return out;
}

Domain answer_of(dialogue::SlotType type, const std::set<std::string>& options) {
  Domain out;
  out.unset = out.anything = false;
  out.add(type, options);
  out.written = type;
  return out;
}

// Slots that a step sets, and whether it asks the visitor for them.
template <class Visit>
void each_set(const dialogue::Step& step, Visit visit) {
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    visit(collect->slot, true);
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    if (!choose->slot.empty()) visit(choose->slot, true);
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) visit(field.name, true);
  } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
    for (const auto& assignment : set->assignments) visit(assignment.slot, false);
  }
}

bool is_not_ours(const std::string& name) {
  return name == "now" || name.starts_with("conversation.") || name.starts_with("page.") ||
         name.starts_with("visitor.") || name.starts_with("work_order.");
}

void only_name(const ExpressionNode& node, std::set<std::string>& out) {
  if (node.kind == NodeKind::name) out.insert(node.name);
  for (const auto& child : node.children) only_name(child, out);
}

std::string bare(const std::string& name) {
  return name.starts_with("slots.") ? name.substr(6) : name;
}

bool is_nothing(const Domain& domain) {
  return !domain.unset && !domain.anything && !domain.flags && !domain.numbers && !domain.amounts &&
         !domain.texts && !domain.lists && domain.these_flags.empty() &&
         domain.these_numbers.empty() && domain.these_texts.empty();
}

}  // namespace

SlotStates::SlotStates(const StateGraph& graph, int failed_max,
                       const std::set<std::string>& started)
    : graph_(graph), table_(slots_of(graph.flows())), failed_max_(failed_max) {
  find_setters();
  if (sets_anything_) table_.clear();
  find_starts(started);
  run();
}

Domain SlotStates::domain(const State& state, const std::string& slot) const {
  if (slot == "conversation.failed_turns") {
    // With as many as there may be a person gets the case at the end of the turn.
    Domain out;
    out.unset = out.anything = false;
    for (int i = 0; i <= failed_max_; ++i) out.these_numbers.insert(i);
    return out;
  }
  const auto found = state.find(bare(slot));
  return found == state.end() ? domain_of(table_, slot) : found->second;
}

void SlotStates::find_setters() {
  for (const auto& [id, flow] : graph_.flows().flows) {
    for (const auto& step : flow.steps) {
      if (const auto* call = std::get_if<dialogue::Call>(&step.body)) shared_.insert(call->flow);
      if (const auto* link = std::get_if<dialogue::Link>(&step.body)) shared_.insert(link->flow);
      const auto* action = std::get_if<dialogue::Action>(&step.body);
      sets_anything_ |= action != nullptr && action->result.empty();
      each_set(step, [&, &id = id](const std::string& slot, bool asks) {
        set_by_[slot].insert(id);
        ++times_set_[slot];
        if (asks) asked_.insert(slot);
      });
      const auto* set = std::get_if<dialogue::SetSlots>(&step.body);
      if (set == nullptr) continue;
      for (const auto& assignment : set->assignments) {
        const auto* value = std::get_if<Value>(&assignment.value);
        if (value == nullptr || !dialogue::is_set(*value)) clearable_.insert(assignment.slot);
      }
    }
  }
}

void SlotStates::find_starts(const std::set<std::string>& started) {
  for (const auto& [id, flow] : graph_.flows().flows) {
    const bool by_itself = flow.has_triggers() || conversation::is_pattern(id) ||
                           started.contains(id) || !shared_.contains(id);
    if (by_itself && !flow.steps.empty()) add({&flow, 0}, {});
  }
}

void SlotStates::add(const Place& place, const State& state) {
  if (place.at_end()) return;
  const auto [entry, is_new] = states_.emplace(place, state);
  bool changed = is_new;
  if (!is_new) {
    auto& known = entry->second;
    for (auto each = known.begin(); each != known.end();) {
      const auto other = state.find(each->first);
      if (other == state.end()) {
        each = known.erase(each);
        changed = true;
        continue;
      }
      auto both = joined(each->second, other->second);
      changed |= !(both == each->second);
      each->second = std::move(both);
      ++each;
    }
  }
  if (changed) open_.push_back(place);
}

void SlotStates::run() {
  while (!open_.empty()) {
    const auto place = open_.back();
    open_.pop_back();
    const auto& step = place.get();
    State state = states_.at(place);
    if (step.condition && step.condition->root() != nullptr) {
      State skipped = state;
      if (refine(*step.condition->root(), false, skipped)) {
        add({place.flow, step.following}, skipped);
      }
      if (!refine(*step.condition->root(), true, state)) continue;
    }
    leave(place, state);
  }
}

// All ways on from the step, which is run.
void SlotStates::leave(const Place& place, const State& state) {
  const auto& step = place.get();
  const auto enter = [&](const std::string& flow) {
    const auto* target = graph_.flows().find(flow);
    if (target != nullptr && !target->steps.empty()) add({target, 0}, state);
  };
  if (const auto* link = std::get_if<dialogue::Link>(&step.body)) return enter(link->flow);
  if (std::holds_alternative<dialogue::Handoff>(step.body)) return;
  if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
    enter(call->flow);
    if (!graph_.returns(call->flow)) return;
  }
  State open = state;
  pause(place, open);
  if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    for (const auto& option : choose->options) {
      State chosen = open;
      if (!choose->slot.empty()) chosen[choose->slot] = only_value(option.option.id);
      branch(place, option.next, -2, chosen);
    }
  }
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    if (collect->on_failure) add({place.flow, *collect->on_failure}, open);
  }
  if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
    State failed = open;
    set(place, failed);
    branch(place, action->on_error, -2, failed);
  }
  State done = state;
  set(place, done);
  branch(place, step.next, step.following, done);
}

// `otherwise` -2: nowhere.
void SlotStates::branch(const Place& from, const std::vector<dialogue::Branch>& branches,
                        int otherwise, State state) {
  for (const auto& each : branches) {
    State taken = state;
    const auto* root = each.condition ? each.condition->root() : nullptr;
    if (root == nullptr || refine(*root, true, taken)) add({from.flow, each.target}, taken);
    if (!each.condition) return;
    if (root != nullptr && !refine(*root, false, state)) return;
  }
  if (otherwise != -2) add({from.flow, otherwise}, state);
}

// What the step makes of the slots, the time that it takes included.
void SlotStates::set(const Place& place, State& state) const {
  const auto& step = place.get();
  pause(place, state);
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    set_collect(*collect, state);
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      auto known = domain(state, field.name);
      if (field.required) known.unset = false;
      state[field.name] = joined(std::move(known), answer_of(field.type, ids_of(field.options)));
    }
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    if (choose->slot.empty()) return;
    Domain ids;
    ids.unset = ids.anything = false;
    for (const auto& option : choose->options) ids.these_texts.insert(option.option.id);
    state[choose->slot] = std::move(ids);
  } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
    for (const auto& assignment : set->assignments) {
      const auto* value = std::get_if<Value>(&assignment.value);
      const auto* text = value == nullptr ? nullptr : std::get_if<std::string>(value);
      const bool fixed =
          value != nullptr && (text == nullptr || text->find('{') == std::string::npos);
      if (fixed) {
        state[assignment.slot] = only_value(*value);
      } else {
        state.erase(assignment.slot);
      }
    }
  } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
    if (action->result.empty()) return state.clear();
    const auto prefix = action->result + ".";
    std::erase_if(state, [&](const auto& known) { return known.first.starts_with(prefix); });
  } else if (std::holds_alternative<dialogue::Call>(step.body)) {
    std::erase_if(state, [&](const auto& known) { return !is_own(known.first, *place.flow); });
  }
}

// Only the flow itself sets the slot, and it runs once at a time.
bool SlotStates::is_own(const std::string& slot, const dialogue::Flow& flow) const {
  const auto setters = set_by_.find(slot);
  return setters != set_by_.end() && setters->second.size() == 1 &&
         setters->second.contains(flow.id) && !shared_.contains(flow.id);
}

void SlotStates::set_collect(const dialogue::Collect& collect, State& state) const {
  auto given = answer_of(collect.type, ids_of(collect.options));
  const auto known = domain(state, collect.slot);
  if (collect.force && !collect.skip) {
    state[collect.slot] = std::move(given);
    return;
  }
  auto both = known.unset && !known.anything && is_nothing([&] {
                auto set = known;
                set.unset = false;
                return set;
              }())
                  ? std::move(given)
                  : joined(known, given);
  both.unset = collect.skip.has_value();
  state[collect.slot] = std::move(both);
}

// While something is waited for, other flows may run, and what was answered may be put right.
void SlotStates::pause(const Place& place, State& state) const {
  const auto& step = place.get();
  const bool calls = std::holds_alternative<dialogue::Call>(step.body);
  const bool waits = is_question(step) || takes_time(step) || calls ||
                     std::holds_alternative<dialogue::OpenWorkOrder>(step.body);
  if (!waits) return;
  if (sets_anything_) return state.clear();
  for (auto& [slot, known] : state) {
    // What the flow sets in several places may be of a later one: whoever puts an answer right is
    // led back to behind its question.
    const auto times = times_set_.find(slot);
    const bool once = times != times_set_.end() && times->second == 1;
    const bool own = is_own(slot, *place.flow);
    if (own && once && !asked_.contains(slot)) continue;
    auto any = domain_of(table_, slot);
    any.unset = known.unset || (any.anything && !own) || clearable_.contains(slot);
    known = std::move(any);
  }
}

// False: no value fits.
bool SlotStates::refine(const ExpressionNode& node, bool holds, State& state) const {
  if (node.kind == NodeKind::negation) return refine(node.children[0], !holds, state);
  if (node.kind == NodeKind::all || node.kind == NodeKind::any) {
    if ((node.kind == NodeKind::all) != holds) return true;
    return std::all_of(node.children.begin(), node.children.end(),
                       [&](const auto& child) { return refine(child, holds, state); });
  }
  std::set<std::string> names;
  only_name(node, names);
  if (names.size() != 1 || is_not_ours(*names.begin())) return true;
  return refine_slot(*names.begin(), node, holds, state);
}

bool SlotStates::refine_slot(const std::string& slot, const ExpressionNode& node, bool holds,
                             State& state) const {
  const auto fits = [&](const Value& value) {
    return dialogue::truthy(dialogue::evaluate_node(
               node, [&](const std::string&) -> Value { return value; })) == holds;
  };
  const auto found = state.find(bare(slot));
  auto known = domain(state, slot);
  const auto before = known;
  if (known.unset && !fits({})) known.unset = false;
  std::erase_if(known.these_numbers, [&](double value) { return !fits(value); });
  std::erase_if(known.these_texts, [&](const std::string& value) { return !fits(value); });
  for (const bool flag : {true, false}) {
    if (known.flags) known.these_flags.insert(flag);
  }
  known.flags = false;
  std::erase_if(known.these_flags, [&](bool value) { return !fits(value); });
  if (known.these_flags.size() == 2) {
    known.these_flags.clear();
    known.flags = true;
  }
  if (node.kind == NodeKind::presence && node.inverted == holds) {
    known = only_value({});
    known.unset = before.unset;
  }
  if (is_nothing(known)) return false;
  // What the table says anyway need not be kept.
  if (found != state.end() || !(known == before)) state[bare(slot)] = std::move(known);
  return true;
}

const SlotStates::State& SlotStates::before(const Place& place) const {
  const auto found = states_.find(place);
  return found == states_.end() ? nothing_known : found->second;
}

const SlotStates::State* SlotStates::at(const Place& place) const {
  const auto found = states_.find(place);
  return found == states_.end() ? nullptr : &found->second;
}

SlotStates::State SlotStates::while_open(const Place& place) const {
  State state = before(place);
  pause(place, state);
  return state;
}

SlotStates::State SlotStates::behind(const Place& place) const {
  State state = before(place);
  const auto& condition = place.get().condition;
  if (condition && condition->root() != nullptr) refine(*condition->root(), true, state);
  set(place, state);
  if (const auto* choose = std::get_if<dialogue::Choose>(&place.get().body);
      choose != nullptr && !choose->slot.empty()) {
    auto& ids = state[choose->slot].these_texts;
    for (const auto& option : choose->options) {
      if (!option.next.empty()) ids.erase(option.option.id);
    }
  }
  return state;
}

SlotStates::State SlotStates::behind_option(const Place& place, const std::string& option) const {
  State state = while_open(place);
  const auto* choose = std::get_if<dialogue::Choose>(&place.get().body);
  if (choose != nullptr && !choose->slot.empty()) state[choose->slot] = only_value(option);
  return state;
}

}  // namespace yingda::content
