#pragma once
// An HTTP service on loopback that does whatever a test tells it, also what no server should. It
// shares the loop of the connector under test.

#include <algorithm>
#include <boost/asio/buffer.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/read_until.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace yingda::connect::test {

namespace asio = boost::asio;
using boost::system::error_code;
using Tcp = asio::ip::tcp;

struct SeenRequest {
  std::string head;
  std::string body;
  std::string line() const { return head.substr(0, head.find("\r\n")); }
  std::string field(const std::string& name) const {
    const auto at = head.find("\r\n" + name + ": ");
    if (at == std::string::npos) return "(none)";
    const auto from = at + name.size() + 4;
    return head.substr(from, head.find("\r\n", from) - from);
  }
};

struct Behaviour {
  std::string bytes;                  // sent as they are, then the connection is closed
  std::chrono::milliseconds delay{};  // before
  bool never = false;                 // keeps the connection, says nothing
  bool reset = false;                 // RST instead of an answer
  bool endless = false;               // `bytes` again and again
  bool drip = false;                  // one byte every 20 ms
};

inline Behaviour http_answer(int status, const std::string& body, const std::string& fields = "") {
  Behaviour out;
  out.bytes = "HTTP/1.1 " + std::to_string(status) + " X\r\nContent-Type: application/json\r\n" +
              fields + "Content-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body;
  return out;
}

class FakeService {
 public:
  explicit FakeService(asio::io_context& loop) : state_(std::make_shared<State>(loop)) {
    accept(state_);
  }
  ~FakeService() {
    error_code ignored;
    state_->acceptor.close(ignored);
    state_->closed = true;
  }
  FakeService(const FakeService&) = delete;
  FakeService& operator=(const FakeService&) = delete;

  void behave(std::function<Behaviour(const SeenRequest&)> behave) {
    state_->behave = std::move(behave);
  }
  void always(const Behaviour& behaviour) {
    behave([behaviour](const SeenRequest&) { return behaviour; });
  }
  std::string url() const {
    return "http://127.0.0.1:" + std::to_string(state_->acceptor.local_endpoint().port());
  }
  const std::vector<SeenRequest>& requests() const { return state_->requests; }
  std::size_t open_peak() const { return state_->open_peak; }

 private:
  struct State {
    explicit State(asio::io_context& on)
        : loop(on), acceptor(on, Tcp::endpoint(asio::ip::address_v4::loopback(), 0)) {}
    asio::io_context& loop;
    Tcp::acceptor acceptor;
    std::function<Behaviour(const SeenRequest&)> behave;
    std::vector<SeenRequest> requests;
    std::size_t open = 0;
    std::size_t open_peak = 0;
    bool closed = false;
  };

  struct Peer : std::enable_shared_from_this<Peer> {
    Peer(Tcp::socket connected, std::shared_ptr<State> owner)
        : socket(std::move(connected)), timer(owner->loop), state(std::move(owner)) {
      state->open_peak = std::max(state->open_peak, ++state->open);
    }
    ~Peer() { --state->open; }

    void read() {
      asio::async_read_until(socket, asio::dynamic_buffer(input), "\r\n\r\n",
                             [self = shared_from_this()](error_code failed, std::size_t size) {
                               if (failed) return;
                               self->seen.head = self->input.substr(0, size);
                               self->input.erase(0, size);
                               self->read_body();
                             });
    }

    void read_body() {
      const auto length = seen.field("Content-Length");
      const std::size_t wanted = length == "(none)" ? 0 : std::stoul(length);
      if (input.size() >= wanted) {
        seen.body = input;
        return act();
      }
      socket.async_read_some(asio::buffer(chunk),
                             [self = shared_from_this()](error_code failed, std::size_t size) {
                               if (failed) return;
                               self->input.append(self->chunk.data(), size);
                               self->read_body();
                             });
    }

    void act() {
      state->requests.push_back(seen);
      what = state->behave(seen);
      if (what.never) return wait_for_end();
      timer.expires_after(what.delay);
      timer.async_wait([self = shared_from_this()](error_code) {
        if (self->what.reset) {
          error_code ignored;
          self->socket.set_option(asio::socket_base::linger(true, 0), ignored);
          self->socket.close(ignored);
          return;
        }
        self->write();
      });
    }

    void write() {
      const std::size_t size =
          what.drip ? std::min<std::size_t>(1, what.bytes.size() - sent) : what.bytes.size() - sent;
      asio::async_write(socket, asio::buffer(what.bytes.data() + sent, size),
                        [self = shared_from_this()](error_code failed, std::size_t written) {
                          if (!failed && !self->state->closed) self->written(written);
                        });
    }

    void written(std::size_t size) {
      sent += size;
      if (what.endless) sent = 0;
      if (sent == what.bytes.size()) {
        error_code ignored;
        socket.shutdown(Tcp::socket::shutdown_send, ignored);
        return wait_for_end();
      }
      if (!what.drip) return write();
      timer.expires_after(std::chrono::milliseconds(20));
      timer.async_wait([self = shared_from_this()](error_code) { self->write(); });
    }

    void wait_for_end() {
      socket.async_read_some(asio::buffer(chunk),
                             [self = shared_from_this()](error_code failed, std::size_t) {
                               if (!failed) self->wait_for_end();
                             });
    }

    Tcp::socket socket;
    asio::steady_timer timer;
    std::shared_ptr<State> state;
    std::string input;
    std::array<char, 4096> chunk{};
    SeenRequest seen;
    Behaviour what;
    std::size_t sent = 0;
  };

  static void accept(const std::shared_ptr<State>& state) {
    state->acceptor.async_accept([state](error_code failed, Tcp::socket socket) {
      if (failed) return;
      std::make_shared<Peer>(std::move(socket), state)->read();
      accept(state);
    });
  }

  std::shared_ptr<State> state_;
};

}  // namespace yingda::connect::test
