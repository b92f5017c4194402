#include "conversation/keyword_index.hpp"

#include <catch2/catch.hpp>

#include "conversation/said.hpp"

using namespace yingda::conversation;

namespace {

// The words of flow "f" that are spoken, in order.
std::vector<std::string> spoken(const KeywordIndex& index, std::string_view key) {
  std::vector<std::string> out;
  for (const auto* keyword : index.spoken(key)) out.push_back(keyword->word);
  return out;
}

}  // namespace

TEST_CASE("keywords are found wherever they stand, in the order they were given") {
  KeywordIndex index;
  for (const char* word : {"投诉", "金卡", "白金卡", "refund", "cat", "卡"}) index.add(word, "f");
  using Words = std::vector<std::string>;
  CHECK(spoken(index, "我要投诉金卡") == Words{"投诉", "金卡", "卡"});
  CHECK(spoken(index, "白金卡投诉投诉") == Words{"投诉", "金卡", "白金卡", "卡"});
  CHECK(spoken(index, "want a refund for my cat") == Words{"refund", "cat"});
  CHECK(spoken(index, "a category of refunds").empty());
  CHECK(spoken(index, "").empty());
}

TEST_CASE("a keyword of signs alone is in no message") {
  KeywordIndex index;
  index.add("", "f");
  CHECK(index.spoken("什么").empty());
}

TEST_CASE("the index finds what looking for one keyword after another finds") {
  const std::vector<std::string> words{"a", "ab", "b a", "退", "退款", "款a", "a款", "1", "12"};
  KeywordIndex index;
  for (const auto& word : words) index.add(word, "f");
  const std::vector<std::string> pieces{"a", "b", " ", "退", "款", "1", "2"};
  // Every message of up to five pieces.
  std::vector<std::string> messages{""};
  for (std::size_t begin = 0, length = 0; length < 5; ++length) {
    const std::size_t end = messages.size();
    for (; begin < end; ++begin) {
      for (const auto& piece : pieces) messages.push_back(messages[begin] + piece);
    }
  }
  for (const auto& message : messages) {
    std::vector<std::string> expected;
    for (const auto& word : words) {
      if (holds_word(message, word)) expected.push_back(word);
    }
    if (spoken(index, message) != expected) FAIL(message);
  }
  SUCCEED();
}
