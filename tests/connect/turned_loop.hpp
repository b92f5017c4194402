#pragma once
// A loop that a test turns by itself: until something is so, or for a while.

#include <boost/asio/io_context.hpp>
#include <catch2/catch.hpp>
#include <chrono>
#include <functional>

namespace yingda::connect::test {

class TurnedLoop {
 public:
  void run_until(const std::function<bool()>& done) {
    const auto limit = std::chrono::steady_clock::now() + std::chrono::seconds(20);
    while (!done()) {
      REQUIRE(std::chrono::steady_clock::now() < limit);
      loop.restart();
      loop.run_one_for(std::chrono::milliseconds(50));
    }
  }

  void run_for(std::chrono::milliseconds time) {
    loop.restart();
    loop.run_for(time);
  }

  boost::asio::io_context loop{1};
};

}  // namespace yingda::connect::test
