#include "text/pinyin.hpp"

#include <unicode/translit.h>
#include <unicode/unistr.h>

#include <catch2/catch.hpp>
#include <memory>

#include "text/characters.hpp"
#include "text/pinyin_table.hpp"

using namespace yingda::text;

TEST_CASE("characters that sound alike have the same reading") {
  CHECK(pinyin(U'充') == "chong");
  CHECK(pinyin(U'充') == pinyin(U'冲'));
  CHECK(pinyin(U'账') == pinyin(U'帐'));
  CHECK(pinyin(U'现') == pinyin(U'显'));
  CHECK(pinyin(U'退') != pinyin(U'提'));
}

TEST_CASE("what is no Chinese character has no reading") {
  for (const char32_t c : {U'a', U'7', U'，', U'é', U'😀', U'\0'}) CHECK(pinyin(c).empty());
}

TEST_CASE("the readings are those of ICU") {
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<const icu::Transliterator> rules(icu::Transliterator::createInstance(
      "Han-Latin; NFD; [:Nonspacing Mark:] Remove", UTRANS_FORWARD, status));
  REQUIRE(U_SUCCESS(status));
  std::size_t characters = 0;
  for (const char32_t c : decode(pinyin_table)) {
    if (!is_han(c)) continue;
    ++characters;
    icu::UnicodeString sound(static_cast<UChar32>(c));
    rules->transliterate(sound);
    std::string expected;
    sound.toUTF8String(expected);
    if (pinyin(c) != expected) CHECK(encode(std::u32string(1, c)) + expected == pinyin(c));
  }
  CHECK(characters == 6763);
}
