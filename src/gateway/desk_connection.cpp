#include "gateway/desk_connection.hpp"

#include <algorithm>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "gateway/chat_connection.hpp"
#include "gateway/frame.hpp"
#include "wire/desk_view.hpp"
#include "wire/entry_codec.hpp"
#include "wire/masking.hpp"
#include "wire/server_frame.hpp"

namespace yingda::gateway {
namespace {

// Frames that nobody loses anything by; they do not use up what replies may.
bool is_passing(const wire::DeskFrame& frame) {
  return std::holds_alternative<wire::PingFrame>(frame) ||
         std::holds_alternative<wire::AgentTypingFrame>(frame) ||
         std::holds_alternative<wire::AgentReadFrame>(frame) ||
         std::holds_alternative<wire::SubscribeFrame>(frame) ||
         std::holds_alternative<wire::HistoryFrame>(frame) ||
         std::holds_alternative<wire::UnsubscribeFrame>(frame);
}

std::string id_of(const wire::DeskFrame& frame) {
  return std::visit(
      [](const auto& f) -> std::string {
        if constexpr (requires { f.id; }) return f.id;
        return {};
      },
      frame);
}

std::string conversation_of(const wire::DeskFrame& frame) {
  return std::visit(
      [](const auto& f) -> std::string {
        if constexpr (requires { f.conversation; }) return f.conversation;
        return {};
      },
      frame);
}

}  // namespace

DeskConnection::DeskConnection(Core& core, Outlet& outlet, Staff staff)
    : core_(core),
      outlet_(outlet),
      staff_(std::move(staff)),
      frames_(core.settings.agent_rate, core.settings.agent_burst, core.now()),
      passing_(core.settings.agent_rate, core.settings.agent_burst, core.now()),
      noise_(limits::noise_rate, limits::noise_burst, core.now()) {
  core_.desks.insert(this);
  core_.desk.connected(*this, staff_);
  send(make_frame(core_.desk.welcome_for(staff_)));
  for (auto& alert : core_.desk.standing_alerts_for(staff_)) send(make_frame(std::move(alert)));
}

DeskConnection::~DeskConnection() {
  core_.desks.erase(this);
  for (auto& [id, subscription] : subscriptions_) subscription.host->unfollow(*this);
  core_.desk.disconnected(*this, staff_.id);
}

void DeskConnection::send(Frame frame) {
  if (!outlet_.offer(std::move(frame))) {
    core_.ports.telemetry.count("yingda_slow_consumer_total");
    outlet_.close(CloseCode::slow);
  }
}

void DeskConnection::go_away(TimeSpan retry_after) {
  send(make_frame(wire::going_away_frame(retry_after)));
  leaving_ = true;
  if (in_flight_ == 0) outlet_.close(CloseCode::restart);
}

// What is stored is also accepted: a socket that is to go waits for the frames under way.
void DeskConnection::answered() {
  if (--in_flight_ == 0 && leaving_) outlet_.close(CloseCode::restart);
}

void DeskConnection::expel() {
  reject({ErrorCode::unauthorized, "your session has ended"}, "", "");
  outlet_.close(CloseCode::unauthorized);
}

void DeskConnection::reject(Error error, const std::string& id, const std::string& conversation,
                            std::optional<TimeSpan> retry_after,
                            std::vector<workorder::Change> changes) {
  core_.ports.telemetry.count("yingda_nack_total", to_string(error.code));
  if (is_temporary(error.code) && !retry_after) retry_after = TimeSpan{1000};
  send(make_frame(wire::error_frame(
      {std::move(error), id, conversation, retry_after, {}, std::move(changes)})));
}

void DeskConnection::receive(std::string_view text, std::function<void()> done) {
  auto frame = wire::decode_desk(text);
  if (!frame) {
    if (!noise_.take(core_.now())) {
      reject({ErrorCode::rate_limited, "too many frames that say nothing"}, "", "");
      outlet_.close(CloseCode::rate);
      return done();
    }
    reject(frame.error().error, frame.error().id, frame.error().conversation);
    return done();
  }
  TokenBucket& bucket = is_passing(*frame) ? passing_ : frames_;
  if (!bucket.take(core_.now())) {
    reject({ErrorCode::rate_limited, "too many frames"}, id_of(*frame), conversation_of(*frame),
           bucket.wait());
    return done();
  }
  handle(std::move(*frame), done);
}

void DeskConnection::presence(const wire::PresenceFrame& frame, const Done& done) {
  if (core_.desk.takes_conversations(staff_)) {
    core_.desk.set_presence(staff_.id, frame.online, frame.capacity, frame.reason);
  } else {
    reject({ErrorCode::forbidden, "editors do not take conversations"}, "", "");
  }
  done();
}

void DeskConnection::handle(wire::DeskFrame frame, const Done& done) {
  // What is done with a conversation and said in it, some of it by right of one's role.
  const auto act = [&](const auto& f) {
    if constexpr (requires { act_of(f, person()); }) {
      report(act_of(f, person()), done);
    } else {
      report(act_of(f, person(), core_.desk.is_supervisor(staff_)), done);
    }
  };
  std::visit(Overloaded{
                 [&](const auto& f) { act(f); },
                 [&](const wire::PresenceFrame& f) { presence(f, done); },
                 [&](const wire::ClaimFrame& f) { claim(f, done); },
                 [&](const wire::AgentSayFrame& f) { say(f, done); },
                 [&](const wire::NoteFrame& f) { note(f, done); },
                 [&](const wire::TransferFrame& f) { transfer(f, done); },
                 [&](const wire::PayCompensationFrame& f) { pay(f, done); },
                 [&](const wire::AssignFrame& f) { assign(f, done); },
                 [&](const wire::SubscribeFrame& f) {
                   const auto begin = [this, f, done](const auto& host) {
                     watch(host, f);
                     done();
                   };
                   with_visible(f.conversation, "", done, begin, true);
                 },
                 [&](const wire::HistoryFrame& f) { history(f, done); },
                 [&](const wire::RevealFrame& f) { reveal(f, done); },
                 [&](const wire::UnsubscribeFrame& f) {
                   unsubscribe(f.conversation);
                   done();
                 },
                 [&](const wire::ActionFrame& f) {
                   reject({ErrorCode::not_found, "there is no action \"" + f.action + "\""}, f.id,
                          f.conversation);
                   done();
                 },
                 [&](const wire::AgentTypingFrame& f) {
                   typing(f.conversation);
                   done();
                 },
                 [&](const wire::AgentReadFrame& f) {
                   read(f);
                   done();
                 },
                 [&](const wire::PingFrame&) {
                   send(make_frame(wire::pong_frame()));
                   done();
                 },
             },
             frame);
}

void DeskConnection::with_visible(const std::string& conversation, const std::string& id,
                                  const Done& done, WithHost next, bool to_read) {
  core_.with_host(conversation, [this, conversation, id, done, next = std::move(next), to_read,
                                 guard = std::weak_ptr<bool>(alive_)](
                                    const Result<std::shared_ptr<Host>>& host) {
    if (guard.expired()) return;
    if (!host) {
      reject(host.error(), id, conversation);
      return done();
    }
    // A conversation that does not exist and one that is none of theirs look the same.
    const auto& state = (*host)->state();
    const bool may =
        to_read ? core_.desk.may_read(staff_, state) : core_.desk.may_see(staff_, state);
    if (state.step == 0 || !may) {
      core_.ports.telemetry.count("yingda_authz_denied_total", "desk");
      reject({ErrorCode::not_found, "no such conversation, or not one of your teams'"}, id,
             conversation);
      return done();
    }
    next(*host);
  });
}

conversation::Person DeskConnection::person_in(const Host& host) const {
  const auto& locale = host.state().locale();
  return shown_person(staff_, locale.empty() ? core_.catalog->default_locale : locale);
}

void DeskConnection::submit(const std::shared_ptr<Host>& host, conversation::EventBody body,
                            const std::string& id, const std::string& meaning, const Done& done,
                            const std::function<void()>& after) {
  if (core_.draining) {
    reject({ErrorCode::unavailable, "the server is restarting"}, id, host->id());
    return done();
  }
  std::visit(
      [&](auto& what) {
        if constexpr (requires { what.agent.name; }) what.agent = person_in(*host);
      },
      body);
  std::optional<ClientKey> key;
  if (!id.empty()) key = ClientKey{"a:" + staff_.id, id, meaning_hash(meaning), 0, 0};
  ++in_flight_;
  host->submit(
      {std::move(body), std::move(key),
       [this, id, conversation = host->id(), done, after, guard = std::weak_ptr<bool>(alive_)](
           const Outcome* outcome, const Rejection* rejection) {
         if (guard.expired()) return;
         if (outcome != nullptr) {
           core_.ports.telemetry.count("yingda_messages_accepted_total", "agent");
           if (!id.empty()) {
             send(make_frame(
                 wire::desk_accepted_frame(id, conversation, outcome->pos, outcome->dup)));
           }
           if (after) after();
         } else {
           reject(rejection->error, id, conversation, {}, rejection->changes);
         }
         answered();
         done();
       }});
}

void DeskConnection::report(AgentAct act, const Done& done) {
  const std::string conversation = act.conversation;
  const std::string id = act.id;
  with_visible(conversation, id, done, [this, act = std::move(act), done](const auto& host) {
    submit(host, act.body, act.id, act.meaning, done);
  });
}

// Looking over a colleague's shoulder is noted, once for each time somebody begins to.
void DeskConnection::watch(const std::shared_ptr<Host>& host, const wire::SubscribeFrame& frame) {
  if (!subscriptions_.contains(host->id()) && core_.desk.watches(staff_, host->state())) {
    core_.deliver(host->id(),
                  conversation::StaffAccessed{person_in(*host), conversation::Access::watched, {}});
  }
  if (frame.context) return send_context(host);
  // A place that the log has not reached is of another life of it: everything is sent.
  subscribe(host, frame.after > host->state().pos ? 0 : frame.after);
}

void DeskConnection::subscribe(const std::shared_ptr<Host>& host, std::uint64_t after) {
  const std::string id = host->id();
  Feed::Source source{
      [this, id](std::uint64_t from, Feed::Page page) {
        core_.ports.reads.page_by_pos(id, from, limits::resume_page_rows, std::move(page));
      },
      [host] { return host->state().pos; }, [](const LogEntry& entry) { return entry.pos; }};
  Feed::Sink sink{[this, host](const LogEntry& entry) {
                    return outlet_.offer(make_frame(event_of(*host, entry)));
                  },
                  [this] { outlet_.close(CloseCode::slow); },
                  [this] { return outlet_.has_room(); }};
  auto feed = std::make_shared<Feed>(std::move(source), std::move(sink), after);
  host->follow(*this);
  subscriptions_[id] = {host, feed, !core_.desk.may_see(staff_, host->state())};
  feed->start();
}

void DeskConnection::reveal(const wire::RevealFrame& frame, const Done& done) {
  with_visible(frame.conversation, frame.id, done,
               [this, frame, done](const std::shared_ptr<Host>& host) {
                 const conversation::StaffAccessed accessed{
                     person_in(*host), conversation::Access::revealed, frame.reason};
                 submit(host, accessed, frame.id, "reveal " + frame.reason, done, [this, host] {
                   revealed_.insert(host->id());
                   send_context(host);
                 });
               });
}

std::string DeskConnection::event_of(const Host& host, const LogEntry& entry) const {
  const bool open = revealed_.contains(host.id());
  const auto& changeable = host.state().own_words;
  const bool own = std::any_of(changeable.begin(), changeable.end(), [&](const auto& words) {
    return words.pos == entry.pos && words.agent == staff_.id;
  });
  return wire::desk_event(host.id(), entry.pos, entry.seq,
                          open ? entry.json : wire::masked_entry(entry.json), own);
}

void DeskConnection::unsubscribe(const std::string& conversation) {
  const auto found = subscriptions_.find(conversation);
  if (found == subscriptions_.end()) return;
  found->second.host->unfollow(*this);
  subscriptions_.erase(found);
}

void DeskConnection::entries(const std::string& conversation, const std::vector<LogEntry>& added) {
  const auto found = subscriptions_.find(conversation);
  if (found == subscriptions_.end()) return;
  const bool may_read = core_.desk.may_read(staff_, found->second.host->state());
  // What was read for the sake of a case goes no further than the case.
  if (!may_read && found->second.earlier) return unsubscribe(conversation);
  const auto feed = found->second.feed;
  feed->added(added);
  // Handed to another team: that is still told, and what follows is none of this agent's business.
  if (!may_read) unsubscribe(conversation);
}

// A list is as good a moment later, and then it is the newest.
void DeskConnection::send_lists(const Frame& queue, const Frame& mine) {
  lists_due_ = !outlet_.has_room();
  if (lists_due_) return;
  send(queue);
  send(mine);
}

void DeskConnection::writable() {
  if (std::exchange(lists_due_, false)) core_.desk.send_lists_to(*this, staff_);
  for (auto& [id, subscription] : subscriptions_) subscription.feed->writable();
}

const Host* DeskConnection::mine(const std::string& conversation) const {
  const auto found = subscriptions_.find(conversation);
  if (found == subscriptions_.end()) return nullptr;
  const auto& agent = found->second.host->state().agent;
  return agent && agent->id == staff_.id ? found->second.host.get() : nullptr;
}

void DeskConnection::typing(const std::string& conversation) {
  const Host* host = mine(conversation);
  if (host == nullptr) return;
  for (ChatConnection* chat : core_.chats) {
    if (chat->host() == host) chat->agent_types();
  }
}

// Whoever only looks on has not read it for the visitor.
void DeskConnection::read(const wire::AgentReadFrame& frame) {
  const Host* host = mine(frame.conversation);
  if (host == nullptr) return;
  const std::uint64_t seq = std::min(frame.seq, host->state().seq);
  if (!core_.desk.agent_read(host->id(), seq)) return;
  for (ChatConnection* chat : core_.chats) {
    if (chat->host() == host) chat->agent_has_read(seq);
  }
}

}  // namespace yingda::gateway
