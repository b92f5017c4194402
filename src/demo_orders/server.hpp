#pragma once
// A small HTTP/1.1 server for JSON answers: one thread, callbacks, a bound for everything.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "demo_orders/api.hpp"

namespace yingda::demo_orders {

using Handler = std::function<Reply(std::string_view method, std::string_view target)>;

class Server {
 public:
  // Listens at once; throws boost::system::system_error when it cannot. Port 0 picks a free one.
  Server(boost::asio::io_context& loop, const std::string& host, std::uint16_t port,
         Handler handler);
  ~Server();

  std::string url() const;  // "http://127.0.0.1:8090"

 private:
  class Impl;
  std::shared_ptr<Impl> impl_;
};

}  // namespace yingda::demo_orders
