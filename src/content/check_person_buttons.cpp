// robot-wall: a button that says it leads to a person. Who presses it asks for one as surely as who
// types it, and must reach one in the same turn, or be asked something on the way to one.

#include <algorithm>
#include <set>

#include "content/check.hpp"
#include "content/walker.hpp"
#include "conversation/repair.hpp"
#include "conversation/wishes.hpp"
#include "text/normalize.hpp"

namespace yingda::content {
namespace {

// What visitors type for a person: whole messages, and words in one.
struct PersonWords {
  std::set<std::string> whole;
  std::vector<std::string> within;
};

PersonWords person_words(const dialogue::FlowSet& flows, const Config& config) {
  PersonWords out;
  const auto add = [&](const std::vector<std::string>& phrases) {
    for (const auto& phrase : phrases) out.whole.insert(text::match_key(phrase));
  };
  add(config.policy.human_phrases);
  const auto* pattern = flows.find(std::string(conversation::pattern::human));
  if (pattern != nullptr) add(pattern->phrases);
  for (const auto& word : config.policy.human_words) out.within.push_back(text::match_key(word));
  return out;
}

// The label that asks for a person; empty when none does.
std::string person_label(const dialogue::Option& option, const PersonWords& words) {
  for (const auto& [locale, labels] : option.label.by_locale) {
    for (const auto& label : labels) {
      const conversation::Said said(label);
      if (words.whole.contains(said.key) || conversation::wishes_person(words.within, said)) {
        return label;
      }
    }
  }
  return {};
}

bool brings_person(const dialogue::Step& step) {
  return std::holds_alternative<dialogue::Handoff>(step.body) ||
         std::holds_alternative<dialogue::OpenWorkOrder>(step.body);
}

// Does any way lead on from there to a person?
bool may_reach_person(const StateGraph& graph, const Place& from) {
  std::set<Place> seen;
  std::vector<Place> open{from};
  while (!open.empty()) {
    const auto place = open.back();
    open.pop_back();
    if (!seen.insert(place).second) continue;
    if (place.at_end()) {
      for (const auto& site : graph.return_sites(place.flow->id)) {
        for (const int target : branch_targets(site.get().next, {site.get().following})) {
          open.push_back({site.flow, target});
        }
      }
      continue;
    }
    if (brings_person(place.get())) return true;
    for (const auto& edge : graph.edges(place)) {
      if (edge.way != Way::failed) open.push_back(edge.to);
    }
  }
  return false;
}

std::vector<dialogue::Option> options_of(const dialogue::Step& step) {
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) return collect->options;
  std::vector<dialogue::Option> out;
  if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    for (const auto& option : choose->options) out.push_back(option.option);
  }
  return out;
}

class ButtonCheck {
 public:
  ButtonCheck(const StateGraph& graph, std::vector<Finding>& findings)
      : graph_(graph), findings_(findings), walker_(graph, budget_) {}

  void look_at(const Place& question, const dialogue::Option& option, const std::string& label) {
    bool told = false;
    for (auto& start : walker_.chosen({question, {}, {}, false}, option.id)) {
      walker_.walk(std::move(start), [&](Stop stop, const Moment& at, const auto& way) {
        if (told || stop == Stop::person || stop == Stop::order) return false;
        if (stop == Stop::question && may_reach_person(graph_, at.place)) return false;
        if (stop == Stop::ended && returns_to_person(at.place)) return false;
        told = true;
        report(question, label, way);
        return false;
      });
    }
  }

 private:
  // The end of a helper: whoever called it goes on.
  bool returns_to_person(const Place& end) const {
    return !graph_.may_end_conversation(end.flow->id) && may_reach_person(graph_, end);
  }

  void report(const Place& question, const std::string& label, const std::vector<Place>& way) {
    findings_.push_back(flow_finding(question.get().where, rule::robot_wall,
                                     "the button `" + label + "` of " + step_name(question) +
                                         " asks for a person and leads to none: " + path_text(way) +
                                         "; let it lead to a handoff"));
  }

  const StateGraph& graph_;
  std::vector<Finding>& findings_;
  Budget budget_;
  Walker walker_;
};

}  // namespace

void check_person_buttons(const StateGraph& graph, const Config& config,
                          std::vector<Finding>& findings) {
  const auto words = person_words(graph.flows(), config);
  ButtonCheck check(graph, findings);
  for (const auto& [id, flow] : graph.flows().flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      for (const auto& option : options_of(flow.steps[i])) {
        const auto label = person_label(option, words);
        if (!label.empty()) check.look_at({&flow, static_cast<int>(i)}, option, label);
      }
    }
  }
}

}  // namespace yingda::content
