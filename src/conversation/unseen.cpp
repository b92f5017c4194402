#include "conversation/unseen.hpp"

#include <algorithm>

#include "base/overloaded.hpp"

namespace yingda::conversation {
namespace {

// The order it is about; nullptr: not something to look out for. The bot's words answer somebody
// who is there, and places in a queue are old by then.
const std::string* should_be_seen(const Turn& turn, const EntryBody& body,
                                  const std::string& newest_order) {
  return std::visit(Overloaded{
                        [](const OrderEntry& entry) { return &entry.order.number; },
                        [](const CompensationEntry& entry) { return &entry.number; },
                        [](const PromiseEntry& entry) { return &entry.number; },
                        [](const PromiseStateEntry& entry) { return &entry.number; },
                        [&](const MessageEntry& entry) -> const std::string* {
                          const bool about_order =
                              entry.role == Role::system && !turn.state.orders.empty();
                          return entry.role == Role::agent || about_order ? &newest_order : nullptr;
                        },
                        [](const auto&) -> const std::string* { return nullptr; },
                    },
                    body);
}

// What the entry is news of, for whom only that is told.
std::string_view news_of(const EntryBody& body) {
  return std::visit(Overloaded{
                        [](const CompensationEntry&) { return std::string_view("compensation"); },
                        [](const PromiseEntry&) { return std::string_view("promise"); },
                        [](const MessageEntry& entry) {
                          return std::string_view(entry.role == Role::agent ? "reply" : "update");
                        },
                        [](const auto&) { return std::string_view("update"); },
                    },
                    body);
}

// The team's own goal is nothing that the visitor was promised.
bool misses_promise(const Turn& turn) {
  return std::ranges::any_of(turn.effects(), [](const Effect& effect) {
    const auto* alert = std::get_if<Alert>(&effect);
    return alert != nullptr && alert->kind != "target_missed" && alert->kind.ends_with("_missed");
  });
}

std::string newest_order(const State& state) {
  if (const auto* open = open_order(state)) return open->number;
  return state.orders.empty() ? "" : state.orders.back().number;
}

void seen(Turn& turn) {
  if (!turn.state.unseen) return;
  turn.state.unseen.reset();
  turn.cancel_timer(std::string(unseen_timer));
}

}  // namespace

bool is_unseen_timer(const EventBody& body) {
  const auto* timer = std::get_if<TimerFired>(&body);
  return timer != nullptr && timer->key == unseen_timer;
}

void mind_unseen(Turn& turn) {
  const auto by = by_visitor(turn.event.body);
  // Whoever does something has seen what there was.
  if (by != ByVisitor::no) seen(turn);
  // That they saw something says nothing of what is found to be late just now.
  if (by == ByVisitor::acts || by == ByVisitor::talks) return;
  const TimeSpan after = turn.catalog.policy.unseen_after;
  if (after <= TimeSpan::zero()) return;
  auto& unseen = turn.state.unseen;
  const std::string newest = newest_order(turn.state);
  const bool late = misses_promise(turn);
  for (const auto& entry : turn.entries()) {
    const std::string* number = should_be_seen(turn, entry.body, newest);
    if (number == nullptr) continue;
    if (!unseen) {
      unseen = Unseen{entry.seq, turn.event.at, *number, {}};
      turn.start_timer(std::string(unseen_timer), turn.event.at + after);
    }
    unseen->seq = entry.seq;
    unseen->news.insert(std::string(news_of(entry.body)));
    if (late) unseen->news.insert("missed");
  }
}

void unseen_over(Turn& turn) {
  auto& unseen = turn.state.unseen;
  if (!unseen) return;
  // It was on its way when the visitor was there, and something else came after that.
  const Instant due = unseen->since + turn.catalog.policy.unseen_after;
  if (turn.event.at < due) return turn.start_timer(std::string(unseen_timer), due);
  unseen.reset();
}

void notice_settled(Turn& turn, const NoticeSettled& settled) { turn.append(NoticeEntry{settled}); }

}  // namespace yingda::conversation
