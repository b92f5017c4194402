#include "gateway/host.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "gateway/core.hpp"
#include "wire/entry_codec.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

using conversation::EventBody;

std::vector<LogEntry> encode(const std::vector<conversation::Entry>& entries) {
  std::vector<LogEntry> out;
  out.reserve(entries.size());
  for (const auto& entry : entries) {
    auto encoded = wire::encode_entry(entry);
    out.push_back({entry.pos, entry.seq, std::move(encoded.json), std::move(encoded.visitor_only)});
  }
  return out;
}

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

void add_orders(Batch& batch, const conversation::Transition& transition) {
  for (const auto& order : transition.next.orders) {
    for (const auto& number : transition.changed_orders) {
      if (order.number != number) continue;
      batch.orders.push_back(
          {order.number, batch.conversation, std::string(to_string(order.status)),
           order.owner ? order.owner->id : "", order.opened_at, wire::encode_order(order)});
    }
  }
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
               },
               effect);
  }
}

}  // namespace

Host::Host(Core& core, std::string id) : core_(core), last_used_(core.now()) {
  state_.id = std::move(id);
}

void Host::begin() { ready_ = true; }

void Host::load(std::function<void(Result<>)> done) {
  if (ready_) return done({});
  waiting_for_load_.push_back(std::move(done));
  if (loading_) return;
  loading_ = true;
  core_.ports.reads.load(state_.id,
                         [self = shared_from_this()](auto row) { self->loaded(std::move(row)); });
}

void Host::loaded(Result<std::optional<Loaded>> row) {
  loading_ = false;
  Result<> outcome;
  if (!row) {
    outcome = row.error();
  } else if (*row) {
    auto decoded = wire::decode_state((*row)->state);
    if (decoded) {
      state_ = std::move(*decoded);
    } else {
      outcome = decoded.error();
    }
  }
  ready_ = outcome.has_value();
  const auto waiting = std::move(waiting_for_load_);
  waiting_for_load_.clear();
  for (const auto& done : waiting) done(outcome);
  if (ready_) pump();
}

void Host::arrive(conversation::Arrival arrival) {
  if (arrival.locale.empty()) arrival.locale = state_.arrival.locale;
  if (arrival.page.url.empty()) arrival.page = state_.arrival.page;
  if (arrival.visitor.external_id.empty()) arrival.visitor = state_.arrival.visitor;
  if (arrival != state_.arrival) arrival_ = std::move(arrival);
}

void Host::submit(Submission submission) {
  last_used_ = core_.now();
  if (mailbox_.size() >= limits::mailbox_events_max) {
    const Rejection full{{ErrorCode::overloaded, "too much at once in this conversation"}, {}};
    return submission.done(nullptr, &full);
  }
  mailbox_.push_back(std::move(submission));
  pump();
}

EventBody Host::understood(EventBody body) const {
  auto* message = std::get_if<conversation::MessageReceived>(&body);
  if (message == nullptr || state_.handling == conversation::Handling::agent) return body;
  const auto& catalog = pinned_ ? *pinned_ : *core_.catalog;
  if (!catalog.engine) return body;
  knowledge::Context context;
  context.locale = arrival_ ? arrival_->locale : state_.arrival.locale;
  if (context.locale.empty()) context.locale = catalog.default_locale;
  if (!state_.articles_tried.empty()) context.last_article = state_.articles_tried.back().id;
  message->understanding = catalog.engine->understand(message->text, context);
  return body;
}

Host::Decided Host::decide(const Submission& submission) const {
  const auto& catalog = pinned_ ? *pinned_ : *core_.catalog;
  Decided decided;
  decided.event = {core_.now(), understood(submission.body), arrival_, {}};
  decided.transition = conversation::step(catalog, state_, decided.event);
  // The step is pure: deciding again with a number in hand costs nothing but time.
  for (int tries = 0; decided.transition.needs_reservation && tries < 4; ++tries) {
    decided.event.reserved.push_back(core_.numbers.next(decided.event.at, catalog.policy.zone));
    decided.transition = conversation::step(catalog, state_, decided.event);
  }
  return decided;
}

Batch Host::batch_of(const Decided& decided, const Submission& submission,
                     std::vector<LogEntry> entries) const {
  const auto& next = decided.transition.next;
  Batch batch;
  batch.conversation = state_.id;
  batch.step = next.step;
  batch.at = decided.event.at;
  batch.release = pinned_ ? pinned_->release : core_.catalog->release;
  batch.event = wire::encode_event(decided.event);
  batch.pos = next.pos;
  batch.seq = next.seq;
  batch.state = wire::encode_state(next);
  batch.row = {std::string(handling_name(next.handling)), next.team,
               next.agent ? next.agent->id : "", next.queued_at, decided.event.at};
  if (submission.key) {
    batch.client = submission.key;
    batch.client->pos = entries.empty() ? next.pos : entries.front().pos;
    batch.client->seq = entries.empty() ? next.seq : entries.front().seq;
  }
  batch.entries = std::move(entries);
  if (const auto* timer = std::get_if<conversation::TimerFired>(&decided.event.body)) {
    batch.timers_cancelled.push_back(timer->key);
  }
  if (const auto* answer = std::get_if<conversation::ActionAnswered>(&decided.event.body)) {
    batch.calls_answered.push_back(answer->call);
  }
  add_effects(batch, decided.transition);
  add_orders(batch, decided.transition);
  return batch;
}

