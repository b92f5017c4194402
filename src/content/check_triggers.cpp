// What starts flows: the reserved names of the repair patterns, phrases that two flows claim, and
// that asking for a person leads to one.

#include <algorithm>
#include <map>

#include "content/check.hpp"
#include "content/walker.hpp"
#include "conversation/repair.hpp"
#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

namespace pattern = conversation::pattern;

void check_name(const dialogue::Flow& flow, std::vector<Finding>& findings) {
  if (!conversation::is_pattern(flow.id)) return;
  if (std::find(pattern::all.begin(), pattern::all.end(), flow.id) != pattern::all.end()) return;
  const std::vector<std::string_view> names(pattern::all.begin(), pattern::all.end());
  findings.push_back(flow_finding(flow.where, rule::unknown_reference,
                                  "there is no repair pattern `" + flow.id +
                                      "`; names that begin with pattern_ are reserved" +
                                      did_you_mean(flow.id, names)));
}

// One phrase starts one flow, and none that asks for a person starts anything else.
void check_phrases(const dialogue::FlowSet& flows, const Config& config,
                   std::vector<Finding>& findings) {
  std::map<std::string, std::string> owners;
  for (const auto& phrase : config.policy.human_phrases) {
    owners.emplace(text::phrase_key(phrase), pattern::human);
  }
  for (const auto& phrase : config.policy.cancel_phrases) {
    owners.emplace(text::phrase_key(phrase), pattern::cancel);
  }
  for (const auto& [id, flow] : flows.flows) {
    for (const auto& phrase : flow.phrases) {
      const auto [owner, added] = owners.emplace(text::phrase_key(phrase), id);
      if (added || owner->second == id) continue;
      const bool person = owner->second == pattern::human;
      findings.push_back(
          flow_finding(flow.where, person ? rule::robot_wall : rule::schema,
                       "the phrase `" + phrase + "` already belongs to `" + owner->second + "`" +
                           (person ? ": it asks for a person and may do nothing else" : "")));
    }
  }
}

void check_starts(const dialogue::Flow& flow, std::vector<Finding>& findings) {
  if (flow.guard && constant(flow.guard) == false) {
    findings.push_back(flow_finding(flow.where, rule::unreachable,
                                    "no visitor ever starts flow `" + flow.id + "`: its `if` (`" +
                                        flow.guard->source() + "`) is always false"));
  }
  for (const auto& keyword : flow.keywords) {
    if (text::characters(text::match_key(keyword)) >= 2) continue;
    findings.push_back(flow_finding(flow.where, rule::schema,
                                    "the keyword `" + keyword +
                                        "` is too short: a single character stands in too many "
                                        "words; make it a phrase"));
  }
}

// A person must be there in the turn in which somebody asks for one: pattern_human hands over on
// every way, without a question before it.
void check_human(const StateGraph& graph, std::vector<Finding>& findings) {
  const auto* flow = graph.flows().find(std::string(pattern::human));
  if (flow == nullptr || flow->steps.empty()) return;
  Budget budget;
  Walker walker(graph, budget);
  bool found = false;
  const auto report = [&](const std::string& what, const std::vector<Place>& way) {
    if (found) return;
    found = true;
    findings.push_back(flow_finding(flow->where, rule::robot_wall,
                                    "`pattern_human` " + what + ": " + path_text(way) +
                                        "; whoever asks for a person must get one at once"));
  };
  if (flow->guard) report("has an `if`", {{flow, 0}});
  for (std::size_t i = 0; i < flow->steps.size(); ++i) {
    if (!std::holds_alternative<dialogue::Wait>(flow->steps[i].body)) continue;
    report("waits before it hands over", {{flow, static_cast<int>(i)}});
  }
  const auto visit = [&](Stop stop, const Moment&, const std::vector<Place>& way) {
    switch (stop) {
      case Stop::person:
      case Stop::order:  // when the flow ends, the order's people get the conversation
        return false;
      case Stop::question:
        report("asks something before it hands over", way);
        return false;
      case Stop::ended:
        report("ends without a handoff", way);
        return false;
      case Stop::loop:
        report("never ends", way);
        return false;
    }
    return false;
  };
  const bool complete = walker.walk({{flow, 0}, {}, {}, false}, visit);
  if (!complete) report("is too large to be proved", {});
}

}  // namespace

void check_triggers(const StateGraph& graph, const Config& config, std::vector<Finding>& findings) {
  for (const auto& [id, flow] : graph.flows().flows) {
    check_name(flow, findings);
    check_starts(flow, findings);
  }
  check_phrases(graph.flows(), config, findings);
  check_human(graph, findings);
}

}  // namespace yingda::content
