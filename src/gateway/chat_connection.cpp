#include "gateway/chat_connection.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "base/limits.hpp"
#include "base/overloaded.hpp"
#include "conversation/muting.hpp"
#include "gateway/frame.hpp"
#include "wire/entry_codec.hpp"
#include "wire/server_frame.hpp"

namespace yingda::gateway {
namespace {

// "zh", "zh-Hans-CN" and the like are the content's zh-CN; every English is en.
std::string known_locale(const std::string& asked, const std::string& fallback) {
  if (asked.empty()) return fallback;
  if (asked.starts_with("zh")) return "zh-CN";
  if (asked.starts_with("en")) return "en";
  return asked;
}

constexpr TimeSpan retry_soon{1000};

// Part of a frame's meaning; nothing for a frame without any.
std::string listed(const std::vector<std::string>& ids) {
  std::string out;
  for (const auto& id : ids) out += "\n" + id;
  return out;
}

Error gone() {
  return {ErrorCode::unauthorized, "this conversation was erased; say hello without its token"};
}

}  // namespace

// FNV-1a, 64 bits: only the sender's own mistakes are to be found, nobody is to be kept out.
std::string meaning_hash(std::string_view meaning) {
  std::uint64_t hash = 14695981039346656037ULL;
  for (const char c : meaning) {
    hash ^= static_cast<unsigned char>(c);
    hash *= 1099511628211ULL;
  }
  std::array<char, 20> out{};
  std::snprintf(out.data(), out.size(), "%016llx", static_cast<unsigned long long>(hash));
  return out.data();
}

std::string meaning_of(const wire::OrderFrame& frame) {
  return "work_order " + frame.number + " " + std::to_string(static_cast<int>(frame.action)) + " " +
         frame.text + listed(frame.evidence);
}

ChatConnection::ChatConnection(Core& core, Outlet& outlet, std::string place)
    : core_(core),
      outlet_(outlet),
      place_(std::move(place)),
      messages_(core.settings.visitor_rate, core.settings.visitor_burst, core.now()),
      ephemeral_(4, 8, core.now()),
      noise_(limits::noise_rate, limits::noise_burst, core.now()) {
  core_.chats.insert(this);
}

ChatConnection::~ChatConnection() {
  core_.chats.erase(this);
  if (!host_) return;
  host_->unfollow(*this);
  // Read marks are stored once, when they may be forgotten.
  if (host_->visitor_has_read()) core_.deliver(host_->id(), conversation::VisitorSaw{});
}

void ChatConnection::send(Frame frame) {
  if (!outlet_.offer(std::move(frame))) {
    core_.ports.telemetry.count("yingda_slow_consumer_total");
    outlet_.close(CloseCode::slow);
  }
}

void ChatConnection::go_away(TimeSpan retry_after) {
  send(make_frame(wire::going_away_frame(retry_after)));
  leaving_ = true;
  if (in_flight_ == 0) outlet_.close(CloseCode::restart);
}

// What is stored is also accepted: a socket that is to go waits for the frames under way.
void ChatConnection::answered() {
  if (--in_flight_ == 0 && leaving_) outlet_.close(CloseCode::restart);
}

void ChatConnection::agent_types() { send(make_frame(wire::typing_frame("agent"))); }

void ChatConnection::agent_has_read(std::uint64_t seq) { send(make_frame(wire::read_frame(seq))); }

void ChatConnection::reject(Error error, const std::string& id,
                            std::optional<TimeSpan> retry_after) {
  core_.ports.telemetry.count("yingda_nack_total", to_string(error.code));
  if (is_temporary(error.code) && !retry_after) retry_after = retry_soon;
  send(make_frame(wire::error_frame({std::move(error), id, {}, retry_after, {}})));
}

void ChatConnection::receive(std::string_view text, std::function<void()> done) {
  auto frame = wire::decode_chat(text);
  if (!frame || std::holds_alternative<wire::PingFrame>(*frame)) {
    if (!noise_.take(core_.now())) {
      reject({ErrorCode::rate_limited, "too many frames that say nothing"}, "");
      outlet_.close(CloseCode::rate);
      return done();
    }
  }
  if (!frame) {
    reject(frame.error().error, frame.error().id);
    return done();
  }
  handle(std::move(*frame), done);
}

void ChatConnection::handle(wire::ChatFrame frame, const Done& done) {
  const bool greeting = std::holds_alternative<wire::Hello>(frame);
  if (!host_ && !greeting && !std::holds_alternative<wire::PingFrame>(frame)) {
    reject({ErrorCode::bad_frame, "say hello first: {\"type\":\"hello\"}"}, "");
    return done();
  }
  std::visit(
      Overloaded{
          [&](const wire::Hello& f) { hello(f, done); },
          [&](wire::SayFrame& f) {
            const std::string meaning = "message " + f.text;
            const std::string id = f.id;
            submit(conversation::MessageReceived{f.id, std::move(f.text), {}}, id, meaning, done);
          },
          [&](const wire::ChooseFrame& f) {
            submit(conversation::OptionChosen{f.id, f.of, f.option}, f.id,
                   "choose " + std::to_string(f.of) + " " + f.option, done);
          },
          [&](const wire::SubmitFrame& f) { fill_in(f, done); },
          [&](const wire::HumanFrame& f) {
            submit(conversation::HumanAsked{f.id, f.reason}, f.id,
                   f.reason.empty() ? "human" : "human " + f.reason, done);
          },
          [&](const wire::EventFrame& f) {
            std::string meaning = "event " + f.name + " " + f.flow;
            for (const auto& [name, value] : f.slots) meaning += "\n" + name + "=" + value;
            submit(conversation::PageEvent{f.id, f.name, f.flow, f.slots}, f.id, meaning, done);
          },
          [&](const wire::RateFrame& f) {
            submit(conversation::VisitorRated{f.id, f.score, f.comment, f.tags}, f.id,
                   "rate " + std::to_string(f.score) + " " + f.comment + listed(f.tags), done);
          },
          [&](const wire::FeedbackFrame& f) {
            const std::string verdict = f.helped ? " helped" : " did not help";
            submit(conversation::AnswerJudged{f.id, f.of, f.helped, f.reason}, f.id,
                   "feedback " + std::to_string(f.of) + verdict + f.reason, done);
          },
          [&](const wire::OrderFrame& f) { order(f, done); },
          [&](const wire::AttachFrame& f) { attach(f, done); },
          [&](const wire::TypingFrame&) {
            if (ephemeral_.take(core_.now())) core_.desk.visitor_types(host_->id());
            done();
          },
          [&](const wire::ReadFrame& f) {
            const std::uint64_t seq = std::min(f.seq, host_->state().seq);
            host_->visitor_read(seq);
            core_.desk.visitor_read(host_->id(), seq);
            done();
          },
          [&](const wire::PingFrame&) {
            send(make_frame(wire::pong_frame()));
            done();
          },
      },
      frame);
}

void ChatConnection::hello(const wire::Hello& hello, const Done& done) {
  if (host_) {
    reject({ErrorCode::bad_frame, "hello was already said on this connection"}, "");
    return done();
  }
  if (hello.token.empty()) {
    begin(hello);
    return done();
  }
  const std::string conversation = core_.conversation_of(hello.token);
  if (conversation.empty()) {
    reject({ErrorCode::unauthorized, "this token is not valid here; say hello without one"}, "");
    return done();
  }
  core_.with_host(conversation, [this, hello, done, guard = std::weak_ptr<bool>(alive_)](
                                    const Result<std::shared_ptr<Host>>& host) {
    if (guard.expired()) return;
    if (host) {
      welcome(hello, *host, true);
    } else {
      reject(host.error(), "");
    }
    done();
  });
}

void ChatConnection::begin(const wire::Hello& hello) {
  if (core_.arrivals.take(place_, core_.now().time_since_epoch())) {
    return welcome(hello, core_.new_host(core_.new_conversation_id()), false);
  }
  reject({ErrorCode::rate_limited, "too many new conversations from this address"}, "",
         core_.arrivals.wait(place_));
}

void ChatConnection::welcome(const wire::Hello& hello, std::shared_ptr<Host> host, bool resumed) {
  if (host->erased()) return reject(gone(), "");
  const auto visitor = proved(hello);
  const std::string& owner = host->visitor().external_id;
  const bool offered = !hello.identity.empty();
  if (!owner.empty() && offered && (!visitor || visitor->external_id != owner)) {
    return reject({ErrorCode::unauthorized,
                   "this conversation is somebody else's; say hello without its token"},
                  "");
  }
  host_ = std::move(host);
  host_->follow(*this);
  const auto& fallback = host_->state().arrival.locale.empty() ? core_.catalog->default_locale
                                                               : host_->state().arrival.locale;
  host_->arrive({known_locale(hello.locale, fallback), hello.page,
                 visitor.value_or(conversation::Visitor{})});
  const std::uint64_t last = host_->state().seq;
  send(make_frame(wire::welcome_frame(
      {host_->id(), core_.token_of(host_->id()), last, core_.epoch, resumed, core_.now()})));
  const bool other_past =
      hello.after > last || (!hello.epoch.empty() && hello.epoch != core_.epoch);
  if (resumed) core_.ports.telemetry.count("yingda_resume_total", other_past ? "reset" : "resumed");
  if (other_past) send(make_frame(wire::reset_frame(host_->id(), last, core_.epoch)));
  feed_from(other_past ? 0 : hello.after);
  if (host_->state().unseen) core_.deliver(host_->id(), conversation::VisitorSaw{});
  if (const auto read = core_.desk.read_by_agent(host_->id()); read > 0) agent_has_read(read);
}

// A proof that does not hold is told; whoever offered it may be unknown, but not unheard.
std::optional<conversation::Visitor> ChatConnection::proved(const wire::Hello& hello) {
  if (hello.identity.empty()) return std::nullopt;
  auto visitor = core_.ports.identities.verify(hello.identity, core_.now());
  if (visitor) return *std::move(visitor);
  reject(visitor.error(), "");
  return std::nullopt;
}

void ChatConnection::feed_from(std::uint64_t after) {
  Feed::Source source{
      [this](std::uint64_t from, Feed::Page page) {
        core_.ports.reads.page_by_seq(host_->id(), from, limits::resume_page_rows, std::move(page));
      },
      [this] { return host_->state().seq; }, [](const LogEntry& entry) { return entry.seq; }};
  Feed::Sink sink{[this](const LogEntry& entry) {
                    return outlet_.offer(
                        make_frame(wire::visitor_event(entry.seq, entry.json, entry.visitor_only)));
                  },
                  [this] { outlet_.close(CloseCode::slow); }};
  feed_ = std::make_shared<Feed>(std::move(source), std::move(sink), after);
  feed_->start();
}

void ChatConnection::entries(const std::string&, const std::vector<LogEntry>& added) {
  if (feed_) feed_->added(added);
}

void ChatConnection::erased(const std::string&) {
  feed_.reset();
  reject(gone(), "");
  outlet_.close(CloseCode::unauthorized);
}

void ChatConnection::flow_moved(const conversation::FlowMoved& moved) {
  send(make_frame(wire::flow_frame(moved.flow, moved.begun)));
}

void ChatConnection::writable() {
  if (feed_) feed_->writable();
}

void ChatConnection::with_evidence(const std::vector<std::string>& ids, const std::string& id,
                                   const Done& done, WithEvidence next) {
  if (ids.empty()) return next({});
  core_.ports.reads.evidence(
      ids, [this, id, done, next = std::move(next), wanted = ids.size(),
            guard = std::weak_ptr<bool>(alive_)](const Result<std::vector<EvidenceRow>>& rows) {
        if (guard.expired()) return;
        if (!rows) {
          reject(rows.error(), id);
          return done();
        }
        std::vector<Evidence> files;
        for (const auto& row : *rows) {
          if (row.conversation == host_->id()) files.push_back(row.file);
        }
        if (files.size() == wanted) return next(std::move(files));
        reject({ErrorCode::not_found, "no such evidence was uploaded to this conversation"}, id);
        done();
      });
}

void ChatConnection::fill_in(const wire::SubmitFrame& frame, const Done& done) {
  if (!admitted(frame.id)) return done();
  std::string meaning = "submit " + std::to_string(frame.of);
  for (const auto& [name, value] : frame.values) meaning += "\n" + name + "=" + value;
  std::vector<std::string> all;
  for (const auto& [name, ids] : frame.files) {
    meaning += "\n" + name + "=" + listed(ids);
    // One file may answer two fields.
    std::ranges::copy_if(ids, std::back_inserter(all), [&](const std::string& id) {
      return std::ranges::find(all, id) == all.end();
    });
  }
  with_evidence(all, frame.id, done,
                [this, frame, meaning = std::move(meaning), done](std::vector<Evidence> files) {
                  conversation::FormSubmitted form{frame.id, frame.of, frame.values};
                  for (const auto& [name, ids] : frame.files) {
                    for (const auto& id : ids) {
                      const auto file = std::ranges::find(files, id, &Evidence::id);
                      if (file != files.end()) form.files[name].push_back(*file);
                    }
                  }
                  decide(std::move(form), frame.id, meaning, done);
                });
}

void ChatConnection::attach(const wire::AttachFrame& frame, const Done& done) {
  if (!admitted(frame.id)) return done();
  std::string meaning = "attach " + frame.text + listed(frame.evidence);
  with_evidence(frame.evidence, frame.id, done,
                [this, frame, meaning = std::move(meaning), done](std::vector<Evidence> files) {
                  decide(conversation::EvidenceAttached{frame.id, std::move(files), frame.text, {}},
                         frame.id, meaning, done);
                });
}

void ChatConnection::order(const wire::OrderFrame& frame, const Done& done) {
  if (!admitted(frame.id)) return done();
  std::string meaning = meaning_of(frame);
  with_evidence(frame.evidence, frame.id, done,
                [this, frame, meaning = std::move(meaning), done](std::vector<Evidence> files) {
                  decide(conversation::OrderRequested{frame.id, frame.number, frame.action,
                                                      frame.text, std::move(files)},
                         frame.id, meaning, done);
                });
}

bool ChatConnection::admitted(const std::string& id) {
  if (core_.draining) {
    reject({ErrorCode::unavailable, "the server is restarting; it will be accepted there"}, id);
    return false;
  }
  if (messages_.take(core_.now())) return true;
  reject({ErrorCode::rate_limited, "too many messages"}, id, messages_.wait());
  return false;
}

// Whoever was muted elsewhere is so here, from the first word on.
void ChatConnection::carry_mute() {
  const auto mute = core_.mutes.carry_to(host_->id(), host_->visitor().external_id,
                                         host_->state().mute, core_.now());
  if (!mute) return;
  core_.deliver(host_->id(),
                conversation::MuteCarried{mute->by, mute->until, mute->reason, mute->since});
}

void ChatConnection::submit(conversation::EventBody body, const std::string& id,
                            const std::string& meaning, const Done& done) {
  if (!admitted(id)) return done();
  decide(std::move(body), id, meaning, done);
}

void ChatConnection::decide(conversation::EventBody body, const std::string& id,
                            const std::string& meaning, Done done) {
  const Instant started = core_.now();
  ++in_flight_;
  carry_mute();
  host_->submit(
      {std::move(body), ClientKey{"v", id, meaning_hash(meaning), 0, 0},
       [this, id, started, done = std::move(done), guard = std::weak_ptr<bool>(alive_)](
           const Outcome* outcome, const Rejection* rejection) {
         if (guard.expired()) return;
         if (outcome != nullptr) {
           core_.ports.telemetry.observe(
               "yingda_ack_seconds", std::chrono::duration<double>(core_.now() - started).count());
           core_.ports.telemetry.count("yingda_messages_accepted_total", "visitor");
           send(make_frame(wire::accepted_frame(id, outcome->seq, outcome->dup)));
         } else if (!rejection->fields.empty()) {
           send(make_frame(
               wire::error_frame({rejection->error, id, {}, std::nullopt, rejection->fields})));
         } else {
           reject(rejection->error, id);
         }
         answered();
         done();
       }});
}

}  // namespace yingda::gateway
