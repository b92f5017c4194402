#include "knowledge/spelling.hpp"

#include <algorithm>
#include <functional>

#include "text/characters.hpp"
#include "text/common_words.hpp"
#include "text/pinyin.hpp"

namespace yingda::knowledge {
namespace {

// Shorter words have too many neighbours.
constexpr std::size_t letters_min = 4;

std::uint32_t hash_text(std::string_view word) {
  return static_cast<std::uint32_t>(std::hash<std::string_view>()(word));
}

bool is_plain_word(std::string_view word) {
  return word.size() >= letters_min &&
         std::all_of(word.begin(), word.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

// The word, and the word with each of its letters left out.
std::vector<std::string> shortened(std::string_view word) {
  std::vector<std::string> out{std::string(word)};
  for (std::size_t i = 0; i < word.size(); ++i) {
    out.push_back(std::string(word.substr(0, i)) + std::string(word.substr(i + 1)));
  }
  return out;
}

// One letter wrong, missing or too many, or two neighbours exchanged. The first letter is seldom
// wrong, and a word with another first letter is mostly another word.
bool one_slip(std::string_view typed, std::string_view meant) {
  if (typed == meant || typed.front() != meant.front()) return false;
  std::size_t begin = 0;
  while (begin < typed.size() && begin < meant.size() && typed[begin] == meant[begin]) ++begin;
  typed.remove_prefix(begin);
  meant.remove_prefix(begin);
  while (!typed.empty() && !meant.empty() && typed.back() == meant.back()) {
    typed.remove_suffix(1);
    meant.remove_suffix(1);
  }
  if (typed.size() <= 1 && meant.size() <= 1) return true;
  return typed.size() == 2 && meant.size() == 2 && typed[0] == meant[1] && typed[1] == meant[0];
}

// "chong zhi " for 充值; empty when a character has no reading.
std::string sound_of(std::string_view characters) {
  std::string out;
  for (std::size_t at = 0; at < characters.size();) {
    const auto sound = text::pinyin(text::next_character(characters, at));
    if (sound.empty()) return {};
    out.append(sound).push_back(' ');
  }
  return out;
}

std::string joined(const std::vector<text::Token>& tokens) {
  std::string out;
  for (const auto& token : tokens) {
    if (!out.empty())
      out += token.adjacent ? (token.kind == text::TokenKind::han ? "" : " ") : "，";
    out += token.text;
  }
  return out;
}

bool both_han(const text::Token& left, const text::Token& right) {
  return left.kind == text::TokenKind::han && right.kind == text::TokenKind::han && right.adjacent;
}

}  // namespace

Spelling::Spelling(const Vocabulary& vocabulary, const Index& index)
    : vocabulary_(vocabulary), index_(index) {
  for (FeatureId id = 0; id < vocabulary.size(); ++id) {
    if (vocabulary.kind(id) == FeatureKind::unit) add_word(id);
    if (vocabulary.kind(id) == FeatureKind::pair && vocabulary.is_naming(id)) add_pair(id);
  }
  std::sort(near_.begin(), near_.end(),
            [](const Near& a, const Near& b) { return a.hash < b.hash; });
}

void Spelling::add_word(FeatureId id) {
  const auto name = vocabulary_.name(id);
  if (!is_plain_word(name)) return;
  for (const auto& word : shortened(name)) near_.push_back({hash_text(word), id});
}

void Spelling::add_pair(FeatureId id) {
  const std::string sound = sound_of(vocabulary_.name(id));
  if (!sound.empty()) pairs_by_sound_[sound].push_back(id);
}

bool Spelling::more_frequent(FeatureId a, FeatureId b) const {
  return b == Vocabulary::npos || index_.information(a) < index_.information(b);
}

FeatureId Spelling::word_for(const std::string& word) const {
  FeatureId best = Vocabulary::npos;
  for (const auto& shorter : shortened(word)) {
    const auto hash = hash_text(shorter);
    auto at = std::lower_bound(near_.begin(), near_.end(), hash,
                               [](const Near& near, std::uint32_t h) { return near.hash < h; });
    for (; at != near_.end() && at->hash == hash; ++at) {
      if (!one_slip(word, vocabulary_.name(at->word))) continue;
      if (at->word != best && more_frequent(at->word, best)) best = at->word;
    }
  }
  return best;
}

FeatureId Spelling::pair_for(const std::string& left, const std::string& right) const {
  const auto pairs = pairs_by_sound_.find(sound_of(left + right));
  FeatureId best = Vocabulary::npos;
  if (pairs == pairs_by_sound_.end()) return best;
  for (const auto pair : pairs->second) {
    const auto name = vocabulary_.name(pair);
    if (!name.starts_with(left) && !name.ends_with(right)) continue;  // one of them is right
    if (more_frequent(pair, best)) best = pair;
  }
  return best;
}

bool Spelling::correct_words(std::vector<text::Token>& tokens) const {
  bool changed = false;
  for (auto& token : tokens) {
    if (token.kind != text::TokenKind::word || !is_plain_word(token.stem)) continue;
    if (vocabulary_.find(token.stem) != Vocabulary::npos || text::is_common_word(token.text)) {
      continue;
    }
    const auto meant = word_for(token.stem);
    if (meant == Vocabulary::npos) continue;
    token.text = vocabulary_.name(meant);
    changed = true;
  }
  return changed;
}

bool Spelling::correct_pairs(std::vector<text::Token>& tokens) const {
  bool changed = false;
  for (std::size_t i = 0; i + 1 < tokens.size(); ++i) {
    auto& left = tokens[i];
    auto& right = tokens[i + 1];
    // Of characters that are everywhere some pair would always sound right.
    if (!both_han(left, right) || text::is_common_word(left.text) ||
        text::is_common_word(right.text) ||
        vocabulary_.find(left.text + right.text) != Vocabulary::npos) {
      continue;
    }
    const auto meant = pair_for(left.text, right.text);
    if (meant == Vocabulary::npos) continue;
    const std::string pair(vocabulary_.name(meant));
    std::size_t half = 0;
    text::next_character(pair, half);
    left.text = pair.substr(0, half);
    right.text = pair.substr(half);
    changed = true;
  }
  return changed;
}

std::string Spelling::corrected(std::string_view text) const {
  auto tokens = text::tokenize(text);
  const bool words = correct_words(tokens);
  const bool pairs = correct_pairs(tokens);
  return words || pairs ? joined(tokens) : std::string();
}

}  // namespace yingda::knowledge
