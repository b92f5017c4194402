#pragma once
// POST /v1/chat/poll: opens sessions of long polls, and finds them again by what was handed out.

#include <map>
#include <memory>
#include <string>

#include "net/poll_session.hpp"

namespace yingda::net {

class Polls : public std::enable_shared_from_this<Polls> {
 public:
  // A request without Authorization opens a session; with one it belongs to that session.
  void answer(const CorePtr& core, const RequestPtr& request, const Respond& respond);

 private:
  void open(const CorePtr& core, const Request& request, PollRequest first, const Respond& respond);

  std::map<std::string, std::shared_ptr<PollSession>> sessions_;
};

}  // namespace yingda::net
