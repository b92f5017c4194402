#pragma once
// A thread with a bounded queue of jobs, run one at a time in order. Jobs must not throw.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>

namespace yingda::store {

class Worker {
 public:
  explicit Worker(std::size_t queue_max);
  ~Worker();  // stop()

  // False when the queue is full or the worker was stopped: the job will not run.
  [[nodiscard]] bool submit(std::function<void()> job);
  // Runs what is queued and joins.
  void stop();

 private:
  void run();

  const std::size_t queue_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<std::function<void()>> jobs_;
  bool stopping_ = false;
  std::thread thread_;
};

}  // namespace yingda::store
