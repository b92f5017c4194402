#pragma once
// Notices by HTTP POST: signed, the answer's status read, all within one deadline for each attempt.

#include <boost/asio/io_context.hpp>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "connect/notice_transport.hpp"

namespace yingda::connect {

struct WebhookEndpoint {
  std::string url;
  std::vector<std::string> events;
  std::vector<std::string> keys;  // raw bytes; the newest first
  std::chrono::milliseconds timeout{10'000};
};

// The host alone, for people: a path may be a secret of its own.
std::string webhook_host(const std::string& url);

// One for each endpoint. Throws std::invalid_argument naming the one that cannot be right.
std::vector<std::unique_ptr<NoticeTransport>> webhook_transports(
    boost::asio::io_context& loop, std::vector<WebhookEndpoint> endpoints);

}  // namespace yingda::connect
