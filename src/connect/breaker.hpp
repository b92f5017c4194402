#pragma once
// A circuit breaker, as a state machine without a clock: closed, open while the owner's cool-down
// runs, then one trial call whose outcome decides. Outcomes of calls that were admitted before the
// last change of state are ignored: they say nothing about now.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>

namespace yingda::connect {

struct BreakerLimits {
  std::size_t window = 20;    // the last outcomes that count
  std::size_t failures = 10;  // this many failures among them open it
  std::chrono::milliseconds cool_down{10'000};
};

class Breaker {
 public:
  struct Ticket {
    std::uint64_t epoch = 0;
  };
  enum class Outcome { success, failure, unknown };

  explicit Breaker(BreakerLimits limits) : limits_(limits) {}

  // nullopt: refused. A ticket must be given back to `record`.
  std::optional<Ticket> admit();

  // True when this outcome has opened the breaker: the owner starts the cool-down and calls
  // `cooled` at its end.
  bool record(Ticket ticket, Outcome outcome);
  void cooled();

  bool open() const { return state_ != State::closed; }
  bool refuses() const { return state_ == State::open || state_ == State::trial; }

 private:
  enum class State { closed, open, half_open, trial };
  void enter(State state);

  BreakerLimits limits_;
  State state_ = State::closed;
  std::uint64_t epoch_ = 0;
  std::deque<bool> failed_;  // newest last
};

}  // namespace yingda::connect
