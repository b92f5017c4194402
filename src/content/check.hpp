#pragma once
// What is proved about content before it may be published. Flows are read through StateGraph and
// Walker; every check adds findings and none stops another.

#include <optional>
#include <set>
#include <string>
#include <vector>

#include "content/article_parser.hpp"
#include "content/config.hpp"
#include "content/flow_parser.hpp"
#include "content/state_graph.hpp"
#include "content/test_parser.hpp"

namespace yingda::content {

class SlotStates;

// Names that lead nowhere: flows, articles, actions, teams, order types; slots that nothing sets.
// What only the config could know is not asked of one that is not sound.
void check_references(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
                      const Config& config, bool config_is_sound, std::vector<Finding>& findings);

// Conditions that compare what can never be equal, and slots set with two kinds of values.
void check_types(const ParsedFlows& flows, std::vector<Finding>& findings);

// unreachable: conditions that can never hold, and steps that what can be leads past. After
// check_types, which says more of some.
void check_possible(const StateGraph& graph, const ParsedFlows& flows, const SlotStates& states,
                    std::vector<Finding>& findings);

// unknown-reference, as a warning: texts that show what a way through the flow leaves out.
void check_left_out(const StateGraph& graph, const ParsedFlows& flows,
                    std::vector<Finding>& findings);

// unreachable and dead-end.
void check_paths(const StateGraph& graph, const Config& config, std::vector<Finding>& findings);

// dead-end and robot-wall: questions asked over and over, whatever the visitor answers;
// endless-loop: ways that come round without the visitor, and calls that never come back. Last of
// all, as it keeps silent about questions that others found fault with.
void check_gates(const StateGraph& graph, std::vector<Finding>& findings);

// Flows that end without a word, and an `urgent_flow` that is none.
void check_entrances(const StateGraph& graph, const Config& config, std::vector<Finding>& findings);

// The repair patterns' reserved names, phrases that two flows claim, and that asking for a person
// leads to one.
void check_triggers(const StateGraph& graph, const Config& config, std::vector<Finding>& findings);

// endless-loop: turns with more steps than the interpreter runs.
void check_turn_length(const StateGraph& graph, std::vector<Finding>& findings);

// robot-wall: buttons that ask for a person and lead to none.
void check_person_buttons(const StateGraph& graph, const Config& config,
                          std::vector<Finding>& findings);

// robot-wall: questions that refuse every answer; unreachable: rejections that refuse none.
void check_answerable(const ParsedFlows& flows, const SlotStates& states,
                      std::vector<Finding>& findings);

// robot-wall; the definition stands in check_robot_wall.cpp.
void check_robot_wall(const StateGraph& graph, const Config& config,
                      std::vector<Finding>& findings);

// Duplicate ids, questions that two entries claim, missing translations, links to what is not
// there, validity. `day` is "20261121"; empty: validity is not looked at.
void check_articles(const std::vector<ParsedArticle>& articles, const ParsedFlows& flows,
                    const Config& config, const std::string& day, std::vector<Finding>& findings);

// Texts of flows, and articles that they answer with, which miss a language of their flow.
void check_locales(const ParsedFlows& flows, const std::vector<ParsedArticle>& articles,
                   const Config& config, std::vector<Finding>& findings);

// Names of all slots that something sets or Yingda knows.
struct SlotNames {
  std::vector<std::string_view> names;  // sorted; they point into the flows
  std::set<std::string> results;        // of actions: `order` stands for order.status and others
  bool any = false;                     // some action sets slots of any name
  bool knows(const std::string& name) const;
};
SlotNames slot_names(const dialogue::FlowSet& flows);

// Conversation tests of one name in a file, and what they name that is not there: flows, articles,
// actions, events, slots, teams, types and tiers of work orders.
void check_tests(const std::vector<ConversationTest>& tests, const ParsedFlows& flows,
                 const std::vector<ParsedArticle>& articles, const Config& config,
                 bool config_is_sound, std::vector<Finding>& findings);

// Each call that can be reached again before it has come back, with the way round: that call first
// and last.
std::vector<std::vector<Place>> call_cycles(const StateGraph& graph);
Finding call_cycle_finding(const std::vector<Place>& cycle);

// Adds the flow and all that it calls or links to; what there is not is left out.
void add_led_to(const StateGraph& graph, const std::string& id, std::set<std::string>& out);

// A finding at a place of a flow.
Finding flow_finding(const dialogue::Location& where, std::string_view rule, std::string text,
                     Severity severity = Severity::error);

// For people: "ask_order" or "the 3rd step" and, where it helps, the flow.
std::string step_name(const Place& place);
// "a → b → c", shortened in the middle.
std::string path_text(const std::vector<Place>& way);

}  // namespace yingda::content
