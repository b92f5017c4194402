#pragma once
// The setting `webhooks`: who is told outside of the chat, of what, and how it is signed.

#include <string>
#include <vector>

#include "base/time.hpp"
#include "content/yaml_reader.hpp"

namespace yingda::content {

struct Webhook {
  std::string url;
  std::vector<std::string> events;  // notice types, as receivers read them
  std::string secret_env;           // names the variable with the secret, or secrets, to sign by
  TimeSpan timeout = std::chrono::seconds(10);
  bool allow_http = false;  // without TLS, to another machine
  bool operator==(const Webhook&) const = default;
};

// `fields` is the whole config; what it does not name stays. `max_age`: of a notice that nobody
// takes.
void read_webhooks(const Fields& fields, std::vector<Webhook>& webhooks, TimeSpan& max_age);

}  // namespace yingda::content
