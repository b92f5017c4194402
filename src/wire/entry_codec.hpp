#pragma once
// Entries of the log as clients read them (docs/protocol.md section 1, events). Encoded once when
// they happen; what is stored is what is sent, today and at every later resume.

#include <cstdint>
#include <string>
#include <string_view>

#include "conversation/entry.hpp"

namespace yingda::wire {

// `json` is an object {"at":…,"kind":…,…}; `visitor_only` is "" or further members that staff do
// not see, written as `,"secret":"…"`.
struct EncodedEntry {
  std::string json;
  std::string visitor_only;
};

EncodedEntry encode_entry(const conversation::Entry& entry);

// The whole frames around an encoded entry.
std::string visitor_event(std::uint64_t seq, std::string_view json, std::string_view visitor_only);
// `own`: words of whoever reads it, who may still change them.
std::string desk_event(std::string_view conversation, std::uint64_t pos, std::uint64_t seq,
                       std::string_view json, bool own = false);

}  // namespace yingda::wire
