#include "store/passwords.hpp"

#include <sodium.h>

#include <array>
#include <optional>

#include "base/check.hpp"
#include "store/random.hpp"

namespace yingda::store {
namespace {

constexpr unsigned long long passes = 2;
constexpr std::size_t memory_bytes = 19 * 1024 * 1024;

// Reads one code point off the front; nullopt for what is not UTF-8.
std::optional<char32_t> next_character(std::string_view& text) {
  const auto lead = static_cast<unsigned char>(text.front());
  const std::size_t length = lead < 0x80 ? 1 : lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
  if (length > text.size() || (lead >= 0x80 && lead < 0xc2) || lead > 0xf4) return std::nullopt;
  char32_t value = length == 1 ? lead : lead & (0xffU >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) {
    const auto byte = static_cast<unsigned char>(text[i]);
    if ((byte & 0xc0U) != 0x80) return std::nullopt;
    value = (value << 6U) | (byte & 0x3fU);
  }
  constexpr std::array<char32_t, 5> smallest{0, 0, 0x80, 0x800, 0x10000};
  if (value < smallest.at(length) || value > 0x10ffff || (value >= 0xd800 && value <= 0xdfff)) {
    return std::nullopt;
  }
  text.remove_prefix(length);
  return value;
}

// nullopt when the text is not UTF-8 or holds control characters.
std::optional<std::size_t> characters(std::string_view text) {
  std::size_t count = 0;
  while (!text.empty()) {
    const auto character = next_character(text);
    if (!character || *character < 0x20 || (*character >= 0x7f && *character < 0xa0)) {
      return std::nullopt;
    }
    ++count;
  }
  return count;
}

// White space at an end: ASCII, the no-break and the ideographic space.
std::string_view trim(std::string_view text) {
  constexpr std::array<std::string_view, 6> blanks{" ",  "\t",       "\r",
                                                   "\n", "\xc2\xa0", "\xe3\x80\x80"};
  for (bool cut = true; cut;) {
    cut = false;
    for (const auto blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), cut = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), cut = true;
    }
  }
  return text;
}

}  // namespace

Result<> check_new_password(std::string_view password) {
  if (password.size() > password_bytes_max) {
    return Error{ErrorCode::invalid, "the password is longer than 1,024 bytes"};
  }
  // Log-ins send it as JSON, which is UTF-8: with anything else nobody could ever log in.
  std::size_t count = 0;
  for (; !password.empty(); ++count) {
    if (!next_character(password)) {
      return Error{ErrorCode::invalid, "the password must be valid UTF-8"};
    }
  }
  if (count < password_characters_min) {
    return Error{ErrorCode::invalid, "the password needs at least 8 characters"};
  }
  return {};
}

std::string hash_password(const std::string& password) {
  YINGDA_CHECK(sodium_init() >= 0);
  std::array<char, crypto_pwhash_STRBYTES> out{};
  const int failed = crypto_pwhash_str_alg(out.data(), password.data(), password.size(), passes,
                                           memory_bytes, crypto_pwhash_ALG_ARGON2ID13);
  if (failed != 0) throw std::bad_alloc();
  return out.data();
}

bool password_matches(const std::string& hash, const std::string& password) {
  YINGDA_CHECK(sodium_init() >= 0);
  if (hash.size() >= crypto_pwhash_STRBYTES) return false;
  return crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

void match_nothing(const std::string& password) {
  static const std::string nobody = hash_password(random_token());
  static_cast<void>(password_matches(nobody, password));
}

Result<std::string> clean_name(std::string_view name, std::string_view what) {
  const std::string_view trimmed = trim(name);
  const auto count = characters(trimmed);
  if (!count || *count == 0 || *count > name_characters_max) {
    return Error{ErrorCode::invalid,
                 std::string(what) + " needs 1 to 64 characters and no control characters"};
  }
  return std::string(trimmed);
}

}  // namespace yingda::store
