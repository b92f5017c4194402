#pragma once
// Plays one turn in every way it can go: from a step until it waits for the visitor, hands over,
// opens an order or ends. Conditions are decided where the values on the way are known
// (`set_slots: {lookup: ok}`), and taken both ways where they are not. The stack of calls is kept,
// so that a helper returns to the caller that the way came from.

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "content/known_slots.hpp"
#include "content/state_graph.hpp"

namespace yingda::content {

struct Moment {
  Place place;
  std::vector<Place> stack;  // call steps to return to, innermost last; below it nothing is known
  KnownSlots slots;
  bool error = false;  // a connector failed on the way
  Facts facts{};
  bool vague = false;  // something that was known, and might decide, was forgotten
};

// Where a turn may stop.
enum class Stop {
  question,  // waits for the visitor
  person,    // handed over, or the connector failed and a person takes over
  order,     // a work order was opened; the turn may go on
  ended,     // the flow ended and its caller is not known
  loop,      // came back to where it was without the visitor
  too_deep,  // more calls that have not come back than there may be
};

// Calls that have not come back. Real content needs three or four.
inline constexpr std::size_t calls_max = 32;

// How much may be looked at in all: a moment costs one, and one for every slot and caller that it
// knows. Real content needs a few thousand; what needs more than this cannot be proved in
// reasonable time and has to be made simpler.
struct Budget {
  std::size_t left = 500'000;
};

class Walker {
 public:
  // Called for every way a turn may stop; `way` holds the places from the start. The answer counts
  // for `order` only: whether to go on.
  using Visit = std::function<bool(Stop stop, const Moment& at, const std::vector<Place>& way)>;
  // Called for every step that is about to be run, the last place of `way`. False: not this way.
  using Through = std::function<bool(const Moment& at, const std::vector<Place>& way)>;

  // What is not played again: what this walk has seen, what any walk has seen, or what this walk
  // has seen after no fewer steps, so that the longest ways are found.
  enum class Memory { of_walk, of_all, deepest };
  // Full: all that may still decide is kept. Local: only what the flows look at that run just now,
  // which is much less where many flows link to each other; a moment that lost something is
  // `vague`.
  enum class Precision { full, local };
  Walker(const StateGraph& graph, Budget& budget, Memory memory = Memory::of_walk,
         Precision precision = Precision::full);

  // Plays on from `start`, which itself is run. False: the budget is used up.
  bool walk(Moment start, const Visit& visit, const Through& through = {});

  // The moments just after the visitor answered that question, whatever the answer.
  std::vector<Moment> answers(const Moment& question) const;
  // The same for one option of a choice.
  std::vector<Moment> chosen(const Moment& question, const std::string& option) const;
  // The same for one value of a collect or of a form's field.
  std::vector<Moment> given(const Moment& question, const std::string& slot,
                            const dialogue::Value& value) const;
  // And for a collect that is skipped by its button.
  std::vector<Moment> skipped(const Moment& question) const;
  // The moment at `on_failure`, if the question has one.
  std::vector<Moment> failed(const Moment& question) const;

 private:
  bool is_new(const std::string& key);
  std::vector<Moment> with_counts_left(const Moment& moment) const;
  void run(Moment moment);
  void run_step(const Moment& before);
  void fail(const dialogue::Action& action, const Moment& moment);
  void go_on(const Moment& moment);
  void enter(Moment moment, const std::string& flow, bool come_back);

  std::optional<bool> decide(const std::optional<dialogue::Expression>& condition,
                             const Moment& moment) const;
  // Every way that a list of branches may lead, with what is known then.
  std::vector<Moment> ways_of(const Moment& moment, const std::vector<dialogue::Branch>& branches,
                              int otherwise) const;
  std::vector<Moment> ways_on(const Moment& moment) const;
  void know(Moment& moment, const std::string& slot, Knowledge knowledge) const;
  void forget(Moment& moment, const std::string& slot) const;
  void forget_result(Moment& moment, const dialogue::Action& action) const;
  template <class Which>
  void forget_facts(Moment& moment, Which which) const;
  void forget_dead(Moment& moment) const;
  void time_passes(Moment& moment) const;
  void suppose(const dialogue::Expression& condition, bool holds, Moment& moment) const;
  void assign(const dialogue::SetSlots& set, Moment& moment) const;

  const StateGraph& graph_;
  Budget& budget_;
  const Decisions& decisions_;
  Memory memory_;
  Precision precision_;
  const Visit* visit_ = nullptr;
  const Through* through_ = nullptr;
  std::vector<Place> way_;
  std::set<std::string> playing_;              // on the current way
  std::map<std::string, std::size_t> played_;  // and after how many steps
  bool complete_ = true;
};

// Equal exactly for equal moments; never shown.
std::string key_of(const Moment& moment);

// Decided, or nullopt when it depends on what is not known.
std::optional<bool> decide(const std::optional<dialogue::Expression>& condition,
                           const KnownSlots& slots);

// The targets a list of branches may lead to, given what is known.
std::vector<int> possible_targets(const std::vector<dialogue::Branch>& branches,
                                  const std::vector<int>& otherwise, const KnownSlots& slots);

}  // namespace yingda::content
