#include "app/log_budget.hpp"

#include <utility>

namespace yingda::app {

std::optional<int> LogBudget::take(std::string_view name, Instant now) {
  auto found = minutes_.find(name);
  if (found == minutes_.end()) found = minutes_.emplace(std::string(name), Minute{now}).first;
  Minute& minute = found->second;
  if (now - minute.begun >= std::chrono::minutes(1) || now < minute.begun) {
    minute.begun = now;
    minute.lines = 0;
  }
  if (minute.lines >= lines_max_) {
    ++minute.left_out;
    return std::nullopt;
  }
  ++minute.lines;
  return std::exchange(minute.left_out, 0);
}

}  // namespace yingda::app
