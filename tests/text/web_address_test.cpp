#include "text/web_address.hpp"

#include <catch2/catch.hpp>

#include "text/tokenize.hpp"

using namespace yingda::text;

namespace {

std::string words(std::string_view text) {
  std::string out;
  for (const auto& token : tokenize(text)) out += (out.empty() ? "" : "|") + token.text;
  return out;
}

}  // namespace

TEST_CASE("e-mail and web addresses are no words") {
  CHECK(words("mail me at Jane.Doe+shop@mail.example.com please") == "mail|me|at|please");
  CHECK(words("see https://shop.example/item?id=7&x=y, thanks") == "see|thanks");
  CHECK(words("www.example.cn打不开") == "打|不|开");
  CHECK(words("我的邮箱zhang_san@qq.com收不到验证码") == "我|的|邮|箱|收|不|到|验|证|码");
}

TEST_CASE("what only looks like an address stays") {
  CHECK(words("meet @ noon") == "meet|noon");
  CHECK(words("a@b") == "a|b");
  CHECK(words("http:// is missing") == "http|is|missing");
  CHECK(words("awww. fine") == "awww|fine");
}

TEST_CASE("an address ends before the sentence's own punctuation") {
  const std::u32string_view text = U"www.example.com.";
  CHECK(address_end(text, 0) == text.size() - 1);
  CHECK(address_end(text, 4) == 4);
  CHECK(address_end(U"x www.a.b", 0) == 0);
}