void Host::pump() {
  if (committing_ || !ready_ || mailbox_.empty()) return;
  Submission submission = std::move(mailbox_.front());
  mailbox_.pop_front();
  Decided decided = decide(submission);
  if (decided.transition.refused) {
    return refused(std::move(submission), *decided.transition.refused);
  }
  auto entries = encode(decided.transition.entries);
  Batch batch = batch_of(decided, submission, entries);
  committing_ = true;  // only now: whatever throws before leaves the conversation usable
  auto finish = [self = shared_from_this(), submission = std::move(submission),
                 decided = std::move(decided),
                 entries = std::move(entries)](const Result<Committed>& result) {
    self->committed(submission, decided, entries, result);
  };
  core_.ports.journal.commit(std::move(batch), std::move(finish));
}

// A frame that came twice may be refused only because its first coming has already changed things.
void Host::refused(Submission submission, const conversation::Refusal& refusal) {
  const Rejection rejection{{refusal.code, refusal.message}, refusal.fields};
  if (!submission.key) {
    submission.done(nullptr, &rejection);
    return pump();
  }
  const ClientKey key = *submission.key;
  committing_ = true;  // the next event waits for the answer
  core_.ports.reads.client_key(state_.id, key.sender, key.id,
                               [self = shared_from_this(), submission = std::move(submission),
                                rejection](const Result<std::optional<ClientKey>>& stored) {
                                 self->committing_ = false;
                                 if (stored && *stored) {
                                   self->duplicate(submission, **stored);
                                 } else {
                                   submission.done(nullptr, &rejection);
                                 }
                                 self->pump();
                               });
}

void Host::duplicate(const Submission& submission, const ClientKey& stored) const {
  core_.ports.telemetry.count("yingda_dup_total");
  if (submission.key && stored.hash != submission.key->hash) {
    const Rejection reused{{ErrorCode::conflict, "this id was already used for another frame"}, {}};
    return submission.done(nullptr, &reused);
  }
  const Outcome outcome{stored.seq, stored.pos, true};
  submission.done(&outcome, nullptr);
}

void Host::committed(const Submission& submission, const Decided& decided,
                     const std::vector<LogEntry>& entries, const Result<Committed>& result) {
  committing_ = false;
  if (!result) {
    const Rejection rejection{result.error(), {}};
    if (result.error().code == ErrorCode::conflict) reload();
    submission.done(nullptr, &rejection);
  } else if (result->duplicate) {
    duplicate(submission, *result->duplicate);
  } else {
    const Outcome outcome{entries.empty() ? 0 : entries.front().seq,
                          entries.empty() ? 0 : entries.front().pos, false};
    submission.done(&outcome, nullptr);
    happened(decided, entries);
  }
  pump();
}

void Host::happened(const Decided& decided, const std::vector<LogEntry>& entries) {
  const auto before = std::move(state_);
  state_ = decided.transition.next;
  arrival_.reset();
  last_used_ = decided.event.at;
  if (state_.session.stack.empty()) {
    pinned_.reset();
  } else if (!pinned_) {
    pinned_ = core_.catalog;
  }
  const auto followers = followers_;  // a follower may leave while it is told
  for (Follower* follower : followers) {
    if (followers_.contains(follower)) follower->entries(state_.id, entries);
  }
  if (const auto* timer = std::get_if<conversation::TimerFired>(&decided.event.body)) {
    core_.timers.cancel(state_.id, timer->key);
  }
  perform(decided.transition);
  core_.desk.conversation_changed(before, state_);
}

void Host::perform(const conversation::Transition& transition) {
  for (const auto& effect : transition.effects) {
    std::visit(Overloaded{
                   [&](const conversation::StartTimer& timer) {
                     core_.timers.start({state_.id, timer.key, timer.due});
                   },
                   [&](const conversation::CancelTimer& timer) {
                     core_.timers.cancel(state_.id, timer.key);
                   },
                   [&](const conversation::CallAction& call) {
                     core_.call({state_.id, call.id, call.action, call.arguments, call.timeout_s});
                   },
                   [&](const conversation::Alert& alert) { core_.desk.alert(state_, alert); },
               },
               effect);
  }
}

// Somebody else wrote to this conversation: what memory holds is out of date.
void Host::reload() {
  ready_ = false;
  load([](const Result<>&) {});
}

}  // namespace yingda::gateway
