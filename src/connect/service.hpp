#pragma once
// What an operator configures: services, each with a few actions that flows may call by name.

#include <chrono>
#include <string>
#include <vector>

#include "connect/breaker.hpp"

namespace yingda::connect {

struct Action {
  std::string name;            // as in flows: `action: find_order`; unique over all services
  std::string method = "GET";  // or POST: what the path does not use is sent as a JSON object
  std::string path;            // "/orders/{order_number}"; GET: what is left becomes the query
  std::chrono::milliseconds timeout{3000};  // in all; a call may ask for less, not for more
};

struct ServiceLimits {
  std::size_t concurrent_max = 16;
  std::size_t waiting_max = 32;  // beyond it calls fail at once: "busy"
  std::size_t answer_bytes_max = 256 * 1024;
  BreakerLimits breaker;
};

struct Service {
  std::string name;
  std::string base_url;     // "https://orders.shop.example:8443", a path prefix may follow
  std::string auth_header;  // "Authorization"; empty: none
  std::string auth_value;   // "Bearer …"; never logged, never part of an error
  std::string ca_file;      // PEM; empty: the system's authorities. The peer is always verified.
  std::vector<Action> actions;
  ServiceLimits limits;
};

// Throws std::invalid_argument naming the service or action that cannot be right.
void check_services(const std::vector<Service>& services);

}  // namespace yingda::connect
