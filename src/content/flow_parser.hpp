#pragma once
// flows/*.yaml to dialogue::Flow, as docs/flow-language.md has it. Besides the flows it hands out
// every name that a flow uses, with its place, for the checks.

#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.hpp"
#include "dialogue/flow.hpp"

namespace yingda::content {

enum class ReferenceKind { flow, article, action, team, order_type, slot };

// A name that a step uses but does not define.
struct Reference {
  ReferenceKind kind = ReferenceKind::slot;
  std::string name;
  dialogue::Location where;
  std::string flow;      // the flow that uses it
  bool in_text = false;  // of a slot: `{name}` in a text, where unset shows as nothing
};

// An `if` or `${…}`, for the type check.
struct Condition {
  dialogue::Expression expression;
  dialogue::Location where;
  std::string flow;
  bool decides = true;  // an `if`, which is true or false, and no value
};

// A text and the locales that it is there in; one for all locales is not listed.
struct SpokenText {
  std::set<std::string> locales;
  std::string what;  // the key: "say", "label"
  dialogue::Location where;
  std::string flow;
};

// A link in a text that names an article or a flow instead of an address.
struct LinkInText {
  std::string href;
  dialogue::Location where;
};

struct ParsedFlows {
  dialogue::FlowSet flows;
  std::vector<Reference> references;
  std::vector<Condition> conditions;
  std::vector<SpokenText> texts{};
  std::vector<LinkInText> links{};
  std::vector<std::string> unreadable{};  // files that may hold flows nobody knows of
};

// Adds the flows of one file. A flow with errors is still added as far as it was understood, so
// that later checks do not report what follows from them as well.
void parse_flows(const std::string& file, std::string_view bytes, ParsedFlows& out,
                 std::vector<Finding>& findings);

}  // namespace yingda::content
