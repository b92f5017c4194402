// What is done in one conversation of a customer and concerns another one of theirs.

#include <algorithm>

#include "gateway/core.hpp"
#include "workorder/number.hpp"

namespace yingda::gateway {

// What a supervisor says of a visitor in one of their conversations holds in each.
void Core::mind_mute(const conversation::State& before, const conversation::State& after,
                     const conversation::EventBody& body) {
  const auto* unmuted = std::get_if<conversation::VisitorUnmuted>(&body);
  for (const auto& conversation : mutes.follow(before, after, body)) {
    if (unmuted != nullptr) {
      deliver(conversation, conversation::VisitorUnmuted{{}, unmuted->agent, true});
    } else {
      const auto& mute = *after.mute;
      deliver(conversation,
              conversation::MuteCarried{mute.by, mute.until, mute.reason, mute.since});
    }
  }
}

// Two orders of one customer in two conversations name each other, whichever was linked. Somebody
// else's order stays as it is, unless a supervisor linked them.
void Core::mind_link(const conversation::State& after, const conversation::EventBody& body) {
  const auto* linked = std::get_if<conversation::OrdersLinked>(&body);
  if (linked == nullptr || linked->id.empty()) return;  // ours, of the other side
  const auto number = workorder::normal_number(linked->with);
  const bool here =
      std::ranges::find(after.orders, number, &workorder::WorkOrder::number) != after.orders.end();
  if (here) return;
  const auto visitor = after.arrival.visitor.external_id;
  ports.reads.order(
      number, [this, visitor, wish = *linked](const Result<std::optional<OrderRow>>& row) {
        if (!row || !*row) return;
        const std::string other = (*row)->conversation;
        with_host(other, [this, visitor, wish, other](const Result<std::shared_ptr<Host>>& host) {
          if (!host) return;
          const auto& whose = (*host)->state().arrival.visitor.external_id;
          if (!wish.supervisor && (visitor.empty() || visitor != whose)) return;
          deliver(other, conversation::OrdersLinked{
                             {}, wish.agent, true, wish.with, wish.number, wish.reason});
        });
      });
}

}  // namespace yingda::gateway
