#pragma once
// Coarse time. A timer per socket and operation would cost more than the operations, so one timer
// beats for all, and whoever has a deadline compares it at every beat. Deadlines are late by up to
// two beats and never early. When the loop is too busy to beat, time stands still: a peer is not
// cut off for what we had no time to read.

#include <chrono>

namespace yingda::net {

using Coarse = std::chrono::milliseconds;  // since the server started

class Heartbeat {
 public:
  explicit Heartbeat(std::chrono::milliseconds tick) : tick_(tick) {}
  void beat() { now_ += tick_; }
  Coarse now() const { return now_; }
  std::chrono::milliseconds tick() const { return tick_; }

 private:
  std::chrono::milliseconds tick_;
  Coarse now_{0};
};

class Deadline {
 public:
  void arm(const Heartbeat& heartbeat, std::chrono::milliseconds limit) {
    due_ = heartbeat.now() + limit + heartbeat.tick();
  }
  void disarm() { due_ = Coarse::max(); }
  bool armed() const { return due_ != Coarse::max(); }
  bool passed(Coarse now) const { return now >= due_; }

 private:
  Coarse due_ = Coarse::max();
};

}  // namespace yingda::net
