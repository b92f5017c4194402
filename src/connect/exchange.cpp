#include "connect/exchange.hpp"

#include <algorithm>
#include <boost/asio/connect.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/ssl.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http.hpp>
#include <boost/beast/ssl.hpp>
#include <stdexcept>
#include <type_traits>

namespace yingda::connect {

namespace asio = boost::asio;
namespace http = boost::beast::http;
using boost::system::error_code;

class TlsContext {
 public:
  TlsContext() : context(asio::ssl::context::tls_client) {}
  asio::ssl::context context;
};

namespace {

using Executor = asio::io_context::executor_type;
using Tcp = asio::ip::tcp;
using Socket = asio::basic_stream_socket<Tcp, Executor>;
using Resolver = asio::ip::basic_resolver<Tcp, Executor>;
using TlsStream = asio::ssl::stream<Socket>;

// An order system has no reason to send more than a few fields.
constexpr std::uint32_t answer_header_bytes_max = 16 * 1024;
constexpr std::size_t read_buffer_bytes_max = 32 * 1024;

template <class Stream>
class HttpExchange final : public Exchange,
                           public std::enable_shared_from_this<HttpExchange<Stream>> {
 public:
  static constexpr bool tls = std::is_same_v<Stream, TlsStream>;

  template <class... Context>
  HttpExchange(const Executor& executor, const Target& target, std::function<void(HttpReply)> done,
               std::shared_ptr<TlsContext> keep, Context&... context)
      : target_(target),
        keep_(std::move(keep)),
        resolver_(executor),
        stream_(executor, context...),
        buffer_(read_buffer_bytes_max),
        done_(std::move(done)) {}

  void start(HttpRequest request, std::size_t answer_bytes_max) {
    status_only_ = request.status_only;
    write_head(request);
    parser_.header_limit(answer_header_bytes_max);
    if (status_only_) {
      parser_.body_limit(boost::none);  // however long it says it is: nobody reads it
    } else {
      parser_.body_limit(answer_bytes_max);
    }
    if (target_.literal) {
      const auto address = asio::ip::make_address(target_.host);
      endpoints_.emplace_back(address, static_cast<std::uint16_t>(std::stoi(target_.port)));
      dial();
      return;
    }
    resolver_.async_resolve(
        target_.host, target_.port, Resolver::numeric_service,
        [self = this->shared_from_this()](error_code failed, const auto& found) {
          if (!self->done_) return;
          if (failed) return self->fail("connect");
          self->resolved(found);
        });
  }

  void cancel() override {
    done_ = nullptr;
    close();
  }

 private:
  void write_head(HttpRequest& request) {
    request_.version(11);
    request_.method(request.post ? http::verb::post : http::verb::get);
    request_.target(request.line.path);
    request_.set(http::field::host, target_.authority);
    request_.set(http::field::user_agent, "Yingda/" YINGDA_VERSION);
    request_.set(http::field::accept, "application/json");
    request_.set(http::field::accept_encoding, "identity");
    request_.set(http::field::connection, "close");
    for (const auto& [name, value] : request.fields) request_.set(name, value);
    if (!request.post) return;
    request_.set(http::field::content_type, "application/json");
    request_.body() = std::move(request.line.body);
    request_.prepare_payload();
  }

  // What a name resolves to is checked here and dialled as it is, so it cannot change in between.
  void resolved(const Resolver::results_type& found) {
    for (const auto& entry : found) {
      if (may_dial(target_, entry.endpoint().address())) endpoints_.push_back(entry.endpoint());
    }
    if (endpoints_.empty()) return fail("connect");
    dial();
  }

  void dial() {
    asio::async_connect(socket(), endpoints_,
                        [self = this->shared_from_this()](error_code failed, const Tcp::endpoint&) {
                          if (!self->done_) return;
                          if (failed) return self->fail("connect");
                          self->connected();
                        });
  }

  void connected() {
    error_code ignored;
    socket().set_option(Tcp::no_delay(true), ignored);
    if constexpr (tls) {
      handshake();
    } else {
      send();
    }
  }

  void handshake() {
    if (!target_.literal &&
        SSL_set_tlsext_host_name(stream_.native_handle(), target_.host.c_str()) != 1) {
      return fail("tls");
    }
    error_code failed;
    stream_.set_verify_callback(asio::ssl::host_name_verification(target_.host), failed);
    if (failed) return fail("tls");
    stream_.async_handshake(asio::ssl::stream_base::client,
                            [self = this->shared_from_this()](error_code refused) {
                              if (!self->done_) return;
                              if (refused) return self->fail("tls");
                              self->send();
                            });
  }

  void send() {
    http::async_write(stream_, request_,
                      [self = this->shared_from_this()](error_code failed, std::size_t) {
                        if (!self->done_) return;
                        if (failed) return self->fail("broken answer");
                        self->receive();
                      });
  }

  void receive() {
    const auto read = [self = this->shared_from_this()](error_code failed, std::size_t) {
      if (!self->done_) return;
      if (failed) return self->fail(read_error(failed));
      self->received();
    };
    if (status_only_) {
      http::async_read_header(stream_, buffer_, parser_, read);
    } else {
      http::async_read(stream_, buffer_, parser_, read);
    }
  }

  void received() {
    HttpReply reply;
    reply.status = parser_.get().result_int();
    reply.body = std::move(parser_.get().body());
    finish(std::move(reply));
  }

  static const char* read_error(error_code failed) {
    const bool too_large = failed == http::error::body_limit ||
                           failed == http::error::header_limit ||
                           failed == http::error::buffer_overflow;
    return too_large ? "too large" : "broken answer";
  }

  void fail(const char* error) {
    HttpReply reply;
    reply.error = error;
    finish(std::move(reply));
  }

  void finish(HttpReply reply) {
    const auto done = std::exchange(done_, nullptr);
    close();
    done(std::move(reply));
  }

  void close() {
    resolver_.cancel();
    error_code ignored;
    socket().close(ignored);
  }

  Socket& socket() {
    if constexpr (tls) {
      return stream_.next_layer();
    } else {
      return stream_;
    }
  }

  Target target_;
  std::shared_ptr<TlsContext> keep_;
  Resolver resolver_;
  Stream stream_;
  std::vector<Tcp::endpoint> endpoints_;
  bool status_only_ = false;
  http::request<http::string_body> request_;
  boost::beast::flat_buffer buffer_;
  http::response_parser<http::string_body> parser_;
  std::function<void(HttpReply)> done_;
};

}  // namespace

std::shared_ptr<TlsContext> make_tls_context(const std::string& ca_file) {
  auto tls = std::make_shared<TlsContext>();
  error_code failed;
  tls->context.set_verify_mode(asio::ssl::verify_peer, failed);
  SSL_CTX_set_min_proto_version(tls->context.native_handle(), TLS1_2_VERSION);
  if (ca_file.empty()) {
    tls->context.set_default_verify_paths(failed);
  } else {
    tls->context.load_verify_file(ca_file, failed);
  }
  if (failed) throw std::invalid_argument("cannot read certificates from " + ca_file);
  return tls;
}

std::shared_ptr<Exchange> start_exchange(asio::io_context& loop, const Target& target,
                                         const std::shared_ptr<TlsContext>& tls,
                                         HttpRequest request, std::size_t answer_bytes_max,
                                         std::function<void(HttpReply)> done) {
  const auto executor = loop.get_executor();
  if (target.tls) {
    auto exchange = std::make_shared<HttpExchange<TlsStream>>(executor, target, std::move(done),
                                                              tls, tls->context);
    exchange->start(std::move(request), answer_bytes_max);
    return exchange;
  }
  auto exchange =
      std::make_shared<HttpExchange<Socket>>(executor, target, std::move(done), nullptr);
  exchange->start(std::move(request), answer_bytes_max);
  return exchange;
}

}  // namespace yingda::connect
