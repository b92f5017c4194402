#pragma once
// One HTTP connection: reads requests one after the other, strictly, answers each, and hands the
// socket on when a request asks for a WebSocket.

#include <memory>

#include "net/core.hpp"

namespace yingda::net {

// Starts a session on an accepted socket. `lease` is the connection's place in the per-address
// count; null for trusted proxies, whose clients are counted when they upgrade.
void start_http_session(const CorePtr& core, Socket socket, ConnectionCount::Lease lease,
                        bool admin);

}  // namespace yingda::net
