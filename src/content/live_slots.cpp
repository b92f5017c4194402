#include "content/live_slots.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace yingda::content {
namespace {

using Row = std::vector<std::uint64_t>;

void put(std::size_t number, Row& row) { row[number / 64] |= std::uint64_t{1} << (number % 64); }
bool has(std::size_t number, const Row& row) {
  return ((row[number / 64] >> (number % 64)) & 1) != 0;
}
void drop(std::size_t number, Row& row) {
  row[number / 64] &= ~(std::uint64_t{1} << (number % 64));
}

void add(const Row& from, Row& to) {
  for (std::size_t i = 0; i < to.size(); ++i) to[i] |= from[i];
}

template <class Visit>
void each_source(const dialogue::Step& step, Visit visit) {
  const auto* set = std::get_if<dialogue::SetSlots>(&step.body);
  if (set == nullptr) return;
  for (const auto& assignment : set->assignments) {
    const auto* source = std::get_if<dialogue::Expression>(&assignment.value);
    if (source != nullptr) visit(*source);
  }
}

Place begin_of(const dialogue::Flow& flow) {
  return {&flow, flow.steps.empty() ? dialogue::end_of_flow : 0};
}

// Calls `visit` with every place where a list of branches may lead.
template <class Visit>
void each_target(const Place& place, const std::vector<dialogue::Branch>& branches, Visit visit) {
  for (const auto& branch : branches) visit(Place{place.flow, branch.target});
}

}  // namespace

LiveSlots::LiveSlots(const StateGraph& graph, const Atoms& atoms)
    : graph_(graph), atoms_(atoms), atom_count_(static_cast<std::size_t>(atoms.size())) {
  number_slots(graph.flows());
  std::size_t rows = 0;
  for (const auto& [id, flow] : graph.flows().flows) {
    first_row_[&flow] = rows;
    rows += flow.steps.size() + 1;
  }
  rows_.assign(rows, empty_row());
  find_live();
  find_looked_at();
}

void LiveSlots::number_slots(const dialogue::FlowSet& flows) {
  const auto add_name = [this](const std::string& name) {
    numbers_.emplace(name, numbers_.size());
  };
  const auto add_names = [&](const dialogue::Expression& expression) {
    for (const auto& name : expression.names()) add_name(name);
  };
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& step : flow.steps) {
      each_condition(step, add_names);
      each_source(step, add_names);
      const auto* collect = std::get_if<dialogue::Collect>(&step.body);
      if (collect != nullptr && !collect->force) add_name(collect->slot);
    }
  }
  for (const auto& [name, number] : numbers_) with_[name].push_back(number);
  for (int atom = 0; atom < atoms_.size(); ++atom) {
    for (const auto& name : atoms_.at(atom).names) with_[name].push_back(number_of(atom));
  }
  for (const auto& [name, numbers] : with_) {
    const auto dot = name.find('.');
    if (dot == std::string::npos) continue;
    auto& all = results_[name.substr(0, dot)];
    all.insert(all.end(), numbers.begin(), numbers.end());
  }
}

std::size_t LiveSlots::row_of(const Place& place) const {
  const auto first = first_row_.at(place.flow);
  return first + (place.at_end() ? place.flow->steps.size() : static_cast<std::size_t>(place.step));
}

void LiveSlots::add_uses(const dialogue::Expression& condition, Row& row) const {
  for (const auto& name : condition.names()) put(numbers_.at(name), row);
  std::vector<const dialogue::ExpressionNode*> open{condition.root()};
  while (!open.empty()) {
    const auto* node = open.back();
    open.pop_back();
    if (node == nullptr) continue;
    if (const auto use = atoms_.find(node)) put(number_of(use->atom), row);
    for (const auto& child : node->children) open.push_back(&child);
  }
}

