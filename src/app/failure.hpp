#pragma once
// How a command ends early: one clear line on stderr and an exit status.

#include <stdexcept>
#include <string>

namespace yingda::app {

inline constexpr int exit_fine = 0;
inline constexpr int exit_found = 1;  // the check found something
inline constexpr int exit_bad = 2;    // bad usage, configuration or input

class Failure : public std::runtime_error {
 public:
  Failure(int status, const std::string& line) : std::runtime_error(line), status_(status) {}
  int status() const { return status_; }

 private:
  int status_;
};

}  // namespace yingda::app
