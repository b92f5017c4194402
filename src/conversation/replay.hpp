#pragma once
// A recorded conversation decided again on other content. Two lanes take the same events: one as it
// was recorded, one on the other content. As long as both come to the same, both go on by
// themselves; a turn that comes to something else is reported, and what follows it in the same flow
// is not compared: the visitor would have gone on differently. Once the recorded lane is out of
// every flow, the other starts again from there.

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conversation/step.hpp"

namespace yingda::conversation {

// What a turn came to, the gravest first; a turn is counted once.
enum class Change {
  handed_off,      // was dealt with by the bot, would go to a person
  kept_by_bot,     // went to a person, would be dealt with by the bot
  not_understood,  // was answered, would not be understood
  understood,      // was not understood, would be answered
  other_article,
  other_flow,
  other_slot,
  other_call,  // asks the shop's systems something else
  other_words,
};
inline constexpr std::size_t change_count = 9;
std::string_view to_string(Change change);

struct StepOutcome {
  bool handed_off = false;
  bool understood = true;
  std::string article;  // the last one shown
  std::string flow;     // the one under way
  std::string intent;
  dialogue::Slots slots;
  std::vector<std::string> calls;  // action and arguments
  std::vector<std::string> said;   // by bot and system
};
StepOutcome outcome_of(const State& before, const Transition& transition);
// The gravest difference; nullopt when there is none.
std::optional<Change> compare(const StepOutcome& recorded, const StepOutcome& other);

struct ChangedTurn {
  Instant at{};
  std::uint64_t step = 0;
  std::string cause;  // what the visitor said or chose; else what happened
  Change change = Change::other_words;
  StepOutcome recorded;
  StepOutcome other;
};

class Replay {
 public:
  Replay(std::string conversation, const Catalog& other);

  // The next recorded event, and the release that it was decided on.
  std::optional<ChangedTurn> take(const Catalog& recorded, const Event& event);

  // A step that was erased: only where the numbers stood after it is known.
  void skip(std::uint64_t step, std::uint64_t pos, std::uint64_t seq);

  // As recorded: equals the stored state when the recording can be reproduced.
  const State& state() const { return recorded_; }
  // The recorded release refuses an event that it accepted then: another program or configuration.
  bool refused() const { return refused_; }
  // Turns that follow a changed one in its flow.
  std::size_t not_compared() const { return not_compared_; }

 private:
  Event for_other(const Event& event) const;
  Transition decide(const Event& event) const;

  const Catalog& other_catalog_;
  State recorded_;
  State other_;
  bool together_ = true;
  bool refused_ = false;
  std::size_t not_compared_ = 0;
};

}  // namespace yingda::conversation
