#include "gateway/batch.hpp"

#include "base/overloaded.hpp"
#include "conversation/erasure.hpp"
#include "wire/entry_codec.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

std::string_view handling_name(conversation::Handling handling) {
  switch (handling) {
    case conversation::Handling::bot:
      return "bot";
    case conversation::Handling::queued:
      return "queued";
    case conversation::Handling::agent:
      return "agent";
  }
  return "bot";
}

void add_order(Batch& batch, const workorder::WorkOrder& order) {
  batch.orders.push_back({order.number, batch.conversation, std::string(to_string(order.status)),
                          order.owner ? order.owner->id : "", order.opened_at,
                          wire::encode_order(order), workorder::service_record(order)});
}

void add_orders(Batch& batch, const conversation::Transition& transition) {
  for (const auto& order : transition.next.orders) {
    for (const auto& number : transition.changed_orders) {
      if (order.number == number) add_order(batch, order);
    }
  }
}

// What a visitor was asked to rate: the order that was settled last, else the newest.
RatedOrder rated_order(const std::vector<workorder::WorkOrder>& orders) {
  const workorder::WorkOrder* rated = &orders.back();
  for (const auto& order : orders) {
    if (order.resolved_at && order.resolved_at >= rated->resolved_at) rated = &order;
  }
  const auto record = workorder::service_record(*rated);
  return {record.number, record.opened_at};
}

void add_figures(Batch& batch, const conversation::Event& event,
                 const conversation::Transition& transition) {
  // Only who had a case is asked what they think of it.
  const auto* rated = std::get_if<conversation::VisitorRated>(&event.body);
  if (rated != nullptr && !transition.next.orders.empty()) {
    batch.rating = rated->score;
    batch.rated = rated_order(transition.next.orders);
  }
  if (transition.talk) batch.talk = TalkRow{transition.talk->began, transition.talk->person};
  for (const auto& entry : transition.entries) {
    const auto* joined = std::get_if<conversation::AgentJoinedEntry>(&entry.body);
    if (joined != nullptr) batch.agents_joined.push_back(joined->agent.id);
  }
}

// The uploads that a visitor's frame, or an agent's message, refers to.
std::vector<std::string> attached_by(const conversation::EventBody& body) {
  const std::vector<Evidence>* files = nullptr;
  if (const auto* sent = std::get_if<conversation::EvidenceAttached>(&body)) {
    files = &sent->evidence;
  }
  if (const auto* request = std::get_if<conversation::OrderRequested>(&body)) {
    files = &request->evidence;
  }
  if (const auto* answer = std::get_if<conversation::AgentMessaged>(&body)) {
    files = &answer->evidence;
  }
  std::vector<std::string> out;
  if (const auto* form = std::get_if<conversation::FormSubmitted>(&body)) {
    for (const auto& [field, sent] : form->files) {
      for (const auto& file : sent) out.push_back(file.id);
    }
  }
  if (files == nullptr) return out;
  for (const auto& file : *files) out.push_back(file.id);
  return out;
}

// Whoever of ours did it: an account's id, or the name of whoever runs a command. What happens to
// somebody, because they went away or work here no more, is nobody's act: "".
std::optional<std::string> actor_of(const conversation::EventBody& body) {
  using Actor = std::optional<std::string>;
  return std::visit(
      Overloaded{[](const conversation::AgentLost&) -> Actor { return std::string(); },
                 [](const conversation::StaffGone&) -> Actor { return std::string(); },
                 [](const conversation::ErasureAsked& asked) -> Actor {
                   return asked.who.empty() ? Actor() : asked.who;
                 },
                 [](const auto& what) -> Actor {
                   if constexpr (requires { what.agent.id; }) return what.agent.id;
                   return std::nullopt;
                 }},
      body);
}

