#include "conversation/keyword_index.hpp"

#include <algorithm>
#include <utility>

#include "conversation/said.hpp"
#include "text/characters.hpp"

namespace yingda::conversation {

void KeywordIndex::add(std::string word, std::string flow) {
  if (word.empty()) return;
  std::size_t at = 0;
  const auto first = static_cast<std::uint32_t>(text::next_character(word, at));
  by_first_[first].push_back(static_cast<std::uint32_t>(keywords_.size()));
  keywords_.push_back({std::move(word), std::move(flow)});
}

std::vector<const Keyword*> KeywordIndex::spoken(std::string_view key) const {
  std::vector<std::uint32_t> found;
  for (std::size_t at = 0; at < key.size();) {
    const std::size_t from = at;
    const auto first = static_cast<std::uint32_t>(text::next_character(key, at));
    const auto places = by_first_.find(first);
    if (places == by_first_.end()) continue;
    for (const auto place : places->second) {
      if (word_stands_at(key, keywords_[place].word, from)) found.push_back(place);
    }
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  std::vector<const Keyword*> out;
  out.reserve(found.size());
  for (const auto place : found) out.push_back(&keywords_[place]);
  return out;
}

}  // namespace yingda::conversation
