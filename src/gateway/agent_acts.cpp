#include "gateway/agent_acts.hpp"

namespace yingda::gateway {

using conversation::Person;

AgentAct act_of(const wire::AgentSayFrame& frame, const Person& agent) {
  const std::string from = frame.article.empty() ? "" : "from " + frame.article + " ";
  const std::string about = frame.number.empty() ? "" : frame.number + " ";
  std::string meaning = "message " + from + about + frame.text;
  for (const auto& id : frame.evidence) meaning += "\n" + id;
  return {frame.conversation, frame.id,
          conversation::AgentMessaged{frame.id, agent, frame.text, frame.article, frame.number},
          std::move(meaning)};
}

AgentAct act_of(const wire::NoteFrame& frame, const Person& agent) {
  std::string whom;
  for (const auto& id : frame.mentions) whom += "@" + id + " ";
  const std::string how = frame.whisper ? "whisper " : "note ";
  conversation::AgentNoted noted{frame.id, agent, frame.text};
  noted.whisper = frame.whisper;
  return {frame.conversation, frame.id, std::move(noted), how + whom + frame.text};
}

AgentAct act_of(const wire::PromiseFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::AgentPromised{frame.id, agent, frame.text, frame.due, frame.number},
          "promise " + (frame.number.empty() ? "" : frame.number + " ") + to_rfc3339(frame.due) +
              " " + frame.text};
}

AgentAct act_of(const wire::ResolveFrame& frame, const Person& agent) {
  return {
      frame.conversation, frame.id,
      conversation::AgentResolved{frame.id, agent, frame.number, frame.resolution, frame.version},
      "resolve " + frame.number + " " + frame.resolution.text};
}

AgentAct act_of(const wire::MergeFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::OrdersMerged{frame.id, agent, supervisor, frame.number, frame.with,
                                     frame.reason, frame.version, frame.with_version},
          "merge " + frame.number + " " + frame.with + " " + frame.reason};
}

AgentAct act_of(const wire::SplitFrame& frame, const Person& agent, bool supervisor) {
  std::string part;
  for (const auto& id : frame.part.demands) part += " " + id;
  for (const auto& id : frame.part.evidence) part += " " + id;
  return {frame.conversation, frame.id,
          conversation::OrderSplit{frame.id, agent, supervisor, frame.number, frame.type,
                                   frame.title, frame.part, frame.reason, frame.version},
          "split " + frame.number + part + " " + frame.title + " " + frame.reason};
}

AgentAct act_of(const wire::LinkFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::OrdersLinked{frame.id, agent, supervisor, frame.number, frame.with,
                                     frame.reason, frame.version},
          "link " + frame.number + " " + frame.with + " " + frame.reason};
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

AgentAct act_of(const wire::EditFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id,
          conversation::WordsEdited{frame.id, agent, frame.pos, frame.text},
          "edit " + std::to_string(frame.pos) + " " + frame.text};
}

AgentAct act_of(const wire::RecallFrame& frame, const Person& agent) {
  return {frame.conversation, frame.id, conversation::WordsRecalled{frame.id, agent, frame.pos},
          "recall " + std::to_string(frame.pos)};
}

AgentAct act_of(const wire::CorrectSlotFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::SlotCorrected{frame.id, agent, supervisor, frame.slot, frame.value,
                                      frame.reason, frame.version},
          "correct_slot " + frame.slot + " " + frame.value + " " + frame.reason};
}

AgentAct act_of(const wire::TagFrame& frame, const Person& agent, bool supervisor) {
  std::string tags;
  for (const auto& tag : frame.add) tags += " +" + tag;
  for (const auto& tag : frame.remove) tags += " -" + tag;
  return {
      frame.conversation, frame.id,
      conversation::OrderTagged{frame.id, agent, supervisor, frame.number, frame.add, frame.remove},
      "tag " + frame.number + tags};
}

AgentAct act_of(const wire::RefreshOrderFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id, conversation::FactsAsked{frame.id, agent, supervisor},
          "refresh_order"};
}

AgentAct act_of(const wire::KeepPromiseFrame& frame, const Person& agent, bool supervisor) {
  return {frame.conversation, frame.id,
          conversation::CommitmentKept{frame.id, agent, frame.promise, supervisor},
          "keep_promise " + frame.promise};
}

}  // namespace yingda::gateway
