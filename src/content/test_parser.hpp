#pragma once
// flows/tests/*.yaml: the conversation tests that editors write beside the flows.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "content/finding.hpp"
#include "dialogue/flow.hpp"

namespace yingda::content {

// What a connector answers in a test; not ok: it does not answer.
struct TestAnswer {
  bool ok = true;
  std::string error;  // as a connector names it
  dialogue::Slots fields;
};

enum class TestStepKind {
  user,           // text: the visitor says
  user_file,      // text: the visitor sends a file of that name
  choose,         // text: the visitor picks the option with that id or label
  submit,         // fields: the visitor sends the open form
  human,          // the visitor uses the control for a person
  wait,           // span: time passes; what falls due happens
  event,          // text: the page tells this
  off_duty,       // nobody is there who could take the conversation
  order_becomes,  // fields: what people did with the newest order meanwhile
  bot,            // text: somebody of ours said exactly this since the visitor's last turn
  matches,        // pattern: … said something in which this is found
  flow,           // text: this flow is running; empty: none is
  article,        // text: this article was the answer
  slot_was_set,   // fields
  work_order,     // fields: an order was opened that has these
  handoff,        // fields: handed over, with these
};

// What is left out may be anything.
struct TestDemand {
  std::string kind;    // its id or its label
  std::string amount;  // "15.00"
  std::string by;      // a date and time, or a time after the opening: "24h"
};

struct TestStep {
  TestStepKind kind = TestStepKind::user;
  dialogue::Location where;
  std::string text;
  std::shared_ptr<const re2::RE2> pattern;
  dialogue::Slots fields;
  TimeSpan span{};
  bool absent = false;                // work_order, handoff: there is none
  std::vector<TestDemand> demands{};  // of work_order, each of which it has
};

struct ConversationTest {
  std::string name;
  dialogue::Location where;
  std::string locale;                        // empty: the content's first
  std::string page;                          // page.url
  std::optional<TimeSpan> silence_remind{};  // in place of the default, as a platform may set them
  std::optional<TimeSpan> silence_close{};
  dialogue::Slots slots;                                   // set before the first step
  std::map<std::string, std::vector<TestAnswer>> actions;  // in turn; the last one stays
  std::map<std::string, dialogue::Location> actions_at;
  std::vector<TestStep> steps;
};

std::vector<ConversationTest> parse_tests(const std::string& file, std::string_view bytes,
                                          std::vector<Finding>& findings);

}  // namespace yingda::content
