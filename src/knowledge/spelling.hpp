#pragma once
// What a visitor may have meant to type: words one slip away from a word of the knowledge base
// (a letter wrong, missing, too many, or two exchanged), and pairs of Chinese characters of which
// one was picked wrongly among those that sound alike. It guesses, so it is only asked when the
// text as it was typed leads nowhere.

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "knowledge/index.hpp"
#include "text/tokenize.hpp"

namespace yingda::knowledge {

class Spelling {
 public:
  // Both must outlive this.
  Spelling(const Vocabulary& vocabulary, const Index& index);

  // Empty when there is nothing to correct. Words that are known stay as they are.
  std::string corrected(std::string_view text) const;

 private:
  struct Near {
    std::uint32_t hash = 0;  // of the word with one letter left out, or of the word itself
    FeatureId word = 0;
  };

  void add_word(FeatureId id);
  void add_pair(FeatureId id);
  bool more_frequent(FeatureId a, FeatureId b) const;
  // What is meant by an unknown word or pair; npos when nobody can tell.
  FeatureId word_for(const std::string& word) const;
  FeatureId pair_for(const std::string& left, const std::string& right) const;
  bool correct_words(std::vector<text::Token>& tokens) const;
  bool correct_pairs(std::vector<text::Token>& tokens) const;

  const Vocabulary& vocabulary_;
  const Index& index_;
  std::vector<Near> near_;  // by hash
  std::unordered_map<std::string, std::vector<FeatureId>> pairs_by_sound_;
};

}  // namespace yingda::knowledge
