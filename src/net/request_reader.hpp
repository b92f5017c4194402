#pragma once
// Reads requests off a socket. Beast's parser does the work and is hidden here; what it lets
// through is judged by http_framing.hpp.

#include <memory>
#include <optional>

#include "net/executor.hpp"
#include "net/http_message.hpp"

namespace yingda::net {

class RequestReader {
 public:
  explicit RequestReader(Socket& socket);
  ~RequestReader();

  // More than was asked for has arrived already: the next request, or what should not be there.
  bool holds_bytes() const;
  // Waits for the first bytes of a request; false when the peer is gone.
  Task<bool> wait();
  // Method, target, version and fields of the next request. Null: `fault` says why.
  Task<std::shared_ptr<Request>> head();
  // The body of that request, which is known to have one; nullopt: `fault` says why.
  Task<std::optional<std::string>> body(std::size_t bytes_max);
  // Some of that body as it arrives, at most `bytes_max`, instead of `body`; nullopt: the peer is
  // gone.
  Task<std::optional<std::string>> piece(std::size_t bytes_max);
  // What to tell the peer after a failure; nothing when there is nobody to tell.
  const std::optional<Reply>& fault() const { return fault_; }
  // Reads and forgets until the peer ends the connection or has sent `bytes_max`.
  Task<> discard(std::size_t bytes_max);

 private:
  struct Parts;
  void skip_empty_lines();
  std::optional<Reply> fault_of(const boost::system::error_code& error) const;

  Socket& socket_;
  std::unique_ptr<Parts> parts_;
  std::optional<Reply> fault_;
};

}  // namespace yingda::net
