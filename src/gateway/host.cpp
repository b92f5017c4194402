#include "gateway/host.hpp"

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "conversation/understand.hpp"
#include "gateway/batch.hpp"
#include "gateway/core.hpp"
#include "gateway/notices.hpp"
#include "wire/state_codec.hpp"

namespace yingda::gateway {
namespace {

using conversation::EventBody;

}  // namespace

Host::Host(Core& core, std::string id) : core_(core), last_used_(core.now()) {
  state_.id = std::move(id);
}

void Host::begin() { ready_ = true; }

void Host::abandon() {
  mailbox_.clear();
  waiting_for_load_.clear();
}

void Host::load(std::function<void(Result<>)> done) {
  if (ready_) return done({});
  waiting_for_load_.push_back(std::move(done));
  if (loading_) return;
  loading_ = true;
  core_.ports.reads.load(state_.id,
                         [self = shared_from_this()](const auto& row) { self->loaded(row); });
}

void Host::loaded(const Result<std::optional<Loaded>>& row) {
  pinned_.reset();
  if (!row) return load_done(row.error());
  if (!*row) return load_done({});
  auto decoded = wire::decode_state((*row)->state);
  if (!decoded) return load_done(decoded.error());
  state_ = std::move(*decoded);
  if (state_.release.empty()) return load_done({});
  if (state_.release != core_.catalog->release) return find_release();
  pinned_ = core_.catalog;
  load_done({});
}

// A flow is under way on a release that is not live any more.
void Host::find_release() {
  core_.older_releases.find(state_.release, [self = shared_from_this()](const auto& catalog) {
    self->release_found(catalog);
  });
}

void Host::release_found(const Result<CatalogPtr>& catalog) {
  if (!catalog && catalog.error().code == ErrorCode::unavailable) return load_done(catalog.error());
  if (catalog) {
    pinned_ = *catalog;
  } else {
    give_release_up(catalog.error());
  }
  load_done({});
}

// Comes before whatever waits: nothing may be decided on other content than it was asked by.
void Host::give_release_up(const Error& why) {
  core_.ports.telemetry.event("release_lost", {{"release", state_.release}, {"error", why.detail}});
  const auto done = [self = shared_from_this()](const Outcome* outcome,
                                                const Rejection* rejection) {
    if (outcome != nullptr) return;
    self->ready_ = false;  // the next event loads it again
    self->refuse_waiting(*rejection);
  };
  mailbox_.push_front({conversation::ReleaseLost{state_.release}, {}, done});
}

void Host::load_done(const Result<>& outcome) {
  loading_ = false;
  ready_ = outcome.has_value();
  const auto waiting = std::move(waiting_for_load_);
  waiting_for_load_.clear();
  for (const auto& done : waiting) done(outcome);
  if (ready_) return pump();
  refuse_waiting({outcome.error(), {}});
}

void Host::refuse_waiting(const Rejection& rejection) {
  const auto waiting = std::exchange(mailbox_, {});
  for (const auto& submission : waiting) submission.done(nullptr, &rejection);
}

void Host::arrive(conversation::Arrival arrival) {
  const auto& known = arrival_ ? *arrival_ : state_.arrival;
  if (erased()) return;
  if (arrival.locale.empty()) arrival.locale = known.locale;
  if (arrival.page.url.empty()) arrival.page = known.page;
  if (arrival.visitor.external_id.empty()) arrival.visitor = known.visitor;
  arrival_ = std::move(arrival);
  // What is being stored may change what is known: compared when that has happened.
  if (!committing_) forget_known_arrival();
}

void Host::forget_known_arrival() {
  if (arrival_ == state_.arrival) arrival_.reset();
}

void Host::submit(Submission submission) {
  last_used_ = core_.now();
  if (mailbox_.size() >= limits::mailbox_events_max) {
    const Rejection full{{ErrorCode::overloaded, "too much at once in this conversation"}, {}};
    return submission.done(nullptr, &full);
  }
  mailbox_.push_back(std::move(submission));
  if (!ready_ && !loading_) return load([](const Result<>&) {});
  pump();
}

// What the next event is decided on.
const CatalogPtr& Host::catalog() const { return pinned_ ? pinned_ : core_.catalog; }

EventBody Host::understood(EventBody body) const {
  const auto& locale = arrival_ ? arrival_->locale : state_.arrival.locale;
  if (auto* message = std::get_if<conversation::MessageReceived>(&body)) {
    conversation::understand(*catalog(), state_, locale, *message);
  } else if (auto* sent = std::get_if<conversation::EvidenceAttached>(&body)) {
    conversation::understand(*catalog(), state_, locale, *sent);
  }
  return body;
}

Host::Decided Host::decide(const Submission& submission) const {
  Decided decided;
  decided.catalog = catalog();
  const auto& release = *decided.catalog;
  decided.event = {core_.now(), understood(submission.body), arrival_, {}};
  // What somebody wants erased must not be written once more.
  if (std::holds_alternative<conversation::ErasureAsked>(submission.body)) {
    decided.event.arrival.reset();
  }
  decided.transition = conversation::step(release, state_, decided.event);
  // The step is pure: deciding again with a number in hand costs nothing but time.
  for (int tries = 0; decided.transition.needs_reservation && tries < 4; ++tries) {
    decided.event.reserved.push_back(core_.numbers.next(decided.event.at, release.policy.zone));
    decided.transition = conversation::step(release, state_, decided.event);
  }
  return decided;
}

void Host::pump() {
  if (committing_ || !ready_ || mailbox_.empty()) return;
  Decided decided = decide(mailbox_.front());  // what throws here leaves the mailbox as it is
  Submission submission = std::move(mailbox_.front());
  mailbox_.pop_front();
  if (decided.transition.refused) {
    core_.numbers.give_back(decided.event.reserved);
    return refused(std::move(submission), *decided.transition.refused);
  }
  auto entries = encode_entries(decided.transition.entries);
  Batch batch = make_batch(decided.event, decided.transition, entries, submission.key);
  batch.release = decided.catalog->release;
  Notifier* const notifier = core_.ports.notifier;
  if (notifier != nullptr) {
    batch.notices =
        notice_rows(*notifier, core_.ports.secrets, state_, decided.event, decided.transition);
  }
  const bool tells = !batch.notices.empty();
  committing_ = true;  // only now: whatever throws before leaves the conversation usable
  auto finish = [self = shared_from_this(), submission = std::move(submission),
                 decided = std::move(decided), entries = std::move(entries),
                 wanted = tells ? notifier : nullptr](const Result<Committed>& result) {
    if (result && wanted != nullptr) wanted->wake();
    self->committed(submission, decided, entries, result);
  };
  core_.ports.journal.commit(std::move(batch), std::move(finish));
}

// A frame that came twice may be refused only because its first coming has already changed things.
void Host::refused(Submission submission, const conversation::Refusal& refusal) {
  const Rejection rejection{{refusal.code, refusal.message}, refusal.fields, refusal.changes};
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
  // What the store calls impossible may be the number itself: nobody gets that one again.
  const bool impossible = !result && result.error().code == ErrorCode::internal;
  const bool unused = !result || result->duplicate;
  if (unused && !impossible) core_.numbers.give_back(decided.event.reserved);
  if (!result) {
    const Rejection rejection{result.error(), {}};
    core_.ports.telemetry.warn("not_stored", {{"error", result.error().detail}});
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
  forget_known_arrival();
  last_used_ = decided.event.at;
  pinned_ = state_.release.empty() ? nullptr : decided.catalog;
  const auto followers = followers_;  // a follower may leave while it is told
  for (Follower* follower : followers) {
    if (followers_.contains(follower)) follower->entries(state_.id, entries);
  }
  if (const auto* timer = std::get_if<conversation::TimerFired>(&decided.event.body)) {
    core_.timers.cancel(state_.id, timer->key);
  }
  if (const auto* judged = std::get_if<conversation::AnswerJudged>(&decided.event.body)) {
    if (!judged->reason.empty()) {
      core_.ports.telemetry.count("yingda_feedback_reasons_total", judged->reason);
    }
  }
  if (decided.transition.erased_orders) forget();
  perform(decided.transition);
  core_.desk.conversation_changed(before, state_);
  core_.desk.moved(before, state_, decided.event);
  core_.mind_mute(before, state_, decided.event.body);
  core_.mind_link(state_, decided.event.body);
}

// The store has forgotten; so does memory.
void Host::forget() {
  arrival_.reset();
  core_.timers.cancel(state_.id);
  core_.ports.telemetry.count("yingda_erasures_total", to_string(state_.erasure->by));
  const auto followers = followers_;
  for (Follower* follower : followers) {
    if (followers_.contains(follower)) follower->erased(state_.id);
  }
}

void Host::perform(const conversation::Transition& transition) {
  for (const auto& effect : transition.effects) {
    std::visit(
        Overloaded{
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
            [&](const conversation::Mention& mention) { core_.desk.mention(state_, mention); },
            [&](const conversation::FlowMoved& moved) {
              const auto followers = followers_;
              for (Follower* follower : followers) {
                if (followers_.contains(follower)) follower->flow_moved(moved);
              }
            },
            [&](const conversation::Reminder& reminder) { core_.desk.remind(state_, reminder); },
        },
        effect);
  }
}

bool Host::visitor_has_read() const { return state_.unseen && visitor_read_ >= state_.unseen->seq; }

Host::Eyes Host::look_for_visitor() {
  if (visitor_has_read()) return Eyes::open;
  const bool connected =
      std::ranges::any_of(followers_, [](const auto* each) { return each->is_visitor(); });
  if (!connected || !state_.unseen) return Eyes::closed;
  // A socket that nobody is behind any more is cut by the second look.
  if (looked_for_ == state_.unseen->since) return Eyes::open;
  looked_for_ = state_.unseen->since;
  return Eyes::perhaps;
}

// Somebody else wrote to this conversation: what memory holds is out of date.
void Host::reload() {
  ready_ = false;
  load([](const Result<>&) {});
}

}  // namespace yingda::gateway
