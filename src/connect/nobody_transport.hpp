#pragma once
// The way out to an endpoint that is not configured any more: what still waits for it fails, and
// says so.

#include <memory>
#include <string>

#include "connect/notice_transport.hpp"

namespace yingda::connect {

// Takes no new notices and sends none.
std::unique_ptr<NoticeTransport> nobody_transport(std::string endpoint);

}  // namespace yingda::connect
