#include "net/http_session.hpp"

#include <array>
#include <boost/asio/write.hpp>

#include "net/cross_origin.hpp"
#include "net/http_framing.hpp"
#include "net/http_session_parts.hpp"
#include "net/routes.hpp"
#include "net/websocket_session.hpp"

namespace yingda::net {
namespace {

constexpr std::size_t body_bytes_max = 64 * 1024;
constexpr int requests_max = 1000;
// After a refusal the peer may still be sending; a socket closed on unread bytes is reset, and the
// reset may overtake the reply.
constexpr std::size_t linger_bytes_max = 4 * 1024 * 1024;
constexpr std::chrono::milliseconds linger_time_max{2'000};
}  // namespace

Task<> HttpSession::run(std::shared_ptr<HttpSession> self) {
  bool more = true;
  while (more) {
    const bool served = co_await self->serve_one();
    more = served && !gone_;
  }
}

Task<bool> HttpSession::serve_one() {
  const bool arrived = co_await wait_for_bytes();
  if (!arrived) co_return false;
  const bool head_read = co_await read_head();
  if (!head_read) co_return co_await refuse();
  find_route_of_request();
  const bool uploads = route_ != nullptr && route_->kind == Kind::upload;
  if (uploads && content_length(*request_) > 0) co_return co_await receive_upload();
  const bool body_read = co_await read_body();
  if (!body_read) co_return co_await refuse();
  ++served_;
  if (is_socket_route() && wants_upgrade(*request_)) co_return co_await upgrade();
  co_return co_await answer();
}

Task<bool> HttpSession::wait_for_bytes() {
  if (core_->services.draining) co_return false;
  if (reader_.holds_bytes()) co_return true;
  const TimeLimits& times = core_->services.config.times;
  idle_ = true;
  arm(served_ == 0 ? times.header : times.keep_alive, Late::cancel_read);
  const bool arrived = co_await reader_.wait();
  deadline_.disarm();
  idle_ = false;
  co_return arrived;
}

Task<bool> HttpSession::read_head() {
  arm(core_->services.config.times.header, Late::cancel_read);
  const auto request = co_await reader_.head();
  deadline_.disarm();
  if (!request) {
    refusal_ = read_fault();
    co_return false;
  }
  say_who_asks(*request);
  request_ = request;
  refusal_ = framing_fault(*request_);
  co_return !refusal_;
}

std::optional<Reply> HttpSession::read_fault() const {
  if (was_late_) return problem(408, "timeout", "The request took too long to arrive.");
  return reader_.fault();
}

void HttpSession::say_who_asks(Request& request) const {
  request.admin = admin_;
  const Address client = core_->proxies.client(peer_, request.list("X-Forwarded-For"));
  request.client = client.to_string();
  request.client_group = limit_key(client);
  request.https = core_->services.config.secure_cookies;
  if (request.has("X-Forwarded-Proto") && core_->proxies.trusts(peer_)) {
    request.https = equal_without_case(request.field("X-Forwarded-Proto"), "https");
  }
}

void HttpSession::find_route_of_request() {
  route_ = nullptr;
  refusal_.reset();
  auto found = find_route(core_->services, *request_);
  if (auto* reply = std::get_if<Reply>(&found)) {
    refusal_ = std::move(*reply);
  } else {
    route_ = std::get<const Route*>(found);
  }
}

Task<bool> HttpSession::read_body() {
  const std::size_t length = content_length(*request_);
  if (length == 0) co_return true;
  if (length > (route_ == nullptr ? body_bytes_max : route_->body_bytes_max)) {
    refusal_ = problem(413, "too-large", "The body is larger than this path accepts.");
    co_return false;
  }
  if (is_socket_route()) {
    refusal_ = problem(400, "body-on-upgrade", "An upgrade carries no body.");
    co_return false;
  }
  if (request_->has("Expect")) {
    if (refusal_) co_return false;
    const bool sent = co_await send_continue();
    if (!sent) co_return false;
  }
  arm(core_->services.config.times.body + transfer_time(length), Late::cancel_read);
  std::optional<std::string> body = co_await reader_.body(body_bytes_max);
  deadline_.disarm();
  if (!body) {
    refusal_ = read_fault();
    co_return false;
  }
  request_->body = std::move(*body);
  co_return true;
}

Task<bool> HttpSession::answer() {
  Reply reply;
  if (route_ == nullptr) {
    reply = std::move(*refusal_);
  } else {
    const Asked<Reply> ask = [this](const Respond& respond) { call_handler(respond); };
    std::optional<Reply> made = co_await answer_to<Reply>(ask);
    if (gone_) co_return false;
    reply = made ? std::move(*made) : answer_late();
  }
  co_return co_await send(std::move(reply));
}

void HttpSession::call_handler(const Respond& respond) {
  try {
    route_->handler(core_->services, request_, respond);
  } catch (const std::exception& error) {
    core_->services.telemetry.event("http_handler_failed",
                                    {{"route", std::string(route_->pattern)}});
    respond(problem(Error{ErrorCode::internal, error.what()}));
  }
}

Task<bool> HttpSession::upgrade() {
  const Role role = route_->kind == Kind::chat_socket ? Role::chat : Role::desk;
  auto checked = check_upgrade(core_->services, *request_, role);
  std::optional<Reply> fault;
  if (auto* reply = std::get_if<Reply>(&checked)) {
    fault = std::move(*reply);
  } else if (reader_.holds_bytes()) {
    fault = problem(400, "early-frames", "Wait for the answer before sending frames.");
  } else if (!lease_ && !admin_) {
    lease_ = core_->per_address.acquire(request_->client_group);
    if (!lease_) fault = problem(429, "rate-limited", "Too many sockets from this address.");
  }
  if (fault) {
    core_->services.telemetry.count("yingda_sockets_refused_total", std::to_string(fault->status));
    co_return co_await send(std::move(*fault));
  }
  co_return co_await open_socket(std::get<Upgrade>(std::move(checked)));
}

Task<bool> HttpSession::open_socket(Upgrade accepted) {
  std::optional<DeskLogin> login;
  if (accepted.role == Role::desk) {
    const auto credentials = credentials_of(core_->services, *request_);
    Reply refused = problem(401, "unauthorized", "Log in first.");
    if (!credentials) co_return co_await send(std::move(refused));
    using Login = Result<gateway::StaffSession>;
    const Asked<Login> ask = [&](auto done) {
      authenticate(core_->services, *credentials, std::move(done));
    };
    auto session = co_await answer_to<Login>(ask);
    if (gone_) co_return false;
    if (!session) refused = problem(503, "unavailable", "The log-in could not be checked.");
    if (session && !*session) refused = problem(session->error());
    if (!session || !*session) co_return co_await send(std::move(refused));
    login.emplace();
    login->staff = (*session)->staff;
    login->credentials = *credentials;
  }
  start_websocket_session(core_, std::move(socket_), std::move(lease_), std::move(accepted),
                          std::move(login));
  co_return false;
}

Task<bool> HttpSession::refuse() {
  if (!refusal_ || gone_) co_return false;
  Reply reply = std::move(*refusal_);
  reply.close = true;
  co_return co_await send(std::move(reply));
}

Task<bool> HttpSession::send(Reply reply) {
  if (reply.stream && request_ && request_->version != 11) {
    reply = problem(505, "http-version", "This answer is sent in chunks: ask with HTTP/1.1.");
  }
  const bool keep = keeps_alive(reply);
  const bool head_only = request_ && request_->method == "HEAD";
  const bool https = request_ ? request_->https : core_->services.config.secure_cookies;
  core_->services.telemetry.count("yingda_http_replies_total", std::to_string(reply.status));
  if (route_ != nullptr && route_->sharing != Sharing::own_pages && request_) {
    let_page_read(core_->services, *request_, reply);
  }
  const std::string head = head_of(reply, https, keep, date());
  const std::string_view body = head_only ? std::string_view() : reply.content();
  const std::array<asio::const_buffer, 2> bytes{asio::const_buffer(head.data(), head.size()),
                                                asio::const_buffer(body.data(), body.size())};
  arm(core_->services.config.times.write + transfer_time(body.size()), Late::cut);
  const auto [error, written] = co_await asio::async_write(socket_, bytes, nothrow);
  deadline_.disarm();
  request_.reset();
  route_ = nullptr;
  refusal_.reset();
  if (error) co_return false;
  if (reply.file && !head_only) {
    const bool sent = co_await send_file(reply.file);
    if (!sent) co_return false;
  }
  if (reply.stream && !head_only) {
    const bool sent = co_await send_stream(reply.stream);
    if (!sent) co_return false;
  }
  if (!keep) co_await linger();
  co_return keep;
}

bool HttpSession::is_socket_route() const {
  return route_ != nullptr &&
         (route_->kind == Kind::chat_socket || route_->kind == Kind::desk_socket);
}

// How long an answer may take to be made. A poll waits for what it answers.
std::chrono::milliseconds HttpSession::patience() const {
  const TimeLimits& times = core_->services.config.times;
  const bool polls = route_ != nullptr && route_->kind == Kind::poll;
  return polls ? times.handler + times.poll : times.handler;
}

bool HttpSession::keeps_alive(const Reply& reply) const {
  if (reply.close || gone_ || core_->services.draining || !request_) return false;
  if (request_->version != 11 || served_ >= requests_max) return false;
  for (const std::string_view option : request_->list("Connection")) {
    if (equal_without_case(option, "close")) return false;
  }
  return true;
}

Task<> HttpSession::linger() {
  boost::system::error_code ignored;
  socket_.shutdown(Socket::shutdown_send, ignored);
  arm(linger_time_max, Late::cut);
  co_await reader_.discard(linger_bytes_max);
  deadline_.disarm();
}

std::string HttpSession::date() const {
  if (!core_->services.hooks.now) return {};
  const auto since = core_->services.hooks.now().time_since_epoch();
  return http_date(std::chrono::floor<std::chrono::seconds>(since).count());
}

void HttpSession::arm(std::chrono::milliseconds limit, Late late) {
  deadline_.arm(core_->services.heartbeat, limit);
  late_ = late;
  was_late_ = false;
}

void HttpSession::tick(Coarse now) {
  if (!deadline_.passed(now)) return;
  deadline_.disarm();
  was_late_ = true;
  switch (late_) {
    case Late::cut:
      cut();
      return;
    case Late::abandon_answer:
      abandon_();
      return;
    case Late::cancel_read:
      boost::system::error_code ignored;
      socket_.cancel(ignored);
      return;
  }
}

void HttpSession::drain() {
  if (idle_) cut();
}

void HttpSession::cut() {
  gone_ = true;
  boost::system::error_code ignored;
  socket_.close(ignored);
  if (abandon_) abandon_();
}

void start_http_session(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                        bool admin) {
  boost::system::error_code error;
  const auto peer = socket.remote_endpoint(error);
  if (error) return;
  auto session = std::make_shared<HttpSession>(core, std::move(socket), std::move(lease),
                                               peer.address(), admin);
  core->tasks.spawn(session->run(session));
}

}  // namespace yingda::net
