#pragma once
// Work that is many of the same: each lane has a thread and what that thread needs to itself.

#include <atomic>
#include <cstddef>
#include <memory>
#include <thread>
#include <vector>

namespace yingda::app {

// Calls `work(lane, i)` once for every i below `count`, on whichever lane is free, and waits for
// all of them. `work` must not throw.
template <class Lane, class Work>
void share_out(const std::vector<std::unique_ptr<Lane>>& lanes, std::size_t count,
               const Work& work) {
  std::atomic<std::size_t> next{0};
  std::vector<std::jthread> threads;
  for (const auto& lane : lanes) {
    threads.emplace_back([&work, &next, count, &lane] {
      for (std::size_t i = next++; i < count; i = next++) work(*lane, i);
    });
  }
}

}  // namespace yingda::app
