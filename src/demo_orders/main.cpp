// yingda-demo-orders: the order system of the demo shop 「云卡商城」. A program of its own, so that
// the gateway talks to it exactly as it would to a real one.

#include <boost/asio/signal_set.hpp>
#include <charconv>
#include <csignal>
#include <cstdio>
#include <filesystem>
#include <iostream>
#include <optional>

#include "demo_orders/server.hpp"

namespace {

using namespace yingda;

constexpr const char* help =
    R"(yingda-demo-orders [--listen HOST:PORT] [--data DIR]

The order system of the Yingda demo shop, with sample orders and accounts.

  --listen HOST:PORT  address to listen on (default 127.0.0.1:8090; port 0 picks a free one)
  --data DIR          where demo_orders.db is kept (default: data)
  --help              this text

The store is filled at the first start. What is still going on is moved at every start: 20261120002
was always paid two hours before the start (late), 20261120005 five minutes before it.

  GET /orders/{order_number}   20261120001 ... 20261120016 and others
  GET /orders?phone=PHONE      13800000001 ... 13800000005
  GET /accounts/{phone}?order_number=NUMBER of an order bought with it
                               13800000001 normal; 13800000002, ...3 and ...4 frozen
  GET /healthz
)";

struct Options {
  std::string host = "127.0.0.1";
  std::uint16_t port = 8090;
  std::string data = "data";
  bool help = false;
};

bool read_listen(std::string_view text, Options& options) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  std::string_view host = text.substr(0, colon);
  if (host.starts_with('[') && host.ends_with(']')) host = host.substr(1, host.size() - 2);
  options.host = host;
  const auto* const end = text.data() + text.size();
  const auto read = std::from_chars(text.data() + colon + 1, end, options.port);
  return read.ec == std::errc() && read.ptr == end;
}

std::optional<Options> read_options(int count, char** arguments) {
  Options options;
  for (int i = 1; i < count; ++i) {
    const std::string_view name = arguments[i];
    if (name == "--help" || name == "-h") {
      options.help = true;
      return options;
    }
    if (i + 1 == count) return std::nullopt;
    const std::string_view value = arguments[++i];
    if (name == "--data") {
      options.data = value;
    } else if (name != "--listen" || !read_listen(value, options)) {
      return std::nullopt;
    }
  }
  return options;
}

Instant now() {
  return std::chrono::floor<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

void serve(const Options& options) {
  std::filesystem::create_directories(options.data);
  demo_orders::Repository repository(options.data + "/demo_orders.db");
  repository.start(now());
  boost::asio::io_context loop(1);
  boost::asio::signal_set signals(loop, SIGTERM, SIGINT);
  signals.async_wait([&loop](const boost::system::error_code&, int) { loop.stop(); });
  const demo_orders::Server server(loop, options.host, options.port,
                                   [&repository](std::string_view method, std::string_view target) {
                                     return demo_orders::handle(repository, method, target, now());
                                   });
  std::cout << "listening on " << server.url() << std::endl;
  loop.run();
}

}  // namespace

int main(int count, char** arguments) {
  const auto options = read_options(count, arguments);
  if (!options) {
    std::fputs(help, stderr);
    return 2;
  }
  if (options->help) {
    std::fputs(help, stdout);
    return 0;
  }
  try {
    serve(*options);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "yingda-demo-orders: %s\n", error.what());
    return 1;
  }
  return 0;
}
