#pragma once
// The single rules of `mask`. Each looks at one place of the text and says which glyphs to replace.
// An empty replacement means: seen, and to be left as it is.

#include <optional>

#include "text/glyphs.hpp"

namespace yingda::text {

// A password, code or card secret behind its keyword; `at` is where the keyword begins.
std::optional<MaskSpan> find_secret(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_email(const Glyphs& glyphs, std::size_t at);
// "li dot ming at example dot com"
std::optional<MaskSpan> find_spelled_email(const Glyphs& glyphs, std::size_t at);
// The date behind 生日, "date of birth", …
std::optional<MaskSpan> find_birthday(const Glyphs& glyphs, std::size_t at);
// The details behind 地址, up to the end of the clause.
std::optional<MaskSpan> find_address(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_plate(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_passport(const Glyphs& glyphs, std::size_t at);
// The given name behind 我叫, 收件人：, "my name is".
std::optional<MaskSpan> find_name(const Glyphs& glyphs, std::size_t at);
// A street with a house number in a sentence, what stands up to the city left out; `at` begins a
// clause or is a word such as 住在.
std::optional<MaskSpan> find_home(const Glyphs& glyphs, std::size_t at);
// What one is called on WeChat or QQ.
std::optional<MaskSpan> find_messenger(const Glyphs& glyphs, std::size_t at);
// A mobile number in Chinese numerals.
std::optional<MaskSpan> find_spoken_phone(const Glyphs& glyphs, std::size_t at);
// Phone, landline, resident id, bank card or IP address; `at` is the first digit.
std::optional<MaskSpan> find_number(const Glyphs& glyphs, std::size_t at);

}  // namespace yingda::text
