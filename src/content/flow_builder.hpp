#pragma once
// Builds one dialogue::Flow out of YAML: inline steps join the flow's own list, and where a step
// leads is written as a wanted name first and resolved once all steps are known.

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/flow_parser.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

class FlowBuilder {
 public:
  FlowBuilder(dialogue::Flow& flow, ParsedFlows& out, Report& report)
      : flow_(flow), out_(out), report_(report) {}

  // The index of the first one, or end_of_flow.
  int add_steps(const YamlNode& list);
  // Turns wanted names into indexes.
  void resolve();

  Report& report() const { return report_; }

  // What the readers of step bodies share.
  dialogue::Text text(const YamlNode* node, std::string_view what, bool template_text = true);
  dialogue::Text required_text(const Fields& fields, std::string_view key);
  std::optional<dialogue::Expression> expression(const YamlNode& node, std::string_view source,
                                                 int offset = 0);
  std::vector<dialogue::Branch> branches(const YamlNode* node);
  // A step's id, END or an inline list of steps.
  int target(const YamlNode& node, std::string_view what);
  void refer(ReferenceKind kind, std::string name, Position at, bool in_text = false);
  // Checks a name that a step gives to a slot.
  std::string slot_name(const YamlNode& node, std::string_view what);
  void refer_to_names_in(const YamlNode& node);
  void find_links_in(const YamlNode& node);

 private:
  void add_step(const YamlNode& node, int index);
  dialogue::Branch branch(const YamlNode& node);
  void resolve(int& target);
  dialogue::Location location(Position at) const { return {report_.file(), at.line, at.column}; }

  struct Wanted {
    std::string id;
    Position at;
  };

  dialogue::Flow& flow_;
  ParsedFlows& out_;
  Report& report_;
  std::map<std::string, int> ids_;
  std::vector<Wanted> wanted_;
};

bool is_identifier(std::string_view name);

// `kind` is the key that names the step's kind.
dialogue::StepBody read_step_body(FlowBuilder& builder, const Fields& fields,
                                  std::string_view kind);

// --- order_step_parser.cpp ---
dialogue::StepBody read_work_order(FlowBuilder& builder, const Fields& step);
dialogue::StepBody read_handoff(FlowBuilder& builder, const Fields& step);

// --- form_parser.cpp ---
dialogue::StepBody read_form(FlowBuilder& builder, const Fields& fields);

// --- option_parser.cpp ---
// `options` of collect, choose and form fields. With `leads`, what each option's `next` says.
std::vector<dialogue::Option> read_options(
    FlowBuilder& builder, const YamlNode& node,
    std::vector<std::vector<dialogue::Branch>>* leads = nullptr);

// nullopt after a finding; null when there is no `pattern`.
std::shared_ptr<const re2::RE2> read_pattern(const Fields& fields, dialogue::SlotType type);

// The button that leaves a question or a form out; `otherwise` is said where there can be none.
std::optional<dialogue::Option> read_skip(FlowBuilder& builder, const Fields& fields,
                                          bool may_be_left_out, const std::string& otherwise);
// Several ids are sent in one text.
void must_be_listable(const FlowBuilder& builder, const Fields& fields, dialogue::SlotType type,
                      const std::vector<dialogue::Option>& options);
// Options that are offered all at once.
void hang_on_nothing(const Fields& fields, const std::vector<dialogue::Option>& options);

dialogue::SlotType read_slot_type(const Fields& fields, bool has_options, bool* multiline);

}  // namespace yingda::content
