#include "net/order_key.hpp"

#include <algorithm>

#include "net/cookie.hpp"

namespace yingda::net {

std::string plain_key(std::string_view text, std::size_t bytes_max) {
  const std::string out(trim(text));
  const bool fits =
      !out.empty() && out.size() <= bytes_max && std::all_of(out.begin(), out.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               c == '-' || c == ' ';
      });
  return fits ? out : std::string();
}

std::optional<OrderKey> key_in_cookie(const Services& services, const Request& request) {
  const std::string_view value =
      request.cookie(cookie_name(track_cookie, services.config.secure_cookies));
  const auto dot = value.find('.');
  if (dot == std::string_view::npos) return std::nullopt;
  OrderKey key{plain_key(value.substr(0, dot), typed_number_bytes_max),
               plain_key(value.substr(dot + 1), typed_secret_bytes_max)};
  if (key.number.empty() || key.secret.empty()) return std::nullopt;
  return key;
}

bool may_exist(std::string_view number, std::string_view secret) {
  return number.size() <= typed_number_bytes_max && secret.size() <= typed_secret_bytes_max;
}

bool may_guess(Services& services, const Request& request) {
  return services.order_misses.take(request.client_group, services.heartbeat.now());
}

void was_no_guess(Services& services, const Request& request) {
  services.order_misses.give_back(request.client_group);
}

Reply guessed_too_often(const Services& services, const Request& request) {
  return rate_limited("Too many wrong numbers or secrets; try again later.",
                      services.order_misses.wait(request.client_group));
}

Reply no_such_order() {
  return problem(404, "not-found", "There is no work order with this number and secret.");
}

}  // namespace yingda::net
