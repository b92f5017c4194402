// People's words as they come in: without control characters, wherever they stand.

#include <catch2/catch.hpp>

#include "wire/chat_frame.hpp"
#include "wire/desk_frame.hpp"

using namespace yingda;

namespace {

template <class Frame>
Frame said(const char* json) {
  const auto frame = wire::decode_chat(json);
  REQUIRE(frame.has_value());
  return std::get<Frame>(*frame);
}

}  // namespace

TEST_CASE("control characters and turned directions are left out of what visitors send") {
  CHECK(said<wire::SayFrame>(R"({"type":"message","id":"a","text":"一\u0000二\u202e三\r\n四\t"})")
            .text == "一二三\n四\t");
  CHECK(
      said<wire::RateFrame>(R"({"type":"rate","id":"a","score":5,"comment":"o\u001bk"})").comment ==
      "ok");
  CHECK(said<wire::SubmitFrame>(
            R"({"type":"submit","id":"a","of":1,"values":{"x":"a\u0007b","y":2}})")
            .values.at("x") == "ab");
  CHECK(said<wire::Hello>(R"({"type":"hello","page":{"url":"u","title":"t\u202eitle"}})")
            .page.title == "title");
}

TEST_CASE("what a page tells of its visitor is a few short texts under plain names") {
  const auto told = [](const std::string& attributes) {
    return wire::decode_chat(R"({"type":"hello","page":{"url":"u","title":"t","attributes":)" +
                             attributes + "}}");
  };
  const auto hello = told(R"({"level":"go\u0007ld","cart_total":268,"member":true})");
  REQUIRE(hello.has_value());
  CHECK(std::get<wire::Hello>(*hello).page.attributes ==
        std::map<std::string, std::string>{
            {"level", "gold"}, {"cart_total", "268"}, {"member", "true"}});
  CHECK_FALSE(told(R"({"Level":"gold"})").has_value());
  CHECK_FALSE(told(R"({"":"gold"})").has_value());
  CHECK_FALSE(told(R"({"level":{"a":1}})").has_value());
  CHECK_FALSE(told(R"(["gold"])").has_value());
  std::string many;
  for (int i = 0; i < 21; ++i) many += (i > 0 ? "," : "") + ("\"a" + std::to_string(i)) + "\":1";
  CHECK_FALSE(told("{" + many + "}").has_value());
}

TEST_CASE("nothing but control characters is no message") {
  const auto frame = wire::decode_chat(R"({"type":"message","id":"a","text":"\u0000\u202e"})");
  REQUIRE_FALSE(frame.has_value());
  CHECK(frame.error().error.code == ErrorCode::invalid);
}

TEST_CASE("an id with a control character is still no id") {
  CHECK_FALSE(wire::decode_chat(R"({"type":"message","id":"a\u0000","text":"x"})").has_value());
}

TEST_CASE("what agents write is read the same way") {
  const auto frame = wire::decode_desk(
      R"({"type":"message","id":"m","conversation":"c","text":"好\u0000的\u202e"})");
  REQUIRE(frame.has_value());
  CHECK(std::get<wire::AgentSayFrame>(*frame).text == "好的");
}

TEST_CASE("an agent's message may name the article that its words are from") {
  const auto frame = wire::decode_desk(
      R"({"type":"message","id":"a","conversation":"c1","text":"好的","article":"refund-time"})");
  REQUIRE(frame.has_value());
  CHECK(std::get<wire::AgentSayFrame>(*frame).article == "refund-time");
  CHECK_FALSE(wire::decode_desk(
                  R"({"type":"message","id":"a","conversation":"c1","text":"好的","article":7})")
                  .has_value());
}
