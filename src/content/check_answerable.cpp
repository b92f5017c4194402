// robot-wall: questions that refuse every answer, by their rejections together or by a pattern that
// no value of their type fits. unreachable: rejections that those before them leave nothing.

#include <cstdlib>

#include "content/check.hpp"
#include "content/language.hpp"
#include "content/slot_states.hpp"
#include "dialogue/pattern.hpp"

namespace yingda::content {
namespace {

using dialogue::SlotType;

// All texts that the slot may hold after an answer of that type (docs/flow-language.md), and rather
// too many than too few.
std::string_view values_of(SlotType type) {
  switch (type) {
    case SlotType::number:
      return R"(-?[0-9]+(\.[0-9]+)?(e[-+]?[0-9]+)?)";
    case SlotType::money:
      return R"([0-9]+\.[0-9]{2})";
    case SlotType::order_number:
      return "[A-Z]{0,4}[0-9]{8,24}";
    case SlotType::phone:
      return "1[3-9][0-9]{9}";
    case SlotType::datetime:
      return "[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}";
    case SlotType::text:
    case SlotType::choice:
    case SlotType::choices:
    case SlotType::boolean:
    case SlotType::file:
      break;
  }
  return R"([\s\S]+)";
}

bool fits_nothing(const std::shared_ptr<const re2::RE2>& pattern, SlotType type) {
  return pattern != nullptr &&
         have_nothing_in_common(dialogue::source_of(pattern), values_of(type));
}

// Where only few values fit the pattern, they are all there are.
void keep_fitting(const std::string& pattern, Domain& given) {
  if (!given.texts && !given.numbers && !given.amounts) return;
  const auto texts = texts_of(pattern);
  if (!texts) return;
  const bool numbers = given.numbers;
  given.texts = given.numbers = given.amounts = false;
  for (const auto& text : *texts) {
    if (numbers) {
      given.these_numbers.insert(std::strtod(text.c_str(), nullptr));
    } else {
      given.these_texts.insert(text);
    }
  }
}

std::string pattern_fault(const std::string& pattern, SlotType type) {
  return "the pattern `" + pattern + "` fits nothing that is `" +
         std::string(dialogue::to_string(type)) + "`";
}

class AnswerCheck {
 public:
  AnswerCheck(const SlotStates& states, std::vector<Finding>& findings)
      : findings_(findings), states_(states) {}

  void look_at(const Place& place) {
    if (const auto* collect = std::get_if<dialogue::Collect>(&place.get().body)) {
      look_at(place, *collect);
    } else if (const auto* form = std::get_if<dialogue::Form>(&place.get().body)) {
      for (const auto& field : form->fields) look_at(place, field);
    }
  }

 private:
  void look_at(const Place& place, const dialogue::Collect& collect) {
    if (fits_nothing(collect.pattern, collect.type)) {
      const auto& id = place.get().id;
      report(place, rule::robot_wall,
             step_name(place) + " refuses whatever the visitor answers: " + place.flow->id + "/" +
                 id + " → " + pattern_fault(dialogue::source_of(collect.pattern), collect.type) +
                 " → " + id);
      return;
    }
    const auto refusing = all_refused_by(place, collect);
    if (refusing.empty()) {
      report_rejections_of_others(place, collect);
      return report_idle_rejections(place, collect);
    }
    report(place, rule::robot_wall,
           step_name(place) + " refuses whatever the visitor answers: " + place.flow->id + "/" +
               place.get().id + " → rejected by " + refusing + " → " + place.get().id +
               "; say in the rejection's `if` which answers do not fit");
  }

  void look_at(const Place& place, const dialogue::FormField& field) {
    if (!fits_nothing(field.pattern, field.type)) return;
    // A field that may be left empty keeps nobody from going on.
    report(place, field.required ? rule::robot_wall : rule::type_mismatch,
           step_name(place) + " refuses whatever the visitor fills in for `" + field.name +
               "`: " + pattern_fault(dialogue::source_of(field.pattern), field.type));
  }

  // A rejection that does not look at the answer refuses it whatever it is.
  void report_rejections_of_others(const Place& place, const dialogue::Collect& collect) {
    if (states_.at(place) == nullptr) return;
    for (const auto& rejection : collect.rejections) {
      const auto& names = rejection.condition.names();
      const auto is_answer = [&](const std::string& name) {
        return name == collect.slot || name == "slots." + collect.slot;
      };
      if (names.empty() || std::ranges::any_of(names, is_answer)) continue;
      auto held = before_rejections(place, collect);
      held.assume(rejection.condition, true);
      if (!held.possible()) continue;
      findings_.push_back(flow_finding(
          place.get().where, rule::robot_wall,
          step_name(place) + " refuses whatever the visitor answers once `" +
              rejection.condition.source() +
              "` holds: that rejection does not look at the answer; decide it before the question",
          Severity::warning));
    }
  }

  // Rejections that could refuse something, if those before them did not.
  void report_idle_rejections(const Place& place, const dialogue::Collect& collect) {
    if (collect.rejections.size() < 2 || states_.at(place) == nullptr) return;
    const auto first = before_rejections(place, collect);
    auto passes = first;
    for (const auto& rejection : collect.rejections) {
      auto alone = first;
      alone.assume(rejection.condition, true);
      auto here = passes;
      here.assume(rejection.condition, true);
      if (alone.possible() && !here.possible()) {
        report(place, rule::unreachable,
               "the rejection `" + rejection.condition.source() + "` of " + step_name(place) +
                   " never holds: what it would refuse, one before it has refused");
      }
      passes.assume(rejection.condition, false);
    }
  }

  // The conditions that leave no value of the question; the one that does so alone, if there is
  // one. Empty: some value passes.
  std::string all_refused_by(const Place& place, const dialogue::Collect& collect) const {
    std::string together;
    if (collect.rejections.empty() || states_.at(place) == nullptr) return together;
    const auto first = before_rejections(place, collect);
    auto passes = first;
    for (const auto& rejection : collect.rejections) {
      auto alone = first;
      alone.assume(rejection.condition, false);
      const auto source = "`" + rejection.condition.source() + "`";
      if (!alone.possible()) return source;
      passes.assume(rejection.condition, false);
      together += (together.empty() ? "" : " or ") + source;
    }
    return passes.possible() ? "" : together;
  }

  Case before_rejections(const Place& place, const dialogue::Collect& collect) const {
    Domain given;
    given.unset = given.anything = false;
    std::set<std::string> options;
    for (const auto& option : collect.options) options.insert(option.id);
    given.add(collect.type, options);
    given.written = collect.type;
    if (collect.pattern != nullptr) keep_fitting(dialogue::source_of(collect.pattern), given);
    const auto state = states_.while_open(place);
    return Case([this, given, state, slot = collect.slot](const std::string& name) {
      return name == slot ? given : states_.domain(state, name);
    });
  }

  void report(const Place& place, std::string_view rule, std::string text) {
    findings_.push_back(flow_finding(place.get().where, rule, std::move(text)));
  }

  std::vector<Finding>& findings_;
  const SlotStates& states_;
};

}  // namespace

void check_answerable(const ParsedFlows& flows, const SlotStates& states,
                      std::vector<Finding>& findings) {
  AnswerCheck check(states, findings);
  for (const auto& [id, flow] : flows.flows.flows) {
    for (std::size_t i = 0; i < flow.steps.size(); ++i) {
      check.look_at({&flow, static_cast<int>(i)});
    }
  }
}

}  // namespace yingda::content
