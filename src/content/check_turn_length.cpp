// endless-loop: a turn that runs through more steps than it may have. The interpreter would stop it
// and hand the visitor to a person, whatever the flow was about to do.
//
// How long a run may become is counted over the state graph, with conditions taken as unknown: from
// where a run begins (a flow's start, an answer, a connector's answer, an opened order, the end of
// a `wait`) to the next step that waits, each step and each flow's end counted once, as the
// interpreter counts them. A question is passed only where its answer may be known: something else
// sets the slot too, a conversation may come back to the question, or the message that led there
// may hold the value, which it does for one question of a type. Where that comes to a loop, the
// walker, which knows what `set_slots` sets, says how long it really gets.
//
// Who starts a flow for the second time in a conversation is asked for nothing that is known from
// the first. A flow that runs through more steps then than the interpreter lets it is a warning.

#include <algorithm>
#include <map>
#include <optional>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "content/check.hpp"
#include "content/walker.hpp"

namespace yingda::content {
namespace {

using dialogue::end_of_flow;

constexpr int run_max = limits::steps_per_turn_max;
// Comes back to where it was.
constexpr int endless = 1 << 20;
constexpr int never = -1;

int plus(int steps, int more) {
  if (steps == never || more == never) return never;
  return std::min(endless, steps + more);
}

Place start_of(const dialogue::Flow& flow) { return {&flow, flow.steps.empty() ? end_of_flow : 0}; }

// A place of a run, and of which types the message has filled in a question's answer.
struct At {
  Place place;
  unsigned told = 0;
  auto operator<=>(const At&) const = default;
};

// The longest way that one place may go on, its next place, and the flow that is called and has
// ended before that.
struct Longest {
  int steps = never;
  std::optional<At> next;
  const dialogue::Flow* through = nullptr;
  void offer(int offered, const At& by, const dialogue::Flow* called = nullptr) {
    if (offered <= steps) return;
    *this = {offered, by, called};
  }
};

// Can a message hold a value of the type for a question that is not open?
bool shows(dialogue::SlotType type) {
  using dialogue::SlotType;
  return type != SlotType::text && type != SlotType::choices && type != SlotType::file;
}

// Questions whose answer may be known in a conversation that runs each flow once.
class MayBeKnown {
 public:
  explicit MayBeKnown(const StateGraph& graph) : revisited_(graph.revisited()) {
    for (const auto& [id, flow] : graph.flows().flows) {
      for (const auto& step : flow.steps) count(step);
    }
  }

  bool operator()(const Place& place, const dialogue::Collect& collect) const {
    const auto setters = setters_.find(collect.slot);
    return anything_ || revisited_.contains(place) ||
           (setters != setters_.end() && setters->second > 1);
  }

 private:
  void count(const dialogue::Step& step) {
    if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      ++setters_[collect->slot];
    } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      ++setters_[choose->slot];
    } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
      for (const auto& field : form->fields) ++setters_[field.name];
    } else if (const auto* set = std::get_if<dialogue::SetSlots>(&step.body)) {
      for (const auto& assignment : set->assignments) ++setters_[assignment.slot];
    } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
      anything_ = anything_ || action->result.empty();
    }
  }

  std::set<Place> revisited_;
  std::map<std::string, int> setters_;
  bool anything_ = false;
};

class Runs {
 public:
  // Without `known` every question that is not asked by force may be passed.
  explicit Runs(const StateGraph& graph, const MayBeKnown* known = nullptr)
      : graph_(graph), known_(known) {}

  // From a place until something is waited for, or the conversation's flows have ended.
  int whole(const Place& from) { return std::max(to_stop({from}).steps, beyond_end({from})); }

  // Its longest way, to where the flow that it begins in ends.
  std::vector<Place> way(const Place& from) {
    std::vector<Place> out;
    add_way({from}, beyond_end({from}) > to_stop({from}).steps, out);
    return out;
  }

 private:
  using Memo = std::map<At, Longest>;

  void add_way(const At& from, bool to_its_end, std::vector<Place>& out) {
    for (std::optional<At> at = from; at && out.size() <= depth_max;) {
      out.push_back(at->place);
      const auto longest = to_its_end ? to_end(*at) : to_stop(*at);
      if (longest.through != nullptr) add_way({start_of(*longest.through)}, true, out);
      at = longest.next;
    }
  }

  // Without leaving the flow at its end, into what it calls.
  Longest to_stop(const At& at) { return remembered(stops_, at, &Runs::find_stop); }
  // To the flow's end, through what it calls; never when something is waited for on each way.
  Longest to_end(const At& at) { return remembered(ends_, at, &Runs::find_end); }

  // A place that is being looked at leads back to itself.
  Longest remembered(Memo& memo, const At& at, Longest (Runs::*find)(const At&)) {
    const auto [entry, unknown] = memo.try_emplace(at, Longest{endless, {}, nullptr});
    if (!unknown) return entry->second;
    if (++depth_ > depth_max) {
      --depth_;
      memo.erase(at);
      return {endless, {}, nullptr};
    }
    const auto found = (this->*find)(at);
    --depth_;
    return memo[at] = found;
  }

