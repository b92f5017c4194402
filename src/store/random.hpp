#pragma once
// Random values nobody can guess, and the hash under which a token is kept. From libsodium.

#include <cstddef>
#include <string>
#include <string_view>

namespace yingda::store {

std::string random_bytes(std::size_t count);
// Two hexadecimal digits a byte.
std::string random_hex(std::size_t bytes);
// The same for bytes that are there.
std::string to_hex(std::string_view bytes);
// 256 bits, URL-safe, 43 characters.
std::string random_token();
// SHA-256 in hexadecimal. Tokens are random, so no salt and no slow hash are needed.
std::string token_hash(std::string_view token);

std::string to_base64(std::string_view bytes);
// Empty when it is not base64.
std::string from_base64(std::string_view text);

}  // namespace yingda::store
