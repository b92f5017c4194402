// Acts on a conversation as a whole (wire/case_frame.hpp), and what whoever put it aside is told.

#include "gateway/agent_acts.hpp"
#include "gateway/core.hpp"
#include "gateway/desk.hpp"
#include "gateway/desk_connection.hpp"
#include "gateway/frame.hpp"
#include "text/mask.hpp"
#include "wire/desk_view.hpp"
#include "wire/json.hpp"

namespace yingda::gateway {

using conversation::Person;

AgentAct act_of(const wire::SnoozeFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::Snoozed{frame.id, agent, frame.until, frame.reason},
          "snooze " + (frame.until ? to_rfc3339(*frame.until) : "") + " " + frame.reason};
}

AgentAct act_of(const wire::WakeFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id, conversation::Woken{frame.id, agent}, "wake"};
}

AgentAct act_of(const wire::ReturnFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::ReturnedToBot{frame.id, agent, frame.flow, frame.reason, frame.slot},
          "return " + frame.flow + frame.slot + " " + frame.reason};
}

AgentAct act_of(const wire::InviteRatingFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id, conversation::RatingInvited{frame.id, agent},
          "invite_rating"};
}

AgentAct act_of(const wire::MuteFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::VisitorMuted{frame.id, agent, supervisor, frame.until, frame.reason},
          "mute " + to_rfc3339(frame.until) + " " + frame.reason};
}

AgentAct act_of(const wire::UnmuteFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id, conversation::VisitorUnmuted{frame.id, agent, supervisor},
          "unmute"};
}

void Desk::remind(const conversation::State& state, const conversation::Reminder& reminder) {
  if (!state.agent) return;
  const auto present = present_.find(state.agent->id);
  if (present == present_.end()) {
    // Who put it aside has gone home: it goes on with somebody who is there.
    unattended_.insert(state.id);
    return changed();
  }
  wire::Json frame{{"type", "reminder"},
                   {"conversation", state.id},
                   {"why", reminder.why},
                   {"row", wire::row_json(*core_.catalog, state)}};
  if (!reminder.reason.empty()) frame["reason"] = text::mask(reminder.reason);
  const auto shared = make_frame(wire::text_of(frame));
  for (DeskConnection* socket : present->second.sockets) socket->send(shared);
}

void Desk::pass_on_unattended() {
  for (const auto& id : std::exchange(unattended_, {})) {
    const auto known = known_.find(id);
    if (known == known_.end() || !known->second.agent) continue;
    if (present_.contains(known->second.agent->id)) continue;
    core_.deliver(id, conversation::AgentLost{*known->second.agent});
  }
}

}  // namespace yingda::gateway