  std::vector<int> next_of(const Place& place) const {
    const auto& step = place.get();
    return branch_targets(step.next, {step.following});
  }

  // What `told` is behind a question that is passed; nothing where it is surely asked.
  std::optional<unsigned> passed(const At& at, const dialogue::Collect& collect) const {
    const bool may_be_known = known_ == nullptr || (*known_)(at.place, collect);
    if (!collect.force && may_be_known) return at.told;
    const auto told = at.told | (1U << static_cast<unsigned>(collect.type));
    if (!shows(collect.type) || (known_ != nullptr && told == at.told)) return std::nullopt;
    return known_ == nullptr ? at.told : told;
  }

  // Where a step that waits for nothing may go on within its flow. A question is passed when its
  // answer is known already, or stands in the message.
  std::vector<At> passes_to(const At& at) const {
    const auto& step = at.place.get();
    std::vector<At> out;
    const auto add = [&](const std::vector<int>& targets, unsigned told) {
      for (const int target : targets) out.push_back({{at.place.flow, target}, told});
    };
    if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      if (choose->from_message == dialogue::FromMessage::no) return {};
      for (const auto& option : choose->options) {
        add(branch_targets(option.next, next_of(at.place)), at.told);
      }
    } else if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (const auto told = passed(at, *collect)) add(next_of(at.place), *told);
    } else if (std::holds_alternative<dialogue::Say>(step.body) ||
               std::holds_alternative<dialogue::Answer>(step.body) ||
               std::holds_alternative<dialogue::SetSlots>(step.body)) {
      add(next_of(at.place), at.told);
    }
    return out;
  }

  const dialogue::Flow* entered(const dialogue::Step& step) const {
    if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
      return graph_.flows().find(call->flow);
    }
    const auto* link = std::get_if<dialogue::Link>(&step.body);
    return link == nullptr ? nullptr : graph_.flows().find(link->flow);
  }

  template <class Go>
  Longest best(const At& at, Go go) {
    Longest out;
    const auto& step = at.place.get();
    const auto offer = [&](const At& next, int before, const dialogue::Flow* called = nullptr) {
      out.offer(plus(before, (this->*go)(next).steps), next, called);
    };
    const auto runs = constant(step.condition);
    if (runs != true) offer({{at.place.flow, step.following}, at.told}, 1);
    if (runs == false) return out;
    for (const auto& next : passes_to(at)) offer(next, 1);
    const auto* flow = entered(step);
    if (flow == nullptr) return out;
    const At inside{start_of(*flow), at.told};
    if (std::holds_alternative<dialogue::Link>(step.body)) {
      offer(inside, 1);
    } else {
      for (const int target : next_of(at.place)) {
        offer({{at.place.flow, target}, at.told}, plus(1, to_end(inside).steps), flow);
      }
    }
    return out;
  }

  Longest find_stop(const At& at) {
    if (at.place.at_end()) return {1, {}, nullptr};
    auto out = best(at, &Runs::to_stop);
    const auto& step = at.place.get();
    const auto* flow = entered(step);
    if (flow != nullptr && std::holds_alternative<dialogue::Call>(step.body)) {
      const At inside{start_of(*flow), at.told};
      out.offer(plus(1, to_stop(inside).steps), inside);
    }
    if (out.steps < 1) out = {1, {}, nullptr};
    return out;
  }

  Longest find_end(const At& at) {
    if (at.place.at_end()) return {1, {}, nullptr};
    return best(at, &Runs::to_end);
  }

  // To the flow's end and on in those that called it.
  int beyond_end(const At& from) {
    const int end = to_end(from).steps;
    return end == never ? never : plus(end, after_end(*from.place.flow));
  }

  // What may follow a flow's end in those that called it.
  int after_end(const dialogue::Flow& flow) {
    const auto [entry, unknown] = after_.try_emplace(flow.id, endless);
    if (!unknown) return entry->second;
    int longest = 0;
    for (const auto& site : graph_.return_sites(flow.id)) {
      for (const int target : next_of(site)) {
        const Place next{site.flow, target};
        longest = std::max(longest, to_stop({next}).steps);
        if (const int end = to_end({next}).steps; end != never) {
          longest = std::max(longest, plus(end, after_end(*site.flow)));
        }
      }
    }
    return after_[flow.id] = longest;
  }

  // More than any run that is allowed, less than any stack.
  static constexpr std::size_t depth_max = 1000;

  const StateGraph& graph_;
  const MayBeKnown* known_;
  Memo stops_;
  Memo ends_;
  std::map<std::string, int> after_;
  std::size_t depth_ = 0;
};

