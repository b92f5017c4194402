#include "connect/http_connector.hpp"

#include <boost/asio/post.hpp>
#include <boost/asio/steady_timer.hpp>
#include <list>
#include <set>
#include <utility>

#include "connect/answer.hpp"
#include "connect/call_fields.hpp"
#include "connect/exchange.hpp"

namespace yingda::connect {

namespace asio = boost::asio;
using boost::system::error_code;
using gateway::CallAnswer;

using Done = std::function<void(CallAnswer)>;

class HttpConnector::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& loop, std::vector<Service> services);
  void call(const gateway::CallRow& row, Done done);
  void stop();
  Load load(std::string_view service) const;

 private:
  struct Place;
  // One call until it is answered; from then on `done` is empty.
  struct Call {
    Call(asio::io_context& loop, Place& at) : place(at), deadline(loop) {}
    Place& place;
    asio::steady_timer deadline;
    HttpRequest request;
    Done done;
    std::shared_ptr<Exchange> exchange;  // set while it runs
    Breaker::Ticket ticket;
  };
  using CallPtr = std::shared_ptr<Call>;

  // One configured service and how it does.
  struct Place {
    Place(asio::io_context& loop, Service config);
    bool idle() const { return running < service.limits.concurrent_max; }
    Service service;
    Target target;
    std::shared_ptr<TlsContext> tls;
    Breaker breaker;
    asio::steady_timer cooling;
    std::list<CallPtr> waiting;
    std::size_t running = 0;
  };

  void arm(const CallPtr& call, std::chrono::milliseconds limit);
  void start(const CallPtr& call);
  void replied(const CallPtr& call, HttpReply reply);
  void end(const CallPtr& call, CallAnswer what, Breaker::Outcome outcome);
  void opened(Place& place);
  void start_waiting(Place& place);
  void answer(const CallPtr& call, CallAnswer what);
  void answer_later(Done done, CallAnswer what);

  asio::io_context& loop_;
  std::list<Place> places_;  // calls and actions refer into it
  std::map<std::string, std::pair<Place*, const Action*>> actions_;
  std::set<CallPtr> calls_;
  bool stopped_ = false;
};

HttpConnector::Impl::Place::Place(asio::io_context& loop, Service config)
    : service(std::move(config)),
      target(*parse_target(service.base_url)),
      tls(target.tls ? make_tls_context(service.ca_file) : nullptr),
      breaker(service.limits.breaker),
      cooling(loop) {}

HttpConnector::Impl::Impl(asio::io_context& loop, std::vector<Service> services) : loop_(loop) {
  check_services(services);
  for (auto& service : services) {
    Place& place = places_.emplace_back(loop, std::move(service));
    for (const auto& action : place.service.actions) {
      actions_.emplace(action.name, std::pair(&place, &action));
    }
  }
}

void HttpConnector::Impl::call(const gateway::CallRow& row, Done done) {
  if (stopped_) return answer_later(std::move(done), failure("stopped"));
  const auto found = actions_.find(row.action);
  if (found == actions_.end()) return answer_later(std::move(done), failure("unknown action"));
  Place& place = *found->second.first;
  const Action& action = *found->second.second;
  const bool post = action.method == "POST";
  auto line = fill(place.target, post, action.path, row.arguments);
  if (!line) return answer_later(std::move(done), failure("bad argument"));
  if (place.breaker.refuses()) return answer_later(std::move(done), failure("unavailable"));
  if (!place.idle() && place.waiting.size() >= place.service.limits.waiting_max) {
    return answer_later(std::move(done), failure("busy"));
  }
  const auto call = std::make_shared<Call>(loop_, place);
  call->done = std::move(done);
  call->request = {post, std::move(*line), call_fields(row)};
  if (!place.service.auth_header.empty()) {
    call->request.fields.emplace_back(place.service.auth_header, place.service.auth_value);
  }
  calls_.insert(call);
  std::chrono::milliseconds limit = action.timeout;
  if (row.timeout_s > 0) limit = std::min(limit, std::chrono::milliseconds(1000) * row.timeout_s);
  arm(call, limit);
  place.waiting.push_back(call);
  start_waiting(place);
}