void LiveSlots::add_uses(const std::vector<dialogue::Branch>& branches, Row& row) const {
  for (const auto& branch : branches) {
    if (branch.condition) add_uses(*branch.condition, row);
  }
}

void LiveSlots::take_away(const std::string& slot, Row& row) const {
  const auto found = with_.find(slot);
  if (found == with_.end()) return;
  for (const auto number : found->second) drop(number, row);
}

void LiveSlots::take_away_results(const std::string& prefix, Row& row) const {
  if (prefix.empty()) {
    std::fill(row.begin(), row.end(), 0);
    return;
  }
  const auto found = results_.find(prefix);
  if (found == results_.end()) return;
  for (const auto number : found->second) drop(number, row);
}

void LiveSlots::add_row(const Place& place, Row& row) const { add(rows_[row_of(place)], row); }

void LiveSlots::add_start(const std::string& flow, Row& row) const {
  if (const auto* target = graph_.flows().find(flow)) add_row(begin_of(*target), row);
}

// What is live where the step begins, from what is live where it leads.
void LiveSlots::update_step(const Place& place, Row& row) const {
  const auto& step = place.get();
  const auto after = [&](const std::vector<dialogue::Branch>& branches, Row& out) {
    add_uses(branches, out);
    each_target(place, branches, [&](const Place& target) { add_row(target, out); });
  };
  const auto next = [&](Row& out) {
    after(step.next, out);
    add_row({place.flow, step.following}, out);
  };
  std::visit(Overloaded{
                 [&](const dialogue::Collect& collect) {
                   Row failed = empty_row();
                   if (collect.on_failure) add_row({place.flow, *collect.on_failure}, failed);
                   next(row);
                   add(failed, row);
                   // Who has none leaves what was known.
                   if (!collect.skip) take_away(collect.slot, row);
                   if (!collect.force) {
                     next(row);
                     put(numbers_.at(collect.slot), row);
                   }
                   for (const auto& rejection : collect.rejections)
                     add_uses(rejection.condition, row);
                 },
                 [&](const dialogue::Choose& choose) {
                   next(row);
                   for (const auto& option : choose.options) after(option.next, row);
                   take_away(choose.slot, row);
                 },
                 [&](const dialogue::Form& form) {
                   next(row);
                   for (const auto& field : form.fields) take_away(field.name, row);
                 },
                 [&](const dialogue::SetSlots& set) {
                   next(row);
                   for (const auto& assignment : set.assignments) take_away(assignment.slot, row);
                   each_source(step, [&](const auto& source) { add_uses(source, row); });
                 },
                 [&](const dialogue::Action& action) {
                   next(row);
                   after(action.on_error, row);
                   take_away_results(action.result, row);
                 },
                 [&](const dialogue::Call& call) { add_start(call.flow, row); },
                 [&](const dialogue::Link& link) { add_start(link.flow, row); },
                 [&](const dialogue::Handoff&) {},
                 [&](const auto&) { next(row); },
             },
             step.body);
  if (step.condition) {
    add_uses(*step.condition, row);
    add_row({place.flow, step.following}, row);
  }
}

bool LiveSlots::update(const Place& place) {
  Row row = empty_row();
  if (!place.at_end()) {
    update_step(place, row);
  } else {
    for (const auto& site : graph_.return_sites(place.flow->id)) {
      const auto& step = site.get();
      add_uses(step.next, row);
      each_target(site, step.next, [&](const Place& target) { add_row(target, row); });
      add_row({site.flow, step.following}, row);
    }
  }
  auto& old = rows_[row_of(place)];
  if (old == row) return false;
  old = std::move(row);
  return true;
}

