#pragma once
// The parts of the core, each in its own source file. All change the turn they are given.

#include "conversation/turn.hpp"

namespace yingda::conversation {

// --- bot.cpp: the dialogue ---
void bot_hears(Turn& turn, const MessageReceived& message);
// What the words of a message come to, in the hands of whoever has the conversation.
void hear(Turn& turn, const MessageReceived& message);
// Words that go to people whatever question is open: asking for one, the urgent mark.
bool calls_people(const Turn& turn, const std::string& text);
void action_answered(Turn& turn, const ActionAnswered& answer);
void page_tells(Turn& turn, const PageEvent& told);
// Words of a flow that nothing may disturb: somebody is in danger.
bool calls_for_help(const Turn& turn, const std::string& text);
// The last net: what the visitor said is with the bot, and content had nothing to say to it.
void never_silent(Turn& turn);

// --- failing.cpp: turns in a row that were not understood ---
int failed_in_row(const State& state);
// What the visitor said or did was understood: the count begins anew.
void count_anew(Turn& turn);
// One more that was not. True: there were as many in a row as there may be.
bool fails_again(Turn& turn);
// Says honestly that nothing was understood, and hands over when that happens too often in a row.
void not_understood(Turn& turn, const knowledge::Understanding& understood);
// The open step goes, what did not fit at it is still counted.
void forget_open_step(Turn& turn);
// A flow gave up, and too much did not fit by now: a person takes over, wherever the flow led.
void mind_given_up(Turn& turn);

// --- choosing.cpp: buttons and forms ---
void visitor_chooses(Turn& turn, const OptionChosen& choice);
void visitor_submits(Turn& turn, const FormSubmitted& form);

// --- answers.cpp: what the bot says of itself ---
// With the words that may hold what is asked next.
dialogue::Scope scope_with_words(const Turn& turn);
// `related`: the flow that does what the article explains; offered as a button. `locale`: of the
// question, which may be another than the conversation's; empty: the conversation's.
void show_article(Turn& turn, const std::string& id, const std::string& related = {},
                  const std::string& locale = {});
void begin_flow(Turn& turn, const std::string& id);
// The case is now what that flow is about.
void note_case(Turn& turn, const dialogue::Flow& flow);
// The same on top of what runs, which is come back to; or the pattern of that name.
void start_flow(Turn& turn, const std::string& id);
// Does what the interpreter asked for, until it waits.
void carry_out(Turn& turn, dialogue::Outputs outputs);

// --- flow_news.cpp: what the page hears of flows ---
// Those that run for the visitor, the outermost first: no helpers, no patterns.
std::vector<std::string> flows_of(const dialogue::Session& session);
// Which began and which ended since `before`.
void tell_flows(Turn& turn, const std::vector<std::string>& before);

// --- handoff.cpp: from bot to person, with an order ---
struct HandoffWish {
  std::string team;    // empty: the default team
  std::string reason;  // for the desk
  std::string type;
  std::string tier;
  bool urgent = false;
  bool not_understood = false;  // the bot gave up on what the visitor just said
};
void hand_over(Turn& turn, HandoffWish wish);
// Opens an order or joins the open one about the same; nullptr when a number must be reserved
// first.
// A demand of that kind, under the name the content has for it; without one the label is empty.
workorder::Demand named_demand(const Turn& turn, const std::string& kind);
workorder::WorkOrder* open_or_join(Turn& turn, const dialogue::OrderWanted& wanted);
// Puts the conversation back into the queue of `team`.
void enqueue(Turn& turn, const std::string& team);
void person_asked(Turn& turn);
// The urgent mark while a person has the case: nobody else is needed, but everybody hurries.
void urgent_with_agent(Turn& turn);
// An order that a flow opened never stays with the bot alone.
void queue_open_order(Turn& turn);
// The flow cannot go on as it began: nobody is led on by other words, a person takes over.
void release_lost(Turn& turn, const ReleaseLost& lost);

// --- off_duty.cpp: nobody is there who could take the conversation ---
// Says so, and asks once for an order what helps whoever takes it.
void nobody_on_duty(Turn& turn);
// Is what was asked then the open question? It gives way to whatever else is said.
bool asks_off_duty(const State& state);
// Words that the open form took without ending.
void noted_off_duty(Turn& turn);
// Its form or its button, whatever has been said in between. The form is null once nothing is open
// that it could be about.
const dialogue::Form* off_duty_form(const Turn& turn, const Prompt& prompt);
void submit_off_duty(Turn& turn, const Prompt& prompt, const FormSubmitted& form);
void skip_off_duty(Turn& turn);
// After every step: what was told there stands on the order, where that has none of it, and nothing
// is asked about an order that is gone.
void mind_off_duty(Turn& turn);

// --- desk.cpp: agents ---
// False, and refused, when the agent does not have the conversation.
bool holds(Turn& turn, const Person& agent);
// A person's answer about the order: stops the clocks that run for one.
void responded(Turn& turn, const Person& agent, workorder::WorkOrder& order);
void agent_claims(Turn& turn, const AgentClaimed& claim);
void agent_says(Turn& turn, const AgentMessaged& message);
void agent_notes(Turn& turn, const AgentNoted& note);
void agent_transfers(Turn& turn, const AgentTransferred& transfer);
void agent_promises(Turn& turn, const AgentPromised& promise);
void agent_resolves(Turn& turn, const AgentResolved& resolve);
void staff_accessed(Turn& turn, const StaffAccessed& accessed);
void agent_lost(Turn& turn, const AgentLost& lost);
// `told` says why, with {name}.
// `why`: as AgentLeftEntry says it.
void lose_agent(Turn& turn, Phrase told, const std::string& why);
// Nobody's case any more: the bot listens again.
void back_to_bot(Turn& turn);
void queue_moved(Turn& turn, const QueueMoved& moved);

// --- agent_silence.cpp: somebody who has the conversation and says nothing
inline constexpr const char* agent_word_timer = "agent_word";
void mind_agent(Turn& turn, const std::optional<Person>& agent_before);
void agent_word_missing(Turn& turn);

// --- own_words.cpp: editing and recalling what one said
// Notes the newest entry as words of that agent's; `number`: the order that they answer, or "".
void remember_words(Turn& turn, const Person& agent, std::uint64_t seq, const std::string& number);
// The customer said something more: what was said before is no answer to that.
void answers_are_old(Turn& turn);
void words_edited(Turn& turn, const WordsEdited& edited);
void words_recalled(Turn& turn, const WordsRecalled& recalled);

// --- slots.cpp: what was collected, and who put it right
void slot_corrected(Turn& turn, const SlotCorrected& wish);
// Slots that are others than `before` are of this step.
void note_slot_versions(Turn& turn, const dialogue::Slots& before);

// --- assigning.cpp: supervisors hand out work
void case_assigned(Turn& turn, const CaseAssigned& wish);
void order_tagged(Turn& turn, const OrderTagged& wish);
void staff_gone(Turn& turn, const StaffGone& gone);

// --- clocks.cpp: what runs for a work order ---
// First answer and solution, into the order's ledger.
void promise_times(workorder::WorkOrder& order);
void start_clocks(Turn& turn, const workorder::WorkOrder& order);
void stop_clocks(Turn& turn, workorder::WorkOrder& order);
// Any word of the customer ends "waiting on the customer", and wants an answer in time.
void customer_spoke(Turn& turn);
// Whoever waits for an answer to this order is to get it in time.
void expect_answer(Turn& turn, workorder::WorkOrder& order);
// Says `in_time` with {number} and {due}, or what is true once that time has passed.
void tell_due(Turn& turn, Phrase in_time, const workorder::WorkOrder& order);

// --- waiting.cpp: waiting on the customer ---
void customer_asked(Turn& turn, const CustomerAsked& asked);
// Whatever they did: no order waits for them any more.
void customer_back(Turn& turn);
// They did not answer in time: a reminder, and after it the end of the case.
void waiting_over(Turn& turn, workorder::WorkOrder& order);
// A result was given: the customer is reminded to accept or reject it before the case ends by
// itself.
void await_verdict(Turn& turn, const workorder::WorkOrder& order);
void verdict_missing(Turn& turn, workorder::WorkOrder& order);
void stop_awaiting(Turn& turn, const workorder::WorkOrder& order);

// --- payments.cpp: what a missed promise costs ---
// Grants what the configuration has for it, once for each order and promise.
void grant_compensation(Turn& turn, workorder::WorkOrder& order, workorder::Promise missed);
void compensation_paid(Turn& turn, const CompensationPaid& paid);
void payment_due(Turn& turn, workorder::WorkOrder& order);

// --- commitments.cpp: agents' own promises ---
void commit_to(Turn& turn, workorder::WorkOrder& order, const Person& agent,
               const std::string& text, Instant due);
void commitment_kept(Turn& turn, const CommitmentKept& kept);
// shop_facts.cpp
void remember_shop_call(Turn& turn, const dialogue::ActionWanted& wanted);
// The case is about order `now` and not `was`.
void forget_shop_facts(Turn& turn, const std::string& was, const std::string& now);
void facts_asked(Turn& turn, const FactsAsked& wish);
// False: the answer is somebody else's.
bool facts_answered(Turn& turn, const ActionAnswered& answer);
// A solution keeps whatever is still open; a case that the customer ends drops it.
void keep_commitments(Turn& turn, workorder::WorkOrder& order, const Person& agent);
void drop_commitments(Turn& turn, workorder::WorkOrder& order);
void commitment_due(Turn& turn, const std::string& id);
void note_late_commitments(Turn& turn);

// --- evidence.cpp: files
void visitor_attaches(Turn& turn, const EvidenceAttached& sent);
// Files that came with a frame: for the conversation, and for the order that is open.
void receive_files(Turn& turn, const std::vector<Evidence>& files);
// Keeps the files with the conversation and with the order.
void join_evidence(Turn& turn, workorder::WorkOrder& order, const std::vector<Evidence>& files);
// What no order has yet: it belongs to the next one.
std::vector<Evidence> loose_evidence(const State& state);

// --- escalating.cpp: who is called when a promise was missed, and stays missed
// A promise of the order was missed: managers are called after a while, unless it is made good.
void expect_manager(Turn& turn, const workorder::WorkOrder& order);
void manager_due(Turn& turn, workorder::WorkOrder& order);
// Managers were called, and what they were called for still stands.
bool is_with_manager(const workorder::WorkOrder& order);

// --- arranging.cpp: merging, splitting and linking orders
void orders_merged(Turn& turn, const OrdersMerged& wish);
void order_split(Turn& turn, const OrderSplit& wish);
void orders_linked(Turn& turn, const OrdersLinked& wish);
// Whoever has the conversation, and supervisors; else refused.
bool may_arrange(Turn& turn, const Person& agent, bool supervisor);
// False, and refused with what colleagues have changed since `agent` saw the order.
bool is_current(Turn& turn, const workorder::WorkOrder& order, const Person& agent,
                const std::optional<std::uint64_t>& version);

// --- talks.cpp: what a visitor came for
void mind_talk(Turn& turn);

// --- orders.cpp: what visitors and time do to work orders ---
void order_requested(Turn& turn, const OrderRequested& request);
void timer_fired(Turn& turn, const TimerFired& timer);
// What has fallen due is missed before anything else happens, though its timer has not come yet: a
// gateway that was down, or an answer a moment too late, must not save anybody from a promise.
void note_what_is_late(Turn& turn);
void add_history(Turn& turn, workorder::WorkOrder& order, std::string who, std::string what,
                 std::string why);
void add_history(Turn& turn, workorder::WorkOrder& order, const Person& who, std::string what,
                 std::string why);

}  // namespace yingda::conversation