// The one deadline of a call: it covers waiting, connecting, sending and reading.
void HttpConnector::Impl::arm(const CallPtr& call, std::chrono::milliseconds limit) {
  call->deadline.expires_after(limit);
  call->deadline.async_wait(
      [weak = weak_from_this(), late = std::weak_ptr(call)](error_code cancelled) {
        const auto self = weak.lock();
        const auto overdue = late.lock();
        if (cancelled || !self || !overdue || !overdue->done) return;
        self->end(overdue, failure("timeout"), Breaker::Outcome::failure);
      });
}

void HttpConnector::Impl::start_waiting(Place& place) {
  while (place.idle() && !place.waiting.empty()) {
    const CallPtr next = place.waiting.front();
    place.waiting.pop_front();
    start(next);
  }
}

void HttpConnector::Impl::start(const CallPtr& call) {
  Place& place = call->place;
  const auto ticket = place.breaker.admit();
  if (!ticket) return answer(call, failure("unavailable"));
  call->ticket = *ticket;
  ++place.running;
  call->exchange =
      start_exchange(loop_, place.target, place.tls, std::move(call->request),
                     place.service.limits.answer_bytes_max,
                     [weak = weak_from_this(), asked = std::weak_ptr(call)](HttpReply reply) {
                       const auto self = weak.lock();
                       const auto asking = asked.lock();
                       if (self && asking && asking->done) self->replied(asking, std::move(reply));
                     });
}

void HttpConnector::Impl::replied(const CallPtr& call, HttpReply reply) {
  auto what =
      reply.error.empty() ? interpret(reply.status, reply.body) : failure(std::move(reply.error));
  const bool unwell = is_service_failure(what, reply.status);
  end(call, std::move(what), unwell ? Breaker::Outcome::failure : Breaker::Outcome::success);
}

// Frees what the call holds, answers it and lets the next ones start.
void HttpConnector::Impl::end(const CallPtr& call, CallAnswer what, Breaker::Outcome outcome) {
  Place& place = call->place;
  answer(call, std::move(what));
  if (!call->exchange) {
    place.waiting.remove(call);
    return;
  }
  std::exchange(call->exchange, nullptr)->cancel();
  --place.running;
  if (place.breaker.record(call->ticket, outcome)) opened(place);
  start_waiting(place);
}

void HttpConnector::Impl::opened(Place& place) {
  const auto waiting = std::exchange(place.waiting, {});
  for (const auto& call : waiting) answer(call, failure("unavailable"));
  place.cooling.expires_after(place.service.limits.breaker.cool_down);
  place.cooling.async_wait([weak = weak_from_this(), &place](error_code cancelled) {
    if (!cancelled && weak.lock()) place.breaker.cooled();
  });
}

void HttpConnector::Impl::answer(const CallPtr& call, CallAnswer what) {
  calls_.erase(call);
  call->deadline.cancel();
  answer_later(std::exchange(call->done, nullptr), std::move(what));
}

void HttpConnector::Impl::answer_later(Done done, CallAnswer what) {
  asio::post(loop_,
             [done = std::move(done), what = std::move(what)]() mutable { done(std::move(what)); });
}

void HttpConnector::Impl::stop() {
  stopped_ = true;
  const auto calls = calls_;
  for (auto& place : places_) {
    place.waiting.clear();
    place.cooling.cancel();
  }
  for (const auto& call : calls) end(call, failure("stopped"), Breaker::Outcome::unknown);
}

HttpConnector::Load HttpConnector::Impl::load(std::string_view service) const {
  for (const auto& place : places_) {
    if (place.service.name != service) continue;
    return {place.running, place.waiting.size(), place.breaker.open()};
  }
  return {};
}

HttpConnector::HttpConnector(asio::io_context& loop, std::vector<Service> services)
    : impl_(std::make_shared<Impl>(loop, std::move(services))) {}

HttpConnector::~HttpConnector() { impl_->stop(); }

void HttpConnector::call(const gateway::CallRow& call, std::function<void(CallAnswer)> done) {
  impl_->call(call, std::move(done));
}

void HttpConnector::stop() { impl_->stop(); }

HttpConnector::Load HttpConnector::load(std::string_view service) const {
  return impl_->load(service);
}

}  // namespace yingda::connect
