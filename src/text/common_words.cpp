#include "text/common_words.hpp"

#include <array>
#include <string>
#include <unordered_set>

namespace yingda::text {
namespace {

constexpr std::string_view chinese =
    "的了吗呢吧啊呀么哦嗯呃哈嘛啦是我你您他她它们这那哪谁有在就都也还要会能可以怎样什请问为一下个把"
    "被"
    "给对和与或好很太想又再办啥咋里呀嘞喔噢嘿呗咯喂诶阿些";

constexpr std::array<std::string_view, 90> english{
    "i",     "me",    "my",    "mine",  "you",    "your",  "he",    "she",  "it",     "its",
    "we",    "us",    "our",   "they",  "them",   "a",     "an",    "the",  "this",   "that",
    "these", "those", "is",    "are",   "was",    "were",  "be",    "been", "am",     "im",
    "ive",   "do",    "does",  "did",   "doing",  "have",  "has",   "had",  "having", "can",
    "could", "will",  "would", "shall", "should", "may",   "might", "must", "to",     "of",
    "in",    "on",    "at",    "for",   "with",   "from",  "by",    "as",   "and",    "or",
    "but",   "if",    "so",    "what",  "whats",  "how",   "hows",  "when", "where",  "why",
    "who",   "which", "there", "here",  "please", "just",  "want",  "need", "get",    "got",
    "tell",  "know",  "let",   "some",  "any",    "about", "very",  "too",  "id",     "ill"};

std::unordered_set<std::string_view> all_words() {
  std::unordered_set<std::string_view> out(english.begin(), english.end());
  constexpr std::size_t bytes = 3;  // of every character in the list
  for (std::size_t i = 0; i < chinese.size(); i += bytes) out.insert(chinese.substr(i, bytes));
  return out;
}

}  // namespace

bool is_common_word(std::string_view word) {
  static const std::unordered_set<std::string_view> words = all_words();
  return words.contains(word);
}

}  // namespace yingda::text