// The places whose rows this one's is made from.
std::vector<Place> LiveSlots::needs(const Place& place) const {
  std::vector<Place> out;
  const auto add_all = [&](const Place& at) {
    each_target(at, at.get().next, [&](const Place& target) { out.push_back(target); });
    out.push_back({at.flow, at.get().following});
  };
  if (place.at_end()) {
    for (const auto& site : graph_.return_sites(place.flow->id)) add_all(site);
    return out;
  }
  add_all(place);
  const auto enter = [&](const std::string& id) {
    if (const auto* flow = graph_.flows().find(id)) out.push_back(begin_of(*flow));
  };
  const auto& body = place.get().body;
  if (const auto* collect = std::get_if<dialogue::Collect>(&body)) {
    if (collect->on_failure) out.push_back({place.flow, *collect->on_failure});
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&body)) {
    for (const auto& option : choose->options) {
      each_target(place, option.next, [&](const Place& target) { out.push_back(target); });
    }
  } else if (const auto* action = std::get_if<dialogue::Action>(&body)) {
    each_target(place, action->on_error, [&](const Place& target) { out.push_back(target); });
  } else if (const auto* call = std::get_if<dialogue::Call>(&body)) {
    enter(call->flow);
  } else if (const auto* link = std::get_if<dialogue::Link>(&body)) {
    enter(link->flow);
  }
  return out;
}

void LiveSlots::find_live() {
  std::vector<Place> places;
  for (const auto& [id, flow] : graph_.flows().flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i)
      places.push_back({&flow, static_cast<int>(i)});
    places.push_back({&flow, dialogue::end_of_flow});
  }
  std::vector<std::vector<std::size_t>> needed_by(rows_.size());
  for (std::size_t i = 0; i < places.size(); ++i) {
    for (const auto& other : needs(places[i])) needed_by[row_of(other)].push_back(i);
  }
  // `places` stand in the order of their rows. Backwards: most need what stands behind them.
  std::vector<std::size_t> open(places.size());
  for (std::size_t i = 0; i < open.size(); ++i) open[i] = i;
  std::vector<bool> waits(places.size(), true);
  while (!open.empty()) {
    const auto i = open.back();
    open.pop_back();
    waits[i] = false;
    if (!update(places[i])) continue;
    for (const auto other : needed_by[i]) {
      if (waits[other]) continue;
      waits[other] = true;
      open.push_back(other);
    }
  }
}

void LiveSlots::find_looked_at() {
  for (const auto& [id, flow] : graph_.flows().flows) {
    Row row = empty_row();
    for (const auto& step : flow.steps) {
      each_condition(step, [&](const auto& condition) { add_uses(condition, row); });
      each_source(step, [&](const auto& source) { add_uses(source, row); });
      const auto* collect = std::get_if<dialogue::Collect>(&step.body);
      if (collect != nullptr && !collect->force) put(numbers_.at(collect->slot), row);
    }
    looked_at_[&flow] = std::move(row);
  }
  for (bool changed = true; changed;) {
    changed = false;
    for (const auto& [id, flow] : graph_.flows().flows) {
      auto& row = looked_at_[&flow];
      const auto before = row;
      for (const auto& step : flow.steps) {
        const auto* call = std::get_if<dialogue::Call>(&step.body);
        const auto* called = call == nullptr ? nullptr : graph_.flows().find(call->flow);
        if (called != nullptr) add(looked_at_[called], row);
      }
      changed = changed || row != before;
    }
  }
}

bool LiveSlots::is_live(const Place& at, const std::string& slot) const {
  const auto found = numbers_.find(slot);
  return found != numbers_.end() && has(found->second, rows_[row_of(at)]);
}

bool LiveSlots::is_live(const Place& at, int atom) const {
  return has(number_of(atom), rows_[row_of(at)]);
}

bool LiveSlots::is_looked_at(const dialogue::Flow& flow, const std::string& slot) const {
  const auto found = numbers_.find(slot);
  return found != numbers_.end() && has(found->second, looked_at_.at(&flow));
}

bool LiveSlots::is_looked_at(const dialogue::Flow& flow, int atom) const {
  return has(number_of(atom), looked_at_.at(&flow));
}

}  // namespace yingda::content
