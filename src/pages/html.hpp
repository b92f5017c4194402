#pragma once
// Pieces of pages that are useful without a script. Whatever comes from people is escaped.

#include <string>
#include <string_view>

namespace yingda::pages {

// For text and for attribute values in double quotes.
std::string escaped(std::string_view text);

// One line of a list of facts, in a <dl>; `html` stays as it is.
std::string fact(std::string_view name, const std::string& html);

// `words` with the one "{name}" in it filled.
std::string filled(std::string_view words, std::string_view name, std::string_view value);

bool is_english(std::string_view locale);

struct Document {
  std::string locale;  // "zh-CN" or "en"
  std::string title;
  std::string body;         // HTML
  bool for_search = false;  // may be found by search engines
};

// The whole page, with the nonce mark in it: readable on a phone, dark where the reader likes it
// dark, no request to anywhere.
std::string document(const Document& page);

}  // namespace yingda::pages
