#pragma once
// The types of the loop. Everything uses the concrete executor of io_context: the type-erased one
// costs a fifth of the throughput of a socket that does little. The way to write a coroutine here
// is docs/decisions' dialect: one co_await per statement, arguments named, errors as values.

#include <boost/asio/as_tuple.hpp>
#include <boost/asio/awaitable.hpp>
#include <boost/asio/basic_waitable_timer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/use_awaitable.hpp>

namespace yingda::net {

namespace asio = boost::asio;

using Executor = asio::io_context::executor_type;

template <class T = void>
using Task = asio::awaitable<T, Executor>;

inline constexpr auto nothrow = asio::as_tuple(asio::use_awaitable_t<Executor>{});

using Socket = asio::basic_stream_socket<asio::ip::tcp, Executor>;
using Acceptor = asio::basic_socket_acceptor<asio::ip::tcp, Executor>;
using Timer = asio::basic_waitable_timer<std::chrono::steady_clock,
                                         asio::wait_traits<std::chrono::steady_clock>, Executor>;

// Something to wait for: a timer that never ends, cut short. A notification without a waiter is
// lost, so wait in a loop around the condition.
class Signal {
 public:
  explicit Signal(const Executor& executor) : timer_(executor, Timer::time_point::max()) {}
  void notify() { timer_.cancel(); }
  auto wait() { return timer_.async_wait(nothrow); }

 private:
  Timer timer_;
};

}  // namespace yingda::net
