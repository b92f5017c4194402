#pragma once
// Pieces of pages that are useful without a script. Whatever comes from people is escaped.

#include <string>
#include <string_view>

namespace yingda::pages {

// For text and for attribute values in double quotes.
std::string escaped(std::string_view text);

// Stands where the server puts the nonce of its style sheet.
inline constexpr std::string_view nonce_mark = "__YD_NONCE__";

struct Document {
  std::string locale;  // "zh-CN" or "en"
  std::string title;
  std::string body;         // HTML
  bool for_search = false;  // may be found by search engines
};

// The whole page: readable on a phone, dark where the reader likes it dark, no request to anywhere.
std::string document(const Document& page);

}  // namespace yingda::pages
