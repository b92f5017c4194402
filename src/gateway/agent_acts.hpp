#pragma once
// What an agent did at the desk, as the event that the conversation hears.

#include <string>

#include "conversation/event.hpp"
#include "wire/desk_frame.hpp"

namespace yingda::gateway {

struct AgentAct {
  std::string conversation;
  std::string id;  // the client's
  conversation::EventBody body;
  std::string meaning;  // tells a repeated frame from another one with the same id
};

AgentAct act_of(const wire::AgentSayFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::NoteFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::PromiseFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::ResolveFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::AskCustomerFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::PayCompensationFrame& frame, const conversation::Person& supervisor);
AgentAct act_of(const wire::MergeFrame& frame, const conversation::Person& agent, bool supervisor);
AgentAct act_of(const wire::SplitFrame& frame, const conversation::Person& agent, bool supervisor);
AgentAct act_of(const wire::LinkFrame& frame, const conversation::Person& agent, bool supervisor);
AgentAct act_of(const wire::EditFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::RecallFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::CorrectSlotFrame& frame, const conversation::Person& agent,
                bool supervisor);
AgentAct act_of(const wire::TagFrame& frame, const conversation::Person& agent, bool supervisor);
AgentAct act_of(const wire::RefreshOrderFrame& frame, const conversation::Person& agent,
                bool supervisor);
AgentAct act_of(const wire::KeepPromiseFrame& frame, const conversation::Person& agent,
                bool supervisor);

// case_acts.cpp
AgentAct act_of(const wire::SnoozeFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::WakeFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::ReturnFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::InviteRatingFrame& frame, const conversation::Person& agent);
AgentAct act_of(const wire::MuteFrame& frame, const conversation::Person& agent, bool supervisor);
AgentAct act_of(const wire::UnmuteFrame& frame, const conversation::Person& agent, bool supervisor);

}  // namespace yingda::gateway
