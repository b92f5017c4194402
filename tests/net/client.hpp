#pragma once
// A client that sends exactly the bytes a test wants, and reads with patience for five seconds.

#include <poll.h>

#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/write.hpp>
#include <cstdint>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>

#include "base/ascii.hpp"
#include "net/http_message.hpp"

namespace yingda::net::test {

struct HttpAnswer {
  int status = 0;                             // 0: the connection ended without an answer
  std::map<std::string, std::string> fields;  // names in lower case
  std::string body;
  const std::string& operator[](const std::string& name) { return fields[name]; }
};

struct WsFrame {
  int opcode = 0;  // 0: the connection ended
  std::string payload;
  int close_code() const {
    if (opcode != 8 || payload.size() < 2) return 0;
    return (static_cast<unsigned char>(payload[0]) << 8) | static_cast<unsigned char>(payload[1]);
  }
};

class Client {
 public:
  explicit Client(std::uint16_t port, int receive_buffer = 0) : socket_(io_) {
    const boost::asio::ip::tcp::endpoint server(boost::asio::ip::make_address("127.0.0.1"), port);
    socket_.open(server.protocol());
    if (receive_buffer != 0) {
      socket_.set_option(boost::asio::socket_base::receive_buffer_size(receive_buffer));
    }
    socket_.connect(server);
  }

  void send(std::string_view bytes) {
    boost::system::error_code ignored;  // the server may have hung up: the answer tells
    boost::asio::write(socket_, boost::asio::buffer(bytes), ignored);
  }

  // One answer; `head_only` for HEAD, which has a length but no body.
  HttpAnswer answer(bool head_only = false) {
    HttpAnswer got;
    while (buffer_.find("\r\n\r\n") == std::string::npos) {
      if (!more()) return got;
    }
    const std::size_t end = buffer_.find("\r\n\r\n");
    std::string head = buffer_.substr(0, end + 2);
    buffer_.erase(0, end + 4);
    got.status = std::atoi(head.substr(9, 3).c_str());
    for (std::size_t line = head.find("\r\n") + 2; line < head.size();) {
      const std::size_t line_end = head.find("\r\n", line);
      const std::size_t colon = head.find(": ", line);
      got.fields[lower_ascii(head.substr(line, colon - line))] =
          head.substr(colon + 2, line_end - colon - 2);
      line = line_end + 2;
    }
    const bool empty = head_only || !got.fields.contains("content-length");
    const std::size_t length =
        empty ? 0 : std::strtoul(got.fields["content-length"].c_str(), nullptr, 10);
    while (buffer_.size() < length && more()) {
    }
    got.body = buffer_.substr(0, length);
    buffer_.erase(0, length);
    return got;
  }

  HttpAnswer ask(std::string_view request, bool head_only = false) {
    send(request);
    return answer(head_only);
  }

  // All that comes until the server ends the connection.
  std::string rest() {
    while (more()) {
    }
    return std::move(buffer_);
  }

  // True when the server ends the connection and nothing more was sent.
  bool ended() {
    while (more()) {
    }
    return at_end_ && buffer_.empty();
  }

  // --- WebSocket
  HttpAnswer upgrade(const std::string& path, const std::string& fields = {}) {
    return ask("GET " + path +
               " HTTP/1.1\r\nHost: shop.example\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
               "Sec-WebSocket-Key: AAECAwQFBgcICQoLDA0ODw==\r\nSec-WebSocket-Version: 13\r\n" +
               fields + "\r\n");
  }

  // Masked with zeros, which leaves the payload readable.
  void send_frame(int opcode, std::string_view payload, bool last = true) {
    std::string frame(1, static_cast<char>((last ? 0x80 : 0) | opcode));
    if (payload.size() < 126) {
      frame.push_back(static_cast<char>(0x80 | payload.size()));
    } else if (payload.size() < 65536) {
      frame.push_back(static_cast<char>(0x80 | 126));
      frame.push_back(static_cast<char>(payload.size() >> 8));
      frame.push_back(static_cast<char>(payload.size() & 0xFF));
    } else {
      frame.push_back(static_cast<char>(0x80 | 127));
      for (int shift = 56; shift >= 0; shift -= 8) {
        frame.push_back(static_cast<char>((payload.size() >> shift) & 0xFF));
      }
    }
    frame.append(4, '\0').append(payload);
    send(frame);
  }
  void say(std::string_view text) { send_frame(1, text); }

  WsFrame frame() {
    WsFrame got;
    if (!have(2)) return got;
    std::size_t length = static_cast<unsigned char>(buffer_[1]) & 0x7F;
    std::size_t head = 2;
    if (length >= 126) {
      const std::size_t bytes = length == 126 ? 2 : 8;
      if (!have(2 + bytes)) return got;
      length = 0;
      for (; head < 2 + bytes; ++head) {
        length = length << 8 | static_cast<unsigned char>(buffer_[head]);
      }
    }
    if (!have(head + length)) return got;
    got.opcode = buffer_[0] & 0x0F;
    got.payload = buffer_.substr(head, length);
    buffer_.erase(0, head + length);
    return got;
  }
  // The next text; empty when something else came.
  std::string heard() {
    const WsFrame got = frame();
    return got.opcode == 1 ? got.payload : std::string();
  }
  // The code the server closes with, skipping everything before it.
  int closed_with() {
    while (true) {
      const WsFrame got = frame();
      if (got.opcode == 8) return got.close_code();
      if (got.opcode == 0) return 0;
    }
  }
  void half_close() { socket_.shutdown(boost::asio::socket_base::shutdown_send); }

 private:
  bool have(std::size_t bytes) {
    while (buffer_.size() < bytes) {
      if (!more()) return false;
    }
    return true;
  }

  bool more() {
    pollfd wanted{socket_.native_handle(), POLLIN, 0};
    if (::poll(&wanted, 1, 5000) <= 0) return false;
    char bytes[16384];
    boost::system::error_code error;
    const std::size_t count = socket_.read_some(boost::asio::buffer(bytes), error);
    if (error) at_end_ = true;
    buffer_.append(bytes, count);
    return count != 0;
  }

  boost::asio::io_context io_;
  boost::asio::ip::tcp::socket socket_;
  std::string buffer_;
  bool at_end_ = false;
};

// A request of our own page to this path.
inline std::string get(const std::string& path, const std::string& fields = {}) {
  return "GET " + path + " HTTP/1.1\r\nHost: shop.example\r\n" + fields + "\r\n";
}

inline std::string post(const std::string& path, const std::string& body,
                        const std::string& fields = {}) {
  return "POST " + path +
         " HTTP/1.1\r\nHost: shop.example\r\nContent-Length: " + std::to_string(body.size()) +
         "\r\n" + fields + "\r\n" + body;
}

}  // namespace yingda::net::test
