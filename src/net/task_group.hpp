#pragma once
// Owns coroutines: each is counted, its exception is reported, and the owner can learn when the
// last one has ended. Tasks are cancelled by closing what they wait for, not by signals, which
// would cost an allocation per operation.

#include <boost/asio/co_spawn.hpp>
#include <exception>
#include <functional>
#include <memory>

#include "net/executor.hpp"

namespace yingda::net {

class TaskGroup {
 public:
  using Report = std::function<void(const char* what)>;

  TaskGroup(const Executor& executor, Report report)
      : executor_(executor), state_(std::make_shared<State>()) {
    state_->report = std::move(report);
  }

  void spawn(Task<> task) {
    ++state_->running;
    auto ended = [state = state_](const std::exception_ptr& error) { state->ended(error); };
    asio::co_spawn(executor_, std::move(task), std::move(ended));
  }

  std::size_t running() const { return state_->running; }
  // Called whenever the last task ends.
  void when_idle(std::function<void()> idle) { state_->idle = std::move(idle); }
  // The tasks that are left no longer have anybody to report to.
  void orphan() {
    state_->report = nullptr;
    state_->idle = nullptr;
  }

 private:
  struct State {
    void ended(const std::exception_ptr& error) {
      --running;
      if (error && report) describe(error);
      if (running == 0 && idle) idle();
    }
    void describe(const std::exception_ptr& error) const {
      try {
        std::rethrow_exception(error);
      } catch (const std::exception& caught) {
        report(caught.what());
      } catch (...) {
        report("unknown exception");
      }
    }
    std::size_t running = 0;
    Report report;
    std::function<void()> idle;
  };

  Executor executor_;
  std::shared_ptr<State> state_;
};

}  // namespace yingda::net
