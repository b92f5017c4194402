#pragma once
// Frames of the desk about a conversation beside its words and its orders
// (conversation/case_events.hpp).

#include <optional>
#include <string>

#include "base/time.hpp"

namespace yingda::wire {

struct SnoozeFrame {
  std::string id;
  std::string conversation;
  std::optional<Instant> until{};
  std::string reason{};
};
struct WakeFrame {
  std::string id;
  std::string conversation;
};
struct ReturnFrame {
  std::string id;
  std::string conversation;
  std::string flow;
  std::string reason{};
  std::string slot{};
};
struct InviteRatingFrame {
  std::string id;
  std::string conversation;
};
struct MuteFrame {
  std::string id;
  std::string conversation;
  Instant until{};
  std::string reason{};
};
struct UnmuteFrame {
  std::string id;
  std::string conversation;
};

}  // namespace yingda::wire
