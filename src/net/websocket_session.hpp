#pragma once
// One WebSocket: frames in, one at a time, each waiting until the application is done with the one
// before, which is how a slow disk slows the senders down; frames out through an outbox, each
// within a deadline. What is in the frames is the business of gateway::Connection.

#include <optional>

#include "net/core.hpp"
#include "net/credentials.hpp"
#include "net/upgrade.hpp"

namespace yingda::net {

// Of a desk socket: who it is, and what proved it, to look at again now and then.
struct DeskLogin {
  gateway::Staff staff;
  Credentials credentials;
};

// Accepts the upgrade on `socket` and speaks from then on. `login` is set exactly for the desk.
void start_websocket_session(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                             Upgrade upgrade, std::optional<DeskLogin> login);

}  // namespace yingda::net
