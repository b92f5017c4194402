#include "net/poll_message.hpp"

#include "base/limits.hpp"
#include "net/http_message.hpp"
#include "wire/json.hpp"

namespace yingda::net {

Result<PollRequest> read_poll(std::string_view body) {
  const auto in = wire::parse_object(body);
  if (!in) return in.error();
  const auto first = wire::count_member(*in, "first", 1);
  if (!first) return first.error();
  const auto got = wire::count_member(*in, "got", 0);
  if (!got) return got.error();
  PollRequest request;
  request.first = *first;
  request.got = *got;
  const auto leave = in->find("leave");
  request.leave = leave != in->end() && leave->is_boolean() && leave->get<bool>();
  const auto frames = in->find("frames");
  if (frames == in->end()) return request;
  if (!frames->is_array() || frames->size() > limits::poll_frames_max) {
    return Error{ErrorCode::bad_frame, "`frames` must be a list of at most " +
                                           std::to_string(limits::poll_frames_max) + " frames"};
  }
  for (const auto& frame : *frames) {
    request.frames.push_back(wire::text_of(frame));
    if (request.frames.back().size() <= limits::chat_frame_bytes_max) continue;
    return Error{ErrorCode::too_large, "A frame is larger than 16 KiB."};
  }
  return request;
}

std::string text_of(const PollAnswer& answer) {
  std::string out = "{";
  if (!answer.session.empty()) out += "\"session\":" + quote_json(answer.session) + ",";
  out += "\"first\":" + std::to_string(answer.first) + ",\"frames\":[";
  for (const auto& frame : answer.frames) {
    if (out.back() != '[') out.push_back(',');
    out += *frame;
  }
  out += "],\"got\":" + std::to_string(answer.got);
  if (answer.close) out += ",\"close\":" + std::to_string(*answer.close);
  return out + "}\n";
}

}  // namespace yingda::net
