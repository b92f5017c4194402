#pragma once
// One conversation from the core's side: events in, time by hand, timers as the gateway keeps them.
// Everything is also kept as an event log, so that a test can tell it a second time.

#include <catch2/catch.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "conversation/notice.hpp"
#include "support/sample_content.hpp"
#include "wire/state_codec.hpp"
#include "workorder/number.hpp"

namespace yingda::testing {

// Agents take their time here: agent_silence_test.cpp has them lose a conversation by it.
inline content::Config unhurried() {
  auto config = content::default_config();
  config.policy.agent_silence = TimeSpan::zero();
  return config;
}

class Case {
 public:
  explicit Case(content::Config config = unhurried())
      : catalog_(content::load(sample_files(), config).catalog) {
    REQUIRE(catalog_);
    state_.id = "c1";
  }

  // What an event came to; a refusal changes nothing.
  conversation::Transition take(conversation::EventBody body) {
    conversation::Event event{now, std::move(body), {}, {}};
    auto transition = conversation::step(*catalog_, state_, event);
    while (transition.needs_reservation) {
      event.reserved.push_back({workorder::make_number("20261120", ++orders_), "secret"});
      transition = conversation::step(*catalog_, state_, event);
    }
    if (transition.refused) return transition;
    log_.push_back(event);
    if (const auto* timer = std::get_if<conversation::TimerFired>(&event.body)) {
      timers.erase(timer->key);
    }
    for (const auto& effect : transition.effects) keep(effect);
    const auto told = conversation::notices_of(state_, event, transition);
    notices.insert(notices.end(), told.begin(), told.end());
    entries.insert(entries.end(), transition.entries.begin(), transition.entries.end());
    state_ = transition.next;
    return transition;
  }

  // Of an event that must be refused.
  conversation::Refusal refused(conversation::EventBody body) {
    auto transition = take(std::move(body));
    REQUIRE(transition.refused);
    return *transition.refused;
  }

  // Time passes; what falls due happens at its time.
  void advance(TimeSpan span) {
    const Instant until = now + span;
    for (;;) {
      auto next = timers.end();
      for (auto timer = timers.begin(); timer != timers.end(); ++timer) {
        const bool sooner = next == timers.end() || timer->second < next->second;
        if (timer->second <= until && sooner) next = timer;
      }
      if (next == timers.end()) break;
      now = std::max(now, next->second);
      take(conversation::TimerFired{next->first});
    }
    now = until;
  }

  void complain() { take(conversation::MessageReceived{id(), "【紧急投诉】卡密失效", {}}); }
  void ask_person() { take(conversation::HumanAsked{id()}); }
  void claim() { take(conversation::AgentClaimed{agent, false}); }
  void answer(const std::string& text = "我来为您查") {
    take(conversation::AgentMessaged{id(), agent, text});
  }
  void say(const std::string& text) { take(conversation::MessageReceived{id(), text, {}}); }
  conversation::Transition ask_customer(const std::string& text = "请发一下付款截图") {
    return take(conversation::CustomerAsked{id(), agent, "", text});
  }
  conversation::Transition request(conversation::OrderRequest action) {
    return take(conversation::OrderRequested{id(), order().number, action, "", {}});
  }
  conversation::Transition resolve(workorder::Resolution resolution) {
    return take(conversation::AgentResolved{id(), agent, order().number, std::move(resolution)});
  }
  conversation::Transition pay(workorder::Promise promise) {
    return take(conversation::CompensationPaid{id(), boss, order().number, promise, "T-77"});
  }

  std::string id() { return "e" + std::to_string(++ids_); }
  const conversation::State& state() const { return state_; }
  const workorder::WorkOrder& order() const { return state_.orders.back(); }

  template <class T>
  std::vector<T> all() const {
    std::vector<T> out;
    for (const auto& entry : entries) {
      if (const auto* body = std::get_if<T>(&entry.body)) out.push_back(*body);
    }
    return out;
  }
  std::string said() const {
    std::string out;
    for (const auto& message : all<conversation::MessageEntry>()) out += message.text + "\n";
    return out;
  }
  int alerts(const std::string& kind) const {
    return static_cast<int>(std::count(alerts_.begin(), alerts_.end(), kind));
  }

  // The log alone gives the same state, and a state that was stored is the same again.
  void check_told_again() const {
    conversation::State again;
    again.id = state_.id;
    for (const auto& event : log_) {
      auto stored = wire::decode_event(wire::encode_event(event));
      REQUIRE(stored.has_value());
      again = conversation::step(*catalog_, std::move(again), *stored).next;
    }
    const std::string stored = wire::encode_state(state_);
    CHECK(wire::encode_state(again) == stored);
    CHECK(wire::encode_state(wire::decode_state(stored).value()) == stored);
  }

  Instant now = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20)) +
                std::chrono::hours(4);  // noon in Shanghai, a Friday
  workorder::Person agent{"u1", "李敏"};
  workorder::Person boss{"u9", "主管"};
  std::map<std::string, Instant> timers;
  std::vector<conversation::Entry> entries;
  std::vector<conversation::Notice> notices;

 private:
  void keep(const conversation::Effect& effect) {
    if (const auto* timer = std::get_if<conversation::StartTimer>(&effect)) {
      timers[timer->key] = timer->due;
    } else if (const auto* stopped = std::get_if<conversation::CancelTimer>(&effect)) {
      timers.erase(stopped->key);
    } else if (const auto* alert = std::get_if<conversation::Alert>(&effect)) {
      alerts_.push_back(alert->kind);
    }
  }

  std::shared_ptr<const conversation::Catalog> catalog_;
  conversation::State state_;
  std::vector<conversation::Event> log_;
  std::vector<std::string> alerts_;
  std::uint64_t ids_ = 0;
  std::uint64_t orders_ = 0;
};

}  // namespace yingda::testing
