#include "connect/breaker.hpp"

#include <algorithm>

namespace yingda::connect {

void Breaker::enter(State state) {
  state_ = state;
  ++epoch_;
  failed_.clear();
}

std::optional<Breaker::Ticket> Breaker::admit() {
  switch (state_) {
    case State::closed:
      return Ticket{epoch_};
    case State::half_open:
      enter(State::trial);
      return Ticket{epoch_};
    case State::open:
    case State::trial:
      return std::nullopt;
  }
  return std::nullopt;
}

bool Breaker::record(Ticket ticket, Outcome outcome) {
  if (ticket.epoch != epoch_) return false;
  if (state_ == State::trial) {
    switch (outcome) {
      case Outcome::success:
        enter(State::closed);
        return false;
      case Outcome::failure:
        enter(State::open);
        return true;
      case Outcome::unknown:
        enter(State::half_open);
        return false;
    }
  }
  if (outcome == Outcome::unknown) return false;
  failed_.push_back(outcome == Outcome::failure);
  if (failed_.size() > limits_.window) failed_.pop_front();
  const auto failures = std::count(failed_.begin(), failed_.end(), true);
  if (static_cast<std::size_t>(failures) < limits_.failures) return false;
  enter(State::open);
  return true;
}

void Breaker::cooled() {
  if (state_ == State::open) enter(State::half_open);
}

}  // namespace yingda::connect
