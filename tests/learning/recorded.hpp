#pragma once
// A conversation on the sample content, recorded as the gateway records it, and read again.

#include <catch2/catch.hpp>
#include <string>
#include <utility>

#include "conversation/step.hpp"
#include "conversation/understand.hpp"
#include "learning/traffic.hpp"
#include "support/sample_content.hpp"
#include "wire/entry_codec.hpp"
#include "wire/state_codec.hpp"
#include "workorder/number.hpp"

namespace yingda::testing {

class Recorded {
 public:
  explicit Recorded(const std::string& id = "c1") : reader_(id) { state_.id = id; }

  Recorded& say(const std::string& text) {
    conversation::MessageReceived message{next_id(), text, {}};
    conversation::understand(*sample_catalog(), state_, "zh-CN", message);
    return take(message);
  }
  Recorded& choose(const std::string& option) {
    return take(conversation::OptionChosen{next_id(), state_.prompts.back().seq, option});
  }
  Recorded& judge(bool helped, const std::string& reason = "") {
    const auto of = state_.articles_tried.back().seq;
    return take(conversation::AnswerJudged{next_id(), of, helped, reason});
  }
  Recorded& ask_person() { return take(conversation::HumanAsked{next_id()}); }
  Recorded& claim() { return take(conversation::AgentClaimed{agent_, false}); }
  Recorded& answer(const std::string& text, const std::string& article = "") {
    return take(conversation::AgentMessaged{next_id(), agent_, text, article});
  }
  Recorded& wait(TimeSpan span) {
    now_ += span;
    return *this;
  }
  Recorded& signed_in(const std::string& external_id) {
    arrival_ = conversation::Arrival{"zh-CN", {}, {"", external_id}};
    return *this;
  }

  Recorded& take(conversation::EventBody body) {
    conversation::Event event{now_, std::move(body), std::exchange(arrival_, {}), {}};
    auto transition = conversation::step(*sample_catalog(), state_, event);
    while (transition.needs_reservation) {
      event.reserved.push_back({workorder::make_number("20261120", ++orders_), "secret"});
      transition = conversation::step(*sample_catalog(), state_, event);
    }
    REQUIRE_FALSE(transition.refused);
    state_ = transition.next;
    learning::LoggedStep step{state_.step, wire::encode_event(event), {}};
    for (const auto& entry : transition.entries) {
      step.entries.push_back({entry.seq, wire::encode_entry(entry).json});
    }
    REQUIRE(reader_.take(step).has_value());
    return *this;
  }

  const learning::ConversationTraffic& traffic() const { return reader_.traffic(); }
  const std::vector<learning::Utterance>& utterances() const { return traffic().utterances; }
  const conversation::State& state() const { return state_; }
  Instant now() const { return now_; }

 private:
  std::string next_id() { return "e" + std::to_string(++ids_); }

  conversation::State state_;
  learning::TrafficReader reader_;
  std::optional<conversation::Arrival> arrival_ = conversation::Arrival{"zh-CN", {}, {}};
  workorder::Person agent_{"u1", "李敏"};
  Instant now_ = Instant(std::chrono::sys_days(std::chrono::year(2026) / 11 / 20));
  std::uint64_t ids_ = 0;
  std::uint64_t orders_ = 0;
};

}  // namespace yingda::testing
