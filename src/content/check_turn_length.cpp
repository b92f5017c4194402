// endless-loop: a turn that runs through more steps than it may have. The interpreter would stop it
// and hand the visitor to a person, whatever the flow was about to do.
//
// How long a run may become is counted over the state graph, with conditions taken as unknown: from
// where a run begins (a flow's start, an answer, a connector's answer, an opened order, the end of
// a `wait`) to the next step that waits, each step and each flow's end counted once, as the
// interpreter counts them. Where that comes to a loop, the walker, which knows what `set_slots`
// sets, says how long it really gets.

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

// The longest way that one place may go on, its next place, and the flow that is called and has
// ended before that.
struct Longest {
  int steps = never;
  std::optional<Place> next;
  const dialogue::Flow* through = nullptr;
  void offer(int offered, const Place& by, const dialogue::Flow* called = nullptr) {
    if (offered <= steps) return;
    *this = {offered, by, called};
  }
};

// Not asked when its slot is known; asked by force, only when the message holds a value that shows
// itself.
bool may_be_passed(const dialogue::Collect& collect) {
  using dialogue::SlotType;
  const bool shows = collect.type != SlotType::text && collect.type != SlotType::choice &&
                     collect.type != SlotType::boolean && collect.type != SlotType::file;
  return !collect.force || shows;
}

class Runs {
 public:
  explicit Runs(const StateGraph& graph) : graph_(graph) {}

  // From a place until something is waited for, or the conversation's flows have ended.
  int whole(const Place& from) { return std::max(to_stop(from).steps, beyond_end(from)); }

  // Its longest way, to where the flow that it begins in ends.
  std::vector<Place> way(const Place& from) {
    std::vector<Place> out;
    add_way(from, beyond_end(from) > to_stop(from).steps, out);
    return out;
  }

 private:
  using Memo = std::map<Place, Longest>;

  void add_way(const Place& from, bool to_its_end, std::vector<Place>& out) {
    for (std::optional<Place> at = from; at && out.size() <= depth_max;) {
      out.push_back(*at);
      const auto longest = to_its_end ? to_end(*at) : to_stop(*at);
      if (longest.through != nullptr) add_way(start_of(*longest.through), true, out);
      at = longest.next;
    }
  }

  // Without leaving the flow at its end, into what it calls.
  Longest to_stop(const Place& place) { return remembered(stops_, place, &Runs::find_stop); }
  // To the flow's end, through what it calls; never when something is waited for on each way.
  Longest to_end(const Place& place) { return remembered(ends_, place, &Runs::find_end); }

  // A place that is being looked at leads back to itself.
  Longest remembered(Memo& memo, const Place& place, Longest (Runs::*find)(const Place&)) {
    const auto [entry, unknown] = memo.try_emplace(place, Longest{endless, {}, nullptr});
    if (!unknown) return entry->second;
    if (++depth_ > depth_max) {
      --depth_;
      memo.erase(place);
      return {endless, {}, nullptr};
    }
    const auto found = (this->*find)(place);
    --depth_;
    return memo[place] = found;
  }

  std::vector<int> next_of(const Place& place) const {
    const auto& step = place.get();
    return branch_targets(step.next, {step.following});
  }

  // Where a step that waits for nothing may go on within its flow. A question is passed when its
  // answer is known already, or stands in the message.
  std::vector<int> passes_to(const Place& place) const {
    const auto& step = place.get();
    std::vector<int> out;
    if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
      if (choose->from_message == dialogue::FromMessage::no) return {};
      for (const auto& option : choose->options) {
        const auto targets = branch_targets(option.next, next_of(place));
        out.insert(out.end(), targets.begin(), targets.end());
      }
      return out;
    }
    const auto* collect = std::get_if<dialogue::Collect>(&step.body);
    const bool passes = std::holds_alternative<dialogue::Say>(step.body) ||
                        std::holds_alternative<dialogue::Answer>(step.body) ||
                        std::holds_alternative<dialogue::SetSlots>(step.body) ||
                        (collect != nullptr && may_be_passed(*collect));
    return passes ? next_of(place) : out;
  }

  const dialogue::Flow* entered(const dialogue::Step& step) const {
    if (const auto* call = std::get_if<dialogue::Call>(&step.body)) {
      return graph_.flows().find(call->flow);
    }
    const auto* link = std::get_if<dialogue::Link>(&step.body);
    return link == nullptr ? nullptr : graph_.flows().find(link->flow);
  }

  template <class Go>
  Longest best(const Place& place, Go go) {
    Longest out;
    const auto& step = place.get();
    const auto offer = [&](int target, int before, const dialogue::Flow* called = nullptr) {
      const Place next{place.flow, target};
      out.offer(plus(before, (this->*go)(next).steps), next, called);
    };
    const auto runs = constant(step.condition);
    if (runs != true) offer(step.following, 1);
    if (runs == false) return out;
    for (const int target : passes_to(place)) offer(target, 1);
    const auto* flow = entered(step);
    if (flow == nullptr) return out;
    const Place inside = start_of(*flow);
    if (std::holds_alternative<dialogue::Link>(step.body)) {
      out.offer(plus(1, (this->*go)(inside).steps), inside);
    } else {
      for (const int target : next_of(place)) {
        offer(target, plus(1, to_end(inside).steps), flow);
      }
    }
    return out;
  }

  Longest find_stop(const Place& place) {
    if (place.at_end()) return {1, {}, nullptr};
    auto out = best(place, &Runs::to_stop);
    const auto& step = place.get();
    const auto* flow = entered(step);
    if (flow != nullptr && std::holds_alternative<dialogue::Call>(step.body)) {
      out.offer(plus(1, to_stop(start_of(*flow)).steps), start_of(*flow));
    }
    if (out.steps < 1) out = {1, {}, nullptr};
    return out;
  }

  Longest find_end(const Place& place) {
    if (place.at_end()) return {1, {}, nullptr};
    return best(place, &Runs::to_end);
  }

  // To the flow's end and on in those that called it.
  int beyond_end(const Place& from) {
    const int end = to_end(from).steps;
    return end == never ? never : plus(end, after_end(*from.flow));
  }

  // What may follow a flow's end in those that called it.
  int after_end(const dialogue::Flow& flow) {
    const auto [entry, unknown] = after_.try_emplace(flow.id, endless);
    if (!unknown) return entry->second;
    int longest = 0;
    for (const auto& site : graph_.return_sites(flow.id)) {
      for (const int target : next_of(site)) {
        const Place next{site.flow, target};
        longest = std::max(longest, to_stop(next).steps);
        if (const int end = to_end(next).steps; end != never) {
          longest = std::max(longest, plus(end, after_end(*site.flow)));
        }
      }
    }
    return after_[flow.id] = longest;
  }

  // More than any run that is allowed, less than any stack.
  static constexpr std::size_t depth_max = 1000;

  const StateGraph& graph_;
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
  Runs runs(graph);
  Budget budget;
  Walker walker(graph, budget, Walker::Memory::deepest);
  for (const auto& [id, flow] : graph.flows().flows) {
    for (const auto& start : run_starts(graph, flow, walker)) {
      const auto longest = runs.whole(start.place);
      if (longest <= run_max) continue;
      if (longest >= endless) {
        budget = {};
        auto found = play(start, walker);
        if (!found) continue;
        findings.push_back(std::move(*found));
      } else {
        findings.push_back(
            too_long(start.place, std::to_string(longest) + " steps", runs.way(start.place)));
      }
      break;  // one a flow: the next starts are mostly later places of the same run
    }
  }
}

}  // namespace yingda::content
