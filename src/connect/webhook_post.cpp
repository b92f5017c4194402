#include "connect/webhook_post.hpp"

#include <boost/asio/steady_timer.hpp>
#include <stdexcept>

#include "base/http_url.hpp"
#include "connect/webhook_signature.hpp"

namespace yingda::connect {
namespace {

namespace asio = boost::asio;

// Of an answer's head; the body is not read.
constexpr std::size_t answer_bytes_max = 64 * 1024;

class Post final : public WebhookPost, public std::enable_shared_from_this<Post> {
 public:
  using Done = std::function<void(const std::string&, unsigned)>;

  Post(asio::io_context& loop, Done done) : deadline_(loop), done_(std::move(done)) {}

  void start(asio::io_context& loop, const WebhookTarget& to, const WebhookMessage& message) {
    HttpRequest request;
    request.post = true;
    request.status_only = true;
    request.line = {to.path, message.body};
    request.fields = webhook_fields(to.endpoint.keys, message.id, message.at, message.body);
    deadline_.expires_after(to.endpoint.timeout);
    deadline_.async_wait([self = shared_from_this()](boost::system::error_code cancelled) {
      if (!cancelled) self->finish("timeout", 0);
    });
    exchange_ = start_exchange(
        loop, to.target, to.tls, std::move(request), answer_bytes_max,
        [self = shared_from_this()](const HttpReply& r) { self->finish(r.error, r.status); });
  }

  void cancel() override {
    done_ = nullptr;
    deadline_.cancel();
    if (exchange_) std::exchange(exchange_, nullptr)->cancel();
  }

 private:
  void finish(const std::string& error, unsigned status) {
    const auto done = std::exchange(done_, nullptr);
    if (!done) return;
    cancel();
    done(error, status);
  }

  asio::steady_timer deadline_;
  std::shared_ptr<Exchange> exchange_;
  Done done_;
};

}  // namespace

WebhookTarget webhook_target(WebhookEndpoint endpoint, std::shared_ptr<TlsContext>& tls) {
  const std::string where = "webhook " + webhook_host(endpoint.url) + ": ";
  const auto url = parse_http_url(endpoint.url);
  if (!url) throw std::invalid_argument(where + url.error().detail);
  if (endpoint.keys.empty()) throw std::invalid_argument(where + "there is no key to sign with");
  // The path is sent as it is written; a base URL would lose the slash at its end.
  const auto target =
      parse_target(endpoint.url.substr(0, endpoint.url.find('/', url->tls ? 8 : 7)));
  if (!target) throw std::invalid_argument(where + target.error().detail);
  if (target->tls && !tls) tls = make_tls_context("");
  return {std::move(endpoint), *target, url->path, tls};
}

std::string webhook_host(const std::string& url) {
  const auto parsed = parse_http_url(url);
  return parsed ? parsed->host : "?";
}

std::shared_ptr<WebhookPost> post_webhook(
    asio::io_context& loop, const WebhookTarget& to, const WebhookMessage& message,
    std::function<void(const std::string& error, unsigned status)> done) {
  auto post = std::make_shared<Post>(loop, std::move(done));
  post->start(loop, to, message);
  return post;
}

}  // namespace yingda::connect
