#include "gateway/agent_acts.hpp"

namespace yingda::gateway {

using conversation::Person;

AgentAct act_of(const wire::AgentSayFrame& frame, const Person& agent) {
  const std::string from = frame.article.empty() ? "" : "message from " + frame.article + " ";
  return {frame.conversation, frame.id,
          conversation::AgentMessaged{frame.id, agent, frame.text, frame.article},
          (from.empty() ? "message " : from) + frame.text};
}

AgentAct act_of(const wire::NoteFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id, conversation::AgentNoted{frame.id, agent, frame.text},
          "note " + frame.text};
}

AgentAct act_of(const wire::PromiseFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::AgentPromised{frame.id, agent, frame.text, frame.due},
          "promise " + to_rfc3339(frame.due) + " " + frame.text};
}

AgentAct act_of(const wire::ResolveFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::AgentResolved{frame.id, agent, frame.number, frame.resolution},
          "resolve " + frame.number + " " + frame.resolution.text};
}

AgentAct act_of(const wire::AskCustomerFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::CustomerAsked{frame.id, agent, frame.number, frame.text},
          "ask_customer " + frame.number + " " + frame.text};
}

AgentAct act_of(const wire::PayCompensationFrame& frame, const Person& supervisor) {
  return {frame.conversation, frame.id,
          conversation::CompensationPaid{frame.id, supervisor, frame.number, frame.promise,
                                         frame.reference},
          "pay_compensation " + frame.number + " " + std::string(to_string(frame.promise)) + " " +
              frame.reference};
}

AgentAct act_of(const wire::KeepPromiseFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::CommitmentKept{frame.id, agent, frame.promise, supervisor},
          "keep_promise " + frame.promise};
}

}  // namespace yingda::gateway
