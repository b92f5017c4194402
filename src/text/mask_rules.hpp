#pragma once
// The single rules of `mask`. Each looks at one place of the text and says which glyphs to replace.
// An empty replacement means: seen, and to be left as it is.

#include <optional>

#include "text/glyphs.hpp"

namespace yingda::text {

// A password, code or card secret behind its keyword; `at` is where the keyword begins.
std::optional<MaskSpan> find_secret(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_email(const Glyphs& glyphs, std::size_t at);
// The details behind 地址, up to the end of the clause.
std::optional<MaskSpan> find_address(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_plate(const Glyphs& glyphs, std::size_t at);
std::optional<MaskSpan> find_passport(const Glyphs& glyphs, std::size_t at);
// Phone, resident id, bank card or IP address; `at` is the first digit.
std::optional<MaskSpan> find_number(const Glyphs& glyphs, std::size_t at);

}  // namespace yingda::text
