#include "knowledge/spelling.hpp"

#include <catch2/catch.hpp>

using namespace yingda::knowledge;

namespace {

// One language's corpus, and the corrections it allows.
struct Written {
  Written(const std::string& locale, std::vector<std::string> questions)
      : corpus(Corpus::build(
            {{DocumentKind::article, "all", locale, "", std::move(questions), ""},
             {DocumentKind::article, "other", locale, "", {locale == "en" ? "hello" : "你好"}, ""}},
            {})),
        index(Index::build(corpus, std::vector<bool>(corpus.variants.size(), true))),
        spelling(corpus.vocabulary, index) {}

  Corpus corpus;
  Index index;
  Spelling spelling;
};

std::string english(const std::string& text) {
  static const Written written(
      "en", {"how do i get a refund", "my account is frozen", "the coupon expired",
             "which banks send the money", "is my money safe", "more money"});
  return written.spelling.corrected(text);
}

std::string chinese(const std::string& text) {
  static const Written written("zh-CN", {"充值没到账", "怎么提现", "提现要多久", "充值记录在哪"});
  return written.spelling.corrected(text);
}

}  // namespace

TEST_CASE("a letter wrong, missing, too many or two exchanged is put right") {
  CHECK(english("refumd") == "refund");
  CHECK(english("refnd") == "refund");
  CHECK(english("reffund") == "refund");
  CHECK(english("refudn") == "refund");
  CHECK(english("my acount is frozen!") == "my account is frozen");
  CHECK(english("where is the cupon, and my acount") == "where is the coupon，and my account");
}

TEST_CASE("known words, common words and words two slips away stay") {
  CHECK(english("how do i get a refund").empty());
  CHECK(english("would you").empty());
  CHECK(english("refudm").empty());
  CHECK(english("").empty());
}

TEST_CASE("short words and words with another beginning are other words") {
  CHECK(english("bnk").empty());
  CHECK(english("honey").empty());
}

TEST_CASE("a character that sounds like the one meant is put right beside one that is known") {
  CHECK(chinese("冲值没到账") == "充值没到账");
  CHECK(chinese("充值没到帐") == "充值没到账");
  CHECK(chinese("怎么提显") == "怎么提现");
  CHECK(chinese("提显，冲值") == "提现，充值");
}

TEST_CASE("pairs that are known, that sound otherwise or that stand apart stay") {
  CHECK(chinese("充值没到账").empty());
  CHECK(chinese("充电没到账").empty());
  CHECK(chinese("提，显").empty());
  CHECK(chinese("冲直").empty());  // both wrong: too bold a guess
  CHECK(chinese("refudn").empty());
}
