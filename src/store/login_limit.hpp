#pragma once
// How often somebody may guess: so many tries per key (name and address) in a window that starts
// with the first. A try counts when it begins, so that a hundred at once are not let through; a
// right password forgets them. Memory is bounded: the oldest window goes first. One thread.

#include <chrono>
#include <cstddef>
#include <string>
#include <unordered_map>

#include "base/time.hpp"

namespace yingda::store {

class LoginLimit {
 public:
  // `tries_max` 0: no limit.
  LoginLimit(int tries_max, TimeSpan window, std::size_t keys_max = 10000);

  // Counts a try; false: too many.
  bool begin(const std::string& key, Instant now);
  // The password was right.
  void forget(const std::string& key);
  // The try came to nothing through our own fault.
  void give_back(const std::string& key);

 private:
  struct Window {
    Instant since{};
    int tries = 0;
  };
  void make_room(Instant now);

  const int tries_max_;
  const TimeSpan window_;
  const std::size_t keys_max_;
  std::unordered_map<std::string, Window> windows_;
};

}  // namespace yingda::store
