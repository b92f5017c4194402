#include "app/state_difference.hpp"

#include <nlohmann/json.hpp>
#include <optional>

#include "wire/state_codec.hpp"

namespace yingda::app {
namespace {

using Json = nlohmann::json;
using Place = std::optional<std::string>;

// The same member of an object or a list; nullptr when there is none.
const Json* member(const Json& in, const std::string& name, std::size_t index) {
  if (in.is_array()) return index < in.size() ? &in[index] : nullptr;
  const auto found = in.find(name);
  return found == in.end() ? nullptr : &*found;
}

// `upgraded` is `stored` as a program of today reads it.
Place first_difference(const Json& stored, const Json& upgraded, const Json& replayed) {
  if (upgraded == replayed) return std::nullopt;
  const bool objects = stored.is_object() && upgraded.is_object() && replayed.is_object();
  const bool lists = stored.is_array() && upgraded.is_array() && replayed.is_array() &&
                     upgraded.size() == replayed.size();
  if (!objects && !lists) return "";
  std::size_t index = 0;
  for (const auto& [name, value] : replayed.items()) {
    const Json* was = member(stored, name, index);
    const Json* is = member(upgraded, name, index++);
    if (was == nullptr && is != nullptr) continue;  // new since: reading gave it its default
    if (was == nullptr || is == nullptr) return name;
    const auto inside = first_difference(*was, *is, value);
    if (inside) return inside->empty() ? name : name + "/" + *inside;
  }
  // What only the stored one has: a slot that is not filled any more.
  for (const auto& [name, value] : upgraded.items()) {
    if (objects && !replayed.contains(name)) return name;
  }
  return std::nullopt;
}

}  // namespace

std::string state_difference(const std::string& stored, const std::string& replayed) {
  if (stored == replayed) return {};
  const auto state = wire::decode_state(stored);
  if (!state) return state.error().detail;
  const auto upgraded = wire::encode_state(*state);
  if (upgraded == replayed) return {};
  const auto at =
      first_difference(Json::parse(stored), Json::parse(upgraded), Json::parse(replayed));
  return at ? "what was recorded gives another state than the stored one, at " + *at : "";
}

}  // namespace yingda::app
