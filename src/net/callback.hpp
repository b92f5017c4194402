#pragma once
// The bridge from callbacks to coroutines. The application answers through std::function, at once
// or much later, perhaps when the asking session is gone: the callback knows only a weak reference,
// so a late answer is dropped and nothing is touched.

#include <functional>
#include <memory>
#include <optional>

#include "net/executor.hpp"

namespace yingda::net {

template <class T>
class Answer {
 public:
  explicit Answer(const Executor& executor) : state_(std::make_shared<State>(executor)) {}

  std::function<void(T)> callback() const {
    return [weak = std::weak_ptr<State>(state_)](T value) {
      const auto state = weak.lock();
      if (!state || state->value || state->abandoned) return;
      state->value = std::move(value);
      state->changed.notify();
    };
  }

  // The waiting coroutine goes on without an answer.
  void abandon() {
    state_->abandoned = true;
    state_->changed.notify();
  }

  // nullopt: abandoned.
  Task<std::optional<T>> get() {
    const auto state = state_;
    while (!state->value && !state->abandoned) {
      co_await state->changed.wait();
    }
    co_return std::move(state->value);
  }

 private:
  struct State {
    explicit State(const Executor& executor) : changed(executor) {}
    Signal changed;
    std::optional<T> value;
    bool abandoned = false;
  };
  std::shared_ptr<State> state_;
};

}  // namespace yingda::net
