#pragma once
// Upper and lower case where only ASCII counts: protocol fields, log-in names, Latin words in
// texts. No locale has a say, and other bytes stay as they are.

#include <string>
#include <string_view>

namespace yingda {

constexpr char lower_ascii(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

inline std::string lower_ascii(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = lower_ascii(c);
  return out;
}

}  // namespace yingda
