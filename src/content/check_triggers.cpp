// What starts flows: the reserved names of the repair patterns, phrases that two flows claim, and
// that asking for a person leads to one.

#include <algorithm>
#include <array>
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

// What visitors say for the entrance of urgent complaints: it may start nothing else.
constexpr std::array urgent_words{"紧急投诉", "【紧急投诉】", "urgent complaint", "[urgent]"};

struct Owner {
  std::string flow;
  std::string why;  // nothing else may have the words; empty: it is only taken
};
using Owners = std::map<std::string, Owner>;  // by phrase key

Owners owners_by_config(const Config& config) {
  Owners out;
  for (const auto& phrase : config.policy.human_phrases) {
    out.emplace(text::phrase_key(phrase), Owner{std::string(pattern::human), "asks for a person"});
  }
  for (const auto* word : urgent_words) {
    const auto& flow = config.policy.urgent_flow;
    out.emplace(text::phrase_key(word), Owner{flow.empty() ? "urgent_flow" : flow,
                                              "is the entrance for urgent complaints"});
  }
  for (const auto& phrase : config.policy.cancel_phrases) {
    out.emplace(text::phrase_key(phrase), Owner{std::string(pattern::cancel), ""});
  }
  return out;
}

void report_taken(const dialogue::Flow& flow, const std::string& phrase, const Owner& owner,
                  std::vector<Finding>& findings) {
  findings.push_back(flow_finding(
      flow.where, owner.why.empty() ? rule::schema : rule::robot_wall,
      "the phrase `" + phrase + "` already belongs to `" + owner.flow + "`" +
          (owner.why.empty() ? "" : ": it " + owner.why + " and may do nothing else")));
}

// Examples and keywords count for the entrance of urgent complaints only: for a person the engine
// looks at the phrases first, whatever flow has the words besides.
void check_urgent_words(const dialogue::Flow& flow, const Config& config, const Owners& owners,
                        std::vector<Finding>& findings) {
  const auto look = [&](const std::vector<std::string>& words) {
    for (const auto& word : words) {
      const auto owner = owners.find(text::phrase_key(word));
      if (owner == owners.end() || owner->second.flow != config.policy.urgent_flow) continue;
      if (owner->second.why.empty() || flow.id == owner->second.flow) continue;
      report_taken(flow, word, owner->second, findings);
    }
  };
  look(flow.keywords);
  for (const auto& [locale, sentences] : flow.triggers) look(sentences);
}

// One phrase starts one flow, and none that asks for a person or for the entrance of urgent
// complaints starts anything else.
void check_phrases(const dialogue::FlowSet& flows, const Config& config,
                   std::vector<Finding>& findings) {
  auto owners = owners_by_config(config);
  for (const auto& [id, flow] : flows.flows) {
    check_urgent_words(flow, config, owners, findings);
    for (const auto& phrase : flow.phrases) {
      const auto [owner, added] = owners.emplace(text::phrase_key(phrase), Owner{id, ""});
      if (!added && owner->second.flow != id) report_taken(flow, phrase, owner->second, findings);
    }
  }
}

void check_starts(const dialogue::Flow& flow, std::vector<Finding>& findings) {
  for (const auto& keyword : flow.keywords) {
    if (text::characters(text::match_key(keyword)) >= 2) continue;
    findings.push_back(flow_finding(flow.where, rule::schema,
                                    "the keyword `" + keyword +
                                        "` is too short: a single character stands in too many "
                                        "words; make it a phrase"));
  }
}

// A person must be there in the turn in which somebody asks for one: pattern_human hands over on
// every way, with no question, no `wait` and no connector before it.
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
  const auto through = [&](const Moment& at, const std::vector<Place>& way) {
    const auto& step = at.place.get();
    if (!takes_time(step)) return true;
    const bool waits = std::holds_alternative<dialogue::Wait>(step.body);
    report(waits ? "waits before it hands over" : "calls a connector before it hands over", way);
    return false;
  };
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
      case Stop::too_deep:
        report("never ends", way);
        return false;
    }
    return false;
  };
  const Moment start{{flow, 0}, {}, {}, false};
  bool complete = walker.walk(start, visit, through);
  // Nor once an order is open: a hand-over may still follow.
  complete &= walker.walk(
      start, [](Stop, const Moment&, const auto&) { return true; }, through);
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
