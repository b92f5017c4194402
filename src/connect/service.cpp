#include "connect/service.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "connect/target.hpp"

namespace yingda::connect {
namespace {

[[noreturn]] void refuse(const std::string& where, const std::string& why) {
  throw std::invalid_argument("connector " + where + ": " + why);
}

bool is_field_name(const std::string& name) {
  return std::all_of(name.begin(), name.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
  });
}

bool is_field_value(const std::string& value) {
  return std::all_of(value.begin(), value.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
}

void check_action(const std::string& where, const Action& action) {
  if (action.name.empty()) refuse(where, "an action has no name");
  if (action.method != "GET" && action.method != "POST") refuse(where, "method is GET or POST");
  if (!is_path_template(action.path)) {
    refuse(where, "the path must look like /orders/{order_number}");
  }
  if (action.timeout.count() <= 0) refuse(where, "the timeout must be positive");
}

void check_service(const Service& service) {
  if (service.name.empty()) refuse("service", "it has no name");
  const auto target = parse_target(service.base_url);
  if (!target) refuse(service.name, target.error().detail);
  if (!is_field_name(service.auth_header)) refuse(service.name, "auth header is no field name");
  if (!is_field_value(service.auth_value)) refuse(service.name, "auth value is not printable");
  if (service.limits.concurrent_max == 0) refuse(service.name, "no call could ever run");
  const auto& breaker = service.limits.breaker;
  if (breaker.failures == 0 || breaker.failures > breaker.window) {
    refuse(service.name, "the breaker needs 1 to `window` failures");
  }
}

}  // namespace

void check_services(const std::vector<Service>& services) {
  std::set<std::string> names;
  std::set<std::string> actions;
  for (const auto& service : services) {
    check_service(service);
    if (!names.insert(service.name).second) refuse(service.name, "there are two of that name");
    for (const auto& action : service.actions) {
      const std::string where = service.name + "." + action.name;
      check_action(where, action);
      if (!actions.insert(action.name).second) refuse(where, "another service has this action");
    }
  }
}

}  // namespace yingda::connect
