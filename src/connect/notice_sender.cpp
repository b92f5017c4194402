#include "connect/notice_sender.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <map>
#include <random>
#include <set>

#include "connect/nobody_transport.hpp"
#include "connect/notice_schedule.hpp"
#include "conversation/notice.hpp"

namespace yingda::connect {

namespace asio = boost::asio;
using boost::system::error_code;
using gateway::NoticeRow;

namespace {

constexpr std::chrono::seconds ask_again_after{1};  // the store could not
constexpr std::chrono::seconds look_around_every{5};
constexpr std::chrono::minutes forget_every{1};
// Looked at again at the latest after this, whatever the clock did.
constexpr std::chrono::minutes look_again_max{1};
// Rows that wait for another to the same recipient must not hide what others wait for.
constexpr std::size_t looked_at_per_attempt = 16;

bool is_temporary(ErrorCode code) {
  return code == ErrorCode::unavailable || code == ErrorCode::overloaded;
}

}  // namespace

class NoticeSender::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& loop, gateway::NoticeOutbox& outbox, gateway::Clock& clock,
       gateway::Telemetry& telemetry, NoticeOptions options)
      : loop_(loop),
        outbox_(outbox),
        clock_(clock),
        telemetry_(telemetry),
        options_(options),
        around_(loop) {}

  void add(std::unique_ptr<NoticeTransport> transport);
  std::vector<std::string> endpoints_for(std::string_view type) const;
  void wake();
  void start(Report report);
  void drain();
  bool idle() const;
  void stop();

 private:
  struct Place;
  // A row that is being dealt with, until the store knows what became of it.
  struct Attempt {
    Attempt(asio::io_context& loop, Place& at, NoticeRow notice)
        : place(at), row(std::move(notice)), patience(loop) {}
    Place& place;
    NoticeRow row;
    std::shared_ptr<Sending> sending;  // while it runs
    asio::steady_timer patience;       // with a store that could not
  };
  using AttemptPtr = std::shared_ptr<Attempt>;
  using Noted = std::function<void(Result<>)>;

  // One way out and what is under way by it.
  struct Place {
    Place(asio::io_context& loop, std::unique_ptr<NoticeTransport> transport)
        : by(std::move(transport)), look(loop) {}
    const std::string& endpoint() const { return by->endpoint(); }
    // "webhook_failed"
    std::string event(const char* what) const { return std::string(by->kind()) + "_" + what; }
    std::unique_ptr<NoticeTransport> by;
    std::string closed;  // why nothing is sent there any more; empty: it is
    std::map<std::string, AttemptPtr> under_way;  // by message id
    asio::steady_timer look;
    bool asking = false;
    bool ask_again = false;
    std::set<std::string> released;  // while it asks: the answer may not know it yet
  };

  void find_others();
  void look_around();
  void look(Place& place);
  void look_at(Place& place, Instant when);
  void found(Place& place, const Result<gateway::DueNotices>& due);
  static bool is_being_told(const Place& place, const std::string& recipient);
  void begin(Place& place, NoticeRow row);
  void send(const AttemptPtr& attempt);
  void replied(const AttemptPtr& attempt, const DeliveryResult& result);
  void failed(const AttemptPtr& attempt, const std::string& why);
  void settled(const AttemptPtr& attempt, bool delivered, const std::string& why);
  void report(const AttemptPtr& attempt, bool delivered, const std::string& why, Noted done);
  void count(const Place& place, const char* result);
  void record(const AttemptPtr& attempt, const std::function<void(Noted)>& write);
  void release(const AttemptPtr& attempt);
  template <class Call>
  void after(asio::steady_timer& timer, std::chrono::milliseconds span, Call call);

  asio::io_context& loop_;
  gateway::NoticeOutbox& outbox_;
  gateway::Clock& clock_;
  gateway::Telemetry& telemetry_;
  const NoticeOptions options_;
  std::list<Place> places_;  // attempts refer into it
  asio::steady_timer around_;
  Instant forget_at_{};
  Report report_;
  std::mt19937_64 random_{std::random_device{}()};
  bool others_found_ = false;
  bool draining_ = true;  // until it is started
};

void NoticeSender::Impl::add(std::unique_ptr<NoticeTransport> transport) {
  places_.emplace_back(loop_, std::move(transport));
}

std::vector<std::string> NoticeSender::Impl::endpoints_for(std::string_view type) const {
  std::vector<std::string> out;
  for (const auto& place : places_) {
    if (place.by->takes(type)) out.push_back(place.endpoint());
  }
  return out;
}

template <class Call>
void NoticeSender::Impl::after(asio::steady_timer& timer, std::chrono::milliseconds span,
                               Call call) {
  timer.expires_after(span);
  timer.async_wait([weak = weak_from_this(), call = std::move(call)](error_code cancelled) {
    const auto self = weak.lock();
    if (!cancelled && self) call(*self);
  });
}

void NoticeSender::Impl::start(Report report) {
  report_ = std::move(report);
  draining_ = false;
  look_around();
  wake();
}

