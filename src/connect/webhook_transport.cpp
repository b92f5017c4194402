#include "connect/webhook_transport.hpp"

#include <algorithm>
#include <boost/asio/steady_timer.hpp>
#include <stdexcept>

#include "base/http_url.hpp"
#include "connect/exchange.hpp"
#include "connect/webhook_signature.hpp"

namespace yingda::connect {
namespace {

namespace asio = boost::asio;

// Of an answer's head; the body is not read.
constexpr std::size_t answer_bytes_max = 64 * 1024;
constexpr std::size_t posts_at_once = 4;
constexpr unsigned status_gone = 410;

// An endpoint that can be dialled.
struct WebhookTarget {
  WebhookEndpoint endpoint;
  Target target;
  std::string path;
  std::shared_ptr<TlsContext> tls;
};

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

DeliveryResult result_of(const std::string& error, unsigned status) {
  if (!error.empty()) return {Delivery::later, error};
  if (status >= 200 && status <= 299) return {};
  return {status == status_gone ? Delivery::gone : Delivery::later,
          "http " + std::to_string(status)};
}

class Post final : public Sending, public std::enable_shared_from_this<Post> {
 public:
  using Done = std::function<void(const DeliveryResult&)>;

  Post(asio::io_context& loop, Done done) : deadline_(loop), done_(std::move(done)) {}

  void start(asio::io_context& loop, const WebhookTarget& to, const gateway::NoticeRow& row,
             Instant now) {
    HttpRequest request;
    request.post = true;
    request.status_only = true;
    request.line = {to.path, row.body};
    request.fields = webhook_fields(to.endpoint.keys, row.id, now, row.body);
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
    done(result_of(error, status));
  }

  asio::steady_timer deadline_;
  std::shared_ptr<Exchange> exchange_;
  Done done_;
};

class WebhookTransport final : public NoticeTransport {
 public:
  WebhookTransport(asio::io_context& loop, WebhookTarget target)
      : loop_(loop), to_(std::move(target)), host_(webhook_host(to_.endpoint.url)) {}

  const std::string& endpoint() const override { return to_.endpoint.url; }
  std::string_view kind() const override { return "webhook"; }
  const std::string& host() const override { return host_; }
  std::string told(const gateway::NoticeRow&) const override { return host_; }
  bool takes(std::string_view type) const override {
    return std::ranges::find(to_.endpoint.events, type) != to_.endpoint.events.end();
  }
  std::size_t at_once() const override { return posts_at_once; }
  std::shared_ptr<Sending> send(const gateway::NoticeRow& row, Instant now,
                                std::function<void(const DeliveryResult&)> done) override {
    auto post = std::make_shared<Post>(loop_, std::move(done));
    post->start(loop_, to_, row, now);
    return post;
  }

 private:
  asio::io_context& loop_;
  WebhookTarget to_;
  std::string host_;
};

}  // namespace

std::string webhook_host(const std::string& url) {
  const auto parsed = parse_http_url(url);
  return parsed ? parsed->host : "?";
}

std::vector<std::unique_ptr<NoticeTransport>> webhook_transports(
    asio::io_context& loop, std::vector<WebhookEndpoint> endpoints) {
  std::vector<std::unique_ptr<NoticeTransport>> out;
  std::shared_ptr<TlsContext> tls;
  for (auto& endpoint : endpoints) {
    out.push_back(
        std::make_unique<WebhookTransport>(loop, webhook_target(std::move(endpoint), tls)));
  }
  return out;
}

}  // namespace yingda::connect
