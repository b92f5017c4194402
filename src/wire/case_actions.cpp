// Actions about a conversation as a whole: putting it aside, giving it to the bot, asking for a
// rating, keeping somebody from talking.

#include "wire/desk_frame_parts.hpp"

namespace yingda::wire {
namespace {

Result<Instant> instant_member(const Json& in, const char* name) {
  const auto text = required_string(in, name);
  if (!text) return text.error();
  auto at = parse_rfc3339(*text);
  if (!at) return Error{ErrorCode::invalid, std::string("`") + name + "`: " + at.error().detail};
  return at;
}

}  // namespace

Result<DeskFrame> decode_snooze(const Json& in, const Head& head) {
  SnoozeFrame frame{head.id, head.conversation};
  if (in.contains("until") && !in["until"].is_null()) {
    const auto until = instant_member(in, "until");
    if (!until) return until.error();
    frame.until = *until;
  }
  auto reason = line(in, "reason");
  if (!reason) return reason.error();
  frame.reason = *std::move(reason);
  return DeskFrame(std::move(frame));
}

Result<DeskFrame> decode_wake(const Json&, const Head& head) {
  return DeskFrame(WakeFrame{head.id, head.conversation});
}

Result<DeskFrame> decode_return(const Json& in, const Head& head) {
  const auto flow = string_member(in, "flow");
  if (!flow) return flow.error();
  const auto slot = string_member(in, "slot");
  if (!slot) return slot.error();
  if (!flow->empty() && !slot->empty()) {
    return Error{ErrorCode::invalid, "name a `flow` or a `slot` to ask again, not both"};
  }
  const auto reason = line(in, "reason");
  if (!reason) return reason.error();
  return DeskFrame(ReturnFrame{head.id, head.conversation, *flow, *reason, *slot});
}

Result<DeskFrame> decode_invite_rating(const Json&, const Head& head) {
  return DeskFrame(InviteRatingFrame{head.id, head.conversation});
}

Result<DeskFrame> decode_mute(const Json& in, const Head& head) {
  const auto until = instant_member(in, "until");
  if (!until) return until.error();
  const auto reason = words(in, "reason");
  if (!reason) return reason.error();
  const auto short_reason = line(in, "reason");
  if (!short_reason) return short_reason.error();
  return DeskFrame(MuteFrame{head.id, head.conversation, *until, *reason});
}

Result<DeskFrame> decode_unmute(const Json&, const Head& head) {
  return DeskFrame(UnmuteFrame{head.id, head.conversation});
}

}  // namespace yingda::wire
