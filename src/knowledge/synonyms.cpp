#include "knowledge/synonyms.hpp"

#include <algorithm>

#include "text/characters.hpp"
#include "text/normalize.hpp"

namespace yingda::knowledge {
namespace {

bool is_word_byte(char c) {
  const auto byte = static_cast<unsigned char>(c);
  return text::is_ascii_letter(byte) || text::is_digit(byte);
}

// No letter goes on before or after it.
bool stands_alone(std::string_view text, std::size_t begin, std::size_t length) {
  const std::size_t end = begin + length;
  const bool before = begin > 0 && is_word_byte(text[begin - 1]) && is_word_byte(text[begin]);
  const bool after = end < text.size() && is_word_byte(text[end]) && is_word_byte(text[end - 1]);
  return !before && !after;
}

}  // namespace

Synonyms::Synonyms(const SynonymGroups& groups) {
  for (const auto& group : groups) {
    if (group.empty()) continue;
    const std::string as = text::normalize(group.front());
    // The first is there for itself too: a longer one must win over a shorter one inside of it.
    for (const auto& member : group) {
      const std::string word = text::normalize(member);
      std::size_t position = 0;
      if (!word.empty()) by_first_[text::next_character(word, position)].push_back({word, as});
    }
  }
  for (auto& [first, readings] : by_first_) {
    std::stable_sort(readings.begin(), readings.end(), [](const Reading& a, const Reading& b) {
      return a.word.size() > b.word.size();
    });
  }
}

const Synonyms::Reading* Synonyms::at(std::string_view text, std::size_t position) const {
  std::size_t next = position;
  const auto readings = by_first_.find(text::next_character(text, next));
  if (readings == by_first_.end()) return nullptr;
  for (const auto& reading : readings->second) {
    if (text.substr(position).starts_with(reading.word) &&
        stands_alone(text, position, reading.word.size())) {
      return &reading;
    }
  }
  return nullptr;
}

std::string Synonyms::unify(std::string_view text) const {
  if (by_first_.empty()) return std::string(text);
  const std::string all = text::normalize(text);
  std::string out;
  out.reserve(all.size());
  for (std::size_t position = 0; position < all.size();) {
    if (const auto* reading = at(all, position)) {
      out += reading->as;
      position += reading->word.size();
      continue;
    }
    const std::size_t begin = position;
    text::next_character(all, position);
    out.append(all, begin, position - begin);
  }
  return out;
}

}  // namespace yingda::knowledge
