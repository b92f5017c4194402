#include "app/desk_keys.hpp"

#include <algorithm>
#include <set>

#include "text/characters.hpp"
#include "wire/json.hpp"

namespace yingda::app {
namespace {

using wire::Json;

constexpr std::size_t actions_max = 50;
constexpr std::size_t action_bytes_max = 32;

bool is_action(const std::string& name) {
  return !name.empty() && name.size() <= action_bytes_max &&
         std::ranges::all_of(name, [](char c) { return c == '_' || (c >= 'a' && c <= 'z'); });
}

// One character each, or nothing: that action has no key. No key does two things.
bool are_keys(const Json& keys) {
  if (!keys.is_object() || keys.size() > actions_max) return false;
  std::set<std::string> given;
  return std::ranges::all_of(keys.items(), [&](const auto& item) {
    if (!is_action(item.key()) || !item.value().is_string()) return false;
    const auto& key = item.value().template get_ref<const std::string&>();
    return key.empty() || (text::characters(key) == 1 && given.insert(key).second);
  });
}

}  // namespace

std::string keys_json(const store::SavedKeys& saved) {
  return wire::text_of({{"version", saved.version}, {"keys", Json::parse(saved.keys)}});
}

Result<std::string> save_keys(store::DeskBook& book, const std::string& staff,
                              const std::string& body) {
  const auto in = wire::parse_object(body);
  if (!in) return Error{ErrorCode::invalid, in.error().detail};
  const auto version = in->find("version");
  const auto keys = in->find("keys");
  if (version == in->end() || !version->is_number_unsigned()) {
    return Error{ErrorCode::invalid, "`version` is the one of the keys that were read"};
  }
  if (keys == in->end() || !are_keys(*keys)) {
    return Error{
        ErrorCode::invalid,
        "`keys` gives at most 50 actions (a-z, _) one character each, or \"\" for none; no "
        "character twice"};
  }
  const auto saved = book.save_keys(staff, version->get<std::int64_t>(), wire::text_of(*keys));
  if (saved) return keys_json(*saved);
  return Error{ErrorCode::conflict, "the keys were saved elsewhere meanwhile: read them again"};
}

}  // namespace yingda::app
