#pragma once
// One HTTP request and its answer on a connection of its own. There is no deadline in here: whoever
// starts an exchange cancels it.

#include <boost/asio/io_context.hpp>
#include <functional>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "connect/target.hpp"

namespace yingda::connect {

struct HttpRequest {
  bool post = false;
  RequestLine line;
  std::vector<std::pair<std::string, std::string>> fields;
  bool status_only = false;  // nobody reads the answer's body: the exchange ends before it
};

struct HttpReply {
  std::string error;  // empty: `status` and `body` are whole
  unsigned status = 0;
  std::string body;
};

class Exchange {
 public:
  virtual ~Exchange() = default;
  // Closes the connection; `done` will not be called any more.
  virtual void cancel() = 0;
};

// Trusted authorities, loaded once.
class TlsContext;
// Throws std::invalid_argument when the file cannot be used.
std::shared_ptr<TlsContext> make_tls_context(const std::string& ca_file);

// `done` is called at most once, later. `tls` is needed for an https target only.
std::shared_ptr<Exchange> start_exchange(boost::asio::io_context& loop, const Target& target,
                                         const std::shared_ptr<TlsContext>& tls,
                                         HttpRequest request, std::size_t answer_bytes_max,
                                         std::function<void(HttpReply)> done);

}  // namespace yingda::connect
