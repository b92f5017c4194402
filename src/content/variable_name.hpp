#pragma once
// Secrets are named in the configuration, and stand in the environment.

#include <algorithm>
#include <string_view>

namespace yingda::content {

// Letters, digits and _, no digit in front.
inline bool is_variable_name(std::string_view name) {
  const auto fits = [](char c) {
    return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
  };
  return !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
         std::ranges::all_of(name, fits);
}

}  // namespace yingda::content
