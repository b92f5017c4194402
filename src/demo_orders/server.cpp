#include "demo_orders/server.hpp"

#include <boost/asio/ip/tcp.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http.hpp>
#include <optional>

namespace yingda::demo_orders {

namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

namespace {

constexpr std::size_t sessions_max = 256;
constexpr std::uint64_t body_bytes_max = 64 * 1024;
constexpr std::uint32_t header_bytes_max = 8 * 1024;
constexpr std::chrono::seconds idle_max{15};

class Session : public std::enable_shared_from_this<Session> {
 public:
  Session(Tcp::socket socket, Handler handler, std::shared_ptr<std::size_t> count)
      : stream_(std::move(socket)), handler_(std::move(handler)), count_(std::move(count)) {
    ++*count_;
  }
  ~Session() { --*count_; }

  void read() {
    parser_.emplace();
    parser_->body_limit(body_bytes_max);
    parser_->header_limit(header_bytes_max);
    stream_.expires_after(idle_max);
    http::async_read(
        stream_, buffer_, *parser_,
        [self = shared_from_this()](error_code failed, std::size_t) { self->received(failed); });
  }

 private:
  void received(error_code failed) {
    if (!failed) {
      const auto& request = parser_->get();
      return write(answer(request), request.keep_alive(), request.version());
    }
    if (failed == http::error::end_of_stream || failed == beast::error::timeout) return;
    if (failed.category() != http::make_error_code(http::error::bad_method).category()) return;
    if (failed == http::error::body_limit) return write(error_reply(413, "body too large"), false);
    if (failed == http::error::header_limit) {
      return write(error_reply(431, "header too large"), false);
    }
    write(error_reply(400, "not a valid HTTP request"), false);
  }

  Reply answer(const http::request<http::string_body>& request) const {
    const auto method = request.method_string();
    const auto target = request.target();
    try {
      return handler_({method.data(), method.size()}, {target.data(), target.size()});
    } catch (const std::exception&) {
      return error_reply(500, "the order system failed");
    }
  }

  void write(Reply reply, bool keep_alive, unsigned version = 11) {
    response_ = {};
    response_.version(version);
    response_.result(reply.status);
    response_.set(http::field::content_type, "application/json; charset=utf-8");
    response_.set(http::field::cache_control, "no-store");
    if (reply.status == 405) response_.set(http::field::allow, "GET");
    response_.keep_alive(keep_alive);
    response_.body() = std::move(reply.json);
    response_.prepare_payload();
    http::async_write(stream_, response_,
                      [self = shared_from_this(), keep_alive](error_code failed, std::size_t) {
                        if (failed) return;
                        if (keep_alive) return self->read();
                        error_code ignored;
                        self->stream_.socket().shutdown(Tcp::socket::shutdown_send, ignored);
                      });
  }

  beast::tcp_stream stream_;
  Handler handler_;
  std::shared_ptr<std::size_t> count_;
  beast::flat_buffer buffer_;
  std::optional<http::request_parser<http::string_body>> parser_;
  http::response<http::string_body> response_;
};

}  // namespace

class Server::Impl : public std::enable_shared_from_this<Impl> {
 public:
  Impl(asio::io_context& loop, const std::string& host, std::uint16_t port, Handler handler)
      : acceptor_(loop, Tcp::endpoint(asio::ip::make_address(host), port)),
        handler_(std::move(handler)) {}

  void accept() {
    acceptor_.async_accept([self = shared_from_this()](error_code failed, Tcp::socket socket) {
      if (failed == asio::error::operation_aborted) return;
      if (!failed && *self->count_ < sessions_max) {
        std::make_shared<Session>(std::move(socket), self->handler_, self->count_)->read();
      }
      self->accept();
    });
  }

  void close() {
    error_code ignored;
    acceptor_.close(ignored);
  }

  std::string url() const {
    const auto endpoint = acceptor_.local_endpoint();
    const std::string host = endpoint.address().to_string();
    return "http://" + (endpoint.address().is_v6() ? "[" + host + "]" : host) + ":" +
           std::to_string(endpoint.port());
  }

 private:
  Tcp::acceptor acceptor_;
  Handler handler_;
  std::shared_ptr<std::size_t> count_ = std::make_shared<std::size_t>(0);
};

Server::Server(asio::io_context& loop, const std::string& host, std::uint16_t port, Handler handler)
    : impl_(std::make_shared<Impl>(loop, host, port, std::move(handler))) {
  impl_->accept();
}

Server::~Server() { impl_->close(); }

std::string Server::url() const { return impl_->url(); }

}  // namespace yingda::demo_orders
