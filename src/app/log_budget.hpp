#pragma once
// Keeps one kind of log line from drowning the others: a disk that is full fails every message.

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace yingda::app {

class LogBudget {
 public:
  explicit LogBudget(int lines_a_minute) : lines_max_(lines_a_minute) {}

  // nullopt: the line is left out. Otherwise how many were left out since the last one of its name.
  std::optional<int> take(std::string_view name, Instant now);

 private:
  struct Minute {
    Instant begun{};
    int lines = 0;
    int left_out = 0;
  };
  int lines_max_;
  std::map<std::string, Minute, std::less<>> minutes_;
};

}  // namespace yingda::app
