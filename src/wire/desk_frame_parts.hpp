#pragma once
// What the decoders of the desk's frames share.

#include <optional>
#include <string>

#include "base/result.hpp"
#include "wire/desk_frame.hpp"
#include "wire/json.hpp"

namespace yingda::wire {

struct Head {
  std::string id;
  std::string conversation;
};

// A name or a reference: a line, not a letter. May be missing.
Result<std::string> line(const Json& in, const char* name);

// What people wrote: there is some, and not too much.
Result<std::string> words(const Json& in, const char* name);

// Ids, at most so many; none when the member is missing.
Result<std::vector<std::string>> ids_member(const Json& in, const char* name);

// How many changes of an order the sender had seen; they need not say.
Result<std::optional<std::uint64_t>> version_member(const Json& in, const char* name);

// `{"type":"action","action","arguments"}`.
Result<DeskFrame> decode_action(const Json& in, const Head& head);

// case_actions.cpp: of those, what is about the conversation as a whole.
Result<DeskFrame> decode_snooze(const Json& in, const Head& head);
Result<DeskFrame> decode_wake(const Json& in, const Head& head);
Result<DeskFrame> decode_return(const Json& in, const Head& head);
Result<DeskFrame> decode_invite_rating(const Json& in, const Head& head);
Result<DeskFrame> decode_mute(const Json& in, const Head& head);
Result<DeskFrame> decode_unmute(const Json& in, const Head& head);

}  // namespace yingda::wire
