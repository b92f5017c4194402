#pragma once
// Pieces of pages that are useful without a script. Whatever comes from people is escaped.

#include <string>
#include <string_view>

namespace yingda::pages {

// For text and for attribute values in double quotes.
std::string escaped(std::string_view text);

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
