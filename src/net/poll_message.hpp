#pragma once
// What one request of a long poll says and what its answer says, as JSON. Frames are numbered 1, 2,
// 3… in both directions of a session, and each side tells the last number it got: a request or an
// answer that was lost is simply sent again.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "gateway/ports.hpp"

namespace yingda::net {

// {"first":3,"frames":[{…},…],"got":7}; `{"leave":true}` ends the session.
struct PollRequest {
  std::uint64_t first = 1;  // the number of the first of `frames`
  std::vector<std::string> frames;
  std::uint64_t got = 0;  // the last of our frames that has arrived there
  bool leave = false;
};

// `bad_frame` when it is not that; `too_large` for a frame that no socket would take either.
Result<PollRequest> read_poll(std::string_view body);

struct PollAnswer {
  std::string session{};  // of the first answer
  std::uint64_t first = 1;
  std::vector<gateway::Frame> frames{};
  std::uint64_t got = 0;
  std::optional<std::uint16_t> close{};  // the session has ended, as a socket with this code
};

// {"session"?,"first":8,"frames":[…],"got":3,"close"?:1012}
std::string text_of(const PollAnswer& answer);

}  // namespace yingda::net
