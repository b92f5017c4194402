#pragma once
// What the parts of the interpreter share: moving between steps, and how a question comes by its
// value.

#include <string>
#include <string_view>

#include "dialogue/beside.hpp"
#include "dialogue/interpreter.hpp"

namespace yingda::dialogue {

Expression::Lookup lookup_of(const Session& session, const Scope& scope);
bool holds(const std::optional<Expression>& condition, const Session& session, const Scope& scope);

// Where to go: the first branch whose condition holds, else `fallback`.
int target(const std::vector<Branch>& branches, int fallback, const Session& session,
           const Scope& scope);
void go_to(const Flow& flow, Session& session, int index);
void advance(const Flow& flow, const Step& step, Session& session, const Scope& scope);
// Counts an answer to the open step that did not fit. True: as many as there may be.
bool fails_for_good(const Step& step, Session& session, const Scope& scope);
// Of the step that is given up, what did not fit is still remembered.
void remember_failures(Session& session);
// Ends what runs and asks for a person.
void give_up(Session& session, Outputs& out, std::string reason);

const Flow* current_flow(const FlowSet& flows, const Session& session);

// The option that a step offers under `id`: its slot is set and the way it leads is taken.
bool choose_option(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                   const Step& step, const std::string& id);

// --- collecting.cpp ---
// As `mentioned_value`; an amount that is asked as compensation is none that was paid.
std::optional<Value> mentioned_for(SlotType type, const Text& ask, const Text& label,
                                   std::string_view text, const Scope& scope);
std::string yes_or_no(bool value, const Scope& scope);
// Remembers how the value of a slot reads to people when it is one of `options`.
void keep_choice(const FlowSet& flows, Session& session, const Scope& scope,
                 const std::string& slot, const std::vector<Option>& options, const Value& value);
// The same, of options that stand elsewhere.
void keep_option_names(const FlowSet& flows, Session& session, const Scope& scope,
                       const std::string& slot, const std::vector<const Option*>& options,
                       const Value& value);
// The rejection that speaks against the value, or null.
const Rejection* rejection_of(const Collect& collect, const Value& value, const Session& session,
                              const Scope& scope);
// A typed answer to the open question, or to "is that right?".
Fit take_value(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
               const Step& step, std::string_view text, Outputs& out);
// Does the text say what the button of a question that may be left out says?
bool skips(const std::optional<Option>& button, std::string_view text);
// Files for the open question: the slot holds their ids, people read their names.
Fit take_sent(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
              const Step& step, const std::vector<Evidence>& files, Outputs& out);
// "帮我查下订单20261120001" names the number together with the wish. True when the slot is known
// now, or its value waits to be confirmed.
bool said_already(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                  const Collect& collect, Outputs& out);
// The same for a choice that may be made so.
bool chosen_already(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                    const Step& step, const Choose& choose);
// What else a sentence holds for questions and forms of this flow that are still open. True when
// there was something. `clauses`: which of them count although nothing in them shows itself.
bool take_others(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                 std::string_view text, Clauses clauses);

// --- form_text.cpp: a form that is answered by typing ---
// Fields that are still empty and whose values show themselves in the text. True when there was
// one.
bool take_fields(const FlowSet& flows, Session& session, const Scope& scope, const Form& form,
                 std::string_view text);
// What the message that led to the form says already: its fields are filled in when it is shown.
void fill_from_message(const FlowSet& flows, Session& session, const Scope& scope,
                       const Form& form);
// The same for all forms of a flow that are still to come.
void fill_forms(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow);
// A typed text in place of the open form.
Fit take_form_text(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                   const Step& step, std::string_view text);
// Is every field known; every one that is required?
bool knows_all(const Form& form, const Session& session, const Scope& scope);
bool is_complete(const Form& form, const Session& session, const Scope& scope);

// --- form_answers.cpp: what a form is filled in with ---
// The options that the field offers when `chosen` stands in the field that it depends on.
std::vector<Option> options_under(const FormField& field, const std::string& chosen);
// A city that is not in the province any more is forgotten.
bool forget_misplaced(Session& session, const Form& form);
// What a slot holds of files once these are added: their ids, and their names for people.
struct SentFiles {
  std::vector<std::string> ids;
  std::string names;
};
SentFiles joined(const Session& session, const std::string& slot,
                 const std::vector<Evidence>& files);
// Files that came beside the open form, into its first field for files that has none.
Fit take_form_files(const FlowSet& flows, Session& session, const Scope& scope, const Flow& flow,
                    const Step& step, const std::vector<Evidence>& files);

}  // namespace yingda::dialogue
