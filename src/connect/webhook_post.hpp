#pragma once
// One attempt to deliver one message: signed, POSTed, its status read, all within one deadline.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "connect/exchange.hpp"

namespace yingda::connect {

struct WebhookEndpoint {
  std::string url;
  std::vector<std::string> events;
  std::vector<std::string> keys;  // raw bytes; the newest first
  std::chrono::milliseconds timeout{10'000};
};

// An endpoint that can be dialled.
struct WebhookTarget {
  WebhookEndpoint endpoint;
  Target target;
  std::string path;
  std::shared_ptr<TlsContext> tls;
};
// Throws std::invalid_argument naming the endpoint that cannot be right.
WebhookTarget webhook_target(WebhookEndpoint endpoint, std::shared_ptr<TlsContext>& tls);

// The host alone, for people: a path may be a secret of its own.
std::string webhook_host(const std::string& url);

struct WebhookMessage {
  std::string id;
  std::string body;
  Instant at{};  // of the attempt
};

class WebhookPost {
 public:
  virtual ~WebhookPost() = default;
  // `done` will not be called any more.
  virtual void cancel() = 0;
};

// `done` is called at most once, later: with an error ("timeout", or a word of Exchange), or a
// status. What the answer says besides is not read.
std::shared_ptr<WebhookPost> post_webhook(
    boost::asio::io_context& loop, const WebhookTarget& to, const WebhookMessage& message,
    std::function<void(const std::string& error, unsigned status)> done);

}  // namespace yingda::connect
