#pragma once
// Words that editors declare to mean the same. Questions and variants are read with each of them
// replaced by the first of its group, so that what an article says of 退款 is found by 退钱 too.
// What was typed is not changed.

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace yingda::knowledge {

// Each group at least two words or phrases; the first stands for all.
using SynonymGroups = std::vector<std::vector<std::string>>;

class Synonyms {
 public:
  Synonyms() = default;
  explicit Synonyms(const SynonymGroups& groups);

  // The normal form of `text`, each word of a group replaced by the group's first. The longest one
  // that fits wins; a word of letters stands by itself, "pin" is not in "shopping".
  std::string unify(std::string_view text) const;

 private:
  struct Reading {
    std::string word;
    std::string as;
  };

  const Reading* at(std::string_view text, std::size_t position) const;

  std::unordered_map<char32_t, std::vector<Reading>> by_first_;  // the longest first
};

}  // namespace yingda::knowledge
