// robot-wall: a button that says it leads to a person, in a question or in a form. Who presses it
// asks for one as surely as who types it, and must reach one in the same turn: with no further
// question, no `wait` and no connector before the hand-over or the work order.

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

struct Button {
  std::string field;  // of a form; empty: the question has one answer
  dialogue::Option option;
};

std::vector<Button> buttons_of(const dialogue::Step& step) {
  std::vector<Button> out;
  if (const auto* collect = std::get_if<dialogue::Collect>(&step.body)) {
    for (const auto& option : collect->options) out.push_back({"", option});
  } else if (const auto* choose = std::get_if<dialogue::Choose>(&step.body)) {
    for (const auto& option : choose->options) out.push_back({"", option.option});
  } else if (const auto* form = std::get_if<dialogue::Form>(&step.body)) {
    for (const auto& field : form->fields) {
      for (const auto& option : field.options) out.push_back({field.name, option});
    }
  }
  return out;
}

class ButtonCheck {
 public:
  ButtonCheck(const StateGraph& graph, std::vector<Finding>& findings)
      : graph_(graph), findings_(findings), walker_(graph, budget_) {}

  void look_at(const Place& question, const Button& button, const std::string& label) {
    bool told = false;
    const auto tell = [&](const char* what, const std::vector<Place>& way) {
      if (!told) report(question, label, what, way);
      told = true;
      return false;
    };
    const auto visit = [&](Stop stop, const Moment& at, const std::vector<Place>& way) {
      if (stop == Stop::person || stop == Stop::order) return false;
      if (stop == Stop::question) return tell("the visitor is asked more first", way);
      // The end of a helper: whoever called it goes on.
      if (stop == Stop::ended && !graph_.may_end_conversation(at.place.flow->id)) return false;
      return tell("leads to none", way);
    };
    const auto through = [&](const Moment& at, const std::vector<Place>& way) {
      const auto& step = at.place.get();
      if (!takes_time(step)) return true;
      const bool waits = std::holds_alternative<dialogue::Wait>(step.body);
      return tell(waits ? "a `wait` comes first" : "a connector is called first", way);
    };
    for (auto& start : after(question, button)) {
      for (const auto& whole : with_callers(start)) walker_.walk(whole, visit, through);
    }
  }

 private:
  std::vector<Moment> after(const Place& question, const Button& button) const {
    const Moment at{question, {}, {}, false};
    if (button.field.empty()) return walker_.chosen(at, button.option.id);
    return walker_.given(at, button.field, button.option.id);
  }

  // In a helper: as if each of those that call it had, so that what follows its end is seen too.
  std::vector<Moment> with_callers(const Moment& start) const {
    std::vector<Moment> out;
    const auto& flow = start.place.flow->id;
    if (graph_.may_end_conversation(flow)) out.push_back(start);
    for (const auto& site : graph_.return_sites(flow)) {
      out.push_back(start);
      out.back().stack.push_back(site);
    }
    return out;
  }

  void report(const Place& question, const std::string& label, const std::string& what,
              const std::vector<Place>& way) {
    const std::string and_what = what == "leads to none" ? " and " + what : ", and " + what;
    findings_.push_back(flow_finding(question.get().where, rule::robot_wall,
                                     "the button `" + label + "` of " + step_name(question) +
                                         " asks for a person" + and_what + ": " + path_text(way) +
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
      for (const auto& button : buttons_of(flow.steps[i])) {
        const auto label = person_label(button.option, words);
        if (!label.empty()) check.look_at({&flow, static_cast<int>(i)}, button, label);
      }
    }
  }
}

}  // namespace yingda::content
