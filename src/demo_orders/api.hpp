#pragma once
// The order system's HTTP interface without HTTP: a method and a target in, a status and JSON out.

#include <string>
#include <string_view>

#include "demo_orders/repository.hpp"

namespace yingda::demo_orders {

struct Reply {
  unsigned status = 200;
  std::string json;
};

// GET /orders/{order_number}, GET /orders?phone=…, GET /accounts/{phone}, GET /healthz.
Reply handle(const Repository& repository, std::string_view method, std::string_view target,
             Instant now);

Reply error_reply(unsigned status, std::string_view error);

}  // namespace yingda::demo_orders
