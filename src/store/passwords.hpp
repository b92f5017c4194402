#pragma once
// Rules and hashes of passwords and names. argon2id with OWASP's minimum (19 MiB, two passes): a
// few dozen milliseconds for one log-in, hours for a guesser, and no memory to speak of.

#include <string>
#include <string_view>

#include "base/result.hpp"

namespace yingda::store {

inline constexpr std::size_t password_characters_min = 8;
// Refused before it is hashed.
inline constexpr std::size_t password_bytes_max = 1024;
inline constexpr std::size_t name_characters_max = 64;

Result<> check_new_password(std::string_view password);

std::string hash_password(const std::string& password);
bool password_matches(const std::string& hash, const std::string& password);
// Takes as long as `password_matches` and is never true: for names that do not exist.
void match_nothing(const std::string& password);

// Trimmed, 1 to 64 characters of valid UTF-8 without control characters; `what` names it in the
// error.
Result<std::string> clean_name(std::string_view name, std::string_view what);

}  // namespace yingda::store
