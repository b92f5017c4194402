#pragma once
// The one way JSON text from outside becomes a value: bounded depth, valid UTF-8, an object.

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda::wire {

using Json = nlohmann::json;

inline Error bad_frame(std::string what) { return {ErrorCode::bad_frame, std::move(what)}; }

// In one line; what is no UTF-8 becomes U+FFFD.
inline std::string text_of(const Json& value) {
  return value.dump(-1, ' ', false, Json::error_handler_t::replace);
}

// A text that is stored or that others wrote; empty where it is missing, or is something else.
inline std::string text_at(const Json& object, const char* name) {
  const auto found = object.find(name);
  return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

// `bad_frame` with what is wrong: not JSON, nested deeper than limits::json_depth_max, one
// name twice in an object, not an object.
Result<Json> parse_object(std::string_view text);

// A string member; "" when it is missing. `bad_frame` when it is there and no string.
Result<std::string> string_member(const Json& object, const char* name);
// The same for people's words: without control characters (text::without_controls).
Result<std::string> words_member(const Json& object, const char* name);
Result<std::string> required_string(const Json& object, const char* name);
// An integer ≥ 0; nullopt-like `fallback` when it is missing.
Result<std::uint64_t> count_member(const Json& object, const char* name, std::uint64_t fallback);

}  // namespace yingda::wire
