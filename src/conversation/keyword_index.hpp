#pragma once
// The keywords of all flows, looked for in a message at once: by the character that they begin with
// instead of one after another.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yingda::conversation {

struct Keyword {
  std::string word;  // text::match_key(), never empty
  std::string flow;
};

class KeywordIndex {
 public:
  // A keyword of signs alone has no key and is in no message.
  void add(std::string word, std::string flow);
  // Those that a match key holds as holds_word() has it, each once, in the order they were added.
  std::vector<const Keyword*> spoken(std::string_view key) const;

 private:
  std::vector<Keyword> keywords_;
  std::unordered_map<std::uint32_t, std::vector<std::uint32_t>> by_first_;  // places in keywords_
};

}  // namespace yingda::conversation
