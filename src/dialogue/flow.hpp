#pragma once
// Flows as the loader hands them over: every name resolved, every inline list of steps flattened
// into the flow's own list, every expression parsed. See docs/flow-language.md for what each means.

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/time.hpp"
#include "dialogue/entities.hpp"
#include "dialogue/expression.hpp"

namespace re2 {
class RE2;
}

namespace yingda::dialogue {

// Where in the content it stands, for messages.
struct Location {
  std::string file;
  int line = 0;
  int column = 0;
};

// A text in several locales, each with one or more variants.
struct Text {
  std::map<std::string, std::vector<std::string>> by_locale;  // "" = for all locales
  bool empty() const { return by_locale.empty(); }
};

struct Option {
  std::string id;
  Text label;
  std::vector<std::string> synonyms;
  bool gives_way = false;             // named beside another option, it is that one
  std::string under{};                // in a field that depends on another: offered for that option
  std::optional<ChoiceOption> heard;  // made once by who loads the flow: every message asks for it
};
ChoiceOption heard_as(const Option& option);

// A place in a flow: an index into Flow::steps, or the end.
inline constexpr int end_of_flow = -1;

struct Branch {
  std::optional<Expression> condition;  // none: always (else)
  int target = end_of_flow;
};

struct Rejection {
  Expression condition;
  Text say;
};

struct Say {
  Text text;
};
struct Collect {
  std::string slot;
  SlotType type = SlotType::text;
  Text ask;
  Text label;
  Text invalid;
  Text confirm;  // reads the value back before it counts; empty: it counts at once
  std::vector<Option> options;
  std::optional<Option> skip;  // of a file: who has none goes on by this button
  std::vector<Rejection> rejections;
  std::shared_ptr<const re2::RE2> pattern;  // on the whole value; may be null
  int retries = 2;
  std::optional<int> on_failure;  // none: hand over to a person
  bool force = false;
};
struct ChooseOption {
  Option option;
  std::vector<Branch> next;  // empty: as the step's own `next`
};
// Not asked when the message that led here names one option: anywhere, or behind words that wish
// for something ("要求", "I want my").
enum class FromMessage { no, named, wished };
struct Choose {
  Text text;
  std::vector<ChooseOption> options;
  std::string slot;  // may be empty
  FromMessage from_message = FromMessage::no;
};
struct FormField {
  std::string name;
  Text label;
  SlotType type = SlotType::text;
  bool multiline = false;  // `textarea`
  bool required = false;
  Text placeholder;
  Text help;
  std::vector<Option> options;
  std::string depends_on;  // the field before it whose option decides which of them are offered
  std::shared_ptr<const re2::RE2> pattern;
};
struct Form {
  Text text;
  Text submit_label;
  std::optional<Option> skip;  // leaves it empty by this button
  std::vector<FormField> fields;
};
struct Answer {
  std::string article;
};
struct Assignment {
  std::string slot;
  std::variant<Value, Expression> value;
};
struct SetSlots {
  std::vector<Assignment> assignments;
};
struct Action {
  std::string name;
  std::vector<std::pair<std::string, Text>> arguments;  // templates
  std::string result;                                   // prefix of the result slots
  std::vector<Branch> on_error;                         // none that holds: hand over
  int timeout_s = 3;
  int retries = 0;  // further attempts, with the same idempotency key
};
// Goes on by itself after that time.
struct Wait {
  TimeSpan span{};
};
struct Call {
  std::string flow;
};
struct Link {
  std::string flow;
};
struct DemandSpec {
  Text kind;
  Text amount;                     // a template for a decimal; may be empty
  Text by;                         // a template for a date and time; may be empty
  std::optional<TimeSpan> within;  // instead of `by`: counted from the opening
};
struct OpenWorkOrder {
  std::string type = "other";
  std::string tier = "inquiry";
  bool urgent = false;
  std::string department;
  Text title;
  std::vector<DemandSpec> demands;
};
struct Handoff {
  std::string team;
  Text reason;
  std::string type;  // may be empty: as the order, or `other`
  std::string tier;
  bool urgent = false;
};

using StepBody = std::variant<Say, Collect, Choose, Form, Answer, SetSlots, Action, Wait, Call,
                              Link, OpenWorkOrder, Handoff>;

struct Step {
  std::string id;  // given by the editor or "#N", unique in the flow
  Location where;
  std::optional<Expression> condition;  // `if`: false skips the step
  StepBody body;
  std::vector<Branch> next;     // empty: `following`
  int following = end_of_flow;  // the next step in its list
};

struct Flow {
  std::string id;
  Location where;
  Text name;
  std::string description;
  std::map<std::string, std::vector<std::string>> triggers;  // example sentences, by locale
  std::vector<std::string> phrases;                          // the whole message
  std::vector<std::string> keywords;                         // anywhere in the message
  std::vector<std::string> events;                           // of the page
  std::optional<Expression> guard;  // `if`: false keeps visitors from starting it
  bool small_talk =
      false;  // no case: the case stays what it was, and its question waits for nobody
  bool undisturbed = false;  // while it runs or its hand-over waits, nothing else begins
  std::vector<Step> steps;

  // May a visitor's words or page start it, and not only another flow?
  bool has_triggers() const {
    return !(triggers.empty() && phrases.empty() && keywords.empty() && events.empty());
  }
  // Is there a step that opens a work order?
  bool opens_order() const;
  // Index of the step with that id, or end_of_flow.
  int find(std::string_view step) const;
};

struct FlowSet {
  std::map<std::string, Flow> flows;
  std::string default_locale = "zh-CN";
  const Flow* find(const std::string& id) const;
};

// The variant for `turn` in `locale` (exact, then by language, then the default, then any).
const std::string& pick(const Text& text, const std::string& locale,
                        const std::string& default_locale, std::size_t turn = 0);

}  // namespace yingda::dialogue