// Where the interpreter begins to count anew, in that flow.
std::vector<Moment> run_starts(const StateGraph& graph, const dialogue::Flow& flow,
                               const Walker& walker) {
  std::vector<Moment> out;
  const auto add = [&](int step) { out.push_back({{&flow, step}, {}, {}, false}); };
  // A helper begins in the run of whoever calls it.
  if (!flow.steps.empty() && graph.may_end_conversation(flow.id)) add(0);
  for (std::size_t i = 0; i < flow.steps.size(); ++i) {
    const auto& step = flow.steps[i];
    const Place place{&flow, static_cast<int>(i)};
    if (is_question(step)) {
      for (auto& moment : walker.answers({place, {}, {}, false})) out.push_back(std::move(moment));
    }
    if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
      if (collect->on_failure) add(*collect->on_failure);
    } else if (std::holds_alternative<dialogue::OpenWorkOrder>(step.body) ||
               std::holds_alternative<dialogue::Wait>(step.body)) {
      for (const int target : branch_targets(step.next, {step.following})) add(target);
    } else if (const auto* action = std::get_if<dialogue::Action>(&step.body)) {
      for (const int target : branch_targets(step.next, {step.following})) add(target);
      for (const int target : branch_targets(action->on_error, {})) add(target);
    }
  }
  return out;
}

bool begins_run(const Place& place) {
  const auto& body = place.get().body;
  return std::holds_alternative<dialogue::Action>(body) ||
         std::holds_alternative<dialogue::OpenWorkOrder>(body) ||
         std::holds_alternative<dialogue::Wait>(body);
}

// The first run on that way that is too long; empty when there is none.
std::vector<Place> too_long_in(const std::vector<Place>& way) {
  std::vector<Place> run;
  for (const auto& place : way) {
    run.push_back(place);
    if (static_cast<int>(run.size()) > run_max) return run;
    if (!place.at_end() && begins_run(place)) run.clear();
  }
  return {};
}

Finding too_long(const Place& start, const std::string& steps, const std::vector<Place>& way) {
  const Place at = start.at_end() ? Place{start.flow, 0} : start;
  const bool skips = std::any_of(way.begin(), way.end(), [](const Place& place) {
    return !place.at_end() && std::holds_alternative<dialogue::Collect>(place.get().body);
  });
  return flow_finding(at.get().where, rule::endless_loop,
                      "from " + step_name(start) + " on a turn may run through " + steps +
                          " without waiting for the visitor, and it has at most " +
                          std::to_string(run_max) + ": " + path_text(way) +
                          (skips ? " (a `collect` whose slot is known is skipped)" : "") +
                          "; ask the visitor something on the way, or make it shorter");
}

Finding too_long_again(const Place& start, int steps) {
  const Place at = start.at_end() ? Place{start.flow, 0} : start;
  return flow_finding(at.get().where, rule::endless_loop,
                      "started for the second time in a conversation, flow `" + start.flow->id +
                          "` knows its answers and runs through " + std::to_string(steps) +
                          " steps from " + step_name(start) + " on; after " +
                          std::to_string(limits::steps_per_run_max) +
                          " a person takes over. `force: true` asks anew",
                      Severity::warning);
}

// A loop that ends some time: how many steps does it take? Nothing to say about one that never
// ends, which is another finding.
std::optional<Finding> play(const Moment& start, Walker& walker) {
  std::optional<Finding> out;
  const auto visit = [&](Stop stop, const Moment& at, const std::vector<Place>& way) {
    const bool round = std::find(way.begin(), way.end() - 1, at.place) != way.end() - 1;
    if (out || (stop == Stop::loop && round) || stop == Stop::too_deep) return false;
    const auto run = too_long_in(way);
    if (!run.empty()) {
      out = too_long(start.place, "more than " + std::to_string(run_max) + " steps", run);
    }
    return true;
  };
  walker.walk(start, visit);
  return out;
}

}  // namespace

void check_turn_length(const StateGraph& graph, std::vector<Finding>& findings) {
  const MayBeKnown known(graph);
  Runs all(graph);
  Runs fresh(graph, &known);
  Budget budget;
  Walker walker(graph, budget, Walker::Memory::deepest);
  for (const auto& [id, flow] : graph.flows().flows) {
    std::optional<Finding> again;
    bool told = false;
    for (const auto& start : run_starts(graph, flow, walker)) {
      const auto with_all = all.whole(start.place);
      if (with_all <= run_max) continue;
      const auto longest = fresh.whole(start.place);
      if (longest >= endless) {
        budget = {};
        auto found = play(start, walker);
        if (!found) continue;
        findings.push_back(std::move(*found));
      } else if (longest > run_max) {
        findings.push_back(
            too_long(start.place, std::to_string(longest) + " steps", fresh.way(start.place)));
      } else {
        if (!again && with_all < endless && with_all > limits::steps_per_run_max) {
          again = too_long_again(start.place, with_all);
        }
        continue;
      }
      told = true;
      break;  // one a flow: the next starts are mostly later places of the same run
    }
    if (again && !told) findings.push_back(std::move(*again));
  }
}

}  // namespace yingda::content
