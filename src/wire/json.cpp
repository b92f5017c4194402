#include "wire/json.hpp"

#include <functional>
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "base/limits.hpp"
#include "text/characters.hpp"

namespace yingda::wire {
namespace {

// Of two members with one name one reader takes the first, another the last: neither is right.
struct OneNameEach {
  bool operator()(int /*depth*/, Json::parse_event_t event, Json& parsed) {
    if (event == Json::parse_event_t::object_start) open.emplace_back();
    if (event == Json::parse_event_t::object_end) open.pop_back();
    if (event == Json::parse_event_t::key && !open.back().insert(parsed).second)
      twice = parsed.get<std::string>();
    return true;
  }
  std::vector<std::set<std::string>> open;
  std::optional<std::string> twice;
};

}  // namespace

Result<Json> parse_object(std::string_view text) {
  // Bounded before parsing: copying or destroying very deep values would exhaust the stack.
  int depth = 0;
  bool in_string = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (in_string) {
      if (c == '\\') ++i;
      if (c == '"') in_string = false;
    } else if (c == '"') {
      in_string = true;
    } else if (c == '{' || c == '[') {
      if (++depth > limits::json_depth_max) {
        return Error{ErrorCode::bad_frame, "JSON is nested deeper than 32 levels"};
      }
    } else if (c == '}' || c == ']') {
      --depth;
    }
  }
  OneNameEach names;
  Json value = Json::parse(text.begin(), text.end(), std::ref(names), false);
  if (names.twice) {
    return Error{ErrorCode::bad_frame,
                 "`" + names.twice->substr(0, 64) + "` stands twice in one object"};
  }
  if (value.is_discarded()) return Error{ErrorCode::bad_frame, "not valid JSON"};
  if (!value.is_object()) {
    return Error{ErrorCode::bad_frame, "expected a JSON object, as {\"type\":…}"};
  }
  return Result<Json>(boost::system::in_place_value, std::move(value));
}

Result<std::string> string_member(const Json& object, const char* name) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return std::string();
  if (!member->is_string()) {
    return Error{ErrorCode::bad_frame, std::string("`") + name + "` must be a string"};
  }
  return member->get<std::string>();
}

Result<std::string> words_member(const Json& object, const char* name) {
  auto value = string_member(object, name);
  if (value) *value = text::without_controls(*value);
  return value;
}

Result<std::string> required_string(const Json& object, const char* name) {
  auto value = string_member(object, name);
  if (value && value->empty()) {
    return Error{ErrorCode::bad_frame, std::string("`") + name + "` is missing"};
  }
  return value;
}

Result<std::uint64_t> count_member(const Json& object, const char* name, std::uint64_t fallback) {
  const auto member = object.find(name);
  if (member == object.end() || member->is_null()) return fallback;
  if (!member->is_number_integer() || (!member->is_number_unsigned() && *member < 0)) {
    return Error{ErrorCode::bad_frame, std::string("`") + name + "` must be a whole number ≥ 0"};
  }
  return member->get<std::uint64_t>();
}

}  // namespace yingda::wire