void NoticeSender::Impl::find_others() {
  outbox_.endpoints([weak = weak_from_this()](const Result<std::vector<std::string>>& endpoints) {
    const auto self = weak.lock();
    if (!self || self->draining_ || !endpoints || std::exchange(self->others_found_, true)) return;
    for (const auto& endpoint : *endpoints) {
      const bool known =
          std::ranges::find(self->places_, endpoint, &Place::endpoint) != self->places_.end();
      if (known) continue;
      Place& place = self->places_.emplace_back(self->loop_, nobody_transport(endpoint));
      place.closed = "not configured any more";
      self->look(place);
    }
  });
}

void NoticeSender::Impl::look_around() {
  if (!others_found_) find_others();
  outbox_.backlog([weak = weak_from_this()](const Result<gateway::NoticeBacklog>& backlog) {
    const auto self = weak.lock();
    if (!self || !backlog) return;
    const auto age = backlog->oldest ? self->clock_.now() - *backlog->oldest : TimeSpan::zero();
    self->telemetry_.gauge("yingda_outbox_pending", static_cast<double>(backlog->pending));
    self->telemetry_.gauge("yingda_outbox_oldest_seconds",
                           std::chrono::duration<double>(age).count());
  });
  const Instant now = clock_.now();
  if (now >= forget_at_) {
    forget_at_ = now + std::chrono::duration_cast<TimeSpan>(forget_every);
    outbox_.forget(now - options_.kept, [](const Result<>&) {});
  }
  after(around_, look_around_every, [](Impl& self) { self.look_around(); });
}

void NoticeSender::Impl::wake() {
  for (auto& place : places_) look(place);
}

void NoticeSender::Impl::look(Place& place) {
  if (draining_) return;
  if (place.asking) {
    place.ask_again = true;
    return;
  }
  if (place.under_way.size() >= place.by->at_once()) return;  // release() looks again
  place.asking = true;
  place.look.cancel();
  // Those under way are the longest due, unless they wait for another to the same recipient.
  outbox_.due(place.endpoint(), clock_.now(), place.by->at_once() * looked_at_per_attempt,
              [weak = weak_from_this(), &place](const Result<gateway::DueNotices>& due) {
                if (const auto self = weak.lock()) self->found(place, due);
              });
}

void NoticeSender::Impl::look_at(Place& place, Instant when) {
  using std::chrono::milliseconds;
  const auto span =
      std::clamp<milliseconds>(when - clock_.now(), milliseconds(1), milliseconds(look_again_max));
  after(place.look, span, [&place](Impl& self) { self.look(place); });
}

void NoticeSender::Impl::found(Place& place, const Result<gateway::DueNotices>& due) {
  place.asking = false;
  const auto released = std::exchange(place.released, {});
  if (draining_) return;
  if (!due) return look_at(place, clock_.now() + ask_again_after);
  bool behind = false;  // release() looks again
  for (const auto& row : due->rows) {
    if (place.under_way.size() >= place.by->at_once()) return;
    if (place.under_way.contains(row.id) || released.contains(row.id)) continue;
    if (is_being_told(place, row.recipient)) {
      behind = true;
    } else {
      begin(place, row);
    }
  }
  if (place.under_way.size() >= place.by->at_once()) return;
  if (std::exchange(place.ask_again, false)) return look(place);
  if (behind && due->next && *due->next <= clock_.now()) return;
  if (due->next) look_at(place, *due->next);
}

bool NoticeSender::Impl::is_being_told(const Place& place, const std::string& recipient) {
  if (recipient.empty()) return false;
  return std::ranges::any_of(place.under_way, [&](const auto& attempt) {
    return attempt.second->row.recipient == recipient;
  });
}

void NoticeSender::Impl::begin(Place& place, NoticeRow row) {
  const auto attempt = std::make_shared<Attempt>(loop_, place, std::move(row));
  place.under_way[attempt->row.id] = attempt;
  if (!place.closed.empty()) return settled(attempt, false, place.closed);
  send(attempt);
}

void NoticeSender::Impl::send(const AttemptPtr& attempt) {
  ++attempt->row.attempts;
  attempt->sending = attempt->place.by->send(
      attempt->row, clock_.now(),
      [weak = weak_from_this(), asked = std::weak_ptr(attempt)](const DeliveryResult& result) {
        const auto self = weak.lock();
        const auto asking = asked.lock();
        if (!self || !asking) return;
        asking->sending = nullptr;
        self->replied(asking, result);
      });
}

void NoticeSender::Impl::replied(const AttemptPtr& attempt, const DeliveryResult& result) {
  Place& place = attempt->place;
  if (result.what == Delivery::later) return failed(attempt, result.why);
  if (result.what == Delivery::gone) {
    if (place.closed.empty()) telemetry_.warn(place.event("gone"), {{"host", place.by->host()}});
    place.closed = "the endpoint said that it is gone (" + result.why + ")";
  }
  settled(attempt, result.what == Delivery::done, result.why);
}