void add_erasure(Batch& batch, const conversation::ErasureAsked& asked,
                 const conversation::Transition& transition) {
  batch.erasure = ErasureRow{std::string(conversation::to_string(asked.by)), asked.who,
                             asked.reason, transition.erased_orders.has_value()};
  if (!transition.erased_orders) return;
  for (const auto& order : *transition.erased_orders) add_order(batch, order);
}

void add_effects(Batch& batch, const conversation::Transition& transition) {
  for (const auto& effect : transition.effects) {
    std::visit(Overloaded{
                   [&](const conversation::StartTimer& timer) {
                     std::erase(batch.timers_cancelled, timer.key);
                     std::erase_if(batch.timers_started,
                                   [&](const TimerRow& row) { return row.key == timer.key; });
                     batch.timers_started.push_back({batch.conversation, timer.key, timer.due});
                   },
                   [&](const conversation::CancelTimer& timer) {
                     std::erase_if(batch.timers_started,
                                   [&](const TimerRow& row) { return row.key == timer.key; });
                     batch.timers_cancelled.push_back(timer.key);
                   },
                   [&](const conversation::CallAction& call) {
                     batch.calls_started.push_back({batch.conversation, call.id, call.action,
                                                    call.arguments, call.timeout_s});
                   },
                   [](const conversation::Alert&) {},
                   [](const conversation::FlowMoved&) {},
                   [](const conversation::Reminder&) {},  // the state has it
                   [&](const conversation::Mention& mention) {
                     for (const auto& person : mention.whom) {
                       batch.mentions.push_back({person.id, mention.pos, mention.by});
                     }
                   },
               },
               effect);
  }
}

}  // namespace

std::vector<LogEntry> encode_entries(const std::vector<conversation::Entry>& entries) {
  std::vector<LogEntry> out;
  out.reserve(entries.size());
  for (const auto& entry : entries) {
    auto encoded = wire::encode_entry(entry);
    out.push_back({entry.pos, entry.seq, std::move(encoded.json), std::move(encoded.visitor_only)});
  }
  return out;
}

Batch make_batch(const conversation::Event& event, const conversation::Transition& transition,
                 std::vector<LogEntry> entries, const std::optional<ClientKey>& key) {
  const auto& next = transition.next;
  Batch batch;
  batch.conversation = next.id;
  batch.step = next.step;
  batch.at = event.at;
  batch.event = wire::encode_event(event);
  batch.actor = actor_of(event.body);
  batch.act = wire::event_name(event.body);
  batch.pos = next.pos;
  batch.seq = next.seq;
  batch.state = wire::encode_state(next);
  batch.row = {std::string(handling_name(next.handling)),
               next.team,
               next.agent ? next.agent->id : "",
               next.queued_at,
               event.at,
               next.arrival.visitor.external_id};
  if (key) {
    batch.client = key;
    batch.client->pos = entries.empty() ? next.pos : entries.front().pos;
    batch.client->seq = entries.empty() ? next.seq : entries.front().seq;
  }
  batch.entries = std::move(entries);
  if (const auto* timer = std::get_if<conversation::TimerFired>(&event.body)) {
    batch.timers_cancelled.push_back(timer->key);
  }
  if (const auto* answer = std::get_if<conversation::ActionAnswered>(&event.body)) {
    batch.calls_answered.push_back(answer->call);
  }
  if (const auto* notice = std::get_if<conversation::NoticeSettled>(&event.body)) {
    batch.notices_ended.push_back({notice->message, notice->endpoint,
                                   notice->delivered ? "delivered" : notice->detail,
                                   notice->attempts});
  }
  if (const auto* asked = std::get_if<conversation::ErasureAsked>(&event.body)) {
    add_erasure(batch, *asked, transition);
  }
  if (const auto* expired = std::get_if<conversation::EvidenceExpired>(&event.body)) {
    batch.evidence_erased = expired->ids;
  }
  batch.evidence_attached = attached_by(event.body);
  add_figures(batch, event, transition);
  add_effects(batch, transition);
  add_orders(batch, transition);
  return batch;
}

}  // namespace yingda::gateway
