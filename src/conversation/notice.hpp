#pragma once
// Who stands outside of the chat is told of what happens to work orders: the shop's systems, by
// webhook. What is to be told follows from a step alone, so it is stored with it, or not at all.

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "conversation/step.hpp"

namespace yingda::conversation {

enum class NoticeType {
  work_order_opened,
  work_order_changed,
  promise_warned,
  promise_missed,
  work_order_escalated,
  compensation_granted,
  compensation_paid,
  compensation_unpaid,
  conversation_unseen,
};

// Stable: receivers and configurations name them. In the order of the enumeration.
inline constexpr std::array<std::string_view, 9> notice_names{
    "work_order.opened", "work_order.changed",   "promise.warned",
    "promise.missed",    "work_order.escalated", "compensation.granted",
    "compensation.paid", "compensation.unpaid",  "conversation.unseen",
};
constexpr std::string_view to_string(NoticeType type) {
  return notice_names[static_cast<std::size_t>(type)];
}

// One thing to tell. Which members are set depends on the type; no words of people are among them.
struct Notice {
  NoticeType type = NoticeType::work_order_changed;
  std::string number;                  // of the work order
  std::vector<std::string> changes{};  // what was added to its history: assigned, resolved, …
  std::string promise{};  // first_response, next_response, resolve, or an agent's own: commitment
  std::optional<Instant> due{};
  std::string reason{};  // of an escalation, as the desk's alert names it
  std::optional<workorder::Compensation> compensation{};
  std::optional<Unseen> unseen{};
};

// What the step that led from `before` to `done` has to tell.
std::vector<Notice> notices_of(const State& before, const Event& event, const Transition& done);

}  // namespace yingda::conversation
