#pragma once
// Mails by SMTP (libcurl), so many at once on threads of their own; what became of each comes back
// to the loop. Each has a connection and a deadline of its own.

#include <boost/asio/io_context.hpp>
#include <cstddef>
#include <functional>
#include <memory>
#include <string>

#include "connect/notice_transport.hpp"

namespace yingda::connect {

enum class SmtpSecurity {
  starttls,  // or nothing is sent
  tls,       // from the first byte
  none,
};

struct SmtpServer {
  std::string host;  // a name or an address, IPv6 without brackets
  std::string port;
  SmtpSecurity security = SmtpSecurity::starttls;
  std::string user;  // empty: no log-in
  std::string password;
  std::string ca_file;  // empty: the system's authorities
  std::chrono::milliseconds timeout{30'000};
};

struct SmtpMail {
  std::string from;  // of the envelope
  std::string to;
  std::string message;
};

class SmtpClient {
 public:
  // `at_once`: how many connections there may be, at least one; more mails wait.
  SmtpClient(boost::asio::io_context& loop, SmtpServer server, std::size_t at_once);
  ~SmtpClient();  // cuts off what is under way, within a second or two
  SmtpClient(const SmtpClient&) = delete;
  SmtpClient& operator=(const SmtpClient&) = delete;

  // `never` when the server refuses this mail for good (5xx), `later` for all else.
  std::shared_ptr<Sending> send(SmtpMail mail, std::function<void(const DeliveryResult&)> done);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace yingda::connect
