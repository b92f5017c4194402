#include "net/websocket_session.hpp"

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/websocket.hpp>

namespace yingda::net {
namespace {

namespace beast = boost::beast;
namespace http = beast::http;
namespace websocket = beast::websocket;

// Compression is compiled out: it costs memory per peer and leaks what it compresses.
using Stream = websocket::stream<Socket, false>;

// RFC 6455: a kind of data that is not spoken here.
constexpr std::uint16_t close_unsupported = 1003;
// What a read buffer may keep between frames.
constexpr std::size_t kept_buffer_bytes_max = 4 * 1024;

class WebsocketSession final : public Session,
                               public gateway::Outlet,
                               public std::enable_shared_from_this<WebsocketSession> {
 public:
  WebsocketSession(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                   Upgrade upgrade, std::optional<DeskLogin> login);

  // `self` keeps the session alive for as long as it runs.
  Task<> run(std::shared_ptr<WebsocketSession> self);

  bool offer(gateway::Frame frame) override;
  bool has_room() const override { return outbox_.has_room(); }
  void close(gateway::CloseCode code) override;

  void tick(Coarse now) override;
  void drain() override;
  void cut() override;
  void logged_out(const std::string& token) override;
  void check_login_of(const std::string& staff) override;

 private:
  Task<bool> accept();
  Task<> read_loop();
  Task<> write_loop(std::shared_ptr<WebsocketSession> self);

  void set_options();
  void open_connection();
  void start_writing();
  void begin_close(std::uint16_t code, bool flush);
  void hand_over_frame();
  void frame_done();
  void release_buffer();
  void recheck_login();
  const TimeLimits& times() const { return core_->services.config.times; }

  CorePtr core_;
  Registration registration_;
  Stream stream_;
  ConnectionCount::Lease lease_;
  std::unique_ptr<Upgrade> upgrade_;  // until accepted
  std::unique_ptr<DeskLogin> login_;  // of the desk
  beast::flat_buffer buffer_;
  Outbox outbox_;
  Signal frame_ended_;
  std::unique_ptr<gateway::Connection> connection_;
  Deadline write_due_;
  Deadline close_due_;
  Deadline hello_due_;
  Deadline recheck_due_;
  std::uint16_t close_code_ = websocket::close_code::normal;
  bool frame_pending_ = false;
  bool writing_ = false;
  bool closing_ = false;
  bool draining_ = false;
  bool gone_ = false;
};

WebsocketSession::WebsocketSession(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                                   Upgrade upgrade, std::optional<DeskLogin> login)
    : core_(core),
      registration_(core, this),
      stream_(std::move(socket)),
      lease_(std::move(lease)),
      upgrade_(std::make_unique<Upgrade>(std::move(upgrade))),
      outbox_({limits::outbox_frames_max, limits::outbox_bytes_max}, core->outbound),
      frame_ended_(core->executor) {
  if (login) login_ = std::make_unique<DeskLogin>(std::move(*login));
}

// Ends the session however a coroutine is left.
struct AtEnd {
  WebsocketSession& session;
  bool armed = true;
  ~AtEnd() {
    if (armed) session.cut();
  }
};

Task<> WebsocketSession::run(std::shared_ptr<WebsocketSession> self) {
  const AtEnd at_end{*self};
  const bool accepted = co_await accept();
  if (!accepted) co_return;
  open_connection();
  co_await read_loop();
}

Task<bool> WebsocketSession::accept() {
  set_options();
  // Beast wants the request; what it looks at has been checked and is said again here.
  http::request<http::empty_body> request(http::verb::get, "/", 11);
  request.set(http::field::host, upgrade_->host);
  request.set(http::field::upgrade, "websocket");
  request.set(http::field::connection, "Upgrade");
  request.set(http::field::sec_websocket_key, upgrade_->key);
  request.set(http::field::sec_websocket_version, "13");
  close_due_.arm(core_->services.heartbeat, times().write);
  const auto [error] = co_await stream_.async_accept(request, nothrow);
  close_due_.disarm();
  co_return !error && !gone_;
}

void WebsocketSession::set_options() {
  websocket::stream_base::timeout timeout{};
  timeout.handshake_timeout = times().write;
  timeout.idle_timeout = times().peer_idle;
  timeout.keep_alive_pings = true;
  stream_.set_option(timeout);
  if (!upgrade_->protocol.empty()) {
    const auto name_protocol = [protocol = upgrade_->protocol](websocket::response_type& reply) {
      reply.set(http::field::sec_websocket_protocol, protocol);
    };
    stream_.set_option(websocket::stream_base::decorator(name_protocol));
  }
  stream_.read_message_max(login_ ? limits::desk_frame_bytes_max : limits::chat_frame_bytes_max);
  stream_.auto_fragment(false);
  stream_.text(true);
}

void WebsocketSession::open_connection() {
  const std::string place = upgrade_->place;
  upgrade_.reset();
  core_->services.telemetry.count("yingda_sockets_opened_total", login_ ? "desk" : "chat");
  if (login_) {
    connection_ = core_->services.endpoints.open_desk(*this, login_->staff);
    recheck_login();  // it may have ended since the upgrade was asked for
  } else {
    connection_ = core_->services.endpoints.open_chat(*this, place);
  }
  hello_due_.arm(core_->services.heartbeat, times().hello);
  if (draining_) close(gateway::CloseCode::restart);
}

Task<> WebsocketSession::read_loop() {
  while (!gone_) {
    const auto [error, bytes] = co_await stream_.async_read(buffer_, nothrow);
    // A read that had already ended well may come after the session was cut.
    if (error || gone_) co_return;
    if (!closing_ && !stream_.got_text()) begin_close(close_unsupported, false);
    if (!closing_) {
      hand_over_frame();
      while (frame_pending_ && !gone_) {
        co_await frame_ended_.wait();
      }
    }
    // Whatever comes after our close frame is not read: the client never got an answer to it.
    release_buffer();
    if (draining_ && !closing_) close(gateway::CloseCode::restart);
  }
}

void WebsocketSession::hand_over_frame() {
  const auto data = buffer_.cdata();
  const std::string_view text(static_cast<const char*>(data.data()), data.size());
  frame_pending_ = true;
  connection_->receive(text, [weak = weak_from_this()] {
    if (const auto self = weak.lock()) self->frame_done();
  });
}

void WebsocketSession::frame_done() {
  frame_pending_ = false;
  frame_ended_.notify();
}

void WebsocketSession::release_buffer() {
  buffer_.clear();
  if (buffer_.capacity() > kept_buffer_bytes_max) buffer_.shrink_to_fit();
}

bool WebsocketSession::offer(gateway::Frame frame) {
  if (gone_ || !outbox_.offer(std::move(frame))) return false;
  start_writing();
  return true;
}

void WebsocketSession::start_writing() {
  const auto self = weak_from_this().lock();
  if (writing_ || !self) return;
  writing_ = true;
  core_->tasks.spawn(write_loop(self));
}

// Runs only while there is something to send: an idle peer costs no coroutine for it.
Task<> WebsocketSession::write_loop(std::shared_ptr<WebsocketSession> self) {
  AtEnd at_end{*self};
  while (!outbox_.empty()) {
    const gateway::Frame frame = outbox_.pop();
    const asio::const_buffer bytes(frame->data(), frame->size());
    write_due_.arm(core_->services.heartbeat, times().write);
    const auto [error, written] = co_await stream_.async_write(bytes, nothrow);
    write_due_.disarm();
    if (error || gone_) co_return;
    if (outbox_.empty() && !closing_) connection_->writable();
  }
  if (!closing_) {
    writing_ = false;
    at_end.armed = false;
    co_return;
  }
  const websocket::close_reason reason(close_code_);
  close_due_.arm(core_->services.heartbeat, times().closing);
  co_await stream_.async_close(reason, nothrow);
}

void WebsocketSession::close(gateway::CloseCode code) {
  // A slow reader would not get what is queued anyway; it resumes from the log.
  begin_close(static_cast<std::uint16_t>(code), code != gateway::CloseCode::slow);
}

void WebsocketSession::begin_close(std::uint16_t code, bool flush) {
  if (closing_ || gone_) return;
  closing_ = true;
  close_code_ = code;
  core_->services.telemetry.count("yingda_sockets_closed_total", std::to_string(code));
  close_due_.arm(core_->services.heartbeat, times().write + times().closing);
  if (flush) {
    outbox_.finish();
  } else {
    outbox_.discard();
  }
  start_writing();
}

void WebsocketSession::tick(Coarse now) {
  if (write_due_.passed(now) || close_due_.passed(now)) {
    cut();
    return;
  }
  if (hello_due_.passed(now)) {
    hello_due_.disarm();
    if (connection_ && !connection_->greeted()) close(gateway::CloseCode::unauthorized);
  }
  if (recheck_due_.passed(now)) recheck_login();
}

void WebsocketSession::recheck_login() {
  recheck_due_.arm(core_->services.heartbeat, times().recheck);
  auto look = [weak = weak_from_this()](const Result<gateway::StaffSession>& session) {
    const auto self = weak.lock();
    if (!self || session || session.error().code != ErrorCode::unauthorized) return;
    self->close(gateway::CloseCode::unauthorized);
  };
  authenticate(core_->services, login_->credentials, std::move(look));
}

void WebsocketSession::logged_out(const std::string& token) {
  if (!login_ || login_->credentials.bearer || login_->credentials.token != token) return;
  close(gateway::CloseCode::unauthorized);
}

void WebsocketSession::check_login_of(const std::string& staff) {
  if (login_ && connection_ && login_->staff.id == staff) recheck_login();
}

// A frame under way is finished first: its answer belongs to the client.
void WebsocketSession::drain() {
  draining_ = true;
  if (connection_ && !frame_pending_) close(gateway::CloseCode::restart);
}

void WebsocketSession::cut() {
  if (gone_) return;
  gone_ = true;
  boost::system::error_code ignored;
  stream_.next_layer().close(ignored);
  outbox_.discard();
  frame_ended_.notify();
  connection_.reset();
}

}  // namespace

void start_websocket_session(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                             Upgrade upgrade, std::optional<DeskLogin> login) {
  auto session = std::make_shared<WebsocketSession>(core, std::move(socket), std::move(lease),
                                                    std::move(upgrade), std::move(login));
  core->tasks.spawn(session->run(session));
}

}  // namespace yingda::net