void NoticeSender::Impl::failed(const AttemptPtr& attempt, const std::string& why) {
  const auto& row = attempt->row;
  const double chance = std::uniform_real_distribution<double>(0, 1)(random_);
  const auto next =
      next_attempt(row.attempts, row.created_at, clock_.now(), chance, options_.max_age);
  telemetry_.event(attempt->place.event("failed"), {{"host", attempt->place.by->host()},
                                                    {"type", row.type},
                                                    {"error", why},
                                                    {"attempt", std::to_string(row.attempts)}});
  if (!next) return settled(attempt, false, why);
  count(attempt->place, "retried");
  const gateway::NoticeDelay delay{row.id, row.endpoint, row.attempts, *next};
  record(attempt, [this, delay](Noted done) { outbox_.delay(delay, std::move(done)); });
}

void NoticeSender::Impl::count(const Place& place, const char* result) {
  telemetry_.count("yingda_" + std::string(place.by->kind()) + "_deliveries_total", result);
}

void NoticeSender::Impl::settled(const AttemptPtr& attempt, bool delivered,
                                 const std::string& why) {
  count(attempt->place, delivered ? "delivered" : "failed");
  if (!delivered) {
    telemetry_.warn(
        attempt->place.event("given_up"),
        {{"host", attempt->place.by->host()}, {"type", attempt->row.type}, {"error", why}});
  }
  record(attempt, [this, attempt, delivered, why](Noted done) {
    report(attempt, delivered, why, std::move(done));
  });
}

// Where people should know of it, the conversation's log does: what the visitor was to be told, and
// whatever did not arrive.
void NoticeSender::Impl::report(const AttemptPtr& attempt, bool delivered, const std::string& why,
                                Noted done) {
  const auto& row = attempt->row;
  const gateway::NoticeEnd end{row.id, row.endpoint, delivered ? "delivered" : why, row.attempts};
  const auto unseen = conversation::to_string(conversation::NoticeType::conversation_unseen);
  if (delivered && row.type != unseen) return outbox_.end(end, clock_.now(), std::move(done));
  report_(row.conversation,
          {row.id, row.endpoint, attempt->place.by->told(row), row.type, row.number, delivered,
           row.attempts, why},
          [weak = weak_from_this(), end, done = std::move(done)](const Result<>& told) {
            const auto self = weak.lock();
            if (!self || told || is_temporary(told.error().code)) return done(told);
            // The conversation can never take it: the row must not be sent for ever.
            self->outbox_.end(end, self->clock_.now(), done);
          });
}

// Until the store has it, the row stays under way: it must neither be sent again nor be forgotten.
// `write` runs only while this lives.
void NoticeSender::Impl::record(const AttemptPtr& attempt,
                                const std::function<void(Noted)>& write) {
  write([weak = weak_from_this(), attempt, write](const Result<>& stored) {
    const auto self = weak.lock();
    if (!self) return;
    if (stored) return self->release(attempt);
    self->telemetry_.warn(attempt->place.event("not_noted"), {{"error", stored.error().detail}});
    self->after(attempt->patience, ask_again_after,
                [attempt, write](Impl& impl) { impl.record(attempt, write); });
  });
}

void NoticeSender::Impl::release(const AttemptPtr& attempt) {
  Place& place = attempt->place;
  place.under_way.erase(attempt->row.id);
  if (place.asking) place.released.insert(attempt->row.id);
  look(place);
}

void NoticeSender::Impl::drain() {
  draining_ = true;
  around_.cancel();
  for (auto& place : places_) place.look.cancel();
}

bool NoticeSender::Impl::idle() const {
  return std::ranges::all_of(places_, [](const Place& place) { return place.under_way.empty(); });
}

void NoticeSender::Impl::stop() {
  drain();
  for (auto& place : places_) {
    for (auto& [id, attempt] : place.under_way) {
      attempt->patience.cancel();
      if (attempt->sending) std::exchange(attempt->sending, nullptr)->cancel();
    }
    place.under_way.clear();
  }
}

NoticeSender::NoticeSender(asio::io_context& loop,
                           std::vector<std::unique_ptr<NoticeTransport>> transports,
                           gateway::NoticeOutbox& outbox, gateway::Clock& clock,
                           gateway::Telemetry& telemetry, NoticeOptions options)
    : impl_(std::make_shared<Impl>(loop, outbox, clock, telemetry, options)) {
  for (auto& transport : transports) impl_->add(std::move(transport));
}

NoticeSender::~NoticeSender() { impl_->stop(); }

std::vector<std::string> NoticeSender::endpoints_for(std::string_view type) const {
  return impl_->endpoints_for(type);
}

void NoticeSender::wake() { impl_->wake(); }
void NoticeSender::start(Report report) { impl_->start(std::move(report)); }
void NoticeSender::drain() { impl_->drain(); }
bool NoticeSender::idle() const { return impl_->idle(); }
void NoticeSender::stop() { impl_->stop(); }

}  // namespace yingda::connect
