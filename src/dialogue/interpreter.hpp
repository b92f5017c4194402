#pragma once
// Runs flows. `run` goes on until a step waits or nothing is left; the `take_…` functions feed it
// what was waited for. Everything is a pure function of the flows, the session and the scope; what
// the outside must do comes back as a list of outputs, in order.

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/evidence.hpp"
#include "base/time.hpp"
#include "dialogue/flow.hpp"
#include "dialogue/session.hpp"
#include "dialogue/trail.hpp"

namespace yingda::dialogue {

// What is known by name besides the slots; looked up only when a text or condition asks for it.
using Facts = std::function<Value(std::string_view name)>;

// What a turn may look at besides the slots.
struct Scope {
  std::string locale;
  Instant now{};
  ZoneOffset zone;
  Facts facts;             // conversation.locale, visitor.name, page.url, now
  std::string said;        // the message of this turn; may already hold what comes to be asked
  int failures_max = 2;    // a step's `retries` never reaches beyond it
  Trail* trail = nullptr;  // is told where the run goes; may be null

  void mark(const void* part) const {
    if (trail != nullptr) trail->mark(part);
  }
};

struct SpokenOption {
  std::string id;
  std::string label;
  std::string under{};  // offered only where that option of the field above was picked
};
struct Spoken {
  std::string markdown;
  std::vector<SpokenOption> options;
  bool asks_file = false;
  bool several = false;  // more than one of the options may be picked
};
struct AskedField {
  std::string name;
  std::string label;
  std::string type;
  bool required = false;
  std::string placeholder;
  std::string help;
  std::vector<SpokenOption> options;
  std::string value;         // already known; of files their names
  std::string depends_on{};  // the field whose option decides which of `options` are offered
};
struct FormAsked {
  std::string id;  // flow/step
  std::string markdown;
  std::string submit_label;
  std::vector<AskedField> fields;
  std::vector<SpokenOption> options;  // the button that leaves it empty
  bool stays = false;                 // may be sent whatever has been said since
};
struct ArticleShown {
  std::string article;
};
struct ActionWanted {
  std::string name;
  std::map<std::string, std::string> arguments;
  int timeout_s = 3;
  int retries = 0;
};
// Nothing happens before then; the caller calls `take_time`.
struct Paused {
  Instant until{};
};
struct WantedDemand {
  std::string kind;
  std::string amount;
  std::optional<Instant> by;
};
struct OrderWanted {
  std::string type;
  std::string tier;
  bool urgent = false;
  std::string department;
  std::string title;
  std::vector<WantedDemand> demands;
};
struct PersonWanted {
  std::string team;
  std::string reason;
  std::string type;
  std::string tier;
  bool urgent = false;
};
// One flow went over into another.
struct Linked {
  std::string flow;
};
using Output = std::variant<Spoken, FormAsked, ArticleShown, ActionWanted, Paused, OrderWanted,
                            PersonWanted, Linked>;
using Outputs = std::vector<Output>;

struct FieldFault {
  std::string name;
  std::string message;
};

// Is the text just the name of an option, a place in the list, or yes or no, and the open question
// takes such an answer? Then it is meant as one, whatever else it may mean.
bool is_plain_choice(const FlowSet& flows, const Session& session, std::string_view text);
// Does the open question take one of several options, by button or typed?
bool offers_options(const FlowSet& flows, const Session& session);
// Is it answered by yes or no?
bool asks_yes_or_no(const FlowSet& flows, const Session& session);
// Has it no words of its own for an answer that does not fit?
bool would_only_repeat(const FlowSet& flows, const Session& session);

// Ends everything that runs; slots stay.
void stop(Session& session);

// Puts a flow on top of what runs. False when there is no such flow.
bool start(const FlowSet& flows, Session& session, const std::string& id);

// Runs until a step waits or the stack is empty.
void run(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out);

// Says the open question again, after a digression. Nothing when no question is open.
void ask_again(const FlowSet& flows, const Session& session, const Scope& scope, Outputs& out);

// "没有", "我找不到": the visitor has no such value. A collect that says where to go on without it
// does so at once; false: it does not, or something else was said.
bool has_none(const FlowSet& flows, Session& session, const Scope& scope, std::string_view text,
              Outputs& out);

// Whatever is typed may belong to the case: free text, a form, or a description in place of files.
bool takes_description(const FlowSet& flows, const Session& session);

// Is the open question one for a number, an amount, a phone, an order or a point in time?
bool asks_for_figures(const FlowSet& flows, const Session& session);

// A typed text for a waiting value or option. `no_fit`: it holds no such value, nothing changed.
// `noted`: no answer either, but it tells what would have been asked next; the question is still
// open.
enum class Fit { taken, rejected, noted, no_fit };
Fit take_text(const FlowSet& flows, Session& session, const Scope& scope, std::string_view text,
              Outputs& out);
// Does the open question wait for files, or the open form have a field for them?
bool asks_for_files(const FlowSet& flows, const Session& session);
bool form_asks_for_files(const FlowSet& flows, const Session& session);
// Files that were sent to such a question, or beside such a form. `noted`: the form is still open.
Fit take_files(const FlowSet& flows, Session& session, const Scope& scope,
               const std::vector<Evidence>& files, Outputs& out);
// The answer did not fit: says so and asks again, or gives up as the step says.
void fail_step(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out);
// A button. False when the open question has no such option.
bool take_option(const FlowSet& flows, Session& session, const Scope& scope,
                 const std::string& option, Outputs& out);
// What a form was filled in with, by the names of its fields.
struct FormAnswers {
  std::map<std::string, std::string> texts;
  std::map<std::string, std::vector<Evidence>> files{};
};
// A form's values; faults leave everything as it was.
std::vector<FieldFault> take_form(const FlowSet& flows, Session& session, const Scope& scope,
                                  const FormAnswers& given, Outputs& out);
// A connector's answer.
void take_action(const FlowSet& flows, Session& session, const Scope& scope, const Slots& fields,
                 Outputs& out);
// A connector's failure, after the last attempt. `error` names its kind; it becomes the slot
// RESULT.error.
void take_failure(const FlowSet& flows, Session& session, const Scope& scope,
                  const std::string& error, Outputs& out);
// The time of a `wait` has come. Nothing when something else is on top of it.
void take_time(const FlowSet& flows, Session& session, const Scope& scope, Outputs& out);
// The order that was opened.
void take_work_order(const FlowSet& flows, Session& session, const Scope& scope,
                     const Slots& fields, Outputs& out);

// The innermost step, or null when nothing runs or the release has no such step.
const Step* current_step(const FlowSet& flows, const Session& session);

// Puts values into a template; what visitors typed is escaped for Markdown.
std::string fill(const std::string& source, const Session& session, const Scope& scope);

}  // namespace yingda::dialogue
