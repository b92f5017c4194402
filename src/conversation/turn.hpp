#pragma once
// The workbench of one step: the state being changed and what has come of it so far. The parts of
// the core (bot, hand-over, desk, orders) are functions over it.

#include <optional>
#include <string>
#include <vector>

#include "conversation/phrases.hpp"
#include "conversation/step.hpp"
#include "dialogue/given.hpp"

namespace yingda::conversation {

class Turn {
 public:
  Turn(const Catalog& release, State before, const Event& what);

  const Catalog& catalog;
  const Event& event;
  State state;

  const std::string& locale() const { return state.arrival.locale; }
  std::string words(Phrase which) const { return phrase(which, locale()); }
  std::string name_of(const dialogue::Text& text) const;
  std::string team_name(const std::string& team) const;
  // "今天 18:05", in the service's time zone.
  std::string when(Instant due) const;

  // Appends to the log; pos and seq are given here. Returns the entry's seq.
  std::uint64_t append(EntryBody body);
  // What was appended so far.
  const std::vector<Entry>& entries() const { return transition_.entries; }
  const std::vector<Effect>& effects() const { return transition_.effects; }
  std::uint64_t visitor_says(MessageEntry message);
  std::uint64_t bot_says(const std::string& markdown,
                         std::vector<dialogue::SpokenOption> options = {}, bool flow = false,
                         bool asks_file = false, bool several = false);
  void system_says(const std::string& markdown);
  // With the question that was appended last: "上一步" takes back the answer of that label.
  void offer_way_back(const std::string& label);
  // Adds a prompt whose buttons or form may be used until newer ones push it out.
  void remember_prompt(Prompt prompt);

  void start_timer(const std::string& key, Instant due);
  void cancel_timer(const std::string& key);
  void effect(Effect what) { transition_.effects.push_back(std::move(what)); }
  // The newest words read otherwise now, for lists.
  void last_words_are(const std::string& text);
  // The order goes into the store, and the visitor is told its new state.
  void order_changed(const workorder::WorkOrder& order, const std::string& note);
  // Into the store only: nothing that the visitor should be told.
  void order_saved(const std::string& number);

  // All that came before is to be forgotten, but for what these tell of its orders.
  void forget_but(std::vector<workorder::WorkOrder> orders) {
    transition_.erased_orders = std::move(orders);
  }

  void talk_changed(const Talk& talk) { transition_.talk = talk; }

  void refuse(ErrorCode code, std::string message, std::vector<dialogue::FieldFault> fields = {});
  // Somebody else was quicker.
  void refuse_changed(std::string message, std::vector<workorder::Change> changes);
  bool refused() const { return transition_.refused.has_value(); }

  // Has anybody but the visitor said or shown the visitor something in this step?
  bool told_visitor() const;

  // The next reserved number; nullptr asks the shell for one more and voids this step.
  const Reservation* reserve();
  bool wants_number() const { return transition_.needs_reservation; }

  // Looks into this turn: not to outlive it.
  dialogue::Scope scope() const;

  // What a repair pattern tells: correction.value, conversation.times, …
  dialogue::Slots facts;

  // The number of a work order that this message names; empty without one.
  std::string named_work_order;

  // What the visitor typed before they chose an option or a connector was asked: it may hold what
  // is asked next.
  std::string words_before;

  // The message is nothing but the name of an option: it says nothing about later questions.
  bool names_option_only = false;

  // A step took what it was waiting for, words, files or a connector's answer: the visitor is owed
  // a word.
  bool answer_taken = false;

  // Something else was asked for in the middle of a flow, in this step or before it.
  bool interrupted = false;

  // What the visitor said was kept, and went to nobody (muting.hpp).
  bool kept_from_people = false;

  // Session::given_up, as this step found it.
  int given_up_before = 0;

  // Flows that began in this step, in their order, by whatever way.
  std::vector<std::string> begun;

  // What the page gives the flow that it begins.
  std::vector<dialogue::Given> given;

  // How often outputs were carried out: content that loops through orders or built-in actions
  // without waiting is stopped like any other endless flow.
  int rounds = 0;

  Transition finish() &&;

 private:
  dialogue::Value fact(std::string_view name) const;
  // How much of the order's history this step has told already.
  std::size_t told_before(const std::string& number) const;

  Transition transition_;
  std::size_t reserved_used_ = 0;
};

}  // namespace yingda::conversation
