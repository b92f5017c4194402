#include "conversation/returning.hpp"

#include "conversation/asking_again.hpp"
#include "conversation/parts.hpp"
#include "conversation/repair.hpp"
#include "text/markdown.hpp"

namespace yingda::conversation {
namespace {

using workorder::WorkOrder;

// Being asked over and over makes nobody rate.
constexpr TimeSpan invite_again_after = std::chrono::hours(1);

// Null, and refused, when there is no such flow to give.
const dialogue::Flow* flow_given(Turn& turn, const std::string& id) {
  const auto* flow = turn.catalog.flows.find(id);
  if (flow != nullptr && can_be_given(*flow)) return flow;
  turn.refuse(ErrorCode::not_found, "there is no flow \"" + id + "\" to give a visitor to");
  return nullptr;
}

}  // namespace

void comes_back_later(Turn& turn, const std::string& number) {
  if (!number.empty()) turn.start_timer("queue:" + number, turn.event.at + with_bot_at_most);
}

bool can_be_given(const dialogue::Flow& flow) {
  return flow.has_triggers() && !flow.small_talk && !flow.undisturbed && !flow.guard &&
         !is_pattern(flow.id) && !flow.name.by_locale.empty();
}

void returned_to_bot(Turn& turn, const ReturnedToBot& wish) {
  if (!holds(turn, wish.agent)) return;
  if (!wish.slot.empty()) return ask_again(turn, wish);
  const WorkOrder* order = open_order(turn.state);
  if (wish.flow.empty() && order != nullptr) {
    return turn.refuse(ErrorCode::conflict,
                       "work order " + order->number +
                           " is open: resolve it, or name the `flow` after which it comes back");
  }
  const auto* flow = wish.flow.empty() ? nullptr : flow_given(turn, wish.flow);
  if (turn.refused()) return;
  const std::string number = order == nullptr ? std::string() : order->number;
  const std::string title = flow == nullptr ? std::string() : turn.name_of(flow->name);
  turn.append(ReturnedEntry{wish.id, wish.agent, wish.flow, title, wish.reason});
  back_to_bot(turn);
  const Phrase told = flow == nullptr  ? Phrase::returned
                      : number.empty() ? Phrase::returned_for_flow
                                       : Phrase::returned_for_while;
  std::string text = with(turn.words(told), "name", wish.agent.name);
  turn.system_says(with(std::move(text), "flow", text::escape_markdown(title)));
  if (flow != nullptr) begin_flow(turn, wish.flow);
  comes_back_later(turn, number);
}

void rating_invited(Turn& turn, const RatingInvited& wish) {
  if (!holds(turn, wish.agent)) return;
  auto& asked = turn.state.rating_asked_at;
  if (asked && *asked + invite_again_after > turn.event.at) {
    return turn.refuse(ErrorCode::conflict, "the customer was asked less than an hour ago");
  }
  asked = turn.event.at;
  turn.append(RatingInvitedEntry{wish.id, wish.agent});
  turn.append(SurveyEntry{turn.words(Phrase::survey)});
}

}  // namespace yingda::conversation
