#pragma once
// The frames the gateway sends besides events (docs/protocol.md).

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "dialogue/interpreter.hpp"
#include "workorder/work_order.hpp"

namespace yingda::wire {

struct Welcome {
  std::string conversation;
  std::string token;
  std::uint64_t seq = 0;
  std::string epoch;
  bool resumed = false;
  Instant server_time{};
};

std::string welcome_frame(const Welcome& welcome);
std::string reset_frame(std::string_view conversation, std::uint64_t seq, std::string_view epoch);
std::string accepted_frame(std::string_view id, std::uint64_t seq, bool dup);
std::string desk_accepted_frame(std::string_view id, std::string_view conversation,
                                std::uint64_t pos, bool dup);

struct Refused {
  Error error;
  std::string id;            // of the client's frame, may be empty
  std::string conversation;  // at the desk, may be empty
  std::optional<TimeSpan> retry_after;
  std::vector<dialogue::FieldFault> fields;
  std::vector<workorder::Change> changes{};  // of an order, since the sender saw it
};
std::string error_frame(const Refused& refused);

std::string typing_frame(std::string_view from);
std::string desk_typing_frame(std::string_view conversation);
// How far whoever has the conversation has read.
std::string read_frame(std::uint64_t seq);
// A flow began or ended.
std::string flow_frame(std::string_view flow, bool begun);
// How far the visitor has read.
std::string desk_read_frame(std::string_view conversation, std::uint64_t seq);
// `events` are whole event objects as JSON text, oldest first, all before `before`.
std::string history_frame(std::string_view conversation, std::uint64_t before,
                          const std::vector<std::string>& events);
std::string pong_frame();
std::string going_away_frame(TimeSpan retry_after);

}  // namespace yingda::wire
